"""Athena's queries parsed by sqlglot, with function calls kept as they are written and operators' places noted.

sqlglot's own function classes normalise names and arguments towards other dialects, which would hide what was asked
for; here every call that has no grammar of its own stays a name with arguments, for ``functions`` to look up.
"""

# ruff: noqa: ARG002 -- the methods that are replaced have these arguments

from collections.abc import Callable
from typing import Any, ClassVar

import sqlglot
from sqlglot import exp
from sqlglot.dialects.trino import Trino
from sqlglot.errors import ParseError, TokenError
from sqlglot.parsers.trino import TrinoParser
from sqlglot.tokenizer_core import Token, TokenType

from tickstack.errors import QueryError
from tickstack.sql.expressions import session
from tickstack.sql.failures import Source, failure
from tickstack.sql.parser import json as json_syntax
from tickstack.sql.parser.conditions import placed
from tickstack.sql.parser.queries import QueryGrammar
from tickstack.sql.parser.tokenizer import AthenaTokenizer
from tickstack.sql.stopping import go_on
from tickstack.sql.type_text import TYPE_NAMES, trino_type
from tickstack.sql.types import SKETCHES

FIELDS = ("YEAR", "MONTH", "DAY", "HOUR", "MINUTE", "SECOND")
_SPECIAL_FORMS = ("CAST", "TRY_CAST", "EXTRACT", "TRIM", "POSITION", "SUBSTRING")
_OWN_TYPES = frozenset((*SKETCHES, "bingtile", "sphericalgeography")) - {"hyperloglog", "tdigest"}
_NESTING = ("array", "row", "map")
_LITERALS = (exp.Array, exp.Cast, exp.Interval, exp.ParseJSON, exp.HexString, exp.UnicodeString)


class _Parser(QueryGrammar):
    FUNCTIONS: ClassVar = {}
    FUNCTION_PARSERS: ClassVar = {
        **{name: TrinoParser.FUNCTION_PARSERS[name] for name in _SPECIAL_FORMS},
        "LISTAGG": lambda self: self.listagg(),
        **json_syntax.PARSERS,
    }

    casts: list[Token]
    """The casts that are being read."""

    def reset(self) -> None:
        """Begin anew."""
        super().reset()
        self.casts = []

    def _parse_statement(self) -> Any:
        return self.query() if self.begins_query() else super()._parse_statement()

    def _parse_function_call(self, *arguments: Any, **options: Any) -> Any:
        """EXISTS and ROW have arguments of their own."""
        token, opened = self._curr, self._next.token_type == TokenType.L_PAREN
        if opened and self.words("EXISTS"):
            self._advance()
            return placed(exp.Exists(this=self._closed(self.query)), token)
        if opened and self.words("ROW"):
            self._advance()
            return placed(exp.Tuple(expressions=self._closed(lambda: self.listed(self._parse_disjunction))), token)
        if opened and token.token_type in (TokenType.FIRST, TokenType.NEXT):
            options["any_token"] = True
        return super()._parse_function_call(*arguments, **options)

    def _parse_types(self, *arguments: Any, **options: Any) -> Any:
        """``ARRAY[`` begins a value: tried as a type first, each level of nesting would be read twice. Types of other
        dialects are none."""
        self._check_cast_type()
        own = self._own_type()
        if own is not None:
            return own
        ahead = [token.token_type.name for token in (self._curr, self._next) if token]
        if ahead == ["ARRAY", "L_BRACKET"] or (
            self._curr and self._curr.text.lower().partition(" ")[0] not in TYPE_NAMES
        ):
            return None
        return super()._parse_types(*arguments, **options)

    def _own_type(self) -> exp.DataType | None:
        """A type of a cast that sqlglot has not: ``qdigest(bigint)``."""
        name = self._curr.text.lower() if self._curr is not None else ""
        before = self._tokens[self._index - 2].text.lower() if self._index > 1 else ""
        nested = self._prev is not None and self._prev.token_type == TokenType.L_PAREN and before in _NESTING
        if name not in _OWN_TYPES or not self.casts or not (nested or self._prev.token_type == TokenType.ALIAS):
            return None
        self._advance(2 if name == "qdigest" else 1)
        inner = self._closed(self._parse_types).sql("trino") if name == "qdigest" else ""
        kind = f"{name}({inner})" if inner else name
        return exp.DataType(this=exp.DataType.Type.USERDEFINED, kind=kind)

    def _check_cast_type(self) -> None:
        """Trino's message for the type of a cast that it does not know."""
        name = self._curr.text.lower() if self._curr is not None else ""
        begins = bool(self.casts) and self._prev.token_type == TokenType.ALIAS
        if begins and name.isidentifier() and name not in TYPE_NAMES:
            place = placed(exp.Cast(), self.casts[-1])
            Source(self.sql).fail("TYPE_MISMATCH", f"Unknown type: {name}", place)
        if begins and name in _NESTING and self._next.token_type == TokenType.L_PAREN:
            self._check_nested_type()

    def _check_nested_type(self) -> None:
        """The same for a type within another."""
        depth, end = 1, self._index + 2
        while depth and end < len(self._tokens):
            kind = self._tokens[end].token_type
            depth += (kind == TokenType.L_PAREN) - (kind == TokenType.R_PAREN)
            end += 1
        text = self.sql[self._curr.start : self._tokens[end - 1].end + 1]
        try:
            trino_type(text)
        except QueryError as error:
            if error.name == "TYPE_NOT_FOUND":
                Source(self.sql).fail("TYPE_MISMATCH", error.message, placed(exp.Cast(), self.casts[-1]))

    def _parse_interval(self, *arguments: Any, **options: Any) -> Any:
        """``INTERVAL [sign] 'text' field [TO field]``; sqlglot would look for the field in the text as well, and add
        up what follows. Without a field it is no interval to Trino."""
        token = self._curr
        signed = self._next is not None and self._next.token_type in (TokenType.PLUS, TokenType.DASH)
        text = self.ahead(1 + signed)
        if not token or not text or text.token_type != TokenType.STRING or not self._match(TokenType.INTERVAL):
            return super()._parse_interval(*arguments, **options)
        literal: exp.Expr = exp.Literal.string(text.text)
        if signed and self._curr.token_type == TokenType.DASH:
            literal = exp.Neg(this=literal)
        self._advance(1 + signed)
        unit: exp.Expr | None = self._interval_field()
        if unit is not None and self.words("TO"):
            unit = exp.IntervalSpan(this=unit, expression=self._interval_field())
        return placed(exp.Interval(this=literal, unit=unit), token)

    def _interval_field(self) -> exp.Expr | None:
        if not self.is_word(self._curr, *FIELDS):
            return None
        self._advance()
        return exp.var(self._prev.text.upper())

    def _parse_extract(self) -> Any:
        """EXTRACT with its place, and with its field as it is written."""
        start, field = self._tokens[self._index - 2].start, self._curr.text if self._curr else ""
        this = super()._parse_extract()
        this.meta["start"] = start
        this.meta["field"] = field
        return this

    def _parse_cast(self, strict: bool, safe: bool | None = None) -> Any:
        token = self._tokens[self._index - 2]
        start = token.start
        self.casts.append(token)
        this = super()._parse_cast(strict, safe)
        self.casts.pop()
        if isinstance(this, exp.Expr):
            this.meta["start"] = start
            this.meta["cast"] = True
        return this

    def _parse_type(self, *arguments: Any, **options: Any) -> Any:
        """A literal with its type before it has the place of the type."""
        token = self._curr
        if token is not None and token.text in ("x", "X") and self._text_follows(token):
            return self._parse_binary(token)
        if self.may_be_name(token) and token.text.lower() not in TYPE_NAMES and self.text_is_next():
            self._advance(2)
            return self._literal_of(token.text, token)
        if token is not None and self._match(TokenType.NATIONAL_STRING):  # of the type n, to Trino
            return self._literal_of(self.sql[token.start], token)
        if self.is_word(token, "RUNNING", "FINAL") and self.may_be_name(self._next):
            return self._processed(token, *arguments, **options)
        this = super()._parse_type(*arguments, **options)
        if isinstance(this, exp.Column) and token is not None and self.is_word(self._curr, "OVER"):
            this.meta.setdefault("start", token.start)
            return self._parse_window(this)
        begun = this
        while isinstance(begun, exp.Bracket | exp.Dot):
            begun = begun.this
        if isinstance(begun, _LITERALS) and token is not None:
            begun.meta.setdefault("start", token.start)
        return this

    def _processed(self, token: Token, *arguments: Any, **options: Any) -> Any:
        """``FINAL sum(x)``: a call notes its processing mode."""
        after = self.ahead(2)
        if after is None or after.token_type != TokenType.L_PAREN:
            return super()._parse_type(*arguments, **options)
        self._advance()
        made = super()._parse_type(*arguments, **options)
        call = made.find(exp.Anonymous) if isinstance(made, exp.Expr) else None
        if call is not None:
            call.meta["start"] = token.start
            call.meta["mode"] = token.text.upper()
        return made

    def _literal_of(self, kind: str, token: Token) -> exp.Expr:
        """The literal that was just read, of a type that is none of Trino's."""
        made = exp.DataType(this=exp.DataType.Type.USERDEFINED, kind=kind)
        return placed(exp.Cast(this=exp.Literal.string(self._prev.text), to=made), token)

    def _text_follows(self, token: Any) -> bool:
        after = self._next
        return bool(after) and after.token_type.name == "STRING" and after.start == token.end + 1

    def _parse_case(self) -> Any:
        return self._from_keyword(super()._parse_case)

    def _parse_if(self) -> Any:
        """``if(condition, value)``; with another number of arguments it is a call to be refused."""
        if self._curr.token_type != TokenType.L_PAREN:
            return self._from_keyword(super()._parse_if)
        token, empty = self._prev, self._next.token_type == TokenType.R_PAREN
        self._advance()
        parts = self._closed(lambda: [] if empty else self.listed(self._parse_disjunction))
        if len(parts) not in (2, 3):
            return placed(exp.Anonymous(this="if", expressions=parts), token)
        return placed(self.expression(exp.If.from_arg_list(parts)), token)

    def _from_keyword(self, parse: Callable[[], Any]) -> Any:
        """What a keyword that was just read begins, with the keyword's place."""
        start = self._prev.start
        this = parse()
        if isinstance(this, exp.Case | exp.If):
            this.meta["start"] = start
        return this

    def _parse_binary(self, token: Any) -> Any:
        """``X'65 68'``: sqlglot's own has no blanks, and no errors of Trino's."""
        self._advance(2)
        made = self.expression(exp.HexString(this=self._prev.text))
        made.meta["start"] = token.start
        return made

    def _parse_unary(self) -> Any:
        token = self._curr
        this = super()._parse_unary()
        if isinstance(this, exp.Neg | exp.Not) and token is not None:
            this.meta.setdefault("start", token.start)
        return this

    def _parse_lambda(self, alias: bool = False) -> Any:
        """An argument of a call: a lambda has the place of its first token."""
        begun = self._curr
        start = begun.start if begun else None
        after = self.ahead(2)
        if after is not None and after.token_type == TokenType.ARROW and self._match(TokenType.L_PAREN):
            self._advance(2)  # a lambda of nothing
            body: Any = self._parse_disjunction()
            return placed(exp.Lambda(this=body, expressions=[]), begun)
        this = super()._parse_lambda(alias)
        if isinstance(this, exp.Lambda):
            this.meta["start"] = start
        return this

    def _replace_lambda(self, node: Any, expressions: Any) -> Any:
        """A lambda's body keeps its columns: what they mean is found in the scope that its parameters make."""
        return node

    def _parse_primary(self) -> Any:
        go_on()
        token = self._curr
        if self._match(TokenType.PLACEHOLDER):
            return placed(exp.Placeholder(), token)
        if token is not None and token.token_type != TokenType.IDENTIFIER and token.text.lower() in session.WORDS:
            self._advance()
            return placed(exp.SessionParameter(this=token.text.lower()), token)
        this = super()._parse_primary()
        if isinstance(this, exp.Literal | exp.Null | exp.Boolean) and token is not None:
            this.meta.setdefault("start", token.start)
        return this


class Athena(Trino):
    """Trino's dialect with the parser above."""

    INDEX_OFFSET = 0  # subscripts stay as they are written
    NUMBERS_CAN_BE_UNDERSCORE_SEPARATED = True
    Tokenizer = AthenaTokenizer
    tokenizer_class = AthenaTokenizer
    Parser = _Parser
    parser_class = _Parser  # type: ignore[assignment]  # sqlglot types the attribute by the base parser


_DIALECT = Athena()


def parse(statement: str) -> exp.Expr:
    """The tree of a statement whose syntax Trino's grammar has accepted.

    Raises QueryError NOT_SUPPORTED for what sqlglot cannot read.
    """
    try:
        trees = sqlglot.parse(statement, dialect=_DIALECT)
    except (ParseError, TokenError) as error:
        detail = error.errors[0] if isinstance(error, ParseError) and error.errors else {}
        where = f"line {detail['line']}:{detail['col']}: " if detail.get("line") else ""
        near = f" near '{detail['highlight']}'" if detail.get("highlight") else ""
        raise failure("NOT_SUPPORTED", f"{where}tickstack does not support the syntax{near}") from None
    except RecursionError:
        raise failure("STACK_OVERFLOW", "statement is too large (stack overflow while parsing)") from None
    if len(trees) != 1 or trees[0] is None:
        raise failure("NOT_SUPPORTED", "tickstack does not support this statement")
    return trees[0]
