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
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from tickstack.sql.casts import cast
from tickstack.sql.coercion import NUMBERS, Typed
from tickstack.sql.comparable import comparable, orderable
from tickstack.sql.lambdas import Lambda
from tickstack.sql.python import Python
from tickstack.sql.types import UNKNOWN, VARCHAR, TrinoType

Kind = Literal["scalar", "aggregate", "window"]
Expression = str | Callable[[Sequence[Typed]], str] | Python
Wrap = str | Callable[[Sequence[Typed], TrinoType], str] | Python
Result = str | Callable[[Sequence[TrinoType]], TrinoType]
Argument = TrinoType | Lambda

FLOATING = ("real", "double")
FAMILIES = {"integral": NUMBERS[:4], "numeric": NUMBERS}
LIMITS: dict[str, Callable[[TrinoType], bool]] = {
    "comparable": comparable,
    "orderable": orderable,
    "castableTo(varchar)": lambda kind: kind == UNKNOWN or cast(Typed("", kind), VARCHAR) is not None,
}
OF_TEXT = ("JoniRegExp", "JsonPath", "CodePoints")
ALIASES = {"text": "varchar", **dict.fromkeys(OF_TEXT, "varchar")}
_SHOWN = {
    "text": "varchar",
    "text...": "varchar",
    **{name: name.lower() for name in OF_TEXT},
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


def split(text: str) -> tuple[str, ...]:
    """What stands between the commas that are in no brackets."""
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
        limits = tuple((part[0], part[2:]) for part in split(where))
        return Function(name, split(parameters), result or shown, call, example, value, source, kind, wrap, limits)

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
        made.append(Function(name, split(parameters), "unknown", refused(name), "", None, ""))
    return tuple(made)
