"""What a resource type is made of: the calls of its service, and what CloudFormation says about its properties."""

import dataclasses
import datetime
from collections.abc import Callable, Sequence
from typing import Any

type Properties = dict[str, Any]
"""Properties as the template gives them, with references resolved."""


GONE = "tickstack:gone"
"""Marks the former properties of a resource that is not there any more: its update creates it."""


class UnusableError(Exception):
    """A resource was created, and will never be usable."""


@dataclasses.dataclass(frozen=True)
class Call:
    """One call of the service: boto3's method name and its arguments."""

    operation: str
    arguments: dict[str, Any]

    @property
    def takes_away(self) -> bool:
        """Whether the call asks for something to be gone, which it may be already."""
        return self.operation.startswith(("delete_", "detach_", "untag_"))


@dataclasses.dataclass(frozen=True)
class Part:
    """One property that calls of its own keep: ``change`` gives those from the former properties to the new ones."""

    name: str
    change: Callable[[Properties, Properties], Sequence[Call]]


@dataclasses.dataclass(frozen=True, kw_only=True)
class ResourceType:
    """One row: a resource type of CloudFormation in terms of its service's API.

    ``identifier`` is the path of the property that ``Ref`` returns. It is found in the template, there or at
    ``alias``; or generated, where ``generated`` is set; or taken from the answer of the first call. The functions
    get the properties with the identifier in its place; ``update`` gets the new ones, the former ones and the
    answer of ``read``. ``parts`` are changed after ``create`` and ``update``, except those that the first has
    ``created``. ``detach`` takes off what keeps the resource from being deleted. ``settled`` tells from that
    answer whether the resource is usable, ``failure`` why it never will be; one that ``lingers`` is gone some time
    after the call that deletes it.
    ``found`` tells from it whether the resource of that identifier is there, where reading what is gone is no error.
    ``missing`` is the error, by code and text, of a resource that is gone, ``taken`` that of one that is there already,
    ``busy`` that of one that has not done with the change before: then everything is asked for again, so that asking
    for what is so already must change nothing. ``born`` tells from the answer of ``read`` when it was made.
    """

    name: str
    service: str
    identifier: tuple[str, ...]
    alias: tuple[str, ...] = ()
    create_only: Sequence[str]
    read_only: Sequence[str] = ()
    generated: Callable[[str], str] | None = None
    create: Callable[[Properties], Sequence[Call]]
    created: Sequence[str] = ()
    update: Callable[[Properties, Properties, Properties], Sequence[Call]] = lambda *_: ()
    parts: Sequence[Part] = ()
    detach: Callable[[Properties], Sequence[Call]] = lambda _properties: ()
    delete: Callable[[Properties], Call]
    read: Callable[[Properties], Call]
    attributes: Callable[[Properties], Properties] = lambda _answer: {}
    settled: Callable[[Properties], bool] = lambda _answer: True
    failure: Callable[[Properties], str | None] = lambda _answer: None
    lingers: bool = False
    found: Callable[[Properties, str], bool] = lambda _answer, _identity: True
    missing: tuple[str, str]
    taken: tuple[str, str] = ("", "")
    busy: tuple[str, str] = ("", "")
    born: Callable[[Properties], datetime.datetime | str | float | None] = lambda _answer: None

    def schema(self) -> dict[str, Any]:
        """Return the part of the CloudFormation schema that LocalStack's engine reads."""
        return {
            "typeName": self.name,
            "primaryIdentifier": [f"/properties/{'/'.join(self.identifier)}"],
            "createOnlyProperties": [f"/properties/{name}" for name in self.create_only],
            "readOnlyProperties": [f"/properties/{name}" for name in self.read_only],
        }

    def identity(self, properties: Properties) -> str | None:
        """Return the identifier in ``properties``, if it is there."""
        found = _get(properties, self.identifier)
        return _get(properties, self.alias) if found is None and self.alias else found

    def identified(self, properties: Properties, identity: str) -> Properties:
        """Return ``properties`` with the identifier in its place."""
        return _put(properties, self.identifier, identity)


def _get(properties: Properties, path: Sequence[str]) -> str | None:
    value: Any = properties
    for step in path:
        value = value.get(step) if isinstance(value, dict) else None
    return None if value is None else str(value)


def _put(properties: Properties, path: Sequence[str], value: str) -> Properties:
    step, *rest = path
    return {**properties, step: _put(properties.get(step) or {}, rest, value) if rest else value}


def chosen(properties: Properties, *names: str) -> Properties:
    """Return those of the properties ``names`` that are there."""
    return {name: properties[name] for name in names if name in properties}


def without_mark(properties: Properties) -> Properties:
    """Return the properties as a service takes them."""
    return {name: value for name, value in properties.items() if name != GONE}
