"""Which stack the tests talk to."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from tickstack.stack.ports import free_port
from tickstack.testing import Clients, EndpointError
from tickstack.testing import endpoint as finding
from tickstack.testing.queries import Parameter, literal

IDENTITY = b"""<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>
<Arn>arn:aws:iam::000000000000:root</Arn><UserId>1</UserId><Account>000000000000</Account></GetCallerIdentityResult>
</GetCallerIdentityResponse>"""


class Sts(BaseHTTPRequestHandler):
    """Answers GetCallerIdentity, whatever it is asked."""

    answer = IDENTITY

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200)
        self.send_header("Content-Type", "text/xml")
        self.send_header("Content-Length", str(len(self.answer)))
        self.end_headers()
        self.wfile.write(self.answer)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base's own name
        pass


@pytest.fixture
def running() -> Iterator[int]:
    """The port of an emulator."""
    with HTTPServer(("127.0.0.1", 0), Sts) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server.server_port
        server.shutdown()
        thread.join()


def test_the_option_wins_then_the_environment_then_the_default_port(running: int, tmp_path: Path) -> None:
    url = f"http://127.0.0.1:{running}"
    dead = f"http://127.0.0.1:{free_port()}"
    for option, environ in (
        (url, {"AWS_ENDPOINT_URL": dead}),
        (None, {"TICKSTACK_ENDPOINT_URL": url, "AWS_ENDPOINT_URL": dead}),
        (None, {"AWS_ENDPOINT_URL": url, "TICKSTACK_PORT": "1"}),
        (None, {"TICKSTACK_PORT": str(running), "TICKSTACK_REGION": "eu-west-1"}),
    ):
        with finding.endpoint(option, environ, tmp_path) as found:
            assert found == url


def test_what_is_no_stack_is_an_error(running: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Sts, "answer", b"no XML")
    with (
        pytest.raises(EndpointError, match="does not speak AWS's protocol"),
        finding.endpoint(f"http://127.0.0.1:{running}", {}, tmp_path),
    ):
        pass


def test_a_named_stack_that_does_not_answer_is_an_error(tmp_path: Path) -> None:
    url = f"http://127.0.0.1:{free_port()}"
    for option, environ, named in (
        (url, {}, "--tickstack-endpoint"),
        (None, {"AWS_ENDPOINT_URL": url}, "AWS_ENDPOINT_URL"),
    ):
        with (
            pytest.raises(EndpointError, match=f"no stack answers at {url}, which {named} names"),
            finding.endpoint(option, environ, tmp_path),
        ):
            pass


def test_without_the_stack_s_requirements_one_has_to_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding, "EMBEDDED", ("no_such_module", "json"))
    with (
        pytest.raises(EndpointError, match=r"none can be started here without no_such_module: start one"),
        finding.endpoint(None, {"TICKSTACK_PORT": str(free_port())}, tmp_path),
    ):
        pass


def test_aws_itself_is_refused() -> None:
    with pytest.raises(EndpointError, match="is AWS itself"):
        Clients("https://s3.us-east-1.amazonaws.com")


@pytest.mark.parametrize(
    ("value", "sql"), [("it's", "'it''s'"), (1, "1"), (2.5, "2.5"), (True, "true"), (False, "false"), ("", "''")]
)
def test_parameters_are_literals(value: Parameter, sql: str) -> None:
    assert literal(value) == sql
