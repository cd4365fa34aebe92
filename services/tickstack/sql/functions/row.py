"""What a function is: a row of name, signature, DuckDB expression, example with its result, and source.

A signature is text, ``"varchar, bigint -> $1"``. A parameter is a base type, a family (``integral``, ``numeric``,
``any``), one of Trino's own that text becomes (``JoniRegExp``; ``text`` is varchar without a length), a variable (one
capital letter) possibly within ``array(T)`` or ``map(K, V)``, ``function(T, U)`` for a lambda that makes U of T, or
``T...`` for any number more; the result may be ``$1``, the type of the first argument, or ``decimal(38)``, which keeps
the first argument's scale. Behind it may stand ``where T:orderable``, or comparable. A lambda comes to the row's
expression as DuckDB's ``lambda x: ...``, and to a function of the arguments as ``lambdas.Applied``, which gives the
body for any parameters.
"""

import re
import string
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from tickstack.sql.casts import cast
from tickstack.sql.coercion import INTEGERS, NUMBERS, Typed, as_decimal, coerces, common
from tickstack.sql.comparable import comparable, orderable
from tickstack.sql.lambdas import Lambda
from tickstack.sql.long_moments import short
from tickstack.sql.python import Python
from tickstack.sql.types import LONGEST_CHAR, UNKNOWN, VARCHAR, TrinoType

Kind = Literal["scalar", "aggregate", "window"]
Expression = str | Callable[[Sequence[Typed]], str] | Python
Wrap = str | Callable[[Sequence[Typed], TrinoType], str] | Python
Result = str | Callable[[Sequence[TrinoType]], TrinoType]
Argument = TrinoType | Lambda

_SIZED: dict[str, tuple[int, ...]] = {  # types with numbers, and those of NULL
    "varchar": (),
    "char": (1,),
    "decimal": (1, 0),
    "time": (3,),
    "time with time zone": (3,),
    "timestamp": (3,),
    "timestamp with time zone": (3,),
}
FLOATING = ("real", "double")
FAMILIES = {"integral": NUMBERS[:4], "numeric": NUMBERS}
LIMITS: dict[str, Callable[[TrinoType], bool]] = {
    "comparable": comparable,
    "orderable": orderable,
    "castableTo(varchar)": lambda kind: kind == UNKNOWN or cast(Typed("", kind), VARCHAR) is not None,
}
_FUNCTION = "function("
_ROUNDS = 4  # Trino's SignatureBinder: a variable that lambdas go on widening has no type


_OF_TEXT = ("JoniRegExp", "JsonPath", "CodePoints")
ALIASES = {"text": "varchar", **dict.fromkeys(_OF_TEXT, "varchar")}
_SHOWN = {
    "text": "varchar",
    "text...": "varchar",
    "decimal": "decimal(p,s)",
    "time": "time(p)",
    "time with time zone": "time(p) with time zone",
    "timestamp": "timestamp(p)",
    "timestamp with time zone": "timestamp(p) with time zone",
}


@dataclass(frozen=True)
class Function:
    """One row. ``call`` is the DuckDB expression with ``{0}`` for arguments; an aggregate's ``wrap`` stands around it
    as ``dressing`` says.

    ``call`` may be a function of the arguments where the expression depends on constants among them, or one in Python;
    ``result`` a function of the types that the arguments convert to.
    """

    name: str
    parameters: tuple[str, ...]
    result: Result
    call: Expression
    example: str
    value: str | None
    source: str
    kind: Kind = "scalar"
    wrap: Wrap = "{call}"
    limits: tuple[tuple[str, str], ...] = ()

    @property
    def variadic(self) -> bool:
        """Whether the last parameter repeats."""
        return bool(self.parameters) and self.parameters[-1].endswith("...")

    @property
    def signature(self) -> str:
        """Name and parameters as Trino lists them: every text has a length of its own, ``varchar(x), varchar(y)``."""
        letters = iter("xyzuvw")
        shown = [
            f"{part}({next(letters, 'x')})"
            if part in ("varchar", "char")
            else _SHOWN.get(part, part.replace(", ", ","))
            for part in self.parameters
        ]
        return f"{self.name}({', '.join(part.removesuffix('...') for part in shown)})"

    def shown(self) -> str:
        """The signature in an error message, with its variables."""
        variables = dict.fromkeys(found for part in self.parameters for found in re.findall(r"\b[A-Z]\b", part))
        limits = {name: f"{name}:{limit}" for name, limit in self.limits}
        return f"{self.signature} {', '.join(limits.get(name, name) for name in variables)}".rstrip()


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


def _parameters(text: str) -> tuple[str, ...]:
    parts, depth, part = [], 0, ""
    for character in text:
        depth += (character == "(") - (character == ")")
        if character == "," and depth == 0:
            parts.append(part.strip())
            part = ""
        else:
            part += character
    return tuple(found for found in (*parts, part.strip()) if found)


def rows(source: str, kind: Kind = "scalar") -> Callable[..., Function]:
    """A maker of rows that share a source and a kind."""

    def row(
        name: str,
        signature: str,
        call: Expression,
        example: str,
        value: str | None,
        wrap: Wrap = "{call}",
        result: Callable[[Sequence[TrinoType]], TrinoType] | None = None,
    ) -> Function:
        text, _, where = signature.partition(" where ")
        parameters, shown = (part.strip() for part in text.split("->"))
        limits = tuple((part[0], part[2:]) for part in _parameters(where))
        return Function(
            name, _parameters(parameters), result or shown, call, example, value, source, kind, wrap, limits
        )

    return row


def refused(what: str) -> Callable[[Sequence[Typed]], str]:
    """The ``call`` of a signature that Trino has and tickstack has not: it refuses it by name.

    Without such a row the arguments would silently convert to another signature.
    """

    def call(arguments: Sequence[Typed]) -> str:
        raise NotImplementedError(f"{what}({', '.join(str(argument.type) for argument in arguments)})")

    return call


def refusals(*signatures: str) -> tuple[Function, ...]:
    """Rows that refuse: ``refusals("concat(array(T), array(T))")``."""
    made = []
    for text in signatures:
        name, _, parameters = text.removesuffix(")").partition("(")
        made.append(Function(name, _parameters(parameters), "unknown", refused(name), "", None, ""))
    return tuple(made)


class _Binding:
    """The variables of a signature while it is matched."""

    def __init__(self) -> None:
        self.types: dict[str, TrinoType] = {}

    def accepts(self, parameter: str, actual: Argument) -> bool:  # noqa: PLR0911  one return for each kind
        """Whether ``actual`` fits, binding variables to what all their uses have in common."""
        if isinstance(actual, Lambda) or parameter.startswith(_FUNCTION):
            return isinstance(actual, Lambda) and parameter.startswith(_FUNCTION) and self._lambda(parameter, actual)
        if parameter in _OF_TEXT and actual.base == "char":
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
            return self._nested(base, _parameters(inner[:-1]), actual)
        if base in FAMILIES:
            return actual.base in (*FAMILIES[base], "unknown")
        if base in _SIZED:
            return self._sized(base, actual)
        return coerces(actual, TrinoType(base))

    def _lambda(self, parameter: str, actual: Lambda) -> bool:
        *given, result = _parameters(parameter[len(_FUNCTION) : -1])
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
            *given, result = _parameters(parameter[len(_FUNCTION) : -1])
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
            kinds = actual.inner or tuple(UNKNOWN for _ in _parameters(inner[:-1]))
            parts = zip(_parameters(inner[:-1]), kinds, strict=True)
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
            return TrinoType(base, (), tuple(self.result(part, arguments) for part in _parameters(inner[:-1])))
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
    return TrinoType(base, (actual.numbers or _SIZED[base]) if base in _SIZED else ())


def match(function: Function, actual: Sequence[Argument]) -> Match | None:
    """How ``function`` takes arguments of these types, or None."""
    parameters = list(function.parameters)
    if function.variadic:
        last = parameters.pop().removesuffix("...")
        parameters += [last] * (len(actual) - len(parameters))
    if len(parameters) != len(actual) or (function.variadic and not actual and "(" in function.parameters[-1]):
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
