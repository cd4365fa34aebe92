"""The grammar of conditions and operators, as Trino has it: a predicate stands once behind a value.

https://github.com/trinodb/trino/blob/422/core/trino-parser/src/main/antlr4/io/trino/sql/parser/SqlBase.g4. Every node
notes the place to which Trino's errors point: a predicate's keyword, an operator, or the first token.
"""

# ruff: noqa: ARG002 -- the methods that are replaced have these arguments

import re
from collections.abc import Callable
from typing import Any, NoReturn

from sqlglot import exp
from sqlglot.parsers.trino import TrinoParser
from sqlglot.tokenizer_core import Token, TokenType

from tickstack.sql.failures import failure
from tickstack.sql.recogniser.tokens import RESERVED

_COMPARISONS = {
    TokenType.EQ: exp.EQ,
    TokenType.NEQ: exp.NEQ,
    TokenType.LT: exp.LT,
    TokenType.LTE: exp.LTE,
    TokenType.GT: exp.GT,
    TokenType.GTE: exp.GTE,
}
_CONCATENATION = {TokenType.DPIPE: exp.DPipe}
_TERMS = {TokenType.PLUS: exp.Add, TokenType.DASH: exp.Sub}
_FACTORS = {TokenType.STAR: exp.Mul, TokenType.SLASH: exp.Div, TokenType.MOD: exp.Mod}
_NO_WORDS = (
    TokenType.IDENTIFIER,
    TokenType.STRING,
    TokenType.UNICODE_STRING,
    TokenType.HEX_STRING,
    TokenType.SENTINEL,
)
_QUERY = ("SELECT", "WITH", "VALUES", "TABLE")
_WORD = re.compile(r"[A-Za-z_]\w*")


class Positive(exp.Unary):
    """``+x``, which sqlglot drops."""


def placed[Node: exp.Expr](node: Node, token: Token) -> Node:
    """``node`` with the place of ``token``."""
    node.meta["start"] = token.start
    return node


class Conditions(TrinoParser):
    """Words, names, conditions, operators, parentheses."""

    def is_word(self, token: Token | None, *words: str) -> bool:
        """Whether ``token`` is one of the words, and not a quoted name or text."""
        if token is None or token.token_type in _NO_WORDS:
            return False
        return token.text.upper() in words if words else bool(_WORD.fullmatch(token.text))

    def ahead(self, offset: int = 0) -> Token | None:
        """A token further on."""
        index = self._index + offset
        return self._tokens[index] if index < len(self._tokens) else None

    def words(self, *words: str) -> bool:
        """Whether these words come next; then they are read."""
        if all(self.is_word(self.ahead(offset), word) for offset, word in enumerate(words)):
            self._advance(len(words))
            return True
        return False

    def refuse(self, what: str, token: Token) -> NoReturn:
        """Refuse a construct by name."""
        before = self.sql[: token.start]
        where = f"line {before.count(chr(10)) + 1}:{token.start - before.rfind(chr(10))}: "
        raise failure("NOT_SUPPORTED", f"{where}tickstack does not support {what}")

    def expect(self, *kinds: TokenType) -> None:
        """Read a token of one of these kinds."""
        if not self._match_set(kinds):
            self.raise_error("Unexpected token")

    def identifier(self) -> exp.Identifier:
        """A name."""
        token = self._curr
        quoted = token.token_type == TokenType.IDENTIFIER
        if not quoted and not self.is_word(token):
            self.raise_error("Expected a name")
        self._advance()
        return self.expression(exp.Identifier(this=token.text, quoted=quoted), token)

    def listed(self, one: Callable[[], Any]) -> list[Any]:
        """One or more of the same, with commas between."""
        found = [one()]
        while self._match(TokenType.COMMA):
            found.append(one())
        return found

    def names(self) -> list[exp.Identifier]:
        """``(a, b)``."""
        self.expect(TokenType.L_PAREN)
        found = self.listed(self.identifier)
        self.expect(TokenType.R_PAREN)
        return found

    def may_be_name(self, token: Token | None) -> bool:
        """Whether ``token`` can be a name without quotes or is one with them."""
        if token is None:
            return False
        return token.token_type == TokenType.IDENTIFIER or (self.is_word(token) and token.text.upper() not in RESERVED)

    def text_is_next(self) -> bool:
        """Whether the token after this one is a text."""
        return self._next is not None and self._next.token_type == TokenType.STRING

    def begins_query(self) -> bool:
        """Whether a query comes next, or parentheses around one."""
        offset = 0
        while (token := self.ahead(offset)) is not None and token.token_type == TokenType.L_PAREN:
            offset += 1
        return self.is_word(self.ahead(offset), *_QUERY)

    def query(self) -> Any:
        """A query; ``queries`` has its grammar."""
        raise NotImplementedError

    def _parse_disjunction(self) -> Any:
        this = self._parse_conjunction()
        while self.words("OR"):
            this = self.expression(exp.Or(this=this, expression=self._parse_conjunction()))
        return this

    def _parse_conjunction(self) -> Any:
        this = self._negated()
        while self.words("AND"):
            this = self.expression(exp.And(this=this, expression=self._negated()))
        return this

    def _negated(self) -> Any:
        token = self._curr
        if self.words("NOT"):
            return placed(self.expression(exp.Not(this=self._negated())), token)
        return self._parse_equality()

    def _parse_assignment(self) -> Any:
        return self._parse_disjunction()

    def _parse_equality(self, parse_is: bool = True) -> Any:
        """A value, and a predicate behind it."""
        this = self._parse_bitwise()
        token = self._curr
        kind = _COMPARISONS.get(token.token_type)
        if kind is not None:
            self._advance()
            return placed(self.expression(kind(this=this, expression=self._compared())), token)
        if self.words("IS"):
            return self._is(this, token)
        negated = self.is_word(token, "NOT") and self.is_word(self._next, "BETWEEN", "IN", "LIKE")
        if negated:
            self._advance()
        made = self._predicate(this, token, negated)
        return placed(self.expression(exp.Not(this=made)), token) if negated and not _is_like(made) else made

    def _predicate(self, this: Any, token: Token, negated: bool) -> Any:
        if self.words("BETWEEN"):
            low = self._parse_bitwise()
            self.words("AND")
            return placed(self.expression(exp.Between(this=this, low=low, high=self._parse_bitwise())), token)
        if self.words("IN"):
            return placed(self._in(this), token)
        if self.words("LIKE"):
            like: exp.Expr = placed(self.expression(exp.Like(this=this, expression=self._parse_bitwise())), token)
            if negated:
                like.set("negate", True)
            if self.words("ESCAPE"):
                like = placed(self.expression(exp.Escape(this=like, expression=self._parse_bitwise())), token)
            return like
        return this

    def _compared(self) -> Any:
        """What stands behind a comparison: a value, or ``ALL``, ``ANY``, ``SOME`` of a query."""
        token = self._curr
        if not self.is_word(token, "ALL", "ANY", "SOME") or self._next.token_type != TokenType.L_PAREN:
            return self._parse_bitwise()
        kind = exp.All if token.text.upper() == "ALL" else exp.Any
        self._advance(2)
        made = placed(self.expression(kind(this=self.query())), token)
        self.expect(TokenType.R_PAREN)
        return made

    def _is(self, this: Any, token: Token) -> Any:
        negated = self.words("NOT")
        if self.words("NULL"):
            made = placed(self.expression(exp.Is(this=this, expression=exp.Null())), token)
            return placed(self.expression(exp.Not(this=made)), token) if negated else made
        if not self.words("DISTINCT", "FROM"):
            self.raise_error("Unexpected token")
        kind = exp.NullSafeEQ if negated else exp.NullSafeNEQ
        return placed(self.expression(kind(this=this, expression=self._parse_bitwise())), token)

    def _in(self, this: Any) -> Any:
        self.expect(TokenType.L_PAREN)
        if self._curr.token_type == TokenType.L_PAREN or not self.begins_query():
            items = self._try_parse(lambda: self._closed(lambda: self.listed(self._parse_disjunction)))
            if items is not None:
                return self.expression(exp.In(this=this, expressions=items))
        return self.expression(exp.In(this=this, query=self._closed(self.query)))

    def _closed(self, inner: Callable[[], Any]) -> Any:
        made = inner()
        self.expect(TokenType.R_PAREN)
        return made

    def _operations(self, kinds: dict[Any, Any], operand: Callable[[], Any]) -> Any:
        this = operand()
        while (token := self._curr).token_type in kinds:
            self._advance()
            this = placed(self.expression(kinds[token.token_type](this=this, expression=operand())), token)
        return this

    def _parse_bitwise(self) -> Any:
        """A value: ``||`` binds least."""
        return self._operations(_CONCATENATION, self._parse_term)

    def _parse_range(self, this: Any = None, parse_is: bool = False) -> Any:
        return self._parse_bitwise()

    def _parse_term(self, parse_mod: bool = True) -> Any:
        return self._operations(_TERMS, self._parse_factor)

    def _parse_factor(self, parse_mod: bool = True) -> Any:
        return self._operations(_FACTORS, self._parse_unary)

    def _parse_unary(self) -> Any:
        token = self._curr
        if self._match(TokenType.DASH):
            return placed(self.expression(exp.Neg(this=self._parse_unary())), token)
        if self._match(TokenType.PLUS):
            return placed(self.expression(Positive(this=self._parse_unary())), token)
        this = self._parse_type()
        while self.words("AT", "TIME", "ZONE"):
            this = self.expression(exp.AtTimeZone(this=this, zone=self._parse_type()))
        return this

    def _parse_paren(self) -> Any:
        """A query, a row or an expression in parentheses."""
        token = self._curr
        if not self._match(TokenType.L_PAREN):
            return None
        if self.begins_query():
            made = self._try_parse(lambda: self._closed(self.query))
            if made is not None:
                return placed(self.expression(exp.Subquery(this=made)), token)
        if self._match(TokenType.R_PAREN):
            return placed(self.expression(exp.Tuple()), token)
        items = self._closed(lambda: self.listed(self._parse_disjunction))
        if len(items) > 1:
            return placed(self.expression(exp.Tuple(expressions=items)), token)
        return self.expression(exp.Paren(this=items[0]))

    def _parse_type(self, parse_interval: bool = True, fallback_to_identifier: bool = False) -> Any:
        """A word that sqlglot has a use for and Trino does not reserve names a column."""
        token = self._curr
        special = token.token_type not in (TokenType.VAR, TokenType.IDENTIFIER) or self.is_word(token, "IF")
        if special and self._names_column(token):
            return self._parse_column_ops(self.expression(exp.Column(this=self.identifier())))
        made = super()._parse_type(parse_interval, fallback_to_identifier)
        if isinstance(made, exp.Literal | exp.Null | exp.Boolean):
            made.meta.setdefault("start", token.start)
        return made

    def _names_column(self, token: Token) -> bool:
        after, beyond = self._next, self.ahead(2)
        if not self.may_be_name(token) or after.token_type in (TokenType.L_PAREN, TokenType.STRING):
            return False
        if self.is_word(token, "ARRAY") and after.token_type == TokenType.L_BRACKET:
            return False
        signed = self.is_word(token, "INTERVAL") and after.token_type in (TokenType.DASH, TokenType.PLUS)
        return not (signed and beyond is not None and beyond.token_type == TokenType.STRING)


def _is_like(node: Any) -> bool:
    return isinstance(node, exp.Like) or (isinstance(node, exp.Escape) and isinstance(node.this, exp.Like))
