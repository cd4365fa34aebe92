"""Functions that Python computes where DuckDB has none of Trino's meaning.

A row of ``functions`` whose call is ``python(...)`` becomes the call of a DuckDB function that exists once for each
combination of DuckDB types; its name holds a digest of them. The engine makes those that a statement's SQL names.
"""

import hashlib
import inspect
import re
import threading
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from tickstack.sql.coercion import Typed
from tickstack.sql.map_carriers import Carry, carrier, rows
from tickstack.sql.types import TrinoType, duckdb_type

_SMALLEST = TrinoType("decimal", (38, 38))


class RefusalError(ValueError):
    """An error of a function in the form that the engine reads back: ``!NAME|message!``."""

    @property
    def name(self) -> str:
        """The error's name in Trino."""
        return str(self)[1:].partition("|")[0]


def refusal(name: str, message: str) -> RefusalError:
    """The error called ``name`` in Trino, such as INVALID_FUNCTION_ARGUMENT, to raise from a function in Python."""
    return RefusalError(f"!{name}|{message}!")


@dataclass(frozen=True)
class PythonFunction:
    """A function as DuckDB is told of it: its parameters' and result's DuckDB types, and whether it is given NULL."""

    name: str
    function: Callable[..., Any]
    parameters: tuple[str, ...]
    result: str
    nulls: bool


def _called(function: Callable[..., Any], count: int, nulls: bool) -> Callable[..., Any]:
    """``function`` as DuckDB calls it: with exactly ``count`` parameters, its others keep their defaults.

    DuckDB would spare it NULL itself, but then refuses NULL as its result.
    """

    def call(*arguments: Any) -> Any:
        return None if not nulls and any(each is None for each in arguments) else function(*arguments)

    parameters = [inspect.Parameter(f"a{index}", inspect.Parameter.POSITIONAL_ONLY) for index in range(count)]
    call.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]  # what inspect reads
    return call


def _with_nan(function: Callable[..., Any]) -> Callable[..., Any]:
    """``function`` with NaN as text, since DuckDB makes NULL of Python's."""

    def shown(value: Any) -> Any:
        if isinstance(value, float):
            return "NaN" if value != value else value  # noqa: PLR0124  what NaN is
        if isinstance(value, list):
            return [shown(part) for part in value]
        return {name: shown(part) for name, part in value.items()} if isinstance(value, dict) else value

    return lambda *arguments: shown(function(*arguments))


# What TRY makes NULL of (TryFunction in Trino's source).
_CAUGHT = ("DIVISION_BY_ZERO", "INVALID_CAST_ARGUMENT", "INVALID_FUNCTION_ARGUMENT", "NUMERIC_VALUE_OUT_OF_RANGE")
LENIENT = "py_try_"  # what the names of functions begin with that give NULL in place of such an error


def _lenient(function: Callable[..., Any]) -> Callable[..., Any]:
    def call(*arguments: Any) -> Any:
        try:
            return function(*arguments)
        except RefusalError as error:
            if error.name not in _CAUGHT:
                raise
            return None

    return call


def _carried(function: Callable[..., Any], carry: Carry) -> Callable[..., Any]:
    return lambda *arguments: carry(function(*arguments))


def _passed(kind: TrinoType) -> tuple[str, Carry | None, str]:
    """As which DuckDB type a result comes, what makes that of it, and what makes the result of that.

    A map comes as a list of pairs, and a decimal without digits before its point as text: DuckDB counts Python's zero
    there as the 39th digit, and takes the number for a double.
    """
    if kind.base == "map":
        return *rows(kind), "map_from_entries({})"
    if kind == _SMALLEST:
        return (
            "VARCHAR",
            lambda value: None if value is None else format(value, "f"),
            f"CAST({{}} AS {duckdb_type(kind)})",
        )
    return duckdb_type(kind), carrier(kind), "{}"


def _state(function: Callable[..., Any]) -> object:
    """What a function does, as far as it can be compared: its code and what it closes over."""
    code = getattr(function, "__code__", None)
    if code is None:
        return function
    cells = tuple(cell.cell_contents for cell in getattr(function, "__closure__", None) or ())
    return code, cells, getattr(function, "__defaults__", None)


def _origin(function: Callable[..., Any]) -> str:
    """The function's place in the sources, and a number where several were made in that place."""
    place, state = f"{function.__module__}.{function.__qualname__}", _state(function)
    with _lock:
        made = _made_in[place]
        if state not in made:
            made.append(state)
        return f"{place}#{made.index(state)}"


_made_in: defaultdict[str, list[object]] = defaultdict(list)
_lock = threading.Lock()
_MADE: dict[str, PythonFunction] = {}
_NAME = re.compile(r"\bpy_\w+")


@dataclass(frozen=True)
class Python:
    """The call of a function in Python, for any types of arguments.

    A ``typed`` one is a factory: it is given the argument types and the result type, and returns the function. A
    ``lenient`` one gives NULL in place of what TRY catches.
    """

    function: Callable[..., Any]
    nulls: bool = False
    typed: bool = False
    lenient: bool = False

    def sql(self, arguments: Sequence[Typed], result: TrinoType) -> str:
        """The DuckDB expression of the call."""
        kinds = tuple(argument.type for argument in arguments)
        returned, carry, made = _passed(result)
        parameters = tuple(map(duckdb_type, kinds))
        distinguished = (*map(str, kinds), str(result)) if self.typed else (*parameters, returned)
        digest = hashlib.sha256("\n".join((_origin(self.function), *distinguished)).encode()).hexdigest()[:16]
        begun = LENIENT if self.lenient else "py_"
        name = re.sub(r"\W", "_", f"{begun}{self.function.__name__}_{digest}".lower())
        if name not in _MADE:
            function = self.function(kinds, result) if self.typed else self.function
            if self.lenient:
                function = _lenient(function)
            if carry is not None:
                function = _carried(function, carry)
            if "DOUBLE" in returned or "FLOAT" in returned:
                function = _with_nan(function)
            called = _called(function, len(parameters), self.nulls)
            _MADE[name] = PythonFunction(name, called, parameters, returned, nulls=True)
        return made.format(f"{name}({', '.join(argument.sql for argument in arguments)})")


def python(function: Callable[..., Any], *, nulls: bool = False, typed: bool = False) -> Python:
    """A row's call in Python; with ``nulls`` the function is called with None too, otherwise NULL gives NULL."""
    return Python(function, nulls, typed)


def used(sql: str) -> Iterable[PythonFunction]:
    """The functions in Python that a DuckDB statement names."""
    return [_MADE[name] for name in dict.fromkeys(_NAME.findall(sql)) if name in _MADE]
