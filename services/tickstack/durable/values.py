"""Values as JSON text and back: plain JSON, moments, tuples, bytes, and the dataclasses that are allowed by name.

What JSON lacks is an object with one key that begins with ``$``: ``{"$datetime": "2020-05-14T13:30:00+00:00"}``,
``{"$tuple": [...]}``, ``{"$bytes": base64}``, ``{"$WorkGroup": {field: value}}``. An object that could be mistaken for
one, or whose keys are not text, is ``{"$dict": [[key, value], ...]}``.
"""

import base64
import dataclasses
import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

from tickstack.errors import StateError

_PLAIN = (str, int, float, bool, type(None))


class Codec:
    """Writes and reads values; of dataclasses only ``classes``, by their names."""

    def __init__(self, *classes: type) -> None:
        self._writers: dict[type, Callable[[Any], Any]] = {
            **dict.fromkeys(_PLAIN, _itself),
            list: self._list,
            dict: self._dict,
            tuple: lambda value: {"$tuple": self._list(value)},
            datetime: lambda value: {"$datetime": value.isoformat()},
            bytes: lambda value: {"$bytes": base64.b64encode(value).decode()},
            **dict.fromkeys(classes, self._dataclass),
        }
        self._readers: dict[str, Callable[[Any], Any]] = {
            "$datetime": datetime.fromisoformat,
            "$tuple": tuple,
            "$bytes": base64.b64decode,
            "$dict": dict,
        }
        for item in classes:
            self._readers[f"${item.__name__}"] = _fields_of(item)

    def write(self, value: object) -> str:
        """JSON in ASCII. Raises TypeError for a value that is of no kind that is kept."""
        return json.dumps(self._plain(value), separators=(",", ":"))

    def read(self, text: str) -> Any:
        """The value of ``text``. Raises StateError for one that this version does not write."""
        try:
            return json.loads(text, object_hook=self._value)
        except (ValueError, TypeError, KeyError) as error:
            raise StateError(f"a kept value cannot be read ({error!r}): {text[:200]}") from error

    def _plain(self, value: Any) -> Any:
        kind = type(value)
        write = self._writers.get(kind)
        if write is None:
            raise TypeError(f"{kind.__qualname__} is not kept")
        return write(value)

    def _list(self, value: list[Any]) -> Any:
        return [self._plain(item) for item in value]

    def _dataclass(self, value: Any) -> Any:
        fields = {field.name: self._plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
        return {f"${type(value).__name__}": fields}

    def _dict(self, value: dict[Any, Any]) -> Any:
        if all(type(key) is str and key[:1] != "$" for key in value):
            return {key: self._plain(item) for key, item in value.items()}
        return {"$dict": [[self._plain(key), self._plain(item)] for key, item in value.items()]}

    def _value(self, found: dict[str, Any]) -> Any:
        if len(found) != 1:
            return found
        ((key, value),) = found.items()
        return self._readers[key](value) if key[:1] == "$" else found


def _itself(value: object) -> object:
    return value


def _fields_of(item: Callable[..., Any]) -> Callable[[dict[str, Any]], Any]:
    return lambda fields: item(**fields)
