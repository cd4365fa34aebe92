"""The rules from ``expression`` down to ``primaryExpression``."""

from abc import abstractmethod

from tickstack.sql.recogniser.reader import NotSureError
from tickstack.sql.recogniser.tokens import BINARY, IDENTIFIERS, INTEGER, NUMBER, TEXT
from tickstack.sql.recogniser.types import TypeReader

QUERY_STARTS = frozenset(("SELECT", "WITH", "VALUES", "TABLE"))
_COMPARISONS = frozenset(("=", "<>", "!=", "<", "<=", ">", ">="))
_OPERATORS = frozenset(("+", "-", "*", "/", "%", "||"))
_LITERALS = frozenset((INTEGER, NUMBER, TEXT, BINARY, "NULL", "TRUE", "FALSE", "?", "CURRENT_DATE", "CURRENT_USER"))
_QUANTIFIERS = frozenset(("ALL", "SOME", "ANY"))


class ExpressionReader(TypeReader):
    """Reads expressions. ``simple`` is where the last primary expression began and ended."""

    simple = (-1, -1)

    @abstractmethod
    def query(self) -> None:
        """``query``"""

    @abstractmethod
    def special(self) -> bool:
        """Read a primary expression that begins with a keyword of its own, if there is one."""

    @abstractmethod
    def call(self) -> None:
        """What follows a function's name, from the parenthesis on."""

    @abstractmethod
    def over(self) -> None:
        """``over``, if it is there."""

    def expressions(self) -> None:
        """``expression (',' expression)*``"""
        self.listed(self.expression)

    def expression(self) -> None:
        """``booleanExpression``"""
        again = None
        while True:
            start = self.at
            while self.kind == "NOT":
                self.step()
            self.value()
            if self.kind in _COMPARISONS:
                self._comparison()
            elif self.kind in ("IS", "NOT", "IN", "LIKE", "BETWEEN"):
                self._predicate()
            if self.kind not in ("AND", "OR"):
                return
            again = again or self.repeating(start)
            self.step()
            again()

    def _comparison(self) -> None:
        self.step()
        if self.kind in _QUANTIFIERS and self.ahead() == "(" and self.ahead(2) in QUERY_STARTS:
            self.step()
            self.enclosed(self.query)
        else:
            self.value()

    def _predicate(self) -> None:
        if self.take("IS"):
            self.take("NOT")
            if self.take("DISTINCT"):
                self.expect("FROM")
                self.value()
            else:
                self.expect("NULL")
            return
        self.take("NOT")
        if self.take("BETWEEN"):
            self.value()
            self.expect("AND")
            self.value()
        elif self.take("LIKE"):
            self.value()
            if self.take("ESCAPE"):
                self.value()
        else:
            self.expect("IN")
            self.enclosed(self._members)

    def _members(self) -> None:
        if self.kind in QUERY_STARTS:
            self.query()
        elif self.kind == "(":
            self.first_of(self._all_members, self.query)
        else:
            self.expressions()

    def _all_members(self) -> None:
        self.expressions()
        if self.kind != ")":
            raise NotSureError

    def value(self) -> None:
        """``valueExpression``"""
        again = None
        while True:
            start = self.at
            while self.kind in ("+", "-"):
                self.step()
            self.primary()
            if self.kind == "AT":
                self._zones()
            if self.kind not in _OPERATORS:
                return
            again = again or self.repeating(start)
            self.step()
            again()

    def _zones(self) -> None:
        again = self.repeating()
        while self.kind == "AT" and self.ahead() == "TIME" and self.ahead(2) == "ZONE":
            self._zone()
            again()

    def _zone(self) -> None:
        for _ in range(3):
            self.step()
        if self.kind == "INTERVAL":
            self.interval()
        else:
            self.string()

    def interval(self) -> None:
        """``interval``"""
        self.expect("INTERVAL")
        if self.kind in ("+", "-"):
            self.step()
        self.string()
        self.fields()

    def primary(self) -> None:
        """``primaryExpression``"""
        start = self.at
        kind = self.kind
        if kind in _LITERALS:
            self.step()
        elif kind == "(":
            self._parenthesis()
        elif not self.special():
            self._named()
        if self.kind in ("[", "."):
            self._within()
        self.simple = (start, self.at)

    def _within(self) -> None:
        """What is taken of a value: ``[1]``, ``.field``."""
        again = self.repeating()
        while True:
            if self.kind == "[":
                self.step()
                self.value()
                self.expect("]")
            elif self.kind == "." and self.ahead() in IDENTIFIERS:
                self.step()
                self.step()
            else:
                return
            again()

    def _named(self) -> None:
        """A column, a call, a typed literal or a lambda of one parameter."""
        if self.kind not in IDENTIFIERS:
            raise NotSureError
        follows = self.ahead()
        if self.kind == "INTERVAL" and (follows in ("+", "-") or (follows == TEXT and self._field_at(2))):
            self.first_of(self.interval, self.identifier)
        elif follows == TEXT:
            self.step()
            self.step()
        elif self.kind == "DOUBLE" and follows == "PRECISION" and self.ahead(2) == TEXT:
            self.expect("DOUBLE", "PRECISION", TEXT)
        elif follows == "->":
            self.step()
            self.step()
            self.expression()
        else:
            start = self.at
            self.name()
            if self.kind == "(":
                self.call()
            elif self.kind == "OVER" and self.at == start + 1 and (self.ahead() == "(" or self.ahead() in IDENTIFIERS):
                self.over()

    def _field_at(self, count: int) -> bool:
        return self.ahead(count) in ("YEAR", "MONTH", "DAY", "HOUR", "MINUTE", "SECOND")

    def _parenthesis(self) -> None:
        """A lambda's parameters, a query, a row, or an expression in parentheses."""
        follows = self.ahead()
        if follows in QUERY_STARTS:
            self.enclosed(self.query)
        elif self._lambda_parameters():
            self.expression()
        elif follows == "(":
            self.first_of(lambda: self.enclosed(self.expressions), lambda: self.enclosed(self.query))
        else:
            self.enclosed(self.expressions)

    def _lambda_parameters(self) -> bool:
        """Read ``(a, b) ->`` if it is there."""
        count = 1
        if self.ahead(count) in IDENTIFIERS:
            while self.ahead(count) in IDENTIFIERS and self.ahead(count + 1) == ",":
                count += 2
            if self.ahead(count) not in IDENTIFIERS:
                return False
            count += 1
        if self.ahead(count) != ")" or self.ahead(count + 1) != "->":
            return False
        self.move(self.at + count + 2)
        return True
