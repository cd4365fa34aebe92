"""Firehose as LocalStack loads it: a thin door to ``tickstack.firehose``, chosen by PROVIDER_OVERRIDE_FIREHOSE."""

import os
from collections.abc import Callable
from typing import Any

from localstack.aws.api import CommonServiceException, RequestContext
from localstack.services.plugins import Service, aws_provider

from tickstack.errors import AwsError
from tickstack.firehose.operations import perform
from tickstack.firehose.service import Firehose
from tickstack.settings import Settings

FLUSH_SECONDS = 10.0


@aws_provider(api="firehose", name="tickstack")  # type: ignore[untyped-decorator]  # LocalStack ships no types
def firehose() -> Service:
    """The service; a clean stop delivers what is buffered while S3 and Lambda, stopped later, still answer."""
    from localstack.aws.skeleton import Skeleton
    from localstack.aws.spec import load_service
    from localstack.runtime.shutdown import SHUTDOWN_HANDLERS

    from tickstack.localstack.firehose_ports import services

    settings = Settings.from_environment(os.environ)
    core = Firehose(services, time_scale=settings.time_scale)

    def flush_firehose() -> None:
        core.close(FLUSH_SECONDS)

    SHUTDOWN_HANDLERS.register(flush_firehose)
    model = load_service("firehose")
    operations = {name: _operation(core, name) for name in model.operation_names}
    return Service("firehose", skeleton=Skeleton(model, operations))


def _operation(core: Firehose, name: str) -> Callable[[RequestContext, Any], dict[str, Any]]:
    def call(context: RequestContext, request: Any) -> dict[str, Any]:
        try:
            return perform(core.streams(context.account_id, context.region), name, request or {})
        except AwsError as error:
            raise CommonServiceException(error.code, error.message or error.code, error.status) from error

    return call
