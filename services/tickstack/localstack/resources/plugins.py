"""The resource types as LocalStack's CloudFormation finds them: one plugin for each row."""

from typing import Any

from localstack.services.cloudformation.resource_provider import CloudFormationResourceProviderPlugin
from plux import PluginSpec

from tickstack.localstack.resources import athena, glue
from tickstack.localstack.resources.types import ResourceType


def _plugin(row: ResourceType) -> PluginSpec:
    class RowPlugin(CloudFormationResourceProviderPlugin):
        name = row.name

        def load(self, *_args: Any, **_kwargs: Any) -> None:
            from tickstack.localstack.resources.provider import provider

            self.factory = provider(row)

    return PluginSpec(RowPlugin.namespace, RowPlugin.name, RowPlugin)


database = _plugin(glue.DATABASE)
table = _plugin(glue.TABLE)
crawler = _plugin(glue.CRAWLER_TYPE)
workgroup = _plugin(athena.WORKGROUP)
named_query = _plugin(athena.NAMED_QUERY)
