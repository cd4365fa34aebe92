"""Athena's queries parsed by sqlglot, with function calls kept as they are written and operators' places noted.

sqlglot's own function classes normalise names and arguments towards other dialects, which would hide what was asked
for; here every call that has no grammar of its own stays a name with arguments, for ``functions`` to look up.
"""

from collections.abc import Callable, Mapping
from typing import Any

import sqlglot
from sqlglot import exp
from sqlglot.dialects.trino import Trino
from sqlglot.errors import ParseError, TokenError
from sqlglot.parsers.trino import TrinoParser

from tickstack.sql.failures import failure

_SPECIAL_FORMS = ("CAST", "TRY_CAST", "EXTRACT", "TRIM", "POSITION", "SUBSTRING")


class _Parser(TrinoParser):
    FUNCTIONS: dict[str, Callable[..., Any]] = {}  # noqa: RUF012  sqlglot declares it so
    FUNCTION_PARSERS = {name: TrinoParser.FUNCTION_PARSERS[name] for name in _SPECIAL_FORMS}  # noqa: RUF012

    def _parse_tokens(self, parse_method: Callable[[], Any], expressions: Mapping[Any, Any]) -> Any:
        this = parse_method()
        while self._match_set(expressions):
            operator = self._prev
            comments = self._prev_comments
            right = parse_method()
            this = self.expression(expressions[operator.token_type](this=this, comments=comments, expression=right))
            this.meta["start"] = operator.start
        return this

    def _parse_cast(self, strict: bool, safe: bool | None = None) -> Any:
        start = self._tokens[self._index - 2].start
        this = super()._parse_cast(strict, safe)
        if isinstance(this, exp.Expr):
            this.meta["start"] = start
            this.meta["cast"] = True
        return this

    def _parse_primary(self) -> Any:
        token = self._curr
        this = super()._parse_primary()
        if isinstance(this, exp.Literal) and token is not None:
            this.meta.setdefault("start", token.start)
        return this


class Athena(Trino):
    """Trino's dialect with the parser above."""

    Parser = _Parser
    parser_class = _Parser


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
