"""Athena's queries parsed by sqlglot, with function calls kept as they are written and operators' places noted.

sqlglot's own function classes normalise names and arguments towards other dialects, which would hide what was asked
for; here every call that has no grammar of its own stays a name with arguments, for ``functions`` to look up.
"""

# ruff: noqa: ARG002 -- the methods that are replaced have these arguments

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

import sqlglot
from sqlglot import exp
from sqlglot.dialects.trino import Trino
from sqlglot.errors import ParseError, TokenError
from sqlglot.parsers.trino import TrinoParser

from tickstack.sql.failures import failure
from tickstack.sql.stopping import go_on

_SPECIAL_FORMS = ("CAST", "TRY_CAST", "EXTRACT", "TRIM", "POSITION", "SUBSTRING")
_LITERALS = (exp.Cast, exp.Interval, exp.ParseJSON, exp.HexString, exp.UnicodeString)


class _Parser(TrinoParser):
    FUNCTIONS: ClassVar = {}
    FUNCTION_PARSERS = {name: TrinoParser.FUNCTION_PARSERS[name] for name in _SPECIAL_FORMS}  # noqa: RUF012

    def _marked(self, table: Mapping[Any, Any], left: Any, operand: Callable[[], Any]) -> Any:
        """The operation whose operator was just matched, with the operator's place: Trino's errors point there."""
        operator = self._prev
        made = self.expression(table[operator.token_type](this=left, expression=operand()))
        made.meta["start"] = operator.start
        return made

    def _parse_tokens(self, parse_method: Callable[[], Any], expressions: Mapping[Any, Any]) -> Any:
        this = parse_method()
        while self._match_set(expressions):
            this = self._marked(expressions, this, parse_method)
        return this

    def _parse_equality(self, parse_is: bool = True) -> Any:
        this = self._parse_comparison()
        while True:
            if self._match_set(self.EQUALITY):
                this = self._marked(self.EQUALITY, this, self._parse_comparison)
            elif parse_is and self._is_predicate_ahead():
                index = self._index
                this = self._parse_comparison(self._parse_range(this, parse_is=True))
                if self._index == index:
                    return this
            else:
                return this

    def _parse_comparison(self, this: Any = None) -> Any:
        this = this or self._parse_range()
        while self._match_set(self.COMPARISON):
            this = self._marked(self.COMPARISON, this, self._parse_range)
        return this

    def _parse_term(self, parse_mod: bool = True) -> Any:
        this = self._parse_factor()
        while self._match_set(self.TERM):
            this = self._marked(self.TERM, this, self._parse_factor)
        return this

    def _parse_factor(self, parse_mod: bool = True) -> Any:
        this = self._parse_zoned()
        while self._match_set(self.FACTOR):
            this = self._marked(self.FACTOR, this, self._parse_zoned)
        return this

    def _parse_zoned(self) -> Any:
        return self._parse_at_time_zone(self._parse_factor_operand())

    def _parse_types(self, *arguments: Any, **options: Any) -> Any:
        """``ARRAY[`` begins a value: tried as a type first, each level of nesting would be read twice."""
        ahead = [token.token_type.name for token in (self._curr, self._next) if token]
        if ahead == ["ARRAY", "L_BRACKET"]:
            return None
        return super()._parse_types(*arguments, **options)

    def _parse_cast(self, strict: bool, safe: bool | None = None) -> Any:
        start = self._tokens[self._index - 2].start
        this = super()._parse_cast(strict, safe)
        if isinstance(this, exp.Expr):
            this.meta["start"] = start
            this.meta["cast"] = True
        return this

    def _parse_type(self, *arguments: Any, **options: Any) -> Any:
        """A literal with its type before it has the place of the type."""
        token = self._curr
        this = super()._parse_type(*arguments, **options)
        if isinstance(this, _LITERALS) and token is not None:
            this.meta.setdefault("start", token.start)
        return this

    def _parse_unary(self) -> Any:
        token = self._curr
        this = super()._parse_unary()
        if isinstance(this, exp.Neg | exp.Not) and token is not None:
            this.meta.setdefault("start", token.start)
        return this

    def _parse_lambda(self, alias: bool = False) -> Any:
        """An argument of a call: a lambda has the place of its first token."""
        start = self._curr.start if self._curr else None
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
        this = super()._parse_primary()
        if isinstance(this, exp.Literal) and token is not None:
            this.meta.setdefault("start", token.start)
        return this


class Athena(Trino):
    """Trino's dialect with the parser above."""

    INDEX_OFFSET = 0  # subscripts stay as they are written
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
