"""Waiting for services that start side by side, against clients of lists."""

from collections.abc import Iterator
from typing import Any, cast

import pytest
from botocore.exceptions import ClientError, EndpointConnectionError

from tickstack.deployment.readiness import PROBES, NotReadyError, await_services
from tickstack.deployment.targets import Target


def answer(status: int) -> ClientError:
    response: Any = {
        "Error": {"Code": "ServiceUnavailableException", "Message": "starting"},
        "ResponseMetadata": {"HTTPStatusCode": status},
    }
    return ClientError(response, "X")


class Service:
    """Fails with these errors, one a call, and answers from then on."""

    def __init__(self, *errors: Exception) -> None:
        self.errors: Iterator[Exception] = iter(errors)
        self.calls = 0

    def list_work_groups(self, **_request: int) -> None:
        self.calls += 1
        if error := next(self.errors, None):
            raise error

    get_databases = list_work_groups


class Services:
    """Stands for a target."""

    def __init__(self, **services: Service) -> None:
        self.services = {name: services.get(name, Service()) for name in PROBES}

    def client(self, name: str) -> Service:
        return self.services[name]


def wait(services: Services, seconds: float = 60) -> list[str]:
    now, told = [0.0], list[str]()

    def pause(length: float) -> None:
        now[0] += length

    await_services(cast("Target", services), seconds, told.append, pause, lambda: now[0])
    return told


def test_services_that_answer_are_not_waited_for() -> None:
    services = Services()
    assert wait(services) == []
    assert [service.calls for service in services.services.values()] == [1, 1]


def test_a_service_that_starts_is_waited_for_and_told_once() -> None:
    late = Service(answer(503), answer(503), EndpointConnectionError(endpoint_url="http://x"))
    (said,) = wait(Services(glue=late))
    assert said.startswith("waiting for glue: ")
    assert "starting" in said
    assert late.calls == 4


def test_a_service_that_never_starts_is_named() -> None:
    with pytest.raises(NotReadyError, match=r"athena has not answered for 60 s: .*starting"):
        wait(Services(athena=Service(*[answer(503)] * 200)))


def test_a_refusal_is_not_waited_out() -> None:
    with pytest.raises(ClientError):
        wait(Services(athena=Service(answer(403))))
