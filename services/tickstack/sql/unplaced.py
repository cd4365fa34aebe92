"""Errors of Trino's types, which do not say where in the statement they are. Types are read without its parser, too."""

from tickstack.errors import QueryError

INVALID_FUNCTION_ARGUMENT = 1106
"""AthenaError.ErrorType."""


class UnplacedError(QueryError):
    """An error of a type, wherever it stands."""


def no_decimal(precision: int, scale: int) -> UnplacedError:
    """The error of a decimal of such digits, which its constructor refuses."""
    message = f"DECIMAL precision must be in range [1, 38]: {precision}"
    if 1 <= precision <= 38:
        message = f"DECIMAL scale must be in range [0, precision ({precision})]: {scale}"
    return UnplacedError("INVALID_FUNCTION_ARGUMENT", message, type=INVALID_FUNCTION_ARGUMENT)
