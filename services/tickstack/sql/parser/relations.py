"""The grammar of FROM: tables, joins, UNNEST, LATERAL, table functions, TABLESAMPLE, aliases.

A join is a node with both of its sides, ``left`` and ``this``: commas bind less than JOIN, and
``a JOIN b JOIN c ON x ON y`` joins ``b`` with ``c`` first.
"""

from typing import Any

from sqlglot import exp
from sqlglot.tokenizer_core import Token, TokenType

from tickstack.sql.parser.conditions import placed
from tickstack.sql.parser.row_patterns import MatchGrammar

_SIDES = ("LEFT", "RIGHT", "FULL")
_SOFT = {  # words that begin a clause when these come next, and are names otherwise
    "LIMIT": ("ALL",),
    "OFFSET": (),
    "FETCH": ("FIRST", "NEXT"),
    "TABLESAMPLE": ("BERNOULLI", "SYSTEM"),
    "MATCH_RECOGNIZE": (),
}


class RelationGrammar(MatchGrammar):
    """FROM and what may stand in it."""

    def from_clause(self) -> exp.Expr:
        """``FROM a, b``: a comma joins like CROSS JOIN, and binds least."""
        left = self.relation()
        while self._match(TokenType.COMMA):
            left = placed(exp.Join(left=left, this=self.relation(), kind="IMPLICIT"), self._place(left))
        return exp.From(this=left)

    def _place(self, node: exp.Expr) -> Token:
        """The first token of a relation that was read."""
        start = node.meta["start"]
        return next(token for token in self._tokens if token.start == start)

    def relation(self) -> Any:
        """A relation with its joins."""
        left = self._sampled()
        while self._begins_join():
            left = self._joined(left)
        return left

    def _begins_join(self) -> bool:
        return self.is_word(self._curr, "JOIN", "INNER", "CROSS", "NATURAL", *_SIDES)

    def _joined(self, left: Any) -> Any:
        made = exp.Join(left=left)
        made.meta["start"] = left.meta["start"]
        if self.words("CROSS", "JOIN"):
            made.set("kind", "CROSS")
            made.set("this", self._sampled())
            return made
        natural = self.words("NATURAL")
        side = next((side for side in _SIDES if self.words(side)), "")
        if not self.words("INNER"):
            self.words("OUTER")
        if not self.words("JOIN"):
            self.raise_error("Unexpected token")
        made.set("side", side)
        if natural:
            made.set("method", "NATURAL")
            made.set("this", self._sampled())
            return made
        right = self._sampled()
        while not self.is_word(self._curr, "ON", "USING") and self._begins_join():
            right = self._joined(right)
        made.set("this", right)
        if self.words("ON"):
            made.set("on", self._parse_disjunction())
        elif self.words("USING"):
            made.set("using", self.names())
        else:
            self.raise_error("Unexpected token")
        return made

    def _sampled(self) -> Any:
        token = self._curr
        made = self._aliased()
        if self.is_word(self._curr, "MATCH_RECOGNIZE") and self._next.token_type == TokenType.L_PAREN:
            made = self._with_alias(placed(self.match_recognize(made), token))
        if not self.words("TABLESAMPLE"):
            return made
        method = self.identifier().name.upper()
        self.expect(TokenType.L_PAREN)
        percentage = self._closed(self._parse_disjunction)
        made.set("sample", exp.TableSample(method=exp.var(method), percent=percentage))
        return made

    def _aliased(self) -> Any:
        token = self._curr
        return self._with_alias(placed(self._relation(), token))

    def _with_alias(self, made: Any) -> Any:
        if self.words("AS") or self._names_alias():
            alias = exp.TableAlias(this=self.identifier())
            if self._curr.token_type == TokenType.L_PAREN:
                alias.set("columns", self.names())
            made.set("alias", alias)
        return made

    def _names_alias(self) -> bool:
        """Whether a name without AS comes next, and not the beginning of a clause."""
        token, after = self._curr, self._next
        if not self.may_be_name(token):
            return False
        if token.token_type == TokenType.IDENTIFIER or token.text.upper() not in (*_SOFT, "WINDOW"):
            return True
        word = token.text.upper()
        if word == "WINDOW":
            return not (self.may_be_name(after) and self.is_word(self.ahead(2), "AS"))
        if word == "MATCH_RECOGNIZE":
            return after.token_type != TokenType.L_PAREN
        if word in ("LIMIT", "OFFSET") and after.token_type in (TokenType.NUMBER, TokenType.PLACEHOLDER):
            return False
        return not _SOFT[word] or not self.is_word(after, *_SOFT[word])

    def _relation(self) -> Any:
        if self._curr.token_type == TokenType.L_PAREN:
            return self._parenthesised()
        opened = self._next.token_type == TokenType.L_PAREN
        if opened and self.words("UNNEST"):
            return self._unnest()
        if opened and self.words("LATERAL"):
            self._advance()
            return exp.Lateral(this=exp.Subquery(this=self._closed(self.query)))
        if opened and self.words("TABLE"):
            return self._table_function()
        if opened and self.is_word(self._curr, "JSON_TABLE"):
            self.refuse("JSON_TABLE", self._curr)
        return self.table_name()

    def _parenthesised(self) -> Any:
        """A query, or a relation with its joins."""
        self._advance()
        if self.begins_query():
            made = self._try_parse(lambda: self._closed(self.query))
            if made is not None:
                return exp.Subquery(this=made)
        return exp.Paren(this=self._closed(self.relation))

    def table_name(self) -> exp.Table:
        """``catalog.schema.table``, at an earlier time maybe."""
        token = self._curr
        parts = [self.identifier()]
        while self._match(TokenType.DOT):
            parts.append(self.identifier())
        keys = ("this", "db", "catalog")
        made = placed(exp.Table(**dict(zip(keys, reversed(parts[-3:]), strict=False))), token)
        made.set("more", parts[:-3])
        if self.is_word(self._curr, "FOR") and self.is_word(self._next, "TIMESTAMP", "VERSION"):
            self.refuse("time travel", self._curr)
        return made

    def _unnest(self) -> exp.Unnest:
        self._advance()
        made = exp.Unnest(expressions=self._closed(lambda: self.listed(self._parse_disjunction)))
        made.set("offset", self.words("WITH", "ORDINALITY"))
        return made

    def _table_function(self) -> exp.Expr:
        """``TABLE(sequence(1, 3))``, with arguments by name or by place."""
        self._advance()
        parts = [self.identifier()]
        while self._match(TokenType.DOT):
            parts.append(self.identifier())
        call = placed(exp.Anonymous(this=".".join(part.name for part in parts)), self._curr)
        call.meta["start"] = parts[0].meta["start"]
        self.expect(TokenType.L_PAREN)
        if not self._match(TokenType.R_PAREN):
            call.set("expressions", self._closed(lambda: self.listed(self._table_argument)))
        self.expect(TokenType.R_PAREN)
        return exp.TableFromRows(this=call)

    def _table_argument(self) -> exp.Expr:
        named = None
        if self._next.token_type == TokenType.FARROW:
            named = self.identifier()
            self._advance()
        value = self._argument_value()
        return exp.Kwarg(this=named, expression=value) if named is not None else value

    def _argument_value(self) -> Any:
        """``TABLE(t)``, ``TABLE(SELECT ...)``, ``DESCRIPTOR(a, b)`` or an expression."""
        token = self._curr
        if self._next.token_type != TokenType.L_PAREN or not self.is_word(token, "TABLE", "DESCRIPTOR"):
            return self._parse_disjunction()
        self._advance()
        if token.text.upper() == "DESCRIPTOR":
            return placed(exp.Tuple(expressions=self.names()), token)
        self._advance()
        made = exp.Subquery(this=self.query()) if self.begins_query() else self.table_name()
        self.expect(TokenType.R_PAREN)
        if self._curr.token_type not in (TokenType.COMMA, TokenType.R_PAREN):
            self.refuse("partitions and orders of a table function's table", self._curr)
        return placed(made, token)
