"""Firehose as LocalStack loads it: a thin door to ``tickstack.firehose``, chosen by PROVIDER_OVERRIDE_FIREHOSE.

LocalStack loads a service at its first request; the streams that a former process left go on without one. They accept
records as soon as the endpoint answers, and transform and deliver once the init scripts have ended: what these deploy
again, a function or a bucket, is there by then. Should one have failed, or take longer than the grace, a stream waits
for its function and its bucket, see ``RESUMED_PATIENCE``.
"""

import functools
import os
import threading
from collections.abc import Callable
from typing import Any

from localstack.aws.api import CommonServiceException, RequestContext
from localstack.runtime import hooks
from localstack.services.plugins import Service, aws_provider

from tickstack.errors import AwsError, SettingError, StateError
from tickstack.firehose.operations import perform
from tickstack.firehose.options import Options
from tickstack.firehose.put_faults import FaultRule
from tickstack.firehose.service import Firehose
from tickstack.firehose.state import StateFolder
from tickstack.settings import Settings

FLUSH_SECONDS = 10.0
AFTER_INIT_SCRIPTS = -100
INIT_SCRIPTS_GRACE = 120.0


@aws_provider(api="firehose", name="tickstack")  # type: ignore[untyped-decorator]  # LocalStack ships no types
def firehose() -> Service:
    """The service; a clean stop delivers what is buffered while S3 and Lambda, stopped later, still answer."""
    from localstack.aws.skeleton import Skeleton
    from localstack.aws.spec import load_service
    from localstack.runtime.shutdown import SHUTDOWN_HANDLERS

    core = _core()

    def flush_firehose() -> None:
        core.close(FLUSH_SECONDS)

    SHUTDOWN_HANDLERS.register(flush_firehose)
    model = load_service("firehose")
    operations = {name: _operation(core, name) for name in model.operation_names}
    return Service("firehose", skeleton=Skeleton(model, operations))


@hooks.on_infra_start(name="tickstack-firehose")  # type: ignore[untyped-decorator] # LocalStack's
def open_firehose_state() -> None:
    """End the start where the streams' state cannot be used; a script that waits for a delivery sees it in the end."""
    from localstack.runtime.exceptions import LocalstackExit

    try:
        _options()
        _state()
    except (StateError, SettingError) as error:
        raise LocalstackExit(str(error), 1) from error
    grace = threading.Timer(INIT_SCRIPTS_GRACE, _resume)
    grace.daemon = True
    grace.start()


@hooks.on_infra_ready(name="tickstack-firehose", priority=AFTER_INIT_SCRIPTS)  # type: ignore[untyped-decorator] # LocalStack's
def resume_firehose() -> None:
    """Set the streams of the former process going."""
    _resume()


def _resume() -> None:
    from localstack.services.plugins import SERVICE_PLUGINS

    if _state().streams:
        SERVICE_PLUGINS.require("firehose")
        _core().start()


@functools.cache
def _core() -> Firehose:
    """The one of this process: LocalStack's hooks and its service find it here."""
    from tickstack.localstack.firehose_ports import services

    return Firehose(services, options=_options(), state=_state())


@functools.cache
def _options() -> Options:
    settings = _settings()
    try:
        faults = FaultRule.parse(settings.firehose_put_faults) if settings.firehose_put_faults else None
    except ValueError as error:
        raise SettingError(f"TICKSTACK_FIREHOSE_PUT_FAULTS: {error}") from None
    return Options(
        time_scale=settings.time_scale,
        creation=settings.firehose_creation,
        quotas=settings.firehose_quotas,
        faults=faults,
        max_streams=settings.firehose_streams,
        partitions=settings.firehose_partitions,
        logs_only=settings.firehose_logs_only,
        access=settings.firehose_checks,
    )


@functools.cache
def _state() -> StateFolder:
    return StateFolder(_settings().state_dir / "data" / "firehose")


@functools.cache
def _settings() -> Settings:
    return Settings.from_environment(os.environ)


def _operation(core: Firehose, name: str) -> Callable[[RequestContext, Any], dict[str, Any]]:
    def call(context: RequestContext, request: Any) -> dict[str, Any]:
        try:
            streams = core.streams(context.account_id, context.region)
            return perform(streams, name, request or {}, _caller(context))
        except AwsError as error:
            raise CommonServiceException(error.code, error.message or error.code, error.status) from error

    return call


def _caller(context: RequestContext) -> str:
    """The service of LocalStack on whose behalf a request was made, such as ``logs``; none for a user's."""
    parameters = context.internal_request_params
    return "" if parameters is None else str(parameters.get("service_principal") or "")
