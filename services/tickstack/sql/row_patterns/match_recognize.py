"""MATCH_RECOGNIZE in FROM: its clauses analysed in Trino's order, and made a stage for the engine.

https://trino.io/docs/current/sql/match-recognize.html. The checks and their words are Trino's
(PatternRecognitionAnalyzer, StatementAnalyzer.visitPatternRecognitionRelation).
"""

# ruff: noqa: S608 -- SQL is what this module makes, out of quoted parts

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlglot import exp

from tickstack.sql import comparable
from tickstack.sql.coercion import Typed
from tickstack.sql.expressions import Expressions, Place
from tickstack.sql.expressions.aggregation import windows as window_calls
from tickstack.sql.expressions.ordering import direction
from tickstack.sql.failures import Source
from tickstack.sql.parser.row_patterns import ParsedPattern, canonical
from tickstack.sql.row_patterns.conditions import Planner
from tickstack.sql.row_patterns.matching.conditions import Always
from tickstack.sql.row_patterns.matching.program import Step, TooLongError, compiled
from tickstack.sql.row_patterns.matching.rows import Mode
from tickstack.sql.row_patterns.matching.stage import Plan, Stage
from tickstack.sql.row_patterns.matching.stage import Source as Rows
from tickstack.sql.row_patterns.scope import Clause, Matching, Sight
from tickstack.sql.scope import Field, Scope
from tickstack.sql.shown import shown
from tickstack.sql.types import BOOLEAN, UNKNOWN

_LARGEST = 2**31 - 1
_ROWS = {
    "ONE": Mode(),
    "ALL SHOW": Mode(every=True),
    "ALL OMIT": Mode(every=True, empty=False),
    "ALL WITH": Mode(every=True, unmatched=True),
}


@dataclass(frozen=True)
class _Key:
    """A column of PARTITION BY or ORDER BY, and what DuckDB sorts by."""

    at: int
    sql: str


def match_recognize(
    expressions: Expressions, node: exp.Expr, relation: str, fields: Sequence[Field]
) -> tuple[str, tuple[Field, ...]]:
    """The DuckDB relation and the columns of a recognition over ``relation``, whose columns are ``fields``."""
    source = expressions.source
    _check_names(source, node, fields)
    place = Place(Scope(tuple(fields)), "MATCH_RECOGNIZE")
    partition = [_partition_key(expressions, each, place) for each in node.args.get("partition_by") or ()]
    order = node.args.get("order")
    ordered = [_order_key(expressions, each, place) for each in (order.expressions if order is not None else ())]
    labels = check_clauses(source, node)
    search = node.args.get("search")
    if search is not None:
        message = f"Pattern search modifier: {search.name} is not allowed in MATCH_RECOGNIZE clause"
        source.fail("NOT_SUPPORTED", message, search)
    mode = skipping(_ROWS[node.args["rows"]], node, labels)
    pattern: ParsedPattern = node.args["pattern"]
    if mode.unmatched and pattern.exclusions:
        message = "Pattern exclusion syntax is not allowed when ALL ROWS PER MATCH WITH UNMATCHED ROWS is specified"
        source.fail("INVALID_ROW_PATTERN", message, pattern.exclusions[0])
    clause = Clause(tuple(fields), labels, tuple(pattern.labels), {key.at for key in (*partition, *ordered)})
    plans = definitions(expressions, node, clause)
    sight = Sight()
    measures = [
        (each.alias, measure(expressions, each.this, clause, sight)) for each in node.args.get("measures") or ()
    ]
    first = [key.at for key in (partition if not mode.every else [*partition, *ordered])]
    rest = [at for at in range(len(fields)) if mode.every and at not in first]
    if not (first or measures or rest):
        source.fail("TABLE_HAS_NO_COLUMNS", "pattern recognition output table has no columns", node)
    clause.used.update((*first, *rest))
    name, alias = expressions.work.next_stage(), expressions.work.fresh("r")
    outs = [_input(at, fields) for at in first]
    outs += [(Field(called, "", value.type), guarded(value)) for called, value in measures]
    outs += [_input(at, fields, hidden=fields[at].hidden) for at in rest]
    stage = Stage(
        name,
        "",
        rows(relation, fields, clause.used, [key.sql for key in partition], [key.sql for key in ordered]),
        program(source, node),
        mode,
        sight.measured(),
        plans,
        output(name, sight, [sql for _, sql in outs]),
    )
    add(expressions, stage, node)
    made = tuple(replace(field, sql=f'"{alias}"."c{at}"') for at, (field, _) in enumerate(outs))
    return f'"{name}" AS "{alias}"', made


def _input(at: int, fields: Sequence[Field], *, hidden: bool = False) -> tuple[Field, str]:
    return Field(fields[at].name, "", fields[at].type, hidden=hidden), f'"s"."c{at}"'


def guarded(value: Typed) -> str:
    """A measure where a row is shown and has a match."""
    sql = "CAST(NULL AS INTEGER)" if value.type == UNKNOWN else value.sql
    return f'CASE WHEN "o"."shown" = 1 AND "o"."match" > 0 THEN {sql} END'


def add(expressions: Expressions, stage: Stage | Rows, node: exp.Expr) -> None:
    """Have the stage done before the statement, with the queries named by WITH around it."""
    work = expressions.work
    text = "\n".join(stage.texts)
    named = set(re.findall(r'"(w\d+)"', text))
    if named:
        known = {definition.partition('"')[2].partition('"')[0] for definition in work.definitions}
        if not named <= known:
            expressions.source.unsupported("row pattern recognition in a recursive query", node)
        stage = replace(stage, before=f"WITH RECURSIVE {', '.join(work.definitions)} ")
    work.stages.append(stage)


def _check_names(source: Source, node: exp.Expr, fields: Sequence[Field]) -> None:
    seen: set[str] = set()
    for each in fields:
        if each.name is not None and each.name.upper() in seen:
            message = f"ambiguous column: {each.name} in row pattern input relation"
            source.fail("AMBIGUOUS_NAME", message, node.this)
        seen.add((each.name or "").upper())


def _column(expressions: Expressions, node: exp.Expr, place: Place) -> tuple[int, Typed]:
    """The input column that PARTITION BY or ORDER BY names."""
    if not isinstance(node, exp.Column):
        message = f"Expected column reference. Actual: {shown(node)}"
        expressions.source.fail("INVALID_COLUMN_REFERENCE", message, node)
    parts = [part.name.lower() for part in node.parts]
    found = [at for at, field in enumerate(place.scope.fields) if field.answers(parts)]
    if not found:
        message = f"Column {shown(node)} is not present in the input relation"
        expressions.source.fail("COLUMN_NOT_FOUND", message, node)
    return found[0], expressions.translate(node, place)


def _partition_key(expressions: Expressions, node: exp.Expr, place: Place) -> _Key:
    at, value = _column(expressions, node, place)
    if not comparable.comparable(value.type):
        message = f"{value.type} is not comparable, and therefore cannot be used in PARTITION BY"
        expressions.source.fail("TYPE_MISMATCH", message, node)
    return _Key(at, comparable.key(value.sql, value.type))


def _order_key(expressions: Expressions, item: exp.Expr, place: Place) -> _Key:
    at, value = _column(expressions, item.this, place)
    if not comparable.orderable(value.type):
        message = f"{value.type} is not orderable, and therefore cannot be used in ORDER BY"
        expressions.source.fail("TYPE_MISMATCH", message, item)
    return _Key(at, direction(value, item))


def check_clauses(source: Source, node: exp.Expr) -> Mapping[str, frozenset[int]]:
    """The labels of a recognition with the numbers of their variables, once its clauses hold."""
    pattern: ParsedPattern = node.args["pattern"]
    labels = {name: frozenset((at,)) for at, name in enumerate(pattern.labels)}
    primary = set(labels)
    for subset in node.args.get("subsets") or ():
        name = canonical(subset.this)
        if name in primary:
            message = f"union pattern variable name: {subset.this.name} is a duplicate of primary pattern variable name"
            source.fail("INVALID_LABEL", message, subset.this)
        if name in labels:
            message = f"union pattern variable name: {subset.this.name} is declared twice"
            source.fail("INVALID_LABEL", message, subset.this)
        for each in subset.expressions:
            if canonical(each) not in primary:
                message = f"subset element: {each.name} is not a primary pattern variable"
                source.fail("INVALID_LABEL", message, each)
        labels[name] = frozenset(pattern.labels.index(canonical(each)) for each in subset.expressions)
    _check_definitions(source, node, primary)
    _check_quantifiers(source, pattern)
    after = node.args.get("after")
    if after is not None and after.label is not None and canonical(after.label) not in labels:
        message = f"{after.label.name} is not a primary or union pattern variable"
        source.fail("INVALID_LABEL", message, after.label)
    expressions = [each.this for key in ("measures", "define") for each in node.args.get(key) or ()]
    for each in expressions:
        nested = next((part for part in each.walk() if part.args.get("pattern") is not None), None)
        if nested is not None:
            message = "nested row pattern recognition in row pattern recognition"
            source.fail("NESTED_ROW_PATTERN_RECOGNITION", message, nested)
    return labels


def _check_definitions(source: Source, node: exp.Expr, primary: set[str]) -> None:
    defined: set[str] = set()
    for each in node.args.get("define") or ():
        name = each.args["alias"]
        if canonical(name) not in primary:
            message = f"defined variable: {name.name} is not a primary pattern variable"
            source.fail("INVALID_LABEL", message, name)
        if canonical(name) in defined:
            message = f"pattern variable with name: {name.name} is defined twice"
            source.fail("INVALID_LABEL", message, name)
        defined.add(canonical(name))
        final = next((call for call in each.this.find_all(exp.Anonymous) if call.meta.get("mode") == "FINAL"), None)
        if final is not None:
            source.fail("INVALID_PROCESSING_MODE", "FINAL semantics is not supported in DEFINE clause", final)


def _check_quantifiers(source: Source, pattern: ParsedPattern) -> None:
    for least, most, place in pattern.quantifiers:
        for value, word, floor in ((least, "lower", 0), (most, "upper", 1)):
            if value is None:
                continue
            if value < floor:
                message = f"Pattern quantifier {word} bound must be greater than or equal to {floor}"
                source.fail("NUMERIC_VALUE_OUT_OF_RANGE", message, place)
            if value > _LARGEST:
                message = f"Pattern quantifier {word} bound must not exceed {_LARGEST}"
                source.fail("NUMERIC_VALUE_OUT_OF_RANGE", message, place)
        if least is not None and most is not None and least > most:
            message = "Pattern quantifier lower bound must not exceed upper bound"
            source.fail("INVALID_RANGE", message, place)


def skipping(mode: Mode, node: exp.Expr, labels: Mapping[str, frozenset[int]]) -> Mode:
    """The mode with what AFTER MATCH says."""
    after = node.args.get("after")
    if after is None:
        return mode
    return replace(mode, skip=after.to, to=labels[canonical(after.label)] if after.label is not None else None)


def program(source: Source, node: exp.Expr) -> tuple[Step, ...]:
    """The program of PATTERN."""
    try:
        return compiled(node.args["pattern"].tree)
    except TooLongError:
        source.unsupported("a row pattern of so many steps", node.args["pattern_place"])


def _matching_place(clause: Clause, sight: Sight) -> Place:
    return Place(Scope(), "pattern recognition", matching=Matching(clause, sight))


def _check_windows(source: Source, node: exp.Expr) -> None:
    found = window_calls(node)
    if found:
        message = "Cannot nest window functions or row pattern measures inside pattern recognition expressions"
        source.fail("NESTED_WINDOW", message, found[0])


def definitions(expressions: Expressions, node: exp.Expr, clause: Clause) -> tuple[Plan, ...]:
    """The plans of the conditions of DEFINE, by the numbers of their variables."""
    plans: list[Plan] = [Always()] * len(clause.names)
    for each in node.args.get("define") or ():
        label = clause.names.index(canonical(each.args["alias"]))
        sight = Sight(label)
        place = _matching_place(clause, sight)
        _check_windows(expressions.source, each.this)
        value = expressions.translate(each.this, place)
        if value.type != BOOLEAN:
            message = f"Expression defining a label must be boolean (actual type: {value.type})"
            expressions.source.fail("TYPE_MISMATCH", message, each.this)
        plans[label] = Planner(expressions, place, sight, clause.window).plan(each.this)
    return tuple(plans)


def measure(expressions: Expressions, node: exp.Expr, clause: Clause, sight: Sight) -> Typed:
    """A measure's value."""
    _check_windows(expressions.source, node)
    return expressions.translate(node, _matching_place(clause, sight))


def rows(relation: str, fields: Sequence[Field], used: set[int], partition: Sequence[str], order: Sequence[str]) -> str:
    columns = "".join(f', {fields[at].sql} AS "c{at}"' for at in sorted(used))
    first = f"dense_rank() OVER (ORDER BY {', '.join(partition)})" if partition else "1"
    keys = ", ".join((*partition, *order))
    number = f"row_number() OVER ({f'ORDER BY {keys}' if keys else ''}) - 1"
    return f'SELECT {number} AS "g", {first} AS "p"{columns} FROM {relation} ORDER BY "g"'


def output(name: str, sight: Sight, columns: Sequence[str]) -> str:
    """The query of what the statement reads, over the rows of matches."""
    rows = f'"{name}_rows"'
    outs = "".join(f', {sql} AS "c{at}"' for at, sql in enumerate(columns))
    joins = f' LEFT JOIN {rows} AS "s" ON "s"."g" = "o"."s"'
    joins += "".join(
        f' LEFT JOIN {rows} AS "n{number}" ON "n{number}"."g" = "o"."i{number}"'
        for number in range(len(sight.pointers))
    )
    if sight.aggregates:
        joins += f' LEFT JOIN {rows} AS "a" ON "a"."g" = "o"."g"'
    kept = ", ".join(f'"c{at}"' for at in range(len(columns)))
    inner = f'SELECT "o"."n" AS "n", "o"."shown" AS "shown"{outs} FROM "{name}_out" AS "o"{joins}'
    return f'SELECT {kept} FROM ({inner}) AS "b" WHERE "shown" = 1 ORDER BY "n"'
