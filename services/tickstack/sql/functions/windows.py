"""Functions over windows: ranks, and the values of other rows.

An offset that is wrong is an error of the row that has it.
"""

from tickstack.sql.functions.row import Function, rows

_window = rows("https://trino.io/docs/current/functions/window.html", "window")

_LEAST = (
    "CASE WHEN {1} < {least} THEN CAST('!INVALID_FUNCTION_ARGUMENT|Offset must be at least {least}!' AS BIGINT) "
    "ELSE {1} END"
)
_OFFSET = _LEAST.replace("{least}", "0")
_NTH = _LEAST.replace("{least}", "1")
_BUCKETS = (
    "CASE WHEN {0} <= 0 THEN CAST('!INVALID_FUNCTION_ARGUMENT|Buckets must be greater than 0!' AS BIGINT) ELSE {0} END"
)
VALUES = frozenset({"lag", "lead", "first_value", "last_value", "nth_value"})  # which may ignore NULL


def _offset(name: str, plain: str | None, offset: str | None) -> tuple[Function, ...]:
    """A NULL offset gives NULL, whatever the default is."""
    return (
        _window(name, "T -> T", f"{name}({{0}})", f"{name}(x) OVER (ORDER BY y)", plain),
        _window(name, "T, bigint -> T", f"{name}({{0}}, {_OFFSET})", f"{name}(x, 1) OVER (ORDER BY y DESC)", offset,
                "CASE WHEN {1} IS NOT NULL THEN {call} END"),
        _window(name, "T, bigint, T -> T", f"{name}({{0}}, {_OFFSET}, {{2}})", f"{name}(x, 3, 9) OVER (ORDER BY y)",
                "9", "CASE WHEN {1} IS NOT NULL THEN {call} END"),
    )  # fmt: skip


ROWS = (
    _window("row_number", " -> bigint", "row_number()", "row_number() OVER (ORDER BY y DESC)", "3"),
    _window("rank", " -> bigint", "rank()", "rank() OVER (ORDER BY y DESC)", "3"),
    _window("dense_rank", " -> bigint", "dense_rank()", "dense_rank() OVER (ORDER BY y)", "1"),
    _window("percent_rank", " -> double", "percent_rank()", "percent_rank() OVER (ORDER BY y)", "0.0"),
    _window("cume_dist", " -> double", "cume_dist()", "cume_dist() OVER (ORDER BY y DESC)", "1.0"),
    _window("ntile", "bigint -> bigint", f"ntile({_BUCKETS})", "ntile(3) OVER (ORDER BY y)", "1"),
    *_offset("lag", None, "2"),
    *_offset("lead", "2", None),
    _window("first_value", "T -> T", "first_value({0})", "first_value(y) OVER (ORDER BY y DESC)", "c"),
    _window("last_value", "T -> T", "last_value({0})", "last_value(y) OVER (ORDER BY y)", "a"),
    _window("nth_value", "T, bigint -> T", f"nth_value({{0}}, {_NTH})", "nth_value(y, 1) OVER (ORDER BY y)", "a"),
)  # fmt: skip
