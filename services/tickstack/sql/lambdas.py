"""Lambdas, ``x -> ...``: arguments whose type is known only once the other arguments have given their parameters types.

https://trino.io/docs/current/functions/lambda.html. Trino's FunctionBinder does the same: a lambda's body is analysed
for the types that the signature gives to its parameters, and its result may widen a variable of the signature.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from tickstack.sql.coercion import Typed, coerce
from tickstack.sql.types import TrinoType


@dataclass(frozen=True)
class Lambda:
    """A lambda as it is written. ``body`` gives its value for parameters of these expressions and types.

    ``depth`` is how many lambdas stand around it: names are made of it, so that an inner lambda never hides an outer
    one's parameter, and the same text always gives the same SQL (which GROUP BY compares). ``captured`` are columns
    of outer queries and the names that bodies have for them: DuckDB finds none in a lambda, so that who makes the call
    has to give them these names.
    """

    depth: int
    body: Callable[[Sequence[Typed]], Typed]
    captured: dict[str, str] = field(default_factory=dict)

    def name(self, suffix: object) -> str:
        """A DuckDB name for a parameter, which no lambda around this one has."""
        return f'"l{self.depth}_{suffix}"'

    def result(self, kinds: Sequence[TrinoType]) -> TrinoType:
        """The type of the body for parameters of these types."""
        return self.body([Typed(self.name(index), kind) for index, kind in enumerate(kinds)]).type

    def applied(self, kind: TrinoType) -> "Applied":
        """The lambda as a value of a function type: its parameters' types, then its result's."""
        names = [self.name(index) for index in range(len(kind.inner) - 1)]
        made = Applied("", kind, lambda_=self)
        return replace(made, sql=f"lambda {', '.join(names)}: {made(*names)}")


@dataclass(frozen=True)
class Applied(Typed):
    """A lambda whose parameters have types; its ``sql`` is DuckDB's lambda of as many parameters."""

    lambda_: Lambda = field(kw_only=True)

    def __call__(self, *parameters: str) -> str:
        """The body's SQL with these expressions for parameters."""
        kinds = self.type.inner
        value = self.lambda_.body([Typed(sql, kind) for sql, kind in zip(parameters, kinds[:-1], strict=True)])
        return coerce(value, kinds[-1]).sql

    def name(self, suffix: object) -> str:
        """A name for a parameter of a DuckDB lambda in which the body stands."""
        return self.lambda_.name(suffix)
