"""The functions of SQL/JSON, whose arguments have a grammar of their own."""

from collections.abc import Callable
from typing import Any, ClassVar

from tickstack.sql.recogniser.special import SpecialReader

_ENCODINGS = frozenset(("UTF8", "UTF16", "UTF32"))


class JsonReader(SpecialReader):
    """Reads JSON_EXISTS, JSON_VALUE, JSON_QUERY, JSON_OBJECT and JSON_ARRAY."""

    def special(self) -> bool:
        way = self._FORMS.get(self.kind)
        if way is None:
            return super().special()
        self.step()
        self.expect("(")
        way(self)
        self.expect(")")
        return True

    def _path(self) -> None:
        """``jsonPathInvocation``"""
        self._value()
        self.expect(",")
        self.string()
        if self.take("AS"):
            self.identifier()
        if self.take("PASSING"):
            self.listed(self._argument)

    def _argument(self) -> None:
        self._value()
        self.expect("AS")
        self.identifier()

    def _value(self) -> None:
        """``jsonValueExpression``"""
        self.expression()
        self._format()

    def _format(self) -> None:
        if self.kind == "FORMAT" and self.ahead() == "JSON":
            self.step()
            self.step()
            if self.take("ENCODING"):
                self.one_of(_ENCODINGS)

    def _exists_in(self) -> None:
        self._path()
        if self.kind != ")":
            self.one_of(("TRUE", "FALSE", "UNKNOWN", "ERROR"))
            self.expect("ON", "ERROR")

    def _value_of(self) -> None:
        self._path()
        if self.take("RETURNING"):
            self.type()
        self._behaviours("ERROR", "NULL", "DEFAULT")

    def _behaviours(self, *starts: str) -> None:
        """Up to two; the one that is not ``ON EMPTY`` is the last."""
        for event in ("EMPTY", "ERROR"):
            if self.kind not in starts:
                continue
            if self.take("DEFAULT"):
                self.expression()
            elif self.take("EMPTY"):
                self.one_of(("ARRAY", "OBJECT"))
            else:
                self.step()
            self.expect("ON")
            if event == "EMPTY" and self.take("ERROR"):
                self._ended()
            else:
                self.expect(event)

    def _ended(self) -> None:
        if self.kind != ")":
            self.expect(")")

    def _query_of(self) -> None:
        self._path()
        self._returning()
        if self.kind in ("WITH", "WITHOUT"):
            self._wrapper()
        if self.kind in ("KEEP", "OMIT"):
            self.step()
            self.expect("QUOTES")
            if self.kind == "ON" and self.ahead() == "SCALAR":
                self.expect("ON", "SCALAR", "STRING")
        self._behaviours("ERROR", "NULL", "EMPTY")

    def _wrapper(self) -> None:
        conditional = self.kind == "WITH"
        self.step()
        if conditional and self.kind in ("CONDITIONAL", "UNCONDITIONAL"):
            self.step()
        self.take("ARRAY")
        self.expect("WRAPPER")

    def _returning(self) -> None:
        if self.take("RETURNING"):
            self.type()
            self._format()

    def _object(self) -> None:
        if self._parts(self._member) and self.kind in ("WITH", "WITHOUT"):
            self.step()
            self.expect("UNIQUE")
            self.take("KEYS")
        self._returning()

    def _member(self) -> None:
        keyed = self.kind == "KEY" and self.ahead() not in (":", "VALUE", ".", "(", "[")
        if keyed:
            self.step()
        self.expression()
        if keyed or self.kind != ":":
            self.expect("VALUE")
        else:
            self.step()
        self._value()

    def _array_of(self) -> None:
        self._parts(self._value)
        self._returning()

    def _parts(self, member: Callable[[], None]) -> bool:
        """Whether there are any."""
        if self.kind in (")", "RETURNING"):
            return False
        self.listed(member)
        if self.kind in ("NULL", "ABSENT"):
            self.step()
            self.expect("ON", "NULL")
        return True

    _FORMS: ClassVar[dict[str, Callable[[Any], Any]]] = {
        "JSON_EXISTS": _exists_in,
        "JSON_VALUE": _value_of,
        "JSON_QUERY": _query_of,
        "JSON_OBJECT": _object,
        "JSON_ARRAY": _array_of,
    }
