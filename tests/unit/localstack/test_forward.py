"""What clients of LocalStack's endpoint get while the query service is away, and once it is back."""

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager

import pytest
from localstack.aws.api import CommonServiceException, RequestContext
from localstack.aws.spec import load_service
from localstack.http import Request

from tickstack.localstack.forwarder import Forwarder

ANSWER = b"HTTP/1.1 200 OK\r\nContent-Type: application/x-amz-json-1.1\r\nContent-Length: 2\r\n\r\n{}"


def context() -> RequestContext:
    made = RequestContext(Request("POST", "/", headers={"Host": "localstack:4566"}, body=b"{}"))
    made.service = load_service("athena")
    made.account_id = "000000000000"
    return made


@contextmanager
def answering(answer: Callable[[socket.socket], None], port: int = 0) -> Iterator[int]:
    """A port on which every connection is given to ``answer`` and then closed."""
    with socket.create_server(("127.0.0.1", port)) as listener:

        def serve() -> None:
            while True:
                try:
                    connection, _ = listener.accept()
                except OSError:
                    return
                with connection:
                    connection.recv(65536)
                    answer(connection)

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield listener.getsockname()[1]
        finally:
            listener.shutdown(socket.SHUT_RDWR)
            thread.join()


def refusal(forwarder: Forwarder) -> CommonServiceException:
    with pytest.raises(CommonServiceException) as caught:
        forwarder(context(), {})
    return caught.value


def test_an_absent_service_is_unavailable_at_once_and_used_again_when_it_is_back() -> None:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    forwarder = Forwarder(f"http://127.0.0.1:{port}")
    error = refusal(forwarder)
    assert (error.code, error.status_code) == ("ServiceUnavailableException", 503)
    assert f"The query service at http://127.0.0.1:{port}, which serves athena, does not answer" in error.message
    with answering(lambda connection: connection.sendall(ANSWER), port):
        answer = forwarder(context(), {})
    assert (answer.status_code, json.loads(answer.get_data())) == (200, {})


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        *(ANSWER[:size] for size in range(20, len(ANSWER), 10)),
        ANSWER[:-1],
        b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\nContent-Length: 7\r\n\r\n<p>?</p>",
    ],
)
def test_an_answer_that_is_cut_off_or_a_strangers_is_unavailable_too(sent: bytes) -> None:
    with answering(lambda connection: connection.sendall(sent)) as port:
        assert refusal(Forwarder(f"http://127.0.0.1:{port}")).status_code == 503


def test_a_service_that_stands_still_is_not_waited_for_for_ever() -> None:
    over = threading.Event()

    def stand_still(_: socket.socket) -> None:
        over.wait(60)

    with answering(stand_still) as port:
        begun = time.monotonic()
        error = refusal(Forwarder(f"http://127.0.0.1:{port}", read_timeout=0.2))
        over.set()
    assert "has not answered for" in error.message
    assert time.monotonic() - begun < 30
