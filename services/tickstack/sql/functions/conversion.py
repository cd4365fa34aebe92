"""Functions that write values as text, and read sizes."""

import re
from decimal import ROUND_HALF_UP, Context, Decimal
from math import isnan

from tickstack.sql.formatter import formatting
from tickstack.sql.functions.row import rows
from tickstack.sql.python import python, refusal
from tickstack.sql.types import decimal

_row = rows("https://trino.io/docs/current/functions/conversion.html")
_EXACT = Context(prec=200)
_UNITS = ("B", "kB", "MB", "GB", "TB", "PB", "EB", "ZB", "YB")


def _number(value: int) -> str:
    """Three digits and a unit, as Trino's FormatNumberFunction writes them; all negative numbers have two decimals."""
    amount, unit = float(value), 0
    while abs(amount) >= 1000 and unit < 5:
        amount, unit = amount / 1000, unit + 1
    decimals = 2 if amount < 10 else 1 if amount < 100 else 0
    text = format(Decimal(amount).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP), "f")
    return (text.rstrip("0").rstrip(".") if "." in text else text) + ("", "K", "M", "B", "T", "Q")[unit]


def _whole_number(value: float) -> str:
    return _number(0 if isnan(value) else int(max(-(2**63), min(2**63 - 1, value))))


def _data_size(text: str) -> Decimal:
    match = re.fullmatch(r"(\d+\.?\d*|\.\d+)(B|[kMGTPEZY]B)", text)
    if match is None:
        raise refusal("INVALID_FUNCTION_ARGUMENT", f"Invalid data size: '{text}'")
    size = int(_EXACT.multiply(Decimal(match[1]), 1024 ** _UNITS.index(match[2])))
    if size >= 10**38:
        raise refusal("NUMERIC_VALUE_OUT_OF_RANGE", f"Value out of range: '{text}' ('{size}B')")
    return Decimal(size)


ROWS = (
    _row("format", "varchar, any, any... -> varchar", python(formatting, nulls=True, typed=True),
         "format('%2$s %1$,.2f %3$tF', 1234567.891, 'a', DATE '2020-01-02')", "a 1,234,567.89 2020-01-02"),
    _row("format_number", "bigint -> varchar", python(_number), "format_number(1234567)", "1.23M"),
    _row("format_number", "double -> varchar", python(_whole_number), "format_number(-999.9)", "-999"),
    *(_row(name, "varchar -> decimal", python(_data_size), f"{name}('2.3MB')", "2411724",
           result=lambda _: decimal(38, 0))
      for name in ("parse_data_size", "parse_presto_data_size")),
)  # fmt: skip
