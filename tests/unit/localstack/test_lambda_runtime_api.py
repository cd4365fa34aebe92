import http.client
import queue
from collections.abc import Iterator

import pytest

from tickstack.localstack.executor.events import Event, Failure, InitFailure, Invocation, Ready, Response
from tickstack.localstack.executor.runtime_api import PREFIX, RuntimeApi

CALL = Invocation("id-1", "arn:f", b'{"a":1}', "Root=1", deadline_ms=1234)


class Served:
    def __init__(self) -> None:
        self.events: queue.SimpleQueue[Event] = queue.SimpleQueue()
        self.api = RuntimeApi(self.events.put)
        self.connection = http.client.HTTPConnection("127.0.0.1", self.api.port, timeout=10)

    def request(self, method: str, path: str, body: object = None, **options: object) -> http.client.HTTPResponse:
        self.connection.request(method, PREFIX + path, body, **options)  # type: ignore[arg-type]
        return self.connection.getresponse()


@pytest.fixture
def served() -> Iterator[Served]:
    served = Served()
    yield served
    served.connection.close()
    served.api.close()


def test_the_runtime_takes_invocations_and_answers_on_one_connection(served: Served) -> None:
    for body in (b"1", b"2"):
        served.api.offer(CALL)
        answer = served.request("GET", "/invocation/next")
        assert answer.read() == b'{"a":1}'
        assert answer.headers["Lambda-Runtime-Aws-Request-Id"] == "id-1"
        assert answer.headers["Lambda-Runtime-Deadline-Ms"] == "1234"
        assert answer.headers["Lambda-Runtime-Invoked-Function-Arn"] == "arn:f"
        assert answer.headers["Lambda-Runtime-Trace-Id"] == "Root=1"
        answer = served.request("POST", "/invocation/id-1/response", body)
        assert (answer.status, answer.read()) == (202, b'{"status":"OK"}\n')
    assert [served.events.get(timeout=5) for _ in range(3)] == [Ready(), Response(b"1"), Response(b"2")]


@pytest.mark.parametrize(
    "headers",
    [{"Host": "evil.example"}, {"Origin": "http://evil.example"}, {"Sec-Fetch-Site": "cross-site"}, {"Host": ""}],
)
def test_a_page_in_a_browser_gets_no_invocation(served: Served, headers: dict[str, str]) -> None:
    served.api.offer(CALL)
    answer = served.request("GET", "/invocation/next", headers=headers)
    assert (answer.status, answer.read()) == (403, b"")
    assert served.events.empty()
    assert served.request("GET", "/invocation/next").read() == b'{"a":1}'


def test_bodies_may_be_chunked(served: Served) -> None:
    served.api.offer(CALL)
    served.request("GET", "/invocation/next").read()
    answer = served.request("POST", "/invocation/id-1/error", iter([b"ab", b"c"]), encode_chunked=True)
    assert answer.status == 202
    answer.read()
    assert [served.events.get(timeout=5) for _ in range(2)] == [Ready(), Failure(b"abc")]


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("POST", "/init/error", 202),
        ("POST", "/invocation/id-2/response", 400),
        ("POST", "/restore/error", 404),
        ("GET", "/restore/next", 404),
    ],
)
def test_other_requests(served: Served, method: str, path: str, status: int) -> None:
    answer = served.request(method, path, b"{}" if method == "POST" else None)
    answer.read()
    assert answer.status == status
    if status == 202:
        assert served.events.get(timeout=5) == InitFailure(b"{}")


def test_closing_cuts_off_a_waiting_runtime(served: Served) -> None:
    served.connection.request("GET", f"{PREFIX}/invocation/next")
    assert served.events.get(timeout=5) == Ready()
    served.api.close()
    with pytest.raises((http.client.RemoteDisconnected, ConnectionError)):
        served.connection.getresponse()
