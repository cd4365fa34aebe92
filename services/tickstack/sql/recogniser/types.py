"""The rule ``type``."""

from tickstack.sql.recogniser.reader import Reader
from tickstack.sql.recogniser.tokens import IDENTIFIERS, INTEGER

INTERVAL_FIELDS = frozenset(("YEAR", "MONTH", "DAY", "HOUR", "MINUTE", "SECOND"))


class TypeReader(Reader):
    """Reads types."""

    def type(self) -> None:
        """``type``"""
        start = self.kind
        if start == "INTERVAL" and self.ahead() in INTERVAL_FIELDS:
            self.step()
            self.fields()
        elif start == "ROW" and self.ahead() == "(":
            self.step()
            self.enclosed(lambda: self.listed(self._row_field))
        elif start in ("ARRAY", "MAP") and self.ahead() == "<":
            self._legacy(start)
        elif start == "DOUBLE" and self.ahead() == "PRECISION":
            self.step()
            self.step()
        else:
            self.identifier()
            moment = start in ("TIME", "TIMESTAMP")
            if self.kind == "(":
                self.enclosed(self._parameter if moment else lambda: self.listed(self._parameter))
            if moment and self.kind in ("WITH", "WITHOUT"):
                self.step()
                self.expect("TIME", "ZONE")
        while self.take("ARRAY"):
            if self.take("["):
                self.expect(INTEGER, "]")

    def fields(self) -> None:
        """``from=intervalField (TO to=intervalField)?``"""
        self.one_of(INTERVAL_FIELDS)
        if self.kind == "TO" and self.ahead() in INTERVAL_FIELDS:
            self.step()
            self.step()

    def _legacy(self, start: str) -> None:
        self.step()
        self.expect("<")
        self.type()
        if start == "MAP":
            self.expect(",")
            self.type()
        self.expect(">")

    def _parameter(self) -> None:
        if not self.take(INTEGER):
            self.type()

    def _row_field(self) -> None:
        interval = self.kind == "INTERVAL" and self.ahead() in INTERVAL_FIELDS
        if self.kind in IDENTIFIERS and self.ahead() in IDENTIFIERS and not interval:
            self.step()
        self.type()
