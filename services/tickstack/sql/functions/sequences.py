"""``sequence``: numbers, dates and timestamps in steps, of which there may be 10,000 at most."""

from collections.abc import Callable, Sequence

from tickstack.sql.binding import let, refused
from tickstack.sql.coercion import Typed
from tickstack.sql.functions.row import Function, rows
from tickstack.sql.types import TrinoType, array

_row = rows("https://trino.io/docs/current/functions/array.html")
_ARGUMENT = "INVALID_FUNCTION_ARGUMENT"
_ZERO = "'step must not be zero'"
_AWAY = (
    "'sequence stop value should be greater than or equal to start value if step is greater than zero otherwise stop "
    "should be less than or equal to start'"
)
_MANY = "'result of sequence function must not have more than 10000 entries'"
_DAYS = "'sequence step must be a day interval if start and end values are dates'"
_DAY = 86_400_000_000
_MICROSECONDS = "CAST(round(epoch({0}) * 1000000) AS BIGINT)"
_MONTHS = "CAST(extract(year FROM {0}) * 12 + extract(month FROM {0}) AS BIGINT)"

# What a kind of value counts by, and the value of a count.
_COUNTS = {"date": "CAST({0} - DATE '1970-01-01' AS BIGINT)", "timestamp": "epoch_us({0})"}
_VALUES = {"date": "DATE '1970-01-01' + CAST({0} AS INTEGER)", "timestamp": "make_timestamp({0})"}


def _steps(start: str, stop: str, step: str, entries: str | None = None) -> str:
    """The numbers from ``start`` in steps, as a list of BIGINT; ``entries`` is how many there are without the first."""
    count = entries or f"((CAST({stop} AS HUGEINT) - {start}) // {step})"
    last = f"{start} + {count} * {step}"
    made = (
        f"generate_series({start}, {stop}, {step})"
        if entries is None
        else f"generate_series(0, {last} - {start}, {step})"
    )
    return (
        f"CASE WHEN {start} IS NULL OR {stop} IS NULL OR {step} IS NULL THEN NULL "
        f"WHEN {step} = 0 THEN {refused(_ARGUMENT, _ZERO, 'BIGINT[]')} "
        f"WHEN ({step} > 0 AND {stop} < {start}) OR ({step} < 0 AND {stop} > {start}) "
        f"THEN {refused(_ARGUMENT, _AWAY, 'BIGINT[]')} "
        f"WHEN {count} >= 10000 THEN {refused(_ARGUMENT, _MANY, 'BIGINT[]')} ELSE {made} END"
    )


def _numbers(arguments: Sequence[Typed]) -> str:
    start, stop, *step = (each.sql for each in arguments)
    if step:
        return let([start, stop, step[0]], _steps)
    return let([start, stop], lambda a, b: _steps(a, b, f"CASE WHEN {b} >= {a} THEN 1 ELSE -1 END"))


def _moments(base: str) -> Callable[[Sequence[Typed]], str]:
    """Values in steps of one length: days, or microseconds."""

    def call(arguments: Sequence[Typed]) -> str:
        start, stop = (_COUNTS[base].format(each.sql) for each in arguments[:2])
        values = [start, stop]
        if len(arguments) > 2:
            step = _MICROSECONDS.format(arguments[2].sql)
            if base == "date":
                uneven = refused(_ARGUMENT, _DAYS, "BIGINT")
                step = let(
                    [step],
                    lambda each: (
                        f"CASE WHEN {each} % {_DAY} = 0 THEN {each} // {_DAY} WHEN {each} IS NOT NULL THEN {uneven} END"
                    ),
                )
            values.append(step)
        counted = _numbers([Typed(each, arguments[0].type) for each in values])
        return f'list_transform({counted}, lambda "n": {_VALUES[base].format('"n"')})'

    return call


def _months(base: str) -> Callable[[Sequence[Typed]], str]:
    """Values in steps of months, each counted from the first: its day is kept where the month has it."""

    def call(arguments: Sequence[Typed]) -> str:
        first, last = (each.sql for each in arguments[:2])

        def body(start: str, stop: str, step: str) -> str:
            apart = f"date_sub('month', CAST({start} AS TIMESTAMP), CAST({stop} AS TIMESTAMP)) // {step}"
            counts = [f"epoch_us(CAST({each} AS TIMESTAMP))" for each in (start, stop)]
            offsets = _steps(counts[0], counts[1], step, f"({apart})")
            moved = f'{start} + to_months(CAST("n" AS INTEGER))'
            return f'list_transform({offsets}, lambda "n": CAST({moved} AS {base.upper()}))'

        return let([first, last, _MONTHS.format(arguments[2].sql)], body)

    return call


def _rows(base: str) -> tuple[Function, ...]:
    def result(given: Sequence[TrinoType]) -> TrinoType:
        return array(max(given[:2], key=lambda kind: kind.numbers))

    first, last = (
        f"{base.upper()} '{day}{'' if base == 'date' else ' 10:00:00'}'" for day in ("2020-01-31", "2020-03-31")
    )
    clock = "" if base == "date" else " 10:00:00"
    shown = [f"{day}{clock}" for day in ("2020-01-31", "2020-02-29", "2020-03-31")]
    days = [f"{day}{clock}" for day in ("2020-01-31", "2020-03-01", "2020-03-31")]
    return (
        _row("sequence", f"{base}, {base}, interval day to second -> array({base})", _moments(base),
             f"sequence({first}, {last}, INTERVAL '30' DAY)", f"[{', '.join(days)}]", result=result),
        _row("sequence", f"{base}, {base}, interval year to month -> array({base})", _months(base),
             f"sequence({first}, {last}, INTERVAL '1' MONTH)", f"[{', '.join(shown)}]", result=result),
    )  # fmt: skip


ROWS = (
    _row("sequence", "bigint, bigint -> array(bigint)", _numbers, "sequence(3, 1)", "[3, 2, 1]"),
    _row("sequence", "bigint, bigint, bigint -> array(bigint)", _numbers, "sequence(1, 10, 4)", "[1, 5, 9]"),
    _row("sequence", "date, date -> array(date)", _moments("date"),
         "sequence(DATE '2020-02-28', DATE '2020-03-01')", "[2020-02-28, 2020-02-29, 2020-03-01]"),
    *_rows("date"),
    *_rows("timestamp"),
)  # fmt: skip
