"""What two values of one type compare to: NaN equals nothing, NULL within a row or an array is not known.

DuckDB holds NaN equal to itself and NULL within a list equal to NULL; Trino's comparison of arrays, maps and rows has
three values (https://trino.io/docs/current/functions/comparison.html, its ArrayType and RowType).
"""

from collections.abc import Sequence

from tickstack.sql.binding import let
from tickstack.sql.coercion import Typed, coerce, common
from tickstack.sql.comparable import FLOATING, comparable, equal, key, orderable, plain
from tickstack.sql.nested import NESTED, bound, depth, field, pack
from tickstack.sql.types import BOOLEAN, TrinoType

MANY = 50  # rows in a list
COMPARISONS = ("=", "<>", "<", "<=", ">", ">=")
_NULL_WITHIN = {
    "array": "ARRAY comparison not supported for arrays with null elements",
    "row": "ROW comparison not supported for fields with null elements",
}


def equality(left: str, right: str, kind: TrinoType) -> str:
    """Whether two values are equal: true, false or NULL."""
    if kind.base not in NESTED:
        return equal(left, right, kind)
    names = [f"{side}{depth(kind)}" for side in "ab"]
    return bound(left, names[0], lambda a: bound(right, names[1], lambda b: equal(a, b, kind)))


def _order(operator: str, left: str, right: str, kind: TrinoType) -> str:
    """``left < right`` and the like."""
    if kind.base in FLOATING:
        guarded = right if operator[0] == "<" else left
        other = left if guarded is right else right
        nothing = f"CASE WHEN {other} IS NOT NULL THEN false END"
        return f"(CASE WHEN isnan({guarded}) THEN {nothing} ELSE {left} {operator} {right} END)"
    if kind.base not in NESTED:
        return f"({key(left, kind)} {operator} {key(right, kind)})"
    names = [f"{side}{depth(kind)}" for side in "ab"]
    return bound(left, names[0], lambda a: bound(right, names[1], lambda b: _nested_order(operator, a, b, kind)))


def _nested_order(operator: str, a: str, b: str, kind: TrinoType) -> str:
    refused = f"CAST('!NOT_SUPPORTED|{_NULL_WITHIN[kind.base]}!' AS BOOLEAN)"
    if kind.base == "array":
        nulls = " OR ".join(f"len({side}) <> list_count({side})" for side in (a, b))
        return f"(CASE WHEN {nulls} THEN {refused} ELSE {a} {operator} {b} END)"
    branches = [f"WHEN {a} IS NULL OR {b} IS NULL THEN NULL"]
    for index, inner in enumerate(kind.inner):
        one, other = field(a, index), field(b, index)
        branches.append(f"WHEN {one} IS NULL OR {other} IS NULL THEN {refused}")
        branches.append(f"WHEN {_order('<', one, other, inner)} THEN {str(operator[0] == '<').lower()}")
        branches.append(f"WHEN {_order('>', one, other, inner)} THEN {str(operator[0] == '>').lower()}")
    return f"(CASE {' '.join(branches)} ELSE {str(operator in ('<=', '>=')).lower()} END)"


def comparison(operator: str, a: Typed, b: Typed) -> Typed | None:
    """``a operator b`` as boolean, or None when the types do not compare."""
    kind = common(a.type, b.type)
    if kind is None or not (comparable if operator in ("=", "<>") else orderable)(kind):
        return None
    if a.parts and b.parts and operator in ("=", "<>"):
        return _fields(operator, a, b)
    left, right = coerce(a, kind).sql, coerce(b, kind).sql
    if kind.base in FLOATING:
        return Typed(_compared(operator, left, right, a, b), BOOLEAN)
    if operator == "=":
        return Typed(equality(left, right, kind), BOOLEAN)
    if operator == "<>":
        plain = kind.base not in NESTED
        made = f"({key(left, kind)} <> {key(right, kind)})" if plain else f"(NOT {equality(left, right, kind)})"
        return Typed(made, BOOLEAN)
    return Typed(_order(operator, left, right, kind), BOOLEAN)


def _fields(operator: str, a: Typed, b: Typed) -> Typed | None:
    """Rows that are written as such are compared field by field."""
    parts = [comparison("=", one, other) for one, other in zip(a.parts, b.parts, strict=True)]
    made = " AND ".join(part.sql for part in parts if part is not None)
    return Typed(f"({made})" if operator == "=" else f"(NOT ({made}))", BOOLEAN)


def matching(a: Typed, b: Typed) -> Typed | None:
    """``a = b`` as a join's condition, where NULL counts as false: a plain equality, for which DuckDB can hash."""
    kind = common(a.type, b.type)
    if kind is None or kind.base not in FLOATING:
        return comparison("=", a, b)
    left, right = coerce(a, kind).sql, coerce(b, kind).sql
    return Typed(f"(CASE WHEN NOT isnan({left}) THEN {left} END = {right})", BOOLEAN)


def _compared(operator: str, left: str, right: str, a: Typed, b: Typed) -> str:
    """DuckDB holds NaN above every number; only operands that may be NaN need a guard."""
    plain = f"({left} {operator} {right})"
    guards = {"=": (left,), ">": (left,), ">=": (left,), "<": (right,), "<=": (right,), "<>": (left, right)}[operator]
    values = {left: a, right: b}
    doubtful = [
        side for side in dict.fromkeys(guards) if values[side].constant is None and values[side].type.base in FLOATING
    ]
    if operator == "=" and (a.constant is not None or b.constant is not None):
        return plain
    if operator == "<>":
        checks = " OR ".join(f"(isnan({left}) AND isnan({right}))" for _ in doubtful[:1])
        return f"({plain} OR {checks})" if checks else plain
    if not doubtful:
        return plain
    (side,) = doubtful
    other = right if side == left else left
    nothing = "" if values[other].constant is not None else f" OR {other} IS NULL"  # NaN = NULL is NULL
    return f"({plain} AND (NOT isnan({side}){nothing}))"


def membership(value: Typed, items: Sequence[Typed], kind: TrinoType, *, literal: bool) -> str:
    """``value IN (items)``, all of type ``kind``; whether the items are ``literal``, so that none is NaN."""
    if kind.base not in NESTED and (kind.base not in FLOATING or literal):
        left = key(value.sql, kind)
        return f"({left} IN ({', '.join(key(item.sql, kind) for item in items)}))"
    if len(items) > MANY and all(map(_is_key, (value, *items))) and all(map(_is_literal, items)):
        return _among_rows(value, items, kind)
    made = [comparison("=", value, item) for item in items]
    return f"({' OR '.join(each.sql for each in made if each is not None)})"


def _is_key(value: Typed) -> bool:
    """Whether a value is a row, written as such, of fields that DuckDB compares as Trino does."""
    kinds = [part.type for part in value.parts]
    return bool(kinds) and all(plain(kind) and kind.base not in (*NESTED, *FLOATING) for kind in kinds)


def _is_literal(value: Typed) -> bool:
    return all(part.constant is not None for part in value.parts)


def _among_rows(value: Typed, items: Sequence[Typed], kind: TrinoType) -> str:
    """A row among many, whose comparisons one by one would keep DuckDB busy for longer than in proportion to them."""
    wanted, *rows = (
        [coerce(part, inner).sql for part, inner in zip(each.parts, kind.inner, strict=True)]
        for each in (value, *items)
    )
    listed = ", ".join(map(pack, rows))

    def unknown(*parts: str) -> str:
        pairs = (f"({part} IS NULL OR {part} = {field(chr(34) + 'e' + chr(34), i)})" for i, part in enumerate(parts))
        return f'len(list_filter([{listed}], lambda "e": {" AND ".join(pairs)})) > 0'

    whole = " AND ".join(f"{part} IS NOT NULL" for part in wanted)
    doubtful = let(wanted, unknown)
    return f"(CASE WHEN {whole} THEN {pack(wanted)} IN ({listed}) WHEN {doubtful} THEN NULL ELSE false END)"
