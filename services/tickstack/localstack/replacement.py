"""Whether an update replaces a resource, decided by the values that its properties really take.

LocalStack's engine decides before it runs: a property that refers to any updated resource counts as changed, so that a
table is made anew, under its own name, because its database got a new description.
"""

from localstack.services.cloudformation.engine.v2.change_set_model import is_nothing
from localstack.services.cloudformation.engine.v2.change_set_model_executor import ChangeSetModelExecutor
from localstack.services.cloudformation.engine.v2.change_set_model_preproc import PreprocResource


class ReplacementExecutor(ChangeSetModelExecutor):
    """The engine's executor, which looks at the values before it replaces."""

    def _execute_resource_change(
        self, name: str, before: PreprocResource | None, after: PreprocResource | None
    ) -> None:
        if isinstance(before, PreprocResource) and isinstance(after, PreprocResource) and not is_nothing(before):
            after.requires_replacement = after.requires_replacement and self._differs(before, after)
        super()._execute_resource_change(name, before, after)

    def _differs(self, before: PreprocResource, after: PreprocResource) -> bool:
        provider = self.resource_provider_executor.try_load_resource_provider(after.resource_type)
        paths = provider.SCHEMA.get("createOnlyProperties", []) if provider else []
        names = [path.removeprefix("/properties/") for path in paths]
        return any(before.properties.properties.get(name) != after.properties.properties.get(name) for name in names)
