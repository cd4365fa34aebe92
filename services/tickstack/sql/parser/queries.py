"""The grammar of queries: WITH, set operations, SELECT with its clauses, ORDER BY, OFFSET, LIMIT, FETCH FIRST.

Nothing is read that Trino's grammar does not have, and nothing is dropped: what is not understood does not parse.
"""

# ruff: noqa: ARG002 -- the methods that are replaced have these arguments

from typing import Any

from sqlglot import exp
from sqlglot.tokenizer_core import TokenType

from tickstack.sql.parser.conditions import placed
from tickstack.sql.parser.windows import CallGrammar

_OPERATIONS = {"UNION": exp.Union, "EXCEPT": exp.Except, "INTERSECT": exp.Intersect}
_SETS = {"ROLLUP": exp.Rollup, "CUBE": exp.Cube}


class QueryGrammar(CallGrammar):
    """Queries."""

    def query(self) -> Any:
        """A query with its WITH."""
        token = self._curr
        if not self.words("WITH"):
            return self._query()
        clause = placed(exp.With(recursive=self.words("RECURSIVE")), token)
        clause.set("expressions", self.listed(self._named))
        made = self._query()
        made.set("with_", clause)
        return made

    def _parse_select(self, *arguments: Any, **options: Any) -> Any:
        return self.query() if self.begins_query() else None

    def _named(self) -> exp.CTE:
        token = self._curr
        alias = exp.TableAlias(this=self.identifier())
        if self._curr.token_type == TokenType.L_PAREN:
            alias.set("columns", self.names())
        if not self.words("AS"):
            self.raise_error("Unexpected token")
        self.expect(TokenType.L_PAREN)
        return placed(exp.CTE(this=self._closed(self.query), alias=alias), token)

    def _query(self) -> Any:
        """A query without WITH: its ORDER BY belongs to a SELECT that stands alone, or to the whole."""
        made = self._union()
        if self._match(TokenType.ORDER_BY):
            made.set("order", exp.Order(expressions=self.listed(self.sort_item)))
        token = self._curr
        if self.words("OFFSET"):
            made.set("offset", placed(exp.Offset(expression=self._count()), token))
            if not self.words("ROWS"):
                self.words("ROW")
        token = self._curr
        if self.words("LIMIT"):
            count = exp.var("ALL") if self.words("ALL") else self._count()
            made.set("limit", placed(exp.Limit(expression=count), token))
        elif self.words("FETCH"):
            made.set("limit", placed(self._fetch(), token))
        return made

    def _count(self) -> Any:
        made = self._parse_primary()
        if not isinstance(made, exp.Literal | exp.Placeholder):
            self.raise_error("Expected a number")
        return made

    def _fetch(self) -> exp.Fetch:
        self._advance()  # FIRST or NEXT
        made = exp.Fetch()
        if not self.is_word(self._curr, "ROW", "ROWS"):
            made.set("count", self._count())
        self._advance()
        if self.words("WITH", "TIES"):
            made.set("limit_options", exp.LimitOptions(with_ties=True))
        elif not self.words("ONLY"):
            self.raise_error("Unexpected token")
        return made

    def sort_item(self) -> exp.Ordered:
        """``x DESC NULLS FIRST``."""
        made = exp.Ordered(this=self._parse_disjunction())
        if not self.words("ASC"):
            made.set("desc", self.words("DESC"))
        if self.words("NULLS", "FIRST"):
            made.set("nulls_first", True)
        else:
            self.words("NULLS", "LAST")
        return made

    def _union(self) -> Any:
        left = self._intersection()
        while self.is_word(self._curr, "UNION", "EXCEPT"):
            left = self._operation(left, self._intersection)
        return left

    def _intersection(self) -> Any:
        left = self._primary()
        while self.is_word(self._curr, "INTERSECT"):
            left = self._operation(left, self._primary)
        return left

    def _operation(self, left: Any, right: Any) -> Any:
        token = self._curr
        self._advance()
        distinct = self.words("DISTINCT") or not self.words("ALL")
        return placed(_OPERATIONS[token.text.upper()](this=left, expression=right(), distinct=distinct), token)

    def _primary(self) -> Any:
        token = self._curr
        if self._match(TokenType.L_PAREN):
            return placed(exp.Subquery(this=self._closed(self._query)), token)
        if self.words("SELECT"):
            return placed(self._specification(), token)
        if self.words("VALUES"):
            return placed(exp.Values(expressions=self.listed(self._parse_disjunction)), token)
        if self.words("TABLE"):
            star = placed(exp.Star(), token)
            whole = placed(exp.Select(expressions=[star], from_=exp.From(this=placed(self.table_name(), token))), token)
            return placed(exp.Subquery(this=whole), token)
        self.raise_error("Expected a query")
        return None

    def _specification(self) -> exp.Select:
        made = exp.Select()
        if self.words("DISTINCT"):
            made.set("distinct", exp.Distinct())
        elif self._is_quantifier():
            self._advance()
        made.set("expressions", self.listed(self._item))
        if self.words("FROM"):
            made.set("from_", self.from_clause())
        if self.words("WHERE"):
            made.set("where", exp.Where(this=self._parse_disjunction()))
        if self._match(TokenType.GROUP_BY):
            token = self._curr
            made.set("group", placed(self._group(), token))
        if self.words("HAVING"):
            made.set("having", exp.Having(this=self._parse_disjunction()))
        if self.is_word(self._curr, "WINDOW"):
            self._advance()
            made.set("windows", self.listed(self._window_definition))
        return made

    def _is_quantifier(self) -> bool:
        """``ALL`` before a list, and no column of that name."""
        ends = (TokenType.COMMA, TokenType.DOT, TokenType.SENTINEL, TokenType.R_PAREN)
        if not self.is_word(self._curr, "ALL") or self._next.token_type in ends:
            return False
        return not self.is_word(self._next, "AS", "FROM", "WHERE", "GROUP", "HAVING", "UNION", "EXCEPT", "INTERSECT")

    def _item(self) -> Any:
        """An expression with its alias, or a star."""
        token = self._curr
        if self._match(TokenType.STAR):
            return placed(exp.Star(), token)
        made = self._parse_disjunction()
        if isinstance(made, exp.Column | exp.Dot) and isinstance(_last(made), exp.Star):
            made.meta["start"] = token.start
            if self.words("AS"):
                made.set("aliases", self.names())
            return made
        if self.words("AS") or self._names_alias():
            return exp.Alias(this=made, alias=self.identifier())
        return made

    def _group(self) -> exp.Group:
        made = exp.Group()
        if self.words("DISTINCT"):
            made.set("unique", True)
        elif self._is_quantifier():
            self._advance()
        made.set("expressions", self.listed(self._grouping_element))
        return made

    def _grouping_element(self) -> Any:
        token = self._curr
        if self._match(TokenType.GROUPING_SETS):
            self.expect(TokenType.L_PAREN)
            return placed(exp.GroupingSets(expressions=self._closed(lambda: self.listed(self._grouping_set))), token)
        for word, kind in _SETS.items():
            if self.words(word):
                self.expect(TokenType.L_PAREN)
                empty = self._match(TokenType.R_PAREN)
                sets = [] if empty else self._closed(lambda: self.listed(self._grouping_set))
                return placed(kind(expressions=sets), token)
        return self._grouping_set()

    def _grouping_set(self) -> Any:
        """An expression; in parentheses of its own, several or none."""
        return self._parse_disjunction()

    def _window_definition(self) -> exp.Window:
        token = self._curr
        named = self.identifier()
        if not self.words("AS"):
            self.raise_error("Unexpected token")
        made = placed(self.window_specification(), token)
        made.set("this", named)
        return made


def _last(node: exp.Expr) -> Any:
    return node.this if isinstance(node, exp.Column) else node.expression
