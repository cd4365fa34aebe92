"""The grammar of SQL/JSON's functions for the parser: each call becomes a name with its operands and what it says.

The clauses stand as a constant among the operands, so that two calls are equal only if their clauses are.
"""

# ruff: noqa: SLF001 -- sqlglot's parser is extended with its own methods

import json
from collections.abc import Callable
from typing import Any

from sqlglot import exp

from tickstack.sql.failures import Source
from tickstack.sql.parser.conditions import placed

MARK = "sql/json"


def _says(self: Any, *words: str) -> bool:
    return bool(self._match_text_seq(*words))


def _format(self: Any) -> str | None:
    """``FORMAT JSON ENCODING UTF16``: the encoding, or nothing where nothing is said."""
    if not _says(self, "FORMAT", "JSON"):
        return None
    if not _says(self, "ENCODING"):
        return ""
    self._advance()
    return str(self._prev.text).upper()


class _Call:
    """A call while it is read: its operands, of which each may be said to be JSON text, and its clauses."""

    def __init__(self, name: str, parser: Any) -> None:
        self.name = name
        self.start = parser._tokens[parser._index - 2].start  # its name; the parenthesis has been read
        self.operands: list[Any] = []
        self.formats: list[str | None] = []
        self.names: list[str] = []
        self.clauses: dict[str, Any] = {}
        self.defaults: list[Any] = []

    def value(self, parser: Any) -> None:
        self.operands.append(parser._parse_disjunction())
        self.formats.append(_format(parser))

    def invocation(self, parser: Any) -> None:
        """What the functions with a path begin with."""
        self.value(parser)
        parser._match_text_seq(",")
        self.clauses["path"] = parser._parse_string().name
        if _says(parser, "AS"):
            parser._parse_id_var()
        if _says(parser, "PASSING"):
            self.argument(parser)
            while _says(parser, ","):
                self.argument(parser)

    def argument(self, parser: Any) -> None:
        self.value(parser)
        parser._match_text_seq("AS")
        token, written = parser._curr, parser._parse_id_var()
        name = written.name if written.args.get("quoted") else written.name.upper()
        if name in self.names:
            message = f"{name} JSON path parameter is specified more than once"
            Source(parser.sql).fail("DUPLICATE_PARAMETER_NAME", message, placed(written, token))
        self.names.append(name)

    def returning(self, parser: Any) -> None:
        if _says(parser, "RETURNING"):
            self.clauses["returning"] = parser._parse_types().sql(dialect="trino")
            self.clauses["output"] = _format(parser)

    def behaviors(self, parser: Any, choices: tuple[str, ...]) -> None:
        """``NULL ON EMPTY``, ``DEFAULT x ON ERROR``."""
        while True:
            chosen = next((choice for choice in choices if _says(parser, *choice.split())), None)
            if chosen is None:
                return
            value = parser._parse_disjunction() if chosen == "DEFAULT" else None
            where = "empty" if _says(parser, "ON", "EMPTY") else "error"
            if where == "error":
                parser._match_text_seq("ON", "ERROR")
            self.clauses[where] = chosen
            if value is not None:
                self.clauses[f"{where}_default"] = len(self.defaults)
                self.defaults.append(value)

    def node(self) -> exp.Anonymous:
        said = {**self.clauses, "names": self.names, "formats": self.formats, "operands": len(self.operands)}
        constant = exp.Literal.string(json.dumps(said, sort_keys=True))
        made = exp.Anonymous(this=self.name, expressions=[constant, *self.operands, *self.defaults])
        made.meta.update({MARK: said, "start": self.start})
        return made


def _exists(self: Any) -> exp.Expr:
    call = _Call("json_exists", self)
    call.invocation(self)
    call.behaviors(self, ("TRUE", "FALSE", "UNKNOWN", "ERROR"))
    return call.node()


def _value(self: Any) -> exp.Expr:
    call = _Call("json_value", self)
    call.invocation(self)
    call.returning(self)
    call.behaviors(self, ("ERROR", "NULL", "DEFAULT"))
    return call.node()


def _query(self: Any) -> exp.Expr:
    call = _Call("json_query", self)
    call.invocation(self)
    call.returning(self)
    wrappers = {
        "WITHOUT ARRAY": "WITHOUT",
        "WITHOUT": "WITHOUT",
        "WITH CONDITIONAL": "CONDITIONAL",
        "WITH UNCONDITIONAL": "UNCONDITIONAL",
        "WITH": "UNCONDITIONAL",
    }
    said = next((words for words in wrappers if _says(self, *words.split())), None)
    if said is not None:
        _says(self, "ARRAY")
        _says(self, "WRAPPER")
        call.clauses["wrapper"] = wrappers[said]
    quotes = next((word for word in ("KEEP", "OMIT") if _says(self, word, "QUOTES")), None)
    if quotes is not None:
        _says(self, "ON", "SCALAR", "STRING")
        call.clauses["quotes"] = quotes
    call.behaviors(self, ("ERROR", "NULL", "EMPTY ARRAY", "EMPTY OBJECT"))
    return call.node()


def _nulls(self: Any, call: _Call) -> None:
    said = next((word for word in ("NULL", "ABSENT") if _says(self, word, "ON", "NULL")), None)
    if said is not None:
        call.clauses["nulls"] = said


def _ahead(self: Any, *words: str) -> bool:
    """Whether these words come next."""
    index = self._index
    found = _says(self, *words)
    self._retreat(index)
    return found


def _ends(self: Any) -> bool:
    beginnings = (("NULL", "ON", "NULL"), ("ABSENT", "ON", "NULL"), ("RETURNING",), (")",))
    return any(_ahead(self, *words) for words in beginnings)


def _array(self: Any) -> exp.Expr:
    call = _Call("json_array", self)
    if not _ends(self):
        call.value(self)
        while _says(self, ","):
            call.value(self)
    _nulls(self, call)
    call.returning(self)
    return call.node()


def _object_member(self: Any, call: _Call) -> None:
    named = _ahead(self, "KEY", "VALUE") or _ahead(self, "KEY", ":")
    if not named:
        _says(self, "KEY")
    call.operands.append(self._parse_disjunction())
    if not _says(self, "VALUE"):
        _says(self, ":")
    call.value(self)


def _object(self: Any) -> exp.Expr:
    call = _Call("json_object", self)
    if not _ends(self):
        _object_member(self, call)
        while _says(self, ","):
            _object_member(self, call)
    _nulls(self, call)
    for words, unique in ((("WITH", "UNIQUE"), True), (("WITHOUT", "UNIQUE"), False)):
        if _says(self, *words):
            _says(self, "KEYS")
            call.clauses["unique"] = unique
    call.returning(self)
    return call.node()


PARSERS: dict[str, Callable[[Any], exp.Expr]] = {
    "JSON_EXISTS": _exists,
    "JSON_VALUE": _value,
    "JSON_QUERY": _query,
    "JSON_ARRAY": _array,
    "JSON_OBJECT": _object,
}
