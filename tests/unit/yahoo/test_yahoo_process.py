"""The market as a process: the proxy, the TLS server behind it, its log and its throttle."""

import http.client
import os
import socket
import ssl
import subprocess
import sys
from collections.abc import Iterator

import httpx
import pytest

from market_process import MarketProcess
from tickstack.yahoo.hosts import HOSTS

CHART = "https://query2.finance.yahoo.com/v8/finance/chart/FB"


@pytest.fixture
def client(market: MarketProcess) -> Iterator[httpx.Client]:
    trust = ssl.create_default_context(cafile=str(market.folder / "ca.pem"))
    with httpx.Client(proxy=market.url, verify=trust, trust_env=False) as client:
        yield client


@pytest.fixture
def admin(market: MarketProcess) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=market.url, trust_env=False) as client:
        client.delete("/_market/requests")
        yield client
        client.post("/_market/throttle", json={"requests": 0})


def test_answers_are_marked_synthetic(client: httpx.Client) -> None:
    response = client.get(CHART, params={"range": "1d", "interval": "1h"})
    assert response.status_code == 200
    assert response.headers["X-Market"] == "synthetic"


@pytest.mark.parametrize("host", HOSTS)
def test_every_host_has_a_certificate(client: httpx.Client, host: str) -> None:
    assert client.get(f"https://{host}/").headers["X-Market"] == "synthetic"


def test_cookie_and_crumb(client: httpx.Client) -> None:
    response = client.get("https://fc.yahoo.com/")
    assert response.status_code == 404
    assert response.cookies["A3"]
    assert client.get("https://query1.finance.yahoo.com/v1/test/getcrumb").text


def test_the_consent_path(client: httpx.Client) -> None:
    form = client.get("https://guce.yahoo.com/consent").text
    assert 'name="csrfToken"' in form
    assert 'name="sessionId"' in form
    assert client.post("https://consent.yahoo.com/v2/collectConsent", data={"agree": "agree"}).status_code == 200
    assert client.get("https://guce.yahoo.com/copyConsent").cookies["A3"]


@pytest.mark.parametrize(
    ("path", "member", "status", "code", "words"),
    [
        ("/v8/finance/chart/NOPE", "chart", 404, "Not Found", "No data found, symbol may be delisted"),
        ("/v8/finance/chart/FB?interval=7m", "chart", 422, "Unprocessable Entity", "interval=7m is not supported"),
        ("/v8/finance/chart/FB?period1=0&period2=9", "chart", 400, "Bad Request", "startDate = 0, endDate = 9"),
        ("/v10/finance/quoteSummary/NOPE?modules=price", "quoteSummary", 404, "Not Found", "NOPE"),
        ("/v7/finance/options/FB", "finance", 501, "Not Implemented", "GET /v7/finance/options/FB"),
    ],
)
def test_errors(client: httpx.Client, path: str, member: str, status: int, code: str, words: str) -> None:
    response = client.get("https://query2.finance.yahoo.com" + path)
    assert response.status_code == status
    assert response.json()[member]["result"] is None
    assert response.json()[member]["error"]["code"] == code
    assert words in response.json()[member]["error"]["description"]


def test_an_unknown_symbol_has_no_fundamentals(client: httpx.Client) -> None:
    path = "https://query1.finance.yahoo.com/ws/fundamentals-timeseries/v1/finance/timeseries/NOPE"
    assert client.get(path).json() == {"timeseries": {"result": [], "error": None}}


@pytest.mark.parametrize(
    "url",
    ["https://example.com/", "http://example.com/x", "https://query2.finance.yahoo.com:8443/", "http://fc.yahoo.com/"],
)
def test_the_proxy_lets_nothing_else_out(client: httpx.Client, url: str) -> None:
    try:
        response = client.get(url)
    except httpx.ProxyError as error:
        assert "403" in str(error)  # noqa: PT017 - a refused CONNECT is an exception, a refused GET an answer
    else:
        assert response.status_code == 403
        assert response.text.startswith("offline: only ")


def test_the_proxy_survives_what_is_no_request(market: MarketProcess, admin: httpx.Client) -> None:
    for garbage in (b"", b"\x16\x03\x01\r\n\r\n", b"x" * 100_000, b"GET\r\n\r\n"):
        with socket.create_connection(("127.0.0.1", market.settings.market_port)) as connection:
            connection.sendall(garbage)
            connection.shutdown(socket.SHUT_WR)
            try:
                received = connection.recv(1_000)
            except ConnectionResetError:
                received = b""
            assert received == b"" or received.startswith(b"HTTP/1.1 403")
    assert admin.get("/_market/health").status_code == 200


def test_a_client_that_has_said_all_still_gets_its_answer(market: MarketProcess) -> None:
    with socket.create_connection(("127.0.0.1", market.settings.market_port)) as connection:
        connection.sendall(b"GET /_market/health HTTP/1.1\r\nHost: market\r\nConnection: close\r\n\r\n")
        connection.shutdown(socket.SHUT_WR)
        with connection.makefile("rb") as answer:
            assert answer.readline() == b"HTTP/1.1 200 OK\r\n"


def test_the_tls_server_answers_without_the_proxy(market: MarketProcess) -> None:
    trust = ssl.create_default_context(cafile=str(market.folder / "ca.pem"))
    host = "query2.finance.yahoo.com"
    with socket.create_connection(("127.0.0.1", market.tls_port)) as plain:
        connection = http.client.HTTPSConnection(host)
        with trust.wrap_socket(plain, server_hostname=host) as connection.sock:
            for _ in range(2):  # one connection serves many requests
                connection.request("GET", "/v8/finance/chart/SNAP?range=1d")
                response = connection.getresponse()
                response.read()
                assert response.status == 200


def test_health(admin: httpx.Client) -> None:
    assert admin.get("/_market/health").json() == {
        "status": "ok",
        "prices": "synthetic",
        "seed": 2020,
        "now": 1589554800,
    }
    assert admin.get("/v8/finance/chart/FB").status_code == 404


def test_requests_are_counted(client: httpx.Client, admin: httpx.Client) -> None:
    for _ in range(2):
        client.get(CHART + "?range=1d")
    client.get("https://query1.finance.yahoo.com/v1/test/getcrumb")
    report = admin.get("/_market/requests").json()
    assert report["total"] == 3
    assert report["by_path"] == {"/v8/finance/chart/FB": 2, "/v1/test/getcrumb": 1}
    assert report["by_status"] == {"200": 3}
    assert [entry["query"] for entry in report["last"]] == ["range=1d", "range=1d", ""]


@pytest.mark.parametrize(
    ("body", "statuses"),
    [
        ({"requests": 2}, [200, 429, 429, 200]),
        ({"requests": 1, "path": "/v1/test/getcrumb"}, [429, 200, 200, 200]),
        ({"requests": 0}, [200, 200, 200, 200]),
    ],
)
def test_a_throttle_refuses_as_many_as_it_was_told(
    client: httpx.Client, admin: httpx.Client, body: dict[str, object], statuses: list[int]
) -> None:
    admin.post("/_market/throttle", json=body).raise_for_status()
    urls = ["https://query1.finance.yahoo.com/v1/test/getcrumb", CHART, CHART, CHART]
    responses = [client.get(url) for url in urls]
    assert [response.status_code for response in responses] == statuses
    assert all(response.text == "Too Many Requests" for response in responses if response.status_code == 429)


@pytest.mark.parametrize("body", [b"", b"[]", b'"2"', b'{"requests": "many"}'])
def test_a_throttle_names_what_it_takes(admin: httpx.Client, body: bytes) -> None:
    response = admin.post("/_market/throttle", content=body)
    assert response.status_code == 400
    assert "requests" in response.text


def test_pages_of_strangers_cannot_throttle(admin: httpx.Client) -> None:
    for origin, status in (("http://evil.example", 403), ("http://localhost:8888", 200)):
        response = admin.post("/_market/throttle", content=b'{"requests": 0}', headers={"Origin": origin})
        assert response.status_code == status


def test_a_taken_port_is_said_and_ends_the_process(market: MarketProcess) -> None:
    again = subprocess.run(
        [sys.executable, "-m", "tickstack.yahoo"],
        env={**os.environ, **market.settings.to_environment()},
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )
    assert again.returncode == 1
    assert "Address already in use" in again.stderr
    assert "Traceback" not in again.stderr
