"""Which resource types CloudFormation may use: those that are installed, of services that this stack has.

LocalStack asks a catalogue that it fetches from the internet; offline it would refuse every type or, told to ignore
that, report resources that it never made as created.
"""

from localstack.utils.catalog.catalog import AwsServicesSupportStatus, CatalogPlugin, CfnResourceSupportStatus
from localstack.utils.catalog.common import (
    AwsServicesSupportInLatest,
    AwsServiceSupportAtRuntime,
    CloudFormationResourcesSupportAtRuntime,
    CloudFormationResourcesSupportInLatest,
)


class InstalledCatalogPlugin(CatalogPlugin):
    """Answers from the plugins of this installation. LocalStack prefers a catalogue of this name."""

    name = "aws-catalog-remote-state-with-license"

    def get_aws_service_status(
        self,
        service_name: str,
        operation_name: str | None = None,  # noqa: ARG002 - LocalStack's signature
    ) -> AwsServicesSupportStatus | None:
        """Tell whether the service is there."""
        if service_name in self._get_services_at_runtime():
            return AwsServiceSupportAtRuntime.NOT_IMPLEMENTED
        return AwsServicesSupportInLatest.NOT_SUPPORTED

    def get_cloudformation_resource_status(
        self,
        resource_name: str,
        service_name: str,  # noqa: ARG002 - LocalStack's signature
        is_pro_resource: bool = False,  # noqa: ARG002 - LocalStack's signature
    ) -> CfnResourceSupportStatus | AwsServicesSupportInLatest | None:
        """Tell whether the resource type is there."""
        from localstack.services.cloudformation.resource_provider import get_service_name
        from localstack.utils.bootstrap import is_api_enabled

        service: str = get_service_name({"Type": resource_name})  # type: ignore[no-untyped-call] # LocalStack's
        installed = resource_name in self._get_cfn_resources_available_at_runtime()
        if installed and is_api_enabled(service):
            return CloudFormationResourcesSupportAtRuntime.AVAILABLE
        return CloudFormationResourcesSupportInLatest.NOT_SUPPORTED
