"""A template's values as the API types them: templates write numbers and flags as text, and keys in one case."""

from typing import Any

SCALARS = {"string": str, "integer": int, "long": int, "double": float, "float": float}
FLAGS = {"true": True, "false": False}


def typed(value: Any, shape: Any) -> Any:
    """Return ``value`` as botocore's ``shape`` wants it. What cannot be turned stays, for boto3 to refuse by name."""
    match shape.type_name, value:
        case "structure", dict():
            return _structure(value, shape)
        case "map", dict():
            return {str(key): typed(item, shape.value) for key, item in value.items()}
        case "list", list():
            return [typed(item, shape.member) for item in value]
        case kind, str() | bool() | int() | float():
            return _scalar(value, kind)
    return value


def _structure(value: dict[str, Any], shape: Any) -> dict[str, Any]:
    members = {name.lower(): name for name in shape.members}
    named = {members.get(name.lower(), name): item for name, item in value.items()}
    return {name: typed(item, shape.members[name]) if name in shape.members else item for name, item in named.items()}


def _scalar(value: str | float, kind: str) -> Any:
    if kind == "boolean":
        return FLAGS.get(str(value).lower(), value)
    if kind == "string" and isinstance(value, bool):
        return str(value).lower()
    try:
        return SCALARS[kind](value) if kind in SCALARS else value
    except ValueError:
        return value
