"""An update that LocalStack's resource type cannot make fails and says so.

The engine reports such an update as complete, and one whose resource is gone too, while nothing has changed.
"""

from collections.abc import Mapping
from typing import Any

from localstack.services.cloudformation.resource_provider import (
    OperationStatus,
    ProgressEvent,
    ResourceProvider,
    ResourceProviderExecutor,
    ResourceRequest,
    convert_payload,
)

from tickstack.localstack.resources.types import Properties


def changed(wanted: Properties, former: Properties, stated: Properties) -> list[str]:
    """Return the names of the properties that an update changes.

    ``former`` are those of the resource, with what its service has added; ``stated`` those that the former template
    stated, of which some may be gone.
    """
    return [name for name in sorted({*wanted, *stated}) if wanted.get(name) != former.get(name)]


class UpdateExecutor(ResourceProviderExecutor):
    """The engine's executor of resource types; ``resources`` are those of the stack before the change."""

    def __init__(self, *, stack_name: str, stack_id: str, resources: Mapping[str, Any]) -> None:
        super().__init__(stack_name=stack_name, stack_id=stack_id)
        self._resources = resources

    def execute_action(self, resource_provider: ResourceProvider[Properties], raw_payload: Any) -> ProgressEvent[Any]:
        """Let the type act; an update that it lacks, or that raises, is a failure with its reason."""
        if raw_payload["action"] not in ("Modify", "Dynamic"):
            return super().execute_action(resource_provider, raw_payload)
        request: ResourceRequest[Properties] = convert_payload(self.stack_name, self.stack_id, raw_payload)
        try:
            return resource_provider.update(request)
        except NotImplementedError:
            stated = self._resources.get(request.logical_resource_id, {}).get("SpecifiedProperties") or {}
            names = changed(request.desired_state, request.previous_state or {}, stated)
            if not names:
                return super().execute_action(resource_provider, raw_payload)
            return _failed(f"tickstack cannot update these properties of {request.resource_type}: {', '.join(names)}")
        except Exception as error:  # noqa: BLE001 - whatever stops an update fails it, by its reason
            return _failed(str(error))


def _failed(reason: str) -> ProgressEvent[Any]:
    return ProgressEvent(OperationStatus.FAILED, resource_model={}, message=reason)
