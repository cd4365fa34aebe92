"""Bitwise functions: shifts keep the type of what they shift, all else is of bigint."""

from collections.abc import Callable

from tickstack.sql.functions.row import Function, rows
from tickstack.sql.python import Python, python, refusal

_row = rows("https://trino.io/docs/current/functions/bitwise.html")
_BITS = {"tinyint": 8, "smallint": 16, "integer": 32, "bigint": 64}


def _bit_count(value: int, bits: int) -> int:
    if not 2 <= bits <= 64:
        message = f"Bits specified in bit_count must be between 2 and 64, got {bits}"
        raise refusal("INVALID_FUNCTION_ARGUMENT", message)
    if not -(2 ** (bits - 1)) <= value < 2 ** (bits - 1):
        message = (
            f"Number must be representable with the bits specified. {value} cannot be represented with {bits} bits"
        )
        raise refusal("INVALID_FUNCTION_ARGUMENT", message)
    return (value & ((1 << bits) - 1)).bit_count()


def _signed(value: int, bits: int) -> int:
    cut = value & ((1 << bits) - 1)
    return cut - (1 << bits) if cut >> (bits - 1) else cut


def _left(value: int, shift: int, bits: int) -> int:
    return 0 if shift >= 64 else _signed(value << (shift & 63), bits)


def _logical(value: int, shift: int, bits: int) -> int:
    if shift == 0:
        return value
    return 0 if shift >= 64 else _signed((value & ((1 << bits) - 1)) >> (shift & 63), bits)


def _arithmetic(value: int, shift: int, bits: int) -> int:  # noqa: ARG001  as the others
    return value >> (63 if shift >= 64 else shift & 63)


def _shift(name: str, kind: str, shift: Callable[[int, int, int], int]) -> Python:
    bits = _BITS[kind]

    def call(number: int, by: int) -> int:
        return shift(number, by, bits)

    call.__qualname__ = f"{name}_{kind}"
    return python(call)


def _shifts(name: str, shift: Callable[[int, int, int], int], *values: str) -> tuple[Function, ...]:
    """The rows of a shift, with what -8 gives shifted by 2, for each type."""
    return tuple(
        _row(name, f"{kind}, integer -> {kind}", _shift(name, kind, shift), f"{name}(CAST(-8 AS {kind}), 2)", value)
        for kind, value in zip(_BITS, values, strict=True)
    )


ROWS = (
    _row("bit_count", "bigint, bigint -> bigint", python(_bit_count), "bit_count(-7, 64)", "62"),
    _row("bitwise_and", "bigint, bigint -> bigint", "({0} & {1})", "bitwise_and(19, 25)", "17"),
    _row("bitwise_or", "bigint, bigint -> bigint", "({0} | {1})", "bitwise_or(19, 25)", "27"),
    _row("bitwise_xor", "bigint, bigint -> bigint", "xor({0}, {1})", "bitwise_xor(19, 25)", "10"),
    _row("bitwise_not", "bigint -> bigint", "(~{0})", "bitwise_not(-12)", "11"),
    *_shifts("bitwise_left_shift", _left, "-32", "-32", "-32", "-32"),
    *_shifts("bitwise_right_shift", _logical, "62", "16382", "1073741822", "4611686018427387902"),
    *_shifts("bitwise_right_shift_arithmetic", _arithmetic, "-2", "-2", "-2", "-2"),
)
