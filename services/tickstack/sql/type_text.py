"""Types as a text spells them: Hive's ``array<int>`` in the catalog, and Trino's ``array(integer)`` in a statement."""

import re
from collections.abc import Callable

from tickstack.errors import QueryError
from tickstack.sql.types import LONGEST_CHAR, PICOSECONDS, ROWS, UNBOUNDED, VARCHAR, TrinoType, array
from tickstack.sql.unplaced import UnplacedError, no_decimal

MISSING = frozenset({"color"})
HIVE_BASES = {hive: row.base for row in ROWS.values() for hive in row.hive}

_SEVERAL = {  # the types whose names have several words
    "double": ("precision",),
    "interval": ("day", "year"),
    "time": ("with", "without"),
    "timestamp": ("with", "without"),
}


class _Reader:
    """A recursive-descent reader of type text, for Hive's ``array<int>`` and Trino's ``array(integer)`` alike."""

    _token = re.compile(r'\s*(?:([A-Za-z_][\w$]*)|(\d+)|"((?:[^"]|"")*)"|`([^`]*)`|([<>(),:]))')

    def __init__(self, text: str, bases: dict[str, str], brackets: str) -> None:
        self.text, self.bases, self.brackets, self.at = text, bases, brackets, 0

    def fail(self) -> QueryError:
        return QueryError("TYPE_NOT_FOUND", f"Unknown type: {self.text}", type=1000)

    def next(self, what: str | None = None) -> str:
        match = self._token.match(self.text, self.at)
        if not match:
            raise self.fail()
        token = next(group for group in match.groups() if group is not None)
        if what is not None and token != what:
            raise self.fail()
        self.at = match.end()
        return token

    def peek(self) -> str:
        match = self._token.match(self.text, self.at)
        return next((group for group in match.groups() if group is not None), "") if match else ""

    def words(self, *words: str) -> bool:
        start = self.at
        for word in words:
            if self.peek().lower() != word:
                self.at = start
                return False
            self.next()
        return True

    def whole(self) -> TrinoType:
        kind = self.type()
        if self.text[self.at :].strip():
            raise self.fail()
        return kind

    def type(self) -> TrinoType:
        name = self.next().lower()
        readers: dict[str, Callable[[], TrinoType]] = {
            "array": self.array,
            "map": self.map,
            "row": self.row,
            "qdigest": self.digest,
        }
        base = self.bases.get(name)
        if base in readers:
            return readers[base]()
        if base == "double":
            self.words("precision")
        if name == "interval":
            return self.interval()
        if base is None and name in MISSING:
            raise QueryError("NOT_SUPPORTED", f"tickstack does not support the type {name} yet", type=1200)
        if base is None:
            raise self.fail()
        return _with_numbers(base, self.numbers(), self.zoned() if base in ("timestamp", "time") else False, self.fail)

    def numbers(self) -> tuple[int, ...]:
        if self.peek() != "(":
            return ()
        self.next("(")
        found = [int(self.next())]
        while self.peek() == ",":
            self.next(",")
            found.append(int(self.next()))
        self.next(")")
        return tuple(found)

    def zoned(self) -> bool:
        if self.words("with", "time", "zone"):
            return True
        self.words("without", "time", "zone")
        return False

    def interval(self) -> TrinoType:
        for words in (("day", "to", "second"), ("year", "to", "month")):
            if self.words(*words):
                return TrinoType(f"interval {' '.join(words)}")
        raise self.fail()

    def array(self) -> TrinoType:
        self.next(self.brackets[0])
        element = self.type()
        self.next(self.brackets[1])
        return array(element)

    def digest(self) -> TrinoType:
        self.next("(")
        kind = self.type()
        self.next(")")
        return TrinoType("qdigest", (), (kind,))

    def map(self) -> TrinoType:
        self.next(self.brackets[0])
        key = self.type()
        self.next(",")
        value = self.type()
        self.next(self.brackets[1])
        return TrinoType("map", (), (key, value))

    def row(self) -> TrinoType:
        self.next(self.brackets[0])
        names: list[str | None] = []
        kinds: list[TrinoType] = []
        while True:
            names.append(self.field_name())
            kinds.append(self.type())
            if self.next() != ",":
                return TrinoType("row", (), tuple(kinds), tuple(names))

    def field_name(self) -> str | None:
        start = self.at
        quoted = self.text[start:].lstrip().startswith('"')
        name = self.next()
        if self.brackets == "<>":
            self.next(":")
            return name.lower()
        if self.peek() in (",", ")", "(") or (
            name.lower() in _SEVERAL and self.peek().lower() in _SEVERAL[name.lower()]
        ):
            self.at = start
            return None
        return name.replace('""', '"') if quoted else name.lower()


def _with_numbers(base: str, numbers: tuple[int, ...], zoned: bool, fail: Callable[[], QueryError]) -> TrinoType:
    if base == "decimal":
        precision, scale = (*numbers, 38 if not numbers else 0, 0)[:2]
        if not 1 <= precision <= 38 or scale > precision:
            raise no_decimal(precision, scale)
        return TrinoType("decimal", (precision, scale))
    if base in ("timestamp", "time"):
        made = TrinoType(f"{base} with time zone" if zoned else base, numbers or (3,))
        if made.numbers[0] > PICOSECONDS:
            message = f"{made.base.upper()} precision must be in range [0, {PICOSECONDS}]: {made.numbers[0]}"
            raise QueryError("NUMERIC_VALUE_OUT_OF_RANGE", message, type=1100)
        return made
    if base == "char":
        if numbers and numbers[0] > LONGEST_CHAR:
            raise fail()
        return TrinoType("char", numbers or (1,))
    if base == "varchar" and numbers == (UNBOUNDED,):
        return VARCHAR
    if base == "varchar" and numbers and numbers[0] > UNBOUNDED:
        raise fail()
    return TrinoType(base, numbers)


def hive_type(text: str) -> TrinoType:
    """The type that the catalog spells ``text``: ``hive_type('array<int>')`` is ``array(integer)``."""
    reader = _Reader(text, HIVE_BASES, "<>")
    try:
        return reader.whole()
    except UnplacedError:
        raise reader.fail() from None


_TRINO_BASES = {row.base: row.base for row in ROWS.values()} | {
    "int": "integer",
    "dec": "decimal",
    "string": "varchar",
    "float": "real",
}


TYPE_NAMES = frozenset((*_TRINO_BASES, *MISSING, "interval"))
"""The words with which a type begins in a statement."""


def trino_type(text: str) -> TrinoType:
    """The type that a statement spells ``text``: ``trino_type('array(bigint)')``. Raises TYPE_NOT_FOUND."""
    return _Reader(text, _TRINO_BASES, "()").whole()
