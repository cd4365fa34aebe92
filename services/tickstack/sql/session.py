"""Who runs a statement and where: ``current_user`` and its kin, https://trino.io/docs/422/functions/session.html.

AWS does not say what Athena's ``current_user`` is; here every statement is the user ``tickstack``'s.
"""

# ruff: noqa: ARG005 -- the handlers of one table share a signature

from collections.abc import Callable

from sqlglot import exp

from tickstack.sql.coercion import Typed, literal_text
from tickstack.sql.expressions import Expressions, Place
from tickstack.sql.types import VARCHAR

USER, CATALOG = "tickstack", "awsdatacatalog"

_WORDS: dict[str, Callable[[Expressions], str]] = {
    "current_user": lambda expressions: USER,
    "current_catalog": lambda expressions: CATALOG,
    "current_schema": lambda expressions: expressions.work.database.lower(),
    "current_path": lambda expressions: "",
}


def word(expressions: Expressions, node: exp.Expr) -> Typed | None:
    """What an unquoted name is that means the session, or None."""
    name = node.this
    if isinstance(node, exp.Column) and (len(node.parts) > 1 or name.args.get("quoted")):
        return None
    made = _WORDS.get(node.name.lower())
    return None if made is None else Typed(literal_text(made(expressions)), VARCHAR)


def handler(name: str) -> Callable[[Expressions, exp.Expr, Place], Typed]:
    """The handler of a node that is such a word."""
    return lambda expressions, node, place: Typed(literal_text(_WORDS[name](expressions)), VARCHAR)
