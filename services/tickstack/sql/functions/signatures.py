"""Whether arguments fit a function's signature: its variables bound to their types, and what converts to what."""

import string
from collections.abc import Sequence
from dataclasses import dataclass

from tickstack.sql.coercion import coerces, common
from tickstack.sql.decimal_casts import INTEGERS, as_decimal
from tickstack.sql.functions.row import ALIASES, FAMILIES, LIMITS, OF_TEXT, Argument, Function, Result, split
from tickstack.sql.lambdas import Lambda
from tickstack.sql.moments.long import short
from tickstack.sql.types import LONGEST_CHAR, UNKNOWN, TrinoType

_SIZED: dict[str, tuple[int, ...]] = {  # types with numbers, and those of NULL
    "varchar": (),
    "char": (1,),
    "decimal": (1, 0),
    "time": (3,),
    "time with time zone": (3,),
    "timestamp": (3,),
    "timestamp with time zone": (3,),
}
_FUNCTION = "function("
_ROUNDS = 4  # Trino's SignatureBinder: a variable that lambdas go on widening has no type


@dataclass(frozen=True)
class Match:
    """A row that fits: the types that the arguments convert to, and how many have to convert."""

    function: Function
    arguments: tuple[TrinoType, ...]
    binding: "_Binding"
    conversions: int

    @property
    def result(self) -> TrinoType:
        """The type of the call; an error where there is none, which counts only of the row that is chosen."""
        return self.binding.result(self.function.result, self.arguments)


class _Binding:
    """The variables of a signature while it is matched."""

    def __init__(self) -> None:
        self.types: dict[str, TrinoType] = {}

    def accepts(self, parameter: str, actual: Argument) -> bool:  # noqa: PLR0911  one return for each kind
        """Whether ``actual`` fits, binding variables to what all their uses have in common."""
        if isinstance(actual, Lambda) or parameter.startswith(_FUNCTION):
            return isinstance(actual, Lambda) and parameter.startswith(_FUNCTION) and self._lambda(parameter, actual)
        if parameter in OF_TEXT and actual.base == "char":
            return True
        parameter = ALIASES.get(parameter, parameter)
        if parameter in string.ascii_uppercase:
            known = self.types.get(parameter, actual)
            shared = common(known, actual)
            if shared is not None:
                self.types[parameter] = shared
            return shared is not None
        base, _, inner = parameter.partition("(")
        if base == "any":
            return True
        if inner[:-1].isdigit():
            return coerces(actual, TrinoType(base, (int(inner[:-1]),)))
        if inner:
            return self._nested(base, split(inner[:-1]), actual)
        if base in FAMILIES:
            return actual.base in (*FAMILIES[base], "unknown")
        if base in _SIZED:
            return self._sized(base, actual)
        return coerces(actual, TrinoType(base))

    def _lambda(self, parameter: str, actual: Lambda) -> bool:
        *given, result = split(parameter[len(_FUNCTION) : -1])
        return self.accepts(result, actual.result([self.target(part, UNKNOWN) for part in given]))

    def _nested(self, base: str, inner: tuple[str, ...], actual: TrinoType) -> bool:
        if actual.base == "unknown":
            return all(self.accepts(part, actual) for part in inner)
        same = actual.base == base and len(inner) == len(actual.inner)
        return same and all(self.accepts(part, kind) for part, kind in zip(inner, actual.inner, strict=True))

    @staticmethod
    def _sized(base: str, actual: TrinoType) -> bool:
        wider = {
            "varchar": (),
            "time": (),
            "time with time zone": ("time",),
            "timestamp": ("date",),
            "timestamp with time zone": ("date", "timestamp"),
            "decimal": tuple(INTEGERS),
            "char": ("varchar",),
        }
        return actual.base in (base, "unknown", *wider[base])

    def target(self, parameter: str, actual: Argument) -> TrinoType:
        """The type to which an argument that fits converts."""
        if isinstance(actual, Lambda):
            *given, result = split(parameter[len(_FUNCTION) : -1])
            kinds = tuple(self.target(part, UNKNOWN) for part in given)
            return TrinoType("function", (), (*kinds, self.target(result, actual.result(kinds))))
        parameter = ALIASES.get(parameter, parameter)
        if parameter in string.ascii_uppercase:
            return self.types[parameter]
        base, _, inner = parameter.partition("(")
        if base == "any":
            return actual
        if inner[:-1].isdigit():
            return TrinoType(base, (int(inner[:-1]),))
        if inner:
            kinds = actual.inner or tuple(UNKNOWN for _ in split(inner[:-1]))
            parts = zip(split(inner[:-1]), kinds, strict=True)
            names = (actual.names or (None,) * len(kinds)) if base == "row" else ()
            return TrinoType(base, (), tuple(self.target(part, kind) for part, kind in parts), names)
        return _based(base, actual)

    def result(self, text: Result, arguments: Sequence[TrinoType]) -> TrinoType:
        """The type of a call."""
        if not isinstance(text, str):
            return text(arguments)
        if text.startswith("$"):
            return arguments[int(text[1:]) - 1]
        if text in self.types:
            return self.types[text]
        if text == "decimal(38)":
            return TrinoType("decimal", (38, arguments[0].numbers[1]))
        base, _, inner = text.partition("(")
        if inner and not inner[:-1].isdigit():
            return TrinoType(base, (), tuple(self.result(part, arguments) for part in split(inner[:-1])))
        return TrinoType(base, (int(inner[:-1]),) if inner else ())


def _based(base: str, actual: TrinoType) -> TrinoType:
    """The type of this base, or of a family, to which ``actual`` converts (Trino's TypeCoercion)."""
    if base in FAMILIES:
        return actual if actual.base != "unknown" else TrinoType("bigint")
    if base == "decimal" and actual.base in INTEGERS:
        return as_decimal(actual)
    if actual.base == base:
        return short(actual)
    if base == "char" and actual.base == "varchar":
        return TrinoType("char", (min((*actual.numbers, LONGEST_CHAR)),))
    if actual.base == "date":
        return TrinoType(base, (0,))  # a date has no fractions of a second
    return short(TrinoType(base, (actual.numbers or _SIZED[base]) if base in _SIZED else ()))


def _is_open(parameter: str) -> bool:
    """Whether the type of a parameter is found by its arguments alone."""
    return "(" in parameter or parameter.removesuffix("...") in string.ascii_uppercase


def match(function: Function, actual: Sequence[Argument]) -> Match | None:
    """How ``function`` takes arguments of these types, or None."""
    parameters = list(function.parameters)
    if function.variadic:
        last = parameters.pop().removesuffix("...")
        parameters += [last] * (len(actual) - len(parameters))
    if len(parameters) != len(actual) or (function.variadic and not actual and _is_open(function.parameters[-1])):
        return None
    pairs = list(zip(parameters, actual, strict=True))
    binding = _bound(sorted(pairs, key=lambda pair: isinstance(pair[1], Lambda)))
    if binding is None or not all(LIMITS[limit](binding.types[name]) for name, limit in function.limits):
        return None
    targets = tuple(binding.target(parameter, kind) for parameter, kind in pairs)
    conversions = sum(
        kind.base not in (target.base, "unknown")
        for kind, target in zip(actual, targets, strict=True)
        if not isinstance(kind, Lambda)
    )
    return Match(function, targets, binding, conversions)


def _bound(pairs: Sequence[tuple[str, Argument]]) -> _Binding | None:
    """The variables of a signature; each lambda is asked again when another has widened its parameters."""
    binding = _Binding()
    for _ in range(_ROUNDS):
        before = dict(binding.types)
        if not all(binding.accepts(parameter, kind) for parameter, kind in pairs):
            return None
        if binding.types == before or not any(isinstance(kind, Lambda) for _, kind in pairs):
            return binding
    raise NotImplementedError("a lambda whose result is ever wider than its parameter")
