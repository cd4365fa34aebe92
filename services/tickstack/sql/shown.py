"""Expressions as Trino's messages show them: operators in parentheses, names as they are written.

https://github.com/trinodb/trino/blob/422/core/trino-parser/src/main/java/io/trino/sql/ExpressionFormatter.java
"""

# ruff: noqa: ARG005 -- the rows of one table share a signature

from collections.abc import Callable

from sqlglot import exp

from tickstack.sql.parser.conditions import Positive
from tickstack.sql.recogniser.tokens import RESERVED

_OPERATORS: dict[type, str] = {
    exp.Add: "+",
    exp.Sub: "-",
    exp.Mul: "*",
    exp.Div: "/",
    exp.Mod: "%",
    exp.EQ: "=",
    exp.NEQ: "<>",
    exp.LT: "<",
    exp.LTE: "<=",
    exp.GT: ">",
    exp.GTE: ">=",
    exp.And: "AND",
    exp.Or: "OR",
    exp.NullSafeNEQ: "IS DISTINCT FROM",
}


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _name(node: exp.Expr) -> str:
    text = node.name
    return '"' + text.replace('"', '""') + '"' if node.args.get("quoted") or text.upper() in RESERVED else text


def _call(node: exp.Expr) -> str:
    arguments, order = list(node.expressions), ""
    if arguments and isinstance(arguments[-1], exp.Order):
        order = " ORDER BY " + ", ".join(shown(item) for item in arguments[-1].expressions)
        arguments[-1] = arguments[-1].this
    distinct = ""
    if arguments and isinstance(arguments[0], exp.Distinct):
        distinct = "DISTINCT "
        arguments = [*arguments[0].expressions, *arguments[1:]]
    return f"{node.name}({distinct}{', '.join(map(shown, arguments))}{order})"


def _case(node: exp.Expr) -> str:
    subject = f"{shown(node.this)} " if node.this else ""
    branches = " ".join(f"WHEN {shown(each.this)} THEN {shown(each.args['true'])}" for each in node.args["ifs"])
    default = f" ELSE {shown(node.args['default'])}" if node.args.get("default") else ""
    return f"(CASE {subject}{branches}{default} END)"


def _ordered(node: exp.Expr) -> str:
    nulls = " NULLS FIRST" if node.args.get("nulls_first") else ""
    return f"{shown(node.this)} {'DESC' if node.args.get('desc') else 'ASC'}{nulls}"


def _window(node: exp.Expr) -> str:
    alias, base, frame = (node.args.get(key) for key in ("alias", "base", "spec"))
    if alias is not None:
        return f"{shown(node.this)} OVER {alias.name}"
    parts = [base.name] if base is not None else []
    if node.args.get("partition_by"):
        parts.append(f"PARTITION BY {', '.join(map(shown, node.args['partition_by']))}")
    if node.args.get("order"):
        parts.append(f"ORDER BY {', '.join(map(shown, node.args['order'].expressions))}")
    if frame is not None:
        parts.append(f"{frame.args['kind']} BETWEEN {_bound(frame, 'start')} AND {_bound(frame, 'end')}")
    return f"{shown(node.this)} OVER ({' '.join(parts)})"


def _bound(frame: exp.Expr, key: str) -> str:
    value = frame.args.get(key) or "CURRENT ROW"
    side = frame.args.get(f"{key}_side") or ""
    return f"{shown(value) if isinstance(value, exp.Expr) else value} {side}".strip()


_ROWS: dict[type, Callable[[exp.Expr], str]] = {
    exp.Identifier: _name,
    exp.SessionParameter: lambda node: str(node.name).upper(),
    exp.Column: lambda node: ".".join(_name(part) for part in node.parts) if isinstance(node, exp.Column) else "",
    exp.Dot: lambda node: f"{shown(node.this)}.{_name(node.expression)}",
    exp.Paren: lambda node: shown(node.this),
    exp.Literal: lambda node: _quoted(node.name) if node.is_string else node.name,
    exp.Null: lambda node: "null",
    exp.Boolean: lambda node: "true" if node.this else "false",
    exp.Star: lambda node: "*",
    exp.Anonymous: _call,
    exp.Filter: lambda node: f"{shown(node.this)} FILTER (WHERE {shown(node.expression.this)})",
    exp.Window: _window,
    exp.Ordered: _ordered,
    Positive: lambda node: f"+{shown(node.this)}",
    exp.Neg: lambda node: f"-{shown(node.this)}",
    exp.Not: lambda node: f"(NOT {shown(node.this)})",
    exp.Is: lambda node: f"({shown(node.this)} IS NULL)",
    exp.DPipe: lambda node: f"concat({shown(node.this)}, {shown(node.expression)})",
    exp.Case: _case,
    exp.Tuple: lambda node: f"ROW ({', '.join(map(shown, node.expressions))})",
    exp.Array: lambda node: f"ARRAY[{','.join(map(shown, node.expressions))}]",
    exp.Bracket: lambda node: f"{shown(node.this)}[{shown(node.expressions[0])}]",
    exp.Between: lambda node: f"({shown(node.this)} BETWEEN {shown(node.args['low'])} AND {shown(node.args['high'])})",
    exp.Placeholder: lambda node: "?",
    exp.Subquery: lambda node: "(" + node.this.sql(dialect="trino") + ")",
}


def shown(node: exp.Expr) -> str:
    """The text of an expression in a message."""
    operator = _OPERATORS.get(type(node))
    if operator is not None:
        return f"({shown(node.this)} {operator} {shown(node.expression)})"
    row = _ROWS.get(type(node))
    return row(node) if row is not None else node.sql(dialect="trino")
