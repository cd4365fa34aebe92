"""What is mended in LocalStack when it starts. Each mend replaces one thing, named here, for a reason stated there."""

import functools
from typing import Any

from localstack.runtime import hooks


@hooks.on_infra_start(name="tickstack")  # type: ignore[untyped-decorator] # LocalStack's
def mend() -> None:
    """Apply every mend."""
    _delivery_stream()
    _metrics()
    _rollback()
    _failed_functions()


def _delivery_stream() -> None:
    # two plugins of one name leave the choice to chance: the plugin stays, and what it loads is ours
    from localstack.services.kinesisfirehose.resource_providers import (
        aws_kinesisfirehose_deliverystream_plugin as stock,
    )

    from tickstack.localstack.resources.firehose import DELIVERY_STREAM
    from tickstack.localstack.resources.provider import provider

    def load(self: stock.KinesisFirehoseDeliveryStreamProviderPlugin) -> None:
        self.factory = provider(DELIVERY_STREAM)

    stock.KinesisFirehoseDeliveryStreamProviderPlugin.load = load  # type: ignore[method-assign]


def _metrics() -> None:
    from localstack.services.lambda_.invocation import version_manager

    from tickstack.localstack.metrics import Measure, MetricBatch, send

    stock: Any = version_manager
    batch = MetricBatch(send)

    def record(metrics: tuple[str, ...], function_name: str, account_id: str, region_name: str) -> None:
        batch.count(*(Measure(account_id, region_name, function_name, metric) for metric in metrics))

    stock.record_cw_metric_invocation = functools.partial(record, ("Invocations",))
    stock.record_cw_metric_error = functools.partial(record, ("Invocations", "Errors"))


def _rollback() -> None:
    from localstack.services.cloudformation.v2 import provider

    from tickstack.localstack.rollback import RollbackExecutor

    stock: Any = provider
    stock.ChangeSetModelExecutor = RollbackExecutor


def _failed_functions() -> None:
    # a function that could not be prepared has nothing to stop; stock answers its deletion with an internal error
    from localstack.services.lambda_.invocation.lambda_service import LambdaService

    stock: Any = LambdaService
    stop = stock.stop_version

    def stop_version(self: Any, qualified_arn: str) -> None:
        if qualified_arn in self.lambda_running_versions or qualified_arn in self.lambda_starting_versions:
            stop(self, qualified_arn)

    stock.stop_version = stop_version
