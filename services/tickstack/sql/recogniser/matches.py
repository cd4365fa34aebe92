"""The rules ``patternRecognition`` and ``rowPattern``."""

from abc import abstractmethod

from tickstack.sql.recogniser.json import JsonReader
from tickstack.sql.recogniser.reader import NotSureError
from tickstack.sql.recogniser.tokens import IDENTIFIERS, INTEGER

_ENDS = frozenset((")", "|", ",", "-}"))


class MatchReader(JsonReader):
    """Reads the clauses of row pattern recognition."""

    @abstractmethod
    def columns(self) -> None:
        """``columnAliases``"""

    def match_recognize(self) -> None:
        """``MATCH_RECOGNIZE '(' ... ')'`` with its alias, from the keyword on."""
        self.step()
        self.enclosed(self._recognition)
        if self.take("AS") or self.kind in self.aliases:
            self.identifier()
            if self.kind == "(":
                self.columns()

    aliases: frozenset[str]

    def _recognition(self) -> None:
        if self.take("PARTITION"):
            self.expect("BY")
            self.expressions()
        if self.kind == "ORDER":
            self.order()
        if self.take("MEASURES"):
            self.listed(self.measure)
        self._rows_per_match()
        if not self.pattern_clauses():
            raise NotSureError

    def pattern_clauses(self) -> bool:
        """What follows the frame in ``windowFrame``; whether there are PATTERN and DEFINE."""
        if self.take("AFTER"):
            self.expect("MATCH", "SKIP")
            self._skip()
        if self.kind in ("INITIAL", "SEEK"):
            self.step()
        matched = self.take("PATTERN")
        if matched:
            self.enclosed(self._pattern)
        if self.take("SUBSET"):
            self.listed(self._subset)
        defined = self.take("DEFINE")
        if defined:
            self.listed(self._definition)
        return matched and defined

    def measure(self) -> None:
        """``measureDefinition``"""
        self.expression()
        self.expect("AS")
        self.identifier()

    def _rows_per_match(self) -> None:
        if self.take("ONE"):
            self.expect("ROW", "PER", "MATCH")
        elif self.take("ALL"):
            self.expect("ROWS", "PER", "MATCH")
            if self.kind in ("SHOW", "OMIT"):
                self.step()
                self.expect("EMPTY", "MATCHES")
            elif self.take("WITH"):
                self.expect("UNMATCHED", "ROWS")

    def _skip(self) -> None:
        if self.take("PAST"):
            self.expect("LAST", "ROW")
            return
        self.expect("TO")
        if self.kind == "NEXT" and self.ahead() == "ROW":
            self.step()
            self.step()
            return
        if self.kind in ("FIRST", "LAST") and self.ahead() not in ("INITIAL", "SEEK", "PATTERN"):
            self.step()
        self.identifier()

    def _subset(self) -> None:
        self.identifier()
        self.expect("=")
        self.enclosed(lambda: self.listed(self.identifier))

    def _definition(self) -> None:
        self.identifier()
        self.expect("AS")
        self.expression()

    def _pattern(self) -> None:
        self._sequence()
        while self.take("|"):
            self._sequence()

    def _sequence(self) -> None:
        self._quantified()
        while self.kind not in _ENDS:
            self._quantified()

    def _quantified(self) -> None:
        if self.kind in ("^", "$"):
            self.step()
        elif self.take("{-"):
            self._pattern()
            self.expect("-}")
        elif self.kind == "PERMUTE" and self.ahead() == "(":
            self.step()
            self.enclosed(lambda: self.listed(self._pattern))
        elif self.take("("):
            if self.kind != ")":
                self._pattern()
            self.expect(")")
        elif self.kind in IDENTIFIERS:
            self.step()
        else:
            raise NotSureError
        self._quantifier()

    def _quantifier(self) -> None:
        if self.kind in ("*", "+", "?"):
            self.step()
        elif self.take("{"):
            bounded = self.take(INTEGER)
            if self.take(","):
                self.take(INTEGER)
            elif not bounded:
                raise NotSureError
            self.expect("}")
        else:
            return
        self.take("?")
