"""Lambda functions come back: each version is started again, as it was or as it was about to be.

A version that was active or pending becomes active, or failed with the reason; what was being deleted is gone. The
packages are those that the executor has unpacked already, or come from S3.
"""

import dataclasses
import logging
from collections.abc import Callable, Iterator
from concurrent.futures import Future, wait
from typing import Any

from localstack.aws.api.lambda_ import LastUpdateStatus, State, StateReasonCode
from localstack.services.lambda_.invocation.lambda_models import Function, FunctionVersion, UpdateStatus, VersionState
from localstack.services.lambda_.invocation.lambda_service import LambdaService
from localstack.services.lambda_.invocation.models import LambdaStore, lambda_stores
from localstack.utils.strings import short_uid

from tickstack.localstack.durable.addresses import moved

START_TIMEOUT = 25.0  # seconds that the first request waits for; what takes longer goes on, in state Pending

log = logging.getLogger(__name__)


def watch(note: Callable[[], None]) -> None:
    """Call ``note`` after every change that no request makes: a version's new state, the end of a deletion."""
    stock: Any = LambdaService
    update_version_state = stock.update_version_state

    def update(self: Any, *args: Any, **arguments: Any) -> None:
        update_version_state(self, *args, **arguments)
        note()

    stock.update_version_state = update


def start_again(provider: Any, former: str, present: str) -> None:
    """Make the functions of ``provider`` invocable; their URLs, made at ``former``, are at ``present``."""
    begun: dict[Future[None], tuple[Function, FunctionVersion]] = {}
    for store in _stores():
        for name, function in list(store.functions.items()):
            _forget_deleted(function)
            if not function.versions:
                del store.functions[name]
                continue
            function.instance_id = short_uid()
            for url in function.function_url_configs.values():
                url.url = moved(url.url, former, present)
            for version in list(function.versions.values()):
                begun[_start(provider.lambda_service, function, version)] = (function, version)
    done, slow = wait(begun, timeout=START_TIMEOUT)
    for future in done:
        _settle(*begun[future])
    for future in slow:
        log.warning("function version %s is still being prepared", begun[future][1].qualified_arn)
    _provision(provider.lambda_service)


def _stores() -> Iterator[LambdaStore]:
    for _account, _region, store in lambda_stores.iter_stores():
        yield store


def _forget_deleted(function: Function) -> None:
    for qualifier, version in list(function.versions.items()):
        if version.config.state.state == State.Deleting:
            del function.versions[qualifier]


def _start(service: LambdaService, function: Function, version: FunctionVersion) -> Future[None]:
    pending = VersionState(State.Pending, StateReasonCode.Creating, "The function is being created.")
    config = dataclasses.replace(version.config, state=pending)
    function.versions[version.id.qualifier] = dataclasses.replace(version, config=config)
    return service.create_function_version(version)


def _settle(function: Function, before: FunctionVersion) -> None:
    """A version that was active and is again is the same version, with the same revision."""
    qualifier = before.id.qualifier
    now = function.versions.get(qualifier)
    if now is None or now.config.state.state != State.Active or before.config.state.state != State.Active:
        return
    updated = before.config.last_update
    if updated and updated.status == LastUpdateStatus.InProgress:
        object.__setattr__(before.config, "last_update", UpdateStatus(status=LastUpdateStatus.Successful))
    function.versions[qualifier] = before


def _provision(service: LambdaService) -> None:
    for store in _stores():
        for function in store.functions.values():
            for qualifier, wanted in function.provisioned_concurrency_configs.items():
                alias = function.aliases.get(qualifier)
                version = function.versions.get(alias.function_version if alias else qualifier)
                manager = version and service.lambda_running_versions.get(version.qualified_arn)
                if manager:
                    manager.update_provisioned_concurrency_config(wanted.provisioned_concurrent_executions)
