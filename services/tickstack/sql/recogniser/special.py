"""Primary expressions that begin with a keyword of their own, calls, and windows."""

from abc import abstractmethod
from collections.abc import Callable
from typing import Any, ClassVar

from tickstack.sql.recogniser.expressions import ExpressionReader
from tickstack.sql.recogniser.reader import NotSureError
from tickstack.sql.recogniser.tokens import IDENTIFIERS, INTEGER, TEXT

_NORMAL_FORMS = frozenset(("NFD", "NFC", "NFKD", "NFKC"))
_TRIMS = frozenset(("LEADING", "TRAILING", "BOTH"))
_FRAMES = frozenset(("RANGE", "ROWS", "GROUPS"))
_BOUNDS = frozenset(("PRECEDING", "FOLLOWING"))


class SpecialReader(ExpressionReader):
    """Reads calls, and what looks like one."""

    @abstractmethod
    def order(self) -> None:
        """``ORDER BY sortItem (',' sortItem)*``, from ORDER on."""

    @abstractmethod
    def measure(self) -> None:
        """``measureDefinition``"""

    @abstractmethod
    def pattern_clauses(self) -> bool:
        """What follows the frame in ``windowFrame``; whether there are PATTERN and DEFINE."""

    def special(self) -> bool:
        way = self._WAYS.get(self.kind)
        if way is None:
            return False
        return bool(way(self))

    def _case(self) -> bool:
        self.step()
        if self.kind != "WHEN":
            self.expression()
        again = self.repeating()
        while True:
            self.expect("WHEN")
            self.expression()
            self.expect("THEN")
            self.expression()
            if self.kind != "WHEN":
                break
            again()
        if self.take("ELSE"):
            self.expression()
        self.expect("END")
        return True

    def _cast(self) -> bool:
        if self.ahead() != "(":
            return False
        self.step()
        self.step()
        self.expression()
        self.expect("AS")
        self.type()
        self.expect(")")
        return True

    def _array(self) -> bool:
        if self.ahead() != "[":
            return False
        self.step()
        self.step()
        if self.kind != "]":
            self.expressions()
        self.expect("]")
        return True

    def _exists(self) -> bool:
        self.step()
        self.enclosed(self.query)
        return True

    def _extract(self) -> bool:
        self.step()
        self.expect("(")
        self.identifier()
        self.expect("FROM")
        self.value()
        self.expect(")")
        return True

    def _trim(self) -> bool:
        self.step()
        self.enclosed(self._trimmed)
        return True

    def _trimmed(self) -> None:
        if self.kind in _TRIMS and self.ahead() not in (")", ",", "(", ".", "["):
            self.step()
            if self.kind != "FROM":
                self.value()
            self.expect("FROM")
            self.value()
            return
        self.value()
        if self.kind in ("FROM", ","):
            self.step()
            self.value()

    def _substring(self) -> bool:
        if self.ahead() != "(":
            return False
        self.first_of(self._substring_from, self._plain_call)
        return True

    def _substring_from(self) -> None:
        self.step()
        self.expect("(")
        self.value()
        self.expect("FROM")
        self.value()
        if self.take("FOR"):
            self.value()
        self.expect(")")

    def _position(self) -> bool:
        if self.ahead() != "(":
            return False
        self.first_of(self._position_in, self._plain_call)
        return True

    def _position_in(self) -> None:
        self.step()
        self.expect("(")
        self.value()
        self.expect("IN")
        self.value()
        self.expect(")")

    def _plain_call(self) -> None:
        self.name()
        self.call()

    def _normalize(self) -> bool:
        self.step()
        self.expect("(")
        self.value()
        if self.take(","):
            self.one_of(_NORMAL_FORMS)
        self.expect(")")
        return True

    def _grouping(self) -> bool:
        self.step()
        self.expect("(")
        if self.kind != ")":
            self.listed(self.name)
        self.expect(")")
        return True

    def _moment(self) -> bool:
        self.step()
        if self.take("("):
            self.expect(INTEGER, ")")
        return True

    def _word(self) -> bool:
        self.step()
        return True

    def _listagg(self) -> bool:
        self.step()
        self.expect("(")
        if self.kind in ("DISTINCT", "ALL"):
            self.step()
        self.expression()
        if self.take(","):
            self.string()
        if self.take("ON"):
            self.expect("OVERFLOW")
            if not self.take("ERROR"):
                self.expect("TRUNCATE")
                self.take(TEXT)
                self.one_of(("WITH", "WITHOUT"))
                self.expect("COUNT")
        self.expect(")", "WITHIN", "GROUP", "(")
        self.order()
        self.expect(")")
        return True

    def call(self) -> None:
        self.expect("(")
        if self.kind == "*":
            self.step()
            self.expect(")")
            self._filter()
            self.over()
            return
        if self.kind in IDENTIFIERS and self.ahead() == "." and self.ahead(2) == "*":
            self.step()
            self.expect(".", "*")
        elif self.kind != ")":
            self._arguments()
        self.expect(")")
        self._filter()
        if self.kind in ("IGNORE", "RESPECT") and self.ahead() == "NULLS" and self.ahead(2) == "OVER":
            self.step()
            self.step()
            if self.ahead() != "(" and self.ahead() not in IDENTIFIERS:
                raise NotSureError
        self.over()

    def _arguments(self) -> None:
        if self.kind != "ORDER":
            if self.kind == "DISTINCT" or (self.kind == "ALL" and self.ahead() not in (",", ")")):
                self.step()
            self.expressions()
        if self.kind == "ORDER":
            self.order()

    def _processed(self) -> bool:
        """``processingMode`` before a call."""
        if self.ahead() not in IDENTIFIERS or self.ahead(2) != "(":
            return False
        self.step()
        self._plain_call()
        return True

    def _filter(self) -> None:
        if self.kind == "FILTER" and self.ahead() == "(":
            self.step()
            self.expect("(", "WHERE")
            self.expression()
            self.expect(")")

    def over(self) -> None:
        """``over``, if it is there."""
        if self.kind != "OVER":
            return
        follows = self.ahead()
        if follows in IDENTIFIERS:
            self.step()
            self.step()
        elif follows == "(":
            self.step()
            self.enclosed(self.window)

    def window(self) -> None:
        """``windowSpecification``"""
        partitions = self.kind == "PARTITION" and self.ahead() == "BY"
        if self.kind in IDENTIFIERS and not partitions and self.kind not in (*_FRAMES, "MEASURES"):
            self.step()
        if self.kind == "PARTITION":
            self.step()
            self.expect("BY")
            self.expressions()
        if self.kind == "ORDER":
            self.order()
        if self.kind in (*_FRAMES, "MEASURES"):
            self._frame()

    def _frame(self) -> None:
        if self.take("MEASURES"):
            self.listed(self.measure)
        self.one_of(_FRAMES)
        if self.take("BETWEEN"):
            self._bound()
            self.expect("AND")
        self._bound()
        self.pattern_clauses()

    def _bound(self) -> None:
        ahead = self.ahead()
        if (self.kind == "UNBOUNDED" and ahead in _BOUNDS) or (self.kind == "CURRENT" and ahead == "ROW"):
            self.step()
            self.step()
        else:
            self.expression()
            self.one_of(_BOUNDS)

    _WAYS: ClassVar[dict[str, Callable[[Any], Any]]] = {
        "CASE": _case,
        "RUNNING": _processed,
        "FINAL": _processed,
        "CAST": _cast,
        "TRY_CAST": _cast,
        "ARRAY": _array,
        "EXISTS": _exists,
        "EXTRACT": _extract,
        "TRIM": _trim,
        "SUBSTRING": _substring,
        "POSITION": _position,
        "NORMALIZE": _normalize,
        "GROUPING": _grouping,
        "LISTAGG": _listagg,
        **dict.fromkeys(("CURRENT_TIME", "CURRENT_TIMESTAMP", "LOCALTIME", "LOCALTIMESTAMP"), _moment),
        **dict.fromkeys(("CURRENT_CATALOG", "CURRENT_SCHEMA", "CURRENT_PATH"), _word),
    }
