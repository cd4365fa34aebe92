"""The rules ``query`` and ``relation``."""

from tickstack.sql.recogniser.expressions import QUERY_STARTS
from tickstack.sql.recogniser.matches import MatchReader
from tickstack.sql.recogniser.reader import NotSureError
from tickstack.sql.recogniser.tokens import IDENTIFIERS, INTEGER

# Words that may be names, and are the beginning of the next clause where an alias could be.
_CLAUSES = frozenset(("LIMIT", "OFFSET", "FETCH", "WINDOW", "TABLESAMPLE", "MATCH_RECOGNIZE"))
_ALIASES = IDENTIFIERS - _CLAUSES
_SIDES = frozenset(("LEFT", "RIGHT", "FULL"))
_TIMES = frozenset(("TIMESTAMP", "VERSION"))


class QueryReader(MatchReader):
    """Reads queries."""

    aliases = _ALIASES

    def query(self) -> None:
        """``query``"""
        if self.take("WITH"):
            self.take("RECURSIVE")
            self.listed(self._named_query)
        self._query_without_with()

    def _named_query(self) -> None:
        self.identifier()
        if self.kind == "(":
            self.columns()
        self.expect("AS")
        self.enclosed(self.query)

    def columns(self) -> None:
        """``columnAliases``"""
        self.enclosed(lambda: self.listed(self.identifier))

    def _query_without_with(self) -> None:
        again = self.repeating()
        self._term()
        while self.kind in ("UNION", "EXCEPT", "INTERSECT"):
            self.step()
            if self.kind in ("ALL", "DISTINCT"):
                self.step()
            again()
            self._term()
        if self.kind == "ORDER":
            self.order()
        if self.take("OFFSET"):
            self._count()
            if self.kind in ("ROW", "ROWS"):
                self.step()
        if self.take("LIMIT"):
            if not self.take("ALL"):
                self._count()
        elif self.take("FETCH"):
            self._fetch()

    def _count(self) -> None:
        self.one_of((INTEGER, "?"))

    def _fetch(self) -> None:
        self.one_of(("FIRST", "NEXT"))
        if self.kind not in ("ROW", "ROWS"):
            self._count()
        self.one_of(("ROW", "ROWS"))
        if not self.take("ONLY"):
            self.expect("WITH", "TIES")

    def _term(self) -> None:
        """``queryPrimary``"""
        if self.kind == "SELECT":
            self._select()
        elif self.kind == "(":
            self.enclosed(self._query_without_with)
        elif self.take("VALUES"):
            self.expressions()
        else:
            self.expect("TABLE")
            self.name()

    def order(self) -> None:
        self.expect("ORDER", "BY")
        self.listed(self._sort_item)

    def _sort_item(self) -> None:
        self.expression()
        if self.kind in ("ASC", "DESC"):
            self.step()
        if self.take("NULLS"):
            self.one_of(("FIRST", "LAST"))

    def _select(self) -> None:
        self.step()
        if self.kind in ("DISTINCT", "ALL"):
            self.step()
        self.listed(self._item)
        if self.take("FROM"):
            self.listed(self._relation)
        if self.take("WHERE"):
            self.expression()
        if self.take("GROUP"):
            self.expect("BY")
            if self.kind in ("DISTINCT", "ALL"):
                self.step()
            self.listed(self._group)
        if self.take("HAVING"):
            self.expression()
        if self.take("WINDOW"):
            self.listed(self._window_definition)

    def _item(self) -> None:
        if self.take("*"):
            return
        start = self.at
        self.expression()
        if self.kind == ".":
            if self.simple != (start, self.at):
                raise NotSureError
            self.expect(".", "*")
            if self.take("AS"):
                self.columns()
        elif self.take("AS"):
            self.identifier()
        elif self.kind in _ALIASES:
            self.step()

    def _group(self) -> None:
        if self.kind in ("ROLLUP", "CUBE"):
            self.step()
            self.expect("(")
            if self.kind != ")":
                self.listed(self._grouping_set)
            self.expect(")")
        elif self.kind == "GROUPING" and self.ahead() == "SETS":
            self.step()
            self.step()
            self.enclosed(lambda: self.listed(self._grouping_set))
        else:
            self._grouping_set()

    def _grouping_set(self) -> None:
        if self.kind == "(" and self.ahead() == ")":
            self.step()
            self.step()
        else:
            self.expression()

    def _window_definition(self) -> None:
        self.identifier()
        self.expect("AS")
        self.enclosed(self.window)

    def _relation(self) -> None:
        self._sampled()
        again = self.repeating()
        while True:
            if self.take("CROSS"):
                self.expect("JOIN")
                self._sampled()
            elif self.take("NATURAL"):
                self._side()
                self._sampled()
            elif self.kind in ("JOIN", "INNER") or self.kind in _SIDES:
                self._side()
                self._relation()
                self._criteria()
            else:
                return
            again()

    def _side(self) -> None:
        """``joinType JOIN``"""
        if self.kind in _SIDES:
            self.step()
            self.take("OUTER")
        else:
            self.take("INNER")
        self.expect("JOIN")

    def _criteria(self) -> None:
        if self.take("USING"):
            self.columns()
        else:
            self.expect("ON")
            self.expression()

    def _sampled(self) -> None:
        self._relation_primary()
        if self.take("AS") or self.kind in _ALIASES:
            self.identifier()
            if self.kind == "(":
                self.columns()
        if self.kind == "MATCH_RECOGNIZE" and self.ahead() == "(":
            self.match_recognize()
        self._sample()

    def _sample(self) -> None:
        if self.take("TABLESAMPLE"):
            self.one_of(("BERNOULLI", "SYSTEM"))
            self.enclosed(self.expression)

    def _relation_primary(self) -> None:
        if self.kind == "(":
            if self.ahead() in QUERY_STARTS:
                self.enclosed(self.query)
            elif self.ahead() == "(":
                self.first_of(lambda: self.enclosed(self.query), lambda: self.enclosed(self._relation))
            else:
                self.enclosed(self._relation)
        elif self.take("UNNEST"):
            self.enclosed(self.expressions)
            if self.take("WITH"):
                self.expect("ORDINALITY")
        elif self.kind == "LATERAL" and self.ahead() == "(":
            self.step()
            self.enclosed(self.query)
        else:
            self.name()
            if self.take("FOR"):
                self.one_of(_TIMES)
                self.expect("AS", "OF")
                self.value()
