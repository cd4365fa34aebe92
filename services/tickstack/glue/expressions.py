"""The filter language of GetPartitions: a WHERE clause over partition keys, parsed by sqlglot and typed by the keys.

A literal is cast to its key's type, quoted or not; so is each stored value, and one that does not fit breaks the
listing with InvalidStateException, as it does on AWS.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

import sqlglot
from sqlglot import exp

from tickstack.errors import AwsError
from tickstack.glue.errors import invalid_input, invalid_state
from tickstack.glue.model import Column

type Predicate = Callable[[Sequence[str]], bool]
"""Whether a partition with these values, in the order of the keys, is wanted."""

_INTEGER = re.compile(r"[+-]?\d+")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_TIMESTAMP = re.compile(r"(\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2})(?:\.(\d{1,9}))?")


def _integer(text: str) -> int:
    if not _INTEGER.fullmatch(text):
        raise ValueError
    return int(text)


def _decimal(text: str) -> Decimal:
    try:
        value = Decimal(text)
    except InvalidOperation:
        raise ValueError from None
    if not value.is_finite():
        raise ValueError
    return value


def _date(text: str) -> date:
    if not _DATE.fullmatch(text):
        raise ValueError
    return date.fromisoformat(text)


def _timestamp(text: str) -> tuple[datetime, int]:
    found = _TIMESTAMP.fullmatch(text)
    if not found:
        raise ValueError
    return datetime.fromisoformat(found[1]), int((found[2] or "").ljust(9, "0"))


@dataclass(frozen=True)
class _KeyType:
    """How a key type reads text; ``family`` and ``wrong`` are the words of its errors."""

    read: Callable[[str], Any]
    family: str
    wrong: str


_INTEGRAL = _KeyType(_integer, "Integral", '"{}" is not an integer.')
_KEY_TYPES: Mapping[str, _KeyType] = {
    "string": _KeyType(str, "String", ""),
    **dict.fromkeys(("int", "bigint", "long", "tinyint", "smallint"), _INTEGRAL),
    "decimal": _KeyType(_decimal, "Decimal", '"{}" is not a decimal.'),
    "date": _KeyType(_date, "Date", '"{}" is not a date.'),
    "timestamp": _KeyType(
        _timestamp,
        "Timestamp",
        'Timestamp format must be yyyy-mm-dd hh:mm:ss[.fffffffff] "{}" is not a timestamp.',
    ),
}

_COMPARISONS: Mapping[type[exp.Expr], Callable[[Any, Any], bool]] = {
    exp.EQ: lambda left, right: bool(left == right),
    exp.NEQ: lambda left, right: bool(left != right),
    exp.GT: lambda left, right: bool(left > right),
    exp.GTE: lambda left, right: bool(left >= right),
    exp.LT: lambda left, right: bool(left < right),
    exp.LTE: lambda left, right: bool(left <= right),
}


def predicate(expression: str, keys: Sequence[Column]) -> Predicate:
    """Compile ``expression``; a blank one takes every partition. Raises AwsError (InvalidInputException).

    The predicate raises AwsError (InvalidStateException) for a stored value that is not of its key's type.
    """
    if not expression.strip():
        return lambda _: True
    try:
        return _Compiler(expression, keys).compile(sqlglot.parse_one(expression))
    except (sqlglot.errors.SqlglotError, RecursionError):
        raise _unsupported(expression) from None


def _unsupported(expression: str) -> AwsError:
    return invalid_input(f"Unsupported expression '{expression}'")


class _Compiler:
    def __init__(self, expression: str, keys: Sequence[Column]) -> None:
        self._expression = expression
        self._keys = {key.name.lower(): (index, key) for index, key in enumerate(keys)}

    def compile(self, node: exp.Expr) -> Predicate:
        if isinstance(node, exp.Paren):
            return self.compile(node.this)
        if isinstance(node, exp.Not):
            inner = self.compile(node.this)
            return lambda values: not inner(values)
        if isinstance(node, exp.And | exp.Or):
            parts = [self.compile(part) for part in node.flatten(unnest=False)]
            combine = all if isinstance(node, exp.And) else any
            return lambda values: combine(part(values) for part in parts)
        return self._leaf(node)

    def _leaf(self, node: exp.Expr) -> Predicate:
        if type(node) in _COMPARISONS:
            compare = _COMPARISONS[type(node)]
            stored, kind = self._key(node.this)
            right = self._literal(node.expression, kind)
            return lambda values: compare(stored(values), right)
        if isinstance(node, exp.Between):
            stored, kind = self._key(node.this)
            low, high = self._literal(node.args["low"], kind), self._literal(node.args["high"], kind)
            return lambda values: bool(low <= stored(values) <= high)
        if isinstance(node, exp.In) and node.expressions:
            stored, kind = self._key(node.this)
            wanted = [self._literal(item, kind) for item in node.expressions]
            return lambda values: stored(values) in wanted
        if isinstance(node, exp.Like):
            return self._like(node)
        if isinstance(node, exp.Is) and isinstance(node.expression, exp.Null):
            self._key(node.this)
            return lambda _: False
        raise _unsupported(self._expression)

    def _like(self, node: exp.Like) -> Predicate:
        stored, kind = self._key(node.this)
        if kind.family != "String":
            raise invalid_input(f"{kind.family} data type doesn't support operation 'LIKE'")
        wildcards = {"%": ".*", "_": "."}
        text = "".join(wildcards.get(char, re.escape(char)) for char in self._literal(node.expression, kind))
        pattern = re.compile(text, re.DOTALL)
        negated = bool(node.args.get("negate"))
        return lambda values: bool(pattern.fullmatch(stored(values))) is not negated

    def _key(self, node: exp.Expr) -> tuple[Callable[[Sequence[str]], Any], _KeyType]:
        """How to read the key's stored value, and the key's type."""
        if not isinstance(node, exp.Column):
            raise _unsupported(self._expression)
        if node.table or node.name.lower() not in self._keys:
            raise invalid_input("Invalid partition expression!")
        index, key = self._keys[node.name.lower()]
        kind = _KEY_TYPES.get(key.type.partition("(")[0].strip().lower())
        if kind is None:
            raise invalid_input(f"Unknown type : '{key.type}'")

        def stored(values: Sequence[str]) -> Any:
            try:
                return kind.read(values[index])
            except ValueError:
                raise invalid_state(kind.wrong.format(values[index])) from None

        return stored, kind

    def _literal(self, node: exp.Expr, kind: _KeyType) -> Any:
        sign = ""
        if isinstance(node, exp.Neg):
            sign, node = "-", node.this
        if not isinstance(node, exp.Literal) or (sign and node.is_string):
            raise _unsupported(self._expression)
        text = sign + node.this
        try:
            return kind.read(text)
        except ValueError:
            raise invalid_input(kind.wrong.format(text)) from None
