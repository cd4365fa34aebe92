"""Aggregates that Python computes: it is given the list of a group's arguments, several of which are a row."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import wraps
from typing import Any

from tickstack.sql.binding import pack
from tickstack.sql.coercion import Typed
from tickstack.sql.python import Python, python
from tickstack.sql.types import TrinoType

Record = Mapping[str, Any]


def listed(arguments: Sequence[Typed]) -> str:
    """The list of a group's arguments, the ``call`` of a row whose ``wrap`` is in Python."""
    if len(arguments) == 1:
        return f"list({arguments[0].sql})"
    return f"list({pack((f'f{index}', argument.sql) for index, argument in enumerate(arguments))})"


def whole(records: Iterable[Record]) -> list[tuple[Any, ...]]:
    """The records without those in which anything is NULL: most aggregates take no notice of them."""
    made = (tuple(record.values()) for record in records)
    return [values for values in made if None not in values]


def folded(function: Callable[[Any], Any]) -> Python:
    """The ``wrap`` of a row: ``function`` of the list, or NULL without any rows."""

    @wraps(function)
    def fold(values: Any) -> Any:
        return None if values is None else function(values)

    return python(fold, nulls=True)


def folded_by(factory: Callable[[Sequence[TrinoType], TrinoType], Callable[[Any], Any]]) -> Python:
    """The ``wrap`` of a row whose function depends on the types of the list and of the result."""

    @wraps(factory)
    def make(kinds: Sequence[TrinoType], result: TrinoType) -> Callable[[Any], Any]:
        function = factory(kinds, result)
        return lambda values: None if values is None else function(values)

    return python(make, nulls=True, typed=True)


def of_numbers(function: Callable[[list[float]], float | None]) -> Python:
    """The ``wrap`` of a row: ``function`` of the numbers that are not NULL."""

    @wraps(function)
    def numbers(values: list[float | None]) -> float | None:
        return function([value for value in values if value is not None])

    return folded(numbers)
