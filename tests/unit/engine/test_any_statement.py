"""Any statement is answered or refused in Athena's words: none hangs, crashes, or fails as a defect."""

import threading

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from query_bench import Benches
from tickstack.engine import Cancelled
from tickstack.errors import QueryError
from tickstack.sql.functions import BY_NAME

LITERALS = (
    "NULL", "1", "-1", "0", "-9223372036854775808", "9223372036854775807", "1.5", "-0.0", "1e308", "nan()",
    "infinity()", "REAL '2.5'", "TINYINT '-128'", "DECIMAL '12.345'", "DECIMAL '0.00'", "''", "'a'", "'Abc Déf'",
    "'2020-01-31'", "'%Y-%m-%d'", "'day'", "'hour'", "'[a-'", "'(a|b)*'", "'$1'", "'{\"a\": [1, 2]}'", "'$.a'", "'UTC'",
    "'http://a.b/c?d=e#f'", "'America/New_York'", "true", "DATE '2020-02-29'", "DATE '0001-01-01'", "DATE '9999-12-31'",
    "TIMESTAMP '2020-05-14 09:30:15.123'", "TIMESTAMP '2020-03-08 02:30:00 America/New_York'", "TIME '10:11:12'",
    "INTERVAL '2' DAY", "INTERVAL '-1' YEAR", "X''", "X'00ff'", "ARRAY[]", "ARRAY[1, 2, NULL]", "ARRAY['a', NULL]",
    "ARRAY[ARRAY[1], NULL]", "MAP()", "MAP(ARRAY['a', 'b'], ARRAY[1, NULL])", "ROW(1, 'a')", "JSON '{\"a\":1}'",
    "UUID '12151fd2-7586-11e9-8f9e-2a86e4085a59'", "CAST('ab' AS char(5))", "x -> x", "x -> x > 1", "(x, y) -> x",
    "s -> s", "q.z", "w", "nope",
)  # fmt: skip
TYPES = (
    "bigint", "tinyint", "double", "real", "decimal(5,2)", "varchar", "varchar(2)", "char(3)", "date", "timestamp(6)",
    "timestamp with time zone", "time", "boolean", "json", "array(varchar)", "map(varchar,integer)", "varbinary",
    "row(a bigint,b varchar)", "uuid", "interval day to second", "nope",
)  # fmt: skip
OPERATORS = ("+", "-", "*", "/", "%", "||", "=", "<", "<>", ">=", "AND", "OR", "IS DISTINCT FROM", "LIKE")
TAILS = (
    "", " FROM (VALUES 1, 2, NULL) AS q (z)", " FROM (VALUES (1, 'a'), (2, NULL)) AS q (z, w) GROUP BY z",
    " FROM (VALUES (1, 'a')) AS q (z, w) ORDER BY 1 DESC LIMIT 1", " WHERE 1 = 1 UNION ALL SELECT NULL",
)  # fmt: skip


@st.composite
def expressions(draw: st.DrawFn, depth: int = 0) -> str:
    kind = draw(st.sampled_from(("call", "call", "call", "literal", "cast", "operator", "case")))
    if depth > 1 or kind == "literal":
        return draw(st.sampled_from(LITERALS))
    inner = expressions(depth + 1)
    if kind == "call":
        name = draw(st.sampled_from(sorted(BY_NAME)))
        count = len(draw(st.sampled_from(BY_NAME[name])).parameters)
        return f"{name}({', '.join(draw(inner) for _ in range(count))})"
    if kind == "cast":
        return f"{draw(st.sampled_from(('CAST', 'TRY_CAST')))}({draw(inner)} AS {draw(st.sampled_from(TYPES))})"
    if kind == "case":
        return f"CASE WHEN {draw(inner)} THEN {draw(inner)} ELSE {draw(inner)} END"
    return f"({draw(inner)} {draw(st.sampled_from(OPERATORS))} {draw(inner)})"


@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(expression=expressions(), tail=st.sampled_from(TAILS))
def test_any_expression(benches: Benches, expression: str, tail: str) -> None:
    cancelled = threading.Event()
    timer = threading.Timer(60, cancelled.set)
    timer.start()
    try:
        benches.new().rows(f"SELECT {expression}{tail}", cancelled=cancelled)
    except QueryError as error:
        if error.name == "GENERIC_INTERNAL_ERROR":
            raise
    except Cancelled:
        raise AssertionError("it takes more than a minute") from None
    finally:
        timer.cancel()
