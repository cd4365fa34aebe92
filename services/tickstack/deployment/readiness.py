"""Wait for the services of a stack that starts side by side: LocalStack may be up before what it hands requests to."""

import time
from collections.abc import Callable
from typing import Any

from botocore.exceptions import ClientError, EndpointConnectionError

from tickstack.deployment.targets import Target
from tickstack.errors import TickstackError

PROBES: dict[str, Callable[[Any], object]] = {
    "athena": lambda athena: athena.list_work_groups(MaxResults=1),
    "glue": lambda glue: glue.get_databases(MaxResults=1),
}
"""What is forwarded to the query service, with a call that changes nothing."""
POLL = 0.5


class NotReadyError(TickstackError):
    """A service has not answered in time; the message is its last answer."""


def await_services(
    target: Target,
    seconds: float,
    on_wait: Callable[[str], None],
    pause: Callable[[float], None] = time.sleep,
    clock: Callable[[], float] = time.monotonic,
) -> None:
    """Return once every service answers; ``on_wait`` is told, once for each, what the first answer without it was.

    Raises NotReadyError after ``seconds``, and at once what another attempt would not mend.
    """
    deadline = clock() + seconds
    for service, probe in PROBES.items():
        client = target.client(service)
        told = False
        while reason := _unready(probe, client):
            if clock() > deadline:
                raise NotReadyError(f"{service} has not answered for {seconds:.0f} s: {reason}")
            if not told:
                told = True
                on_wait(f"waiting for {service}: {reason}")
            pause(POLL)


def _unready(probe: Callable[[Any], object], client: Any) -> str | None:
    try:
        probe(client)
    except EndpointConnectionError as error:
        return str(error)
    except ClientError as error:
        if error.response["ResponseMetadata"].get("HTTPStatusCode") != 503:
            raise
        return str(error)
    return None
