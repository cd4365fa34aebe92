"""LocalStack's own resource types that others stand in for: its plugins stay, and what they load is ours.

Two plugins of one name would leave the choice to chance.
"""

from collections.abc import Callable
from typing import Any

from localstack.services.iam.resource_providers.aws_iam_role_plugin import IAMRoleProviderPlugin
from localstack.services.kinesis.resource_providers.aws_kinesis_stream_plugin import KinesisStreamProviderPlugin
from localstack.services.kinesisfirehose.resource_providers.aws_kinesisfirehose_deliverystream_plugin import (
    KinesisFirehoseDeliveryStreamProviderPlugin,
)
from localstack.services.lambda_.resource_providers.aws_lambda_permission_plugin import LambdaPermissionProviderPlugin
from localstack.services.lambda_.resource_providers.aws_lambda_url_plugin import LambdaUrlProviderPlugin
from localstack.services.lambda_.resource_providers.generated.aws_lambda_function_plugin import (
    LambdaFunctionProviderPlugin,
)
from localstack.services.logs.resource_providers.aws_logs_loggroup_plugin import LogsLogGroupProviderPlugin
from localstack.services.logs.resource_providers.aws_logs_logstream_plugin import LogsLogStreamProviderPlugin
from localstack.services.s3.resource_providers.aws_s3_bucket_plugin import S3BucketProviderPlugin
from localstack.services.s3.resource_providers.aws_s3_bucketpolicy_plugin import S3BucketPolicyProviderPlugin

from tickstack.localstack.resources.bucket import BUCKET, BUCKET_POLICY
from tickstack.localstack.resources.extended import Extension, extended
from tickstack.localstack.resources.firehose import DELIVERY_STREAM
from tickstack.localstack.resources.function import FUNCTION
from tickstack.localstack.resources.function_access import FUNCTION_URL, PERMISSION
from tickstack.localstack.resources.kinesis import STREAM
from tickstack.localstack.resources.logs import LOG_GROUP, LOG_STREAM
from tickstack.localstack.resources.provider import provider
from tickstack.localstack.resources.role import ROLE
from tickstack.localstack.resources.types import ResourceType

REPLACED: dict[Any, ResourceType] = {
    IAMRoleProviderPlugin: ROLE,
    KinesisFirehoseDeliveryStreamProviderPlugin: DELIVERY_STREAM,
    KinesisStreamProviderPlugin: STREAM,
    LambdaPermissionProviderPlugin: PERMISSION,
    LambdaUrlProviderPlugin: FUNCTION_URL,
    LogsLogGroupProviderPlugin: LOG_GROUP,
    LogsLogStreamProviderPlugin: LOG_STREAM,
    S3BucketPolicyProviderPlugin: BUCKET_POLICY,
}
EXTENDED: dict[Any, Extension] = {LambdaFunctionProviderPlugin: FUNCTION, S3BucketProviderPlugin: BUCKET}


def replace() -> None:
    """Let every plugin here load what stands in for its type."""
    for plugin, row in REPLACED.items():
        plugin.load = _replacing(row)
    for plugin, extension in EXTENDED.items():
        plugin.load = _extending(plugin.load, extension)


def _replacing(row: ResourceType) -> Callable[[Any], None]:
    def load(self: Any) -> None:
        self.factory = provider(row)

    return load


def _extending(stock: Callable[[Any], None], extension: Extension) -> Callable[[Any], None]:
    def load(self: Any) -> None:
        stock(self)
        self.factory = extended(self.factory, extension)

    return load
