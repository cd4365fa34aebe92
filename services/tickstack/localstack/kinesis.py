"""Kinesis as LocalStack loads it: a thin door to ``tickstack.kinesis``, chosen by PROVIDER_OVERRIDE_KINESIS.

LocalStack's own backend is a program that it downloads at the first request.
"""

from collections.abc import Callable
from typing import Any

from localstack.aws.api import CommonServiceException, RequestContext
from localstack.runtime import hooks
from localstack.services.plugins import Service, aws_provider

from tickstack.errors import AwsError, StateError
from tickstack.localstack.kinesis_core import kinesis_core


@aws_provider(api="kinesis", name="tickstack")  # type: ignore[untyped-decorator]  # LocalStack ships no types
def kinesis() -> Service:
    """The service; what it answers is on disk already, so that its end needs no care."""
    from localstack.aws.skeleton import Skeleton
    from localstack.aws.spec import load_service

    model = load_service("kinesis")
    operations = {name: _operation(name) for name in model.operation_names}
    return Service("kinesis", skeleton=Skeleton(model, operations))


@hooks.on_infra_start(name="tickstack-kinesis")  # type: ignore[untyped-decorator] # LocalStack's
def open_kinesis_state() -> None:
    """End the start where the streams' state cannot be used."""
    from localstack.runtime.exceptions import LocalstackExit

    try:
        kinesis_core()
    except StateError as error:
        raise LocalstackExit(str(error), 1) from error


@hooks.on_infra_ready(name="tickstack-kinesis")  # type: ignore[untyped-decorator] # LocalStack's
def resume_readers() -> None:
    """Let Lambda start where it has streams to read: it starts with a request, and none may come."""
    from localstack.services.plugins import SERVICE_PLUGINS

    if kinesis_core().readers:
        SERVICE_PLUGINS.require("lambda")


def _operation(name: str) -> Callable[[RequestContext, Any], dict[str, Any]]:
    def call(context: RequestContext, request: Any) -> dict[str, Any]:
        try:
            return kinesis_core().perform(context.account_id, context.region, name, request or {})
        except AwsError as error:
            raise CommonServiceException(error.code, error.message or error.code, error.status) from error

    return call
