"""Which resource types CloudFormation may use: those that are installed.

LocalStack asks a catalogue that it fetches from the internet; offline it would refuse every type or, told to ignore
that, report resources that it never made as created.
"""

from localstack.utils.catalog.catalog import AwsServicesSupportStatus, CatalogPlugin, CfnResourceSupportStatus
from localstack.utils.catalog.common import (
    AwsServicesSupportInLatest,
    AwsServiceSupportAtRuntime,
    CloudFormationResourcesSupportAtRuntime,
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
        if resource_name in self._get_cfn_resources_available_at_runtime():
            return CloudFormationResourcesSupportAtRuntime.AVAILABLE
        return CloudFormationResourcesSupportAtRuntime.NOT_IMPLEMENTED
