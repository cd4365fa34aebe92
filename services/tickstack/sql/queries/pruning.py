"""Which conditions of WHERE say which partitions of a table are read at all, as Athena prunes them.

A condition does if it names only partition keys of one table of the FROM clause, whose rows it can only take away: not
those of the side of an outer join that may be missing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sqlglot import exp

if TYPE_CHECKING:
    from tickstack.sql.expressions import Expressions, Place

_SCAN = re.compile(r'"(scan\d+)" AS "(r\d+)"')
_COLUMN = re.compile(r'"(\w+)"\."((?:[^"]|"")*)"')
_NAME = re.compile(r'"(?:[^"]|"")*"')


def note(expressions: Expressions, node: exp.Expr, relation: str, place: Place) -> None:
    """Keep the conditions of the SELECT ``node`` that prune, by the names of the relations in the SQL of FROM."""
    where = node.args["where"]
    sides = {join.args.get("side") or "" for join in node.args["from_"].find_all(exp.Join)}
    scans = {alias: scan for scan, alias in _SCAN.findall(relation)}
    if sides - {""}:
        first = _SCAN.match(relation) if sides <= {"", "LEFT"} else None
        scans = {first[2]: first[1]} if first is not None else {}
    if not scans:
        return
    for condition in where.this.flatten() if isinstance(where.this, exp.And) else (where.this,):
        sql = expressions.translate(condition, place).sql
        aliases = {alias for alias, _ in _COLUMN.findall(sql)}
        if len(aliases) != 1 or "SELECT" in sql or len(_NAME.findall(sql)) != 2 * len(_COLUMN.findall(sql)):
            continue
        [alias] = aliases
        table = expressions.work.tables.get(scans.get(alias, ""))
        keys = {key.name for key in table.partition_keys} if table is not None else set()
        if {column.replace('""', '"') for _, column in _COLUMN.findall(sql)} <= keys:
            expressions.work.prunes.setdefault(alias, []).append(sql)
