"""S3 as LocalStack loads it, chosen by PROVIDER_OVERRIDE_S3: stock's provider over state that outlives the process."""

import os
from functools import cache
from typing import Any

from localstack import config
from localstack.aws.api import RequestContext
from localstack.aws.skeleton import DispatchTable, create_dispatch_table
from localstack.runtime import hooks
from localstack.runtime.exceptions import LocalstackExit
from localstack.services.plugins import Service, aws_provider
from localstack.services.s3.models import s3_stores
from localstack.services.s3.provider import S3Provider

from tickstack.errors import StateError
from tickstack.localstack.s3.restore import restore
from tickstack.localstack.s3.state import DurableState
from tickstack.localstack.s3.store import FileObjectStore
from tickstack.settings import Settings

NAME = "tickstack"


@hooks.on_infra_start(name="tickstack-s3", priority=10)  # type: ignore[untyped-decorator] # LocalStack's
def load() -> None:
    """Load the state before anything may ask for it. State that cannot be used ends the start, saying why."""
    if config.SERVICE_PROVIDER_CONFIG.get_provider("s3") != NAME:
        return
    try:
        _state()
    except StateError as error:
        raise LocalstackExit(code=1, reason=str(error)) from error


@aws_provider(api="s3", name=NAME)  # type: ignore[untyped-decorator] # LocalStack's
def s3() -> Service:
    """The service; every operation of it passes the state."""
    provider = DurableS3Provider(_state())
    return Service.for_provider(provider, dispatch_table_factory=_recorded)


class DurableS3Provider(S3Provider):
    """Stock's provider, whose objects are files."""

    def __init__(self, state: DurableState) -> None:
        super().__init__(FileObjectStore(state.files))
        self.state = state

    def on_after_state_reset(self) -> None:
        self.state.forget()
        super().on_after_state_reset()  # type: ignore[no-untyped-call]  # LocalStack's


@cache
def _state() -> DurableState:
    folder = Settings.from_environment(os.environ).state_dir / "data" / "s3"
    state = DurableState(folder, s3_stores)
    restore(state.catalog, s3_stores)
    return state


def _recorded(provider: Any) -> DispatchTable:
    def recorded(operation: str, serve: Any) -> Any:
        def call(context: RequestContext, request: Any) -> Any:
            return provider.state.serve(operation, lambda: serve(context, request), request or {})

        return call

    return {operation: recorded(operation, serve) for operation, serve in create_dispatch_table(provider).items()}
