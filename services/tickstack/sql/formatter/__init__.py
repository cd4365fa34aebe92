"""Java's ``String.format``: the conversions of ``java.util.Formatter`` in the US locale, as Trino's ``format`` uses it.

https://docs.oracle.com/en/java/javase/17/docs/api/java.base/java/util/Formatter.html. Trino gives a number as Long,
Float, Double or BigDecimal, a moment as one of java.time, and anything else as text.
"""

from collections.abc import Callable, Sequence
from typing import Any

from tickstack.sql.formatter.specifiers import FormatError, Specifier, pieces
from tickstack.sql.formatter.values import written
from tickstack.sql.python import refusal
from tickstack.sql.types import TrinoType, is_long

JAVA = {
    "boolean": "java.lang.Boolean",
    **dict.fromkeys(("tinyint", "smallint", "integer", "bigint"), "java.lang.Long"),
    "real": "java.lang.Float",
    "double": "java.lang.Double",
    "decimal": "java.math.BigDecimal",
    "date": "java.time.LocalDate",
    "time": "java.time.LocalTime",
    "timestamp": "java.time.LocalDateTime",
    "timestamp with time zone": "java.time.ZonedDateTime",
    **dict.fromkeys(("varchar", "json", "uuid", "unknown"), "java.lang.String"),
}


def _argument(index: int, specifier: Specifier, count: int) -> int:
    if not 0 <= index < count:
        raise FormatError("MissingFormatArgument", f"Format specifier '{specifier.text}'")
    return index


def formatted(pattern: str, classes: Sequence[str], values: Sequence[Any]) -> str:
    """``pattern`` with its specifiers replaced; ``classes`` are the Java classes of the values. Raises FormatError."""
    made, following, last = [], 0, -1
    for piece in pieces(pattern):
        if isinstance(piece, str):
            made.append(piece)
            continue
        if piece.conversion in "n%":
            made.append(piece.fixed())
            continue
        if piece.index is None and "<" not in piece.flags:
            last, following = following, following + 1
        elif piece.index is not None:
            last = piece.index - 1
        at = _argument(last, piece, len(values))
        made.append(written(piece, classes[at], values[at]))
    return "".join(made)


def formatting(kinds: Sequence[TrinoType], _: TrinoType) -> Callable[..., str | None]:
    """``format(pattern, values...)`` for values of these types."""
    classes = [JAVA.get(kind.base, "") for kind in kinds[1:]]
    pairs = zip(kinds[1:], classes, strict=True)
    unknown = next((kind for kind, known in pairs if not known or is_long(kind)), None)
    if unknown is not None:
        raise NotImplementedError(f"format of a value of type {unknown}")

    def call(pattern: str | None, *values: Any) -> str | None:
        if pattern is None:
            return None
        try:
            return formatted(pattern, classes, values)
        except FormatError as error:
            message = f"Invalid format string: {pattern} ({error})"
            raise refusal("INVALID_FUNCTION_ARGUMENT", message) from None

    return call
