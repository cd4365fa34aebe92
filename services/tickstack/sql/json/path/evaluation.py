"""What a path finds: a sequence of items, or an error.

https://github.com/trinodb/trino/blob/422/core/trino-main/src/main/java/io/trino/json/PathEvaluationVisitor.java. In lax
mode arrays are unwrapped and what is missing is nothing; in strict mode both are errors.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from tickstack.sql.json.path import numbers
from tickstack.sql.json.path.numbers import PathError, number, type_name
from tickstack.sql.json.path.syntax import Node, Path

Items = Sequence[Any]


@dataclass(frozen=True)
class _State:
    """What a step is evaluated in; ``objects`` counts the objects that keyvalue() met."""

    lax: bool
    input: Any
    variables: Mapping[str, Items]
    current: Any = None
    last: int | None = None
    objects: list[None] = field(default_factory=list)


def _unwrapped(items: Items) -> list[Any]:
    return [part for item in items for part in (item if isinstance(item, list) else (item,))]


def _operand(state: _State, node: Node) -> Items:
    found = _find(state, node)
    return _unwrapped(found) if state.lax else found


def _single_number(items: Items) -> Any:
    if len(items) != 1:
        raise PathError("arithmetic binary expression requires singleton operands")
    return number(items[0])


def _binary(state: _State, node: Node) -> Items:
    left, right = _operand(state, node.parts[0]), _operand(state, node.parts[1])
    return [numbers.binary(node.value, _single_number(left), _single_number(right))]


def _unary(state: _State, node: Node) -> Items:
    values = [number(item) for item in _operand(state, node.parts[0])]
    return values if node.value == "+" else [numbers.negated(value) for value in values]


def _member(state: _State, node: Node) -> Items:
    found: list[Any] = []
    for item in _operand(state, node.parts[0]):
        if not isinstance(item, dict):
            if not state.lax:
                raise _wrong("OBJECT", item)
        elif node.kind == "members":
            found += item.values()
        elif node.value in item:
            found.append(item[node.value])
        elif not state.lax:
            raise PathError(f"structural error: missing member '{node.value}' in JSON object")
    return found


def _descendants(state: _State, node: Node) -> Items:
    return [found for item in _find(state, node.parts[0]) for found in _below(item, node.value)]


def _below(item: Any, key: str) -> Iterator[Any]:
    if isinstance(item, dict):
        if key in item:
            yield item[key]
        for value in item.values():
            yield from _below(value, key)
    elif isinstance(item, list):
        for value in item:
            yield from _below(value, key)


def _wrong(expected: str, item: Any) -> PathError:
    return PathError(f"invalid item type. Expected: {expected}, actual: {type_name(item)}")


def _elements(state: _State, node: Node) -> Items:
    found: list[Any] = []
    for item in _find(state, node.parts[0]):
        if not isinstance(item, list) and not state.lax:
            raise _wrong("ARRAY", item)
        elements = item if isinstance(item, list) else [item]
        if node.kind == "elements":
            found += elements
        elif elements:
            inside = replace(state, last=len(elements) - 1)
            for each in node.parts[1:]:
                found += _range(inside, each, elements)
        elif not state.lax:
            raise PathError("structural error: invalid array subscript for empty array")
    return found


def _range(state: _State, node: Node, elements: list[Any]) -> Items:
    bounds = []
    for part, name in zip(node.parts, ("from", "to"), strict=False):
        items = _find(state, part)
        if len(items) != 1:
            raise PathError(f"array subscript '{name}' value must be singleton numeric")
        bounds.append(numbers.index(items[0]))
    first, last = bounds[0], bounds[-1]
    if not state.lax and not 0 <= first <= last < len(elements):
        raise PathError(
            f"structural error: invalid array subscript: [{first}, {last}] for array of size {len(elements)}"
        )
    return elements[max(0, first) : last + 1] if last >= 0 else []


def _filter(state: _State, node: Node) -> Items:
    predicate = node.parts[1]
    return [item for item in _operand(state, node.parts[0]) if _holds(replace(state, current=item), predicate)]


def _method(state: _State, node: Node) -> Items:
    name = node.value
    items = _find(state, node.parts[0]) if name in ("type", "size") else _operand(state, node.parts[0])
    if name == "size":
        return [_size(state, item) for item in items]
    if name == "keyvalue":
        return [pair for item in items for pair in _pairs(state, item)]
    return [numbers.METHODS[name](item) for item in items]


def _size(state: _State, item: Any) -> int:
    if not isinstance(item, list) and not state.lax:
        raise _wrong("ARRAY", item)
    return len(item) if isinstance(item, list) else 1


def _pairs(state: _State, item: Any) -> Items:
    if not isinstance(item, dict):
        raise _wrong("OBJECT", item)
    identity = len(state.objects)
    state.objects.append(None)
    return [{"name": name, "value": value, "id": identity} for name, value in item.items()]


def _variable(state: _State, node: Node) -> Items:
    return state.variables[node.value]


_FINDERS: dict[str, Callable[[_State, Node], Items]] = {
    "literal": lambda _, node: [node.value],
    "context": lambda state, _: [state.input],
    "current": lambda state, _: [state.current],
    "last": lambda state, _: [state.last],
    "variable": _variable,
    "binary": _binary,
    "unary": _unary,
    "member": _member,
    "members": _member,
    "descendants": _descendants,
    "elements": _elements,
    "subscripts": _elements,
    "filter": _filter,
    "method": _method,
}


def _find(state: _State, node: Node) -> Items:
    return _FINDERS[node.kind](state, node)


def _quietly(state: _State, node: Node) -> Items | None:
    try:
        return _find(state, node)
    except PathError:
        return None


def _category(item: Any) -> str:
    return "null" if item is None else "nested" if isinstance(item, list | dict) else "scalar"


def _compare(state: _State, node: Node) -> bool | None:
    """Whether any pair of items compares; None as soon as one cannot."""
    left, right = (_quietly(state, part) for part in node.parts)
    if left is None or right is None:
        return None
    if state.lax:
        left, right = _unwrapped(left), _unwrapped(right)
    lefts, rights = {_category(item) for item in left}, {_category(item) for item in right}
    if ("nested" in lefts and rights & {"nested", "scalar"}) or ("nested" in rights and "scalar" in lefts):
        return None
    found = _nulls(node.value, lefts, rights)
    return True if found and state.lax else _scalars(state, node.value, left, right, found)


def _scalars(state: _State, sign: str, left: Items, right: Items, found: bool) -> bool | None:
    pairs = ((a, b) for a in left for b in right if _category(a) == _category(b) == "scalar")
    for a, b in pairs:
        result = numbers.compared(sign, a, b)
        if result is None:
            return None
        found = found or result
        if found and state.lax:
            return True
    return found


def _nulls(operator: str, left: set[str], right: set[str]) -> bool:
    """What null gives: it equals itself, and differs from anything else."""
    if operator == "==":
        return "null" in left and "null" in right
    others = {"scalar", "nested"}
    return operator == "<>" and (("null" in left and bool(right & others)) or ("null" in right and bool(left & others)))


def _starts(state: _State, node: Node) -> bool | None:
    values, prefixes = (_quietly(state, part) for part in node.parts)
    if values is None or prefixes is None or len(prefixes) != 1 or not isinstance(prefixes[0], str):
        return None
    found = False
    for item in _unwrapped(values) if state.lax else values:
        if not isinstance(item, str):
            return None
        found = found or item.startswith(prefixes[0])
        if found and state.lax:
            return True
    return found


def _exists(state: _State, node: Node) -> bool | None:
    found = _quietly(state, node.parts[0])
    return None if found is None else bool(found)


def _and(state: _State, node: Node) -> bool | None:
    left = _holds(state, node.parts[0])
    if left is False:
        return False
    right = _holds(state, node.parts[1])
    return False if right is False else None if left is None or right is None else True


def _or(state: _State, node: Node) -> bool | None:
    left = _holds(state, node.parts[0])
    if left:
        return True
    right = _holds(state, node.parts[1])
    return True if right else None if left is None or right is None else False


def _not(state: _State, node: Node) -> bool | None:
    held = _holds(state, node.parts[0])
    return None if held is None else not held


_PREDICATES: dict[str, Callable[[_State, Node], bool | None]] = {
    "compare": _compare,
    "starts": _starts,
    "exists": _exists,
    "and": _and,
    "or": _or,
    "not": _not,
    "unknown": lambda state, node: _holds(state, node.parts[0]) is None,
}


def _holds(state: _State, node: Node) -> bool | None:
    """Whether a predicate is true; None for unknown."""
    return _PREDICATES[node.kind](state, node)


def evaluate(path: Path, value: Any, variables: Mapping[str, Items]) -> Items:
    """The items that ``path`` finds in ``value``; a variable is a sequence too. Raises PathError."""
    return _find(_State(path.lax, value, variables), path.root)
