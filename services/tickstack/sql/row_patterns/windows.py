"""Row pattern recognition in windows: measures over the match that begins at each row of a SELECT.

https://trino.io/docs/current/sql/pattern-recognition-in-window.html. The rows of FROM and WHERE become a table, which
the statement then reads; each window with a pattern is a stage over it, joined to its rows. The checks and their words
are Trino's (ExpressionAnalyzer.analyzeWindow, visitWindowOperation).
"""

# ruff: noqa: S608 -- SQL is what this module makes, out of quoted parts

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from sqlglot import exp

from tickstack.sql import comparable
from tickstack.sql.coercion import Typed
from tickstack.sql.decimal_casts import INTEGERS
from tickstack.sql.expressions import Expressions, Place, windows
from tickstack.sql.expressions.aggregation import AGGREGATES, aggregations, called, called_name
from tickstack.sql.expressions.aggregation import windows as window_calls
from tickstack.sql.expressions.dressing import Around
from tickstack.sql.expressions.lambda_bodies import written
from tickstack.sql.expressions.ordering import direction
from tickstack.sql.expressions.window_calls import check_window
from tickstack.sql.expressions.windows import Window
from tickstack.sql.failures import Source
from tickstack.sql.parser.row_patterns import ParsedPattern, canonical
from tickstack.sql.row_patterns import match_recognize
from tickstack.sql.row_patterns.matching.rows import Mode
from tickstack.sql.row_patterns.matching.stage import Source as Rows
from tickstack.sql.row_patterns.matching.stage import Stage
from tickstack.sql.row_patterns.scope import Clause, Sight
from tickstack.sql.scope import Field, Scope
from tickstack.sql.types import BIGINT

type Key = tuple[int, ...]
type Measures = Mapping[str, Sequence[Typed]]


_OF_PARTITIONS = ("row_number", "rank", "dense_rank", "percent_rank", "cume_dist", "ntile")
_OVER = 'PARTITION BY "o"."x" ORDER BY "o"."n" ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING'
_COLUMN = re.compile(r'"a"\."c(\d+)"')


def _key(window: Window) -> Key:
    """What tells a window from others."""
    nodes = (*window.partition, window.order, window.frame)
    return tuple(id(each) for each in nodes)


def _has_pattern(window: Window) -> bool:
    return window.frame is not None and window.frame.args.get("pattern") is not None


def refuse_call(source: Source, window: Window, name: str, node: exp.Expr) -> None:
    """Refuse a function of the frame's rows that is no aggregate; those of a row's rank do not see the frame."""
    if _has_pattern(window) and name not in _OF_PARTITIONS:
        source.unsupported(f"{name} over a window with a row pattern", node)


def over_match(expressions: Expressions, node: exp.Expr, place: Place) -> Typed | None:
    """A measure, or an aggregate over the rows of a match; None for any other call."""
    if isinstance(node, exp.Window) and isinstance(node.this, exp.Column):
        return _measure(expressions, node, place)
    return expressions.work.aggregates.get(id(node))


def _measure(expressions: Expressions, node: exp.Expr, place: Place) -> Typed:
    """``m OVER w``"""
    source, name = expressions.source, node.this.name
    window = windows.resolve(expressions, node, place.windows or {})
    defined = window.frame.args.get("measures") if window.frame is not None else None
    known = [each for each in defined or () if canonical(each.args["alias"]) == canonical(node.this.this)]
    if not known:
        message = f"Measure {name} is not defined in the corresponding window"
        source.fail("INVALID_WINDOW_MEASURE", message, node)
    if len(known) > 1:
        source.fail("AMBIGUOUS_NAME", f"Measure {name} is defined more than once", node)
    windows.window_sql(expressions, window, place)
    measures = expressions.work.measures.get(_key(window))
    if measures is None:
        source.unsupported("a row pattern measure here", node)
    return measures[canonical(node.this.this)][0]


def _patterns(expressions: Expressions, node: exp.Expr, place: Place) -> Iterator[tuple[Window, exp.Expr]]:
    """The windows with patterns that a SELECT uses, and where."""
    order = node.args.get("order")
    for part in (*node.expressions, *(order.expressions if order is not None else ())):
        for each in window_calls(part):
            window = windows.resolve(expressions, each, place.windows or {})
            if _has_pattern(window):
                yield window, each


def over_patterns(
    expressions: Expressions, node: exp.Expr, relation: str, fields: Sequence[Field], place: Place
) -> tuple[str, tuple[Field, ...]] | None:
    """What stands for FROM and WHERE, given as DuckDB SQL with its columns, in a SELECT whose windows have patterns.
    None if none has one."""
    found: dict[Key, tuple[Window, list[exp.Expr]]] = {}
    for window, each in _patterns(expressions, node, place):
        found.setdefault(_key(window), (window, []))[1].append(each)
    if not found:
        return None
    where = next(iter(found.values()))[1][0]
    written = (*node.expressions, *(node.args["order"].expressions if node.args.get("order") is not None else ()))
    if node.args.get("group") or node.args.get("having") or any(map(aggregations, written)):
        expressions.source.unsupported("row patterns in windows over groups", where)
    name, alias = expressions.work.next_stage(), expressions.work.fresh("r")
    visible = [each for each in fields if not each.hidden]
    columns = "".join(f', {each.sql} AS "c{at}"' for at, each in enumerate(visible))
    match_recognize.add(expressions, Rows(name, f'SELECT row_number() OVER () AS "id"{columns} FROM {relation}'), where)
    kept = tuple(replace(each, sql=f'"{alias}"."c{at}"') for at, each in enumerate(visible))
    sql = f'"{name}" AS "{alias}"'
    for key, (window, calls) in found.items():
        inside = replace(place, scope=replace(place.scope, fields=kept), clause="WINDOW")
        stage, made = _stage(expressions, window, sql.partition(" LEFT JOIN ")[0], f'"{alias}"."id"', inside, calls)
        sql += f' LEFT JOIN "{stage}" AS "{stage}" ON "{stage}"."c0" = "{alias}"."id"'
        expressions.work.measures[key] = made
    return sql, kept


def _stage(
    expressions: Expressions, window: Window, relation: str, number: str, place: Place, calls: Sequence[exp.Expr]
) -> tuple[str, Measures]:
    """The stage of a window over ``relation``, whose rows have a ``number``: its name, and its measures. ``calls`` are
    over the window; those of aggregates are measures of their own."""
    frame = window.frame
    assert frame is not None  # it has the pattern
    mode = _mode(expressions, frame, place)
    labels = match_recognize.check_clauses(expressions.source, frame)
    pattern: ParsedPattern = frame.args["pattern"]
    if pattern.anchors:
        message = "Anchor pattern syntax is not allowed in window"
        expressions.source.fail("INVALID_ROW_PATTERN", message, pattern.anchors[0])
    fields = (*place.scope.fields, Field(None, number, BIGINT))
    clause = Clause(fields, labels, tuple(pattern.labels), {len(fields) - 1}, window=True)
    plans = match_recognize.definitions(expressions, frame, clause)
    sight = Sight()
    measures = [(each, match_recognize.measure(expressions, each.this, clause, sight))
                for each in frame.args.get("measures") or ()]  # fmt: skip
    aggregates = [(each, value) for each in calls if (value := _aggregate(expressions, each, clause, sight, place))]
    outs = [f'"s"."c{len(fields) - 1}"', *(match_recognize.guarded(value) for _, value in measures)]
    outs += [value.sql for _, value in aggregates]
    keys = replace(place, windows=None)
    partition = [expressions.translate(each, keys) for each in window.partition]
    ordered = window.order.expressions if window.order is not None else ()
    name = expressions.work.next_stage()
    stage = Stage(
        name,
        "",
        match_recognize.rows(
            relation,
            fields,
            clause.used,
            [comparable.key(each.sql, each.type) for each in partition],
            [direction(expressions.translate(item.this, keys), item) for item in ordered],
        ),
        match_recognize.program(expressions.source, frame),
        match_recognize.skipping(mode, frame, labels),
        sight.measured(),
        plans,
        match_recognize.output(name, sight, outs),
    )
    match_recognize.add(expressions, stage, calls[0])
    for at, (each, value) in enumerate(aggregates, 1 + len(measures)):
        expressions.work.aggregates[id(each)] = Typed(f'"{name}"."c{at}"', value.type)
    made: dict[str, list[Typed]] = {}
    for at, (each, value) in enumerate(measures):
        made.setdefault(canonical(each.args["alias"]), []).append(Typed(f'"{name}"."c{at + 1}"', value.type))
    return name, made


def _aggregate(expressions: Expressions, node: exp.Expr, clause: Clause, sight: Sight, place: Place) -> Typed | None:
    """An aggregate over the rows of the match, which are none without one; None for any other call."""
    call, name = called(node), called_name(node) or ""
    if call is None or name not in AGGREGATES:
        return None
    around = Around(window=windows.resolve(expressions, node, place.windows or {}))
    check_window(expressions.source, name, around, node)
    if node.find(exp.Filter, exp.Distinct, exp.Order) not in (None, node.args.get("order")) or node.this is not call:
        return None
    fields = tuple(replace(each, sql=f'"a"."c{at}"') for at, each in enumerate(place.scope.fields))
    inside = replace(place, scope=replace(place.scope, fields=fields), windows=None)
    arguments = [
        written(expressions, each, inside) if isinstance(each, exp.Lambda) else expressions.translate(each, inside)
        for each in call.expressions
        if not isinstance(each, exp.Star)
    ]
    sight.aggregates[None] = None
    made = expressions.calls.call(
        expressions, name, arguments, call, Around(condition='"o"."k" IS NOT NULL', over=_OVER)
    )
    clause.used.update(int(at) for at in _COLUMN.findall(made.sql))
    return made


def _mode(expressions: Expressions, frame: exp.Expr, place: Place) -> Mode:
    """The mode of a window's recognition; its frame begins at the current row."""
    source = expressions.source
    if not frame.args.get("define"):
        source.fail("MISSING_VARIABLE_DEFINITIONS", "Pattern recognition requires DEFINE clause", frame)
    if frame.args["kind"] != "ROWS":
        source.fail("INVALID_WINDOW_FRAME", "Pattern recognition requires ROWS frame type", frame)
    if frame.args.get("start") != "CURRENT ROW" or not frame.args.get("end"):
        message = "Pattern recognition requires frame specified as BETWEEN CURRENT ROW AND ..."
        source.fail("INVALID_WINDOW_FRAME", message, frame)
    search = frame.args.get("search")
    mode = Mode(window=True, seek=search is not None and search.name == "SEEK")
    end = frame.args["end"]
    if end == "CURRENT ROW":
        return replace(mode, following=0)
    if frame.args.get("end_side") == "PRECEDING":
        wrong = "starting from CURRENT ROW cannot end with PRECEDING"
        if end == "UNBOUNDED":
            wrong = "end cannot be UNBOUNDED PRECEDING"
        source.fail("INVALID_WINDOW_FRAME", f"Window frame {wrong}", frame)
    if end == "UNBOUNDED":
        return mode
    value = expressions.translate(end, replace(place, scope=Scope()))
    if value.type.base not in INTEGERS:
        message = f"Window frame ROWS end value type must be exact numeric type with scale 0 (actual {value.type})"
        source.fail("TYPE_MISMATCH", message, end)
    if value.constant is None or not value.constant.isdigit():
        source.unsupported("a row pattern in a frame whose end is computed", end)
    return replace(mode, following=int(value.constant))
