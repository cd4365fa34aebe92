"""LocalStack's own types whose work is kept, and what is added to it: parts, resets, and refusals by name."""

import dataclasses
from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from botocore.exceptions import BotoCoreError, ClientError
from localstack.services.cloudformation.resource_provider import (
    OperationStatus,
    ProgressEvent,
    ResourceProvider,
    ResourceRequest,
)

from tickstack.localstack.resources.parts import changes
from tickstack.localstack.resources.provider import perform
from tickstack.localstack.resources.types import GONE, Part, Properties, chosen, without_mark

MADE = "made"
"""Set in the context that CloudFormation hands back, once the stock type has done its work."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Extension:
    """What a stock type keeps and what is added to it.

    ``kept`` are the properties that the stock type puts into effect; ``initial`` those that it is given when it
    creates a resource and the template states none; ``removed`` gives what a property, or a member of it, returns
    to when a template no longer states it. ``updates`` tells whether the stock type updates at all. Other
    properties are ``parts``, or refused. ``gone`` tells whether the resource is not there any more.
    ``taken`` is the code of the error of one that is there already, and ``left`` gives its identifier and attributes
    when a lost stack has left it behind.
    """

    service: str
    kept: Sequence[str]
    initial: Properties = dataclasses.field(default_factory=dict)
    removed: Callable[[Properties], Properties] = lambda _wanted: {}
    updates: bool = False
    gone: Callable[[ResourceRequest[Properties]], bool] = lambda _request: False
    taken: str = ""
    left: Callable[[ResourceRequest[Properties]], Properties | None] = lambda _request: None
    parts: Sequence[Part] = ()

    def unknown(self, properties: Properties, schema: Properties) -> list[str]:
        """Return the names in ``properties`` that nothing puts into effect."""
        attributes = {path.removeprefix("/properties/") for path in schema["readOnlyProperties"]}
        known = {*self.kept, *(part.name for part in self.parts), *attributes}
        return [name for name, value in properties.items() if value is not None and name not in known]

    def update(self, wanted: Properties, former: Properties) -> Properties | None:
        """Return what the stock type is asked to update to; None when nothing that it keeps has changed."""
        new, old = chosen(wanted, *self.kept), chosen(former, *self.kept)
        if not self.updates or new == old:
            return None
        removed = {name: value for name, value in self.removed(wanted).items() if name in old}
        members = {name: value | new[name] for name, value in removed.items() if isinstance(new.get(name), dict)}
        return removed | new | members


class ExtendedProvider(ResourceProvider[Properties]):
    """A stock type with its extension. Subclasses only name the two."""

    STOCK: ClassVar[type[ResourceProvider[Any]]]
    EXTENSION: ClassVar[Extension]
    TYPE: ClassVar[str]

    def create(self, request: ResourceRequest[Properties]) -> ProgressEvent[Properties]:
        """Let the stock type create the resource, then put the parts."""
        extension, wanted = self.EXTENSION, dict(request.desired_state)
        if unknown := extension.unknown(wanted, self.SCHEMA):
            return self._unsupported(unknown)
        if request.custom_context.get(MADE):
            return self._changed(request, wanted, chosen(wanted, *extension.kept))
        given = extension.initial | chosen(wanted, *extension.kept, *self._attributes())
        try:
            event = self.STOCK().create(dataclasses.replace(request, desired_state=given))
        except ClientError as error:
            left = error.response["Error"]["Code"] == extension.taken and extension.left(request)
            if not left:
                raise
            return self.update(dataclasses.replace(request, previous_state=left))
        made = event.resource_model or {}
        model = wanted | {name: value for name, value in made.items() if name not in extension.initial}
        if event.status != OperationStatus.SUCCESS:
            return dataclasses.replace(event, resource_model=model)
        # a part that is refused finds the resource on record, to be undone
        return ProgressEvent(OperationStatus.IN_PROGRESS, resource_model=model, custom_context={MADE: True})

    def update(self, request: ResourceRequest[Properties]) -> ProgressEvent[Properties]:
        """Update what the stock type keeps, and the parts that have changed. One marked as gone is created."""
        request = dataclasses.replace(request, desired_state=without_mark(request.desired_state))
        if GONE in (request.previous_state or {}):
            return self.create(request)
        extension, former = self.EXTENSION, request.previous_state or {}
        own = [path.removeprefix("/properties/") for path in self.SCHEMA["primaryIdentifier"]]
        wanted = {**chosen(former, *own, *self._attributes()), **request.desired_state}
        if unknown := extension.unknown(wanted, self.SCHEMA):
            return self._unsupported(unknown)
        given = extension.update(wanted, former)
        if given is not None:
            event = self.STOCK().update(dataclasses.replace(request, desired_state=given))
            if event.status != OperationStatus.SUCCESS:
                return event
        return self._changed(request, wanted, former)

    def delete(self, request: ResourceRequest[Properties]) -> ProgressEvent[Properties]:
        """Delete the resource as the stock type does."""
        return self.STOCK().delete(request)

    def is_gone(self, request: ResourceRequest[Properties]) -> bool:
        """Tell whether the resource is not there any more. Raises ClientError, BotoCoreError where nobody knows."""
        return self.EXTENSION.gone(request)

    def _attributes(self) -> list[str]:
        return [path.removeprefix("/properties/") for path in self.SCHEMA["readOnlyProperties"]]

    def _changed(
        self, request: ResourceRequest[Properties], wanted: Properties, former: Properties
    ) -> ProgressEvent[Properties]:
        extension = self.EXTENSION
        try:
            perform(request, extension.service, changes(extension.parts, wanted, former))
        except (ClientError, BotoCoreError) as error:
            return ProgressEvent(OperationStatus.FAILED, resource_model={}, message=str(error))
        return ProgressEvent(OperationStatus.SUCCESS, resource_model=wanted)

    def _unsupported(self, names: Sequence[str]) -> ProgressEvent[Properties]:
        message = f"tickstack does not support these properties of {self.TYPE}: {', '.join(names)}"
        return ProgressEvent(OperationStatus.FAILED, resource_model={}, message=message)


def extended(stock: Any, extension: Extension) -> type[ExtendedProvider]:
    """Return the provider of ``stock``'s type with ``extension``."""
    attributes = {"STOCK": stock, "EXTENSION": extension, "TYPE": stock.TYPE, "SCHEMA": stock.SCHEMA}
    return type(f"Extended{stock.__name__}", (ExtendedProvider,), attributes)
