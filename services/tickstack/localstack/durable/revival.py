"""What a service needs besides its values when it comes back: a function for each, with imports as late as the service.

Each gets the service's provider, what it was given, the host and port of the present stack, and where it tells changes.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tickstack.localstack.durable.keeper import Loaded


@dataclass(frozen=True)
class Changes:
    """``note``: the state has changed, and is written soon. ``save``: it is on disk when this returns."""

    note: Callable[[], None]
    save: Callable[[], None]


def _cloudformation(provider: Any, loaded: Loaded, address: str, changes: Changes) -> None:
    from tickstack.localstack.durable import stacks
    from tickstack.localstack.resources.leftovers import may_be_left
    from tickstack.localstack.rollback import RollbackExecutor

    stacks.watch(changes.note)
    RollbackExecutor.record = staticmethod(changes.save)
    if not loaded.restored:
        may_be_left()
    stacks.end_what_was_cut_short(provider, loaded.address, address)


def _lambda(provider: Any, loaded: Loaded, address: str, changes: Changes) -> None:
    from tickstack.localstack.durable import event_sources, functions
    from tickstack.localstack.kinesis_poller import forget

    functions.watch(changes.note)
    functions.start_again(provider, loaded.address, address)
    event_sources.watch(changes.note, forget)
    event_sources.start_again(provider, forget)


def _iam(*_: Any) -> None:
    from moto.iam.models import iam_backends

    from tickstack.localstack.durable import policies

    for _account, _region, backend in iam_backends.iter_backends():
        policies.complete(backend)


def _sts(*_: Any) -> None:
    from moto.core.utils import utcnow
    from moto.sts.models import sts_backends

    now = utcnow()
    for _account, _region, backend in sts_backends.iter_backends():
        backend.assumed_roles = [role for role in backend.assumed_roles if role.expiration > now]  # type: ignore[attr-defined]


def _logs(*_: Any) -> None:
    from moto.logs.models import LogEvent, logs_backends

    counter: Any = LogEvent  # it numbers the lines of every group
    for _account, _region, backend in logs_backends.iter_backends():
        groups: Any = backend.groups.values()  # type: ignore[attr-defined]
        numbers = [event.event_id for group in groups for stream in group.streams.values() for event in stream.events]
        counter._event_id = max([counter._event_id, *(number + 1 for number in numbers)])  # noqa: SLF001


def _cloudwatch(provider: Any, *_: Any) -> None:
    from localstack.services.cloudwatch.models import LocalStackMetricAlarm, cloudwatch_stores
    from localstack.services.plugins import SERVICE_PLUGINS

    alarms = [
        arn
        for _account, _region, store in cloudwatch_stores.iter_stores()
        for arn, alarm in store.alarms.items()
        if isinstance(alarm, LocalStackMetricAlarm)
    ]

    def schedule() -> None:
        SERVICE_PLUGINS.require("cloudwatch")  # the scheduler asks it for the alarm
        for arn in alarms:
            provider.alarm_scheduler.schedule_metric_alarm(arn)

    if alarms:
        threading.Thread(target=schedule, daemon=True, name="alarms").start()


REVIVED: dict[str, Callable[[Any, Loaded, str, Changes], None]] = {
    "cloudformation": _cloudformation,
    "lambda": _lambda,
    "iam": _iam,
    "sts": _sts,
    "logs": _logs,
    "cloudwatch": _cloudwatch,
    "kms": lambda *_: None,
}
