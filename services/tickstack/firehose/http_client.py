"""HTTP endpoints over the network: one POST, no redirects, three minutes for the response."""

import contextlib
import ssl

import urllib3

from tickstack.firehose.http_endpoint import MAX_RESPONSE_BYTES, RESPONSE_SECONDS
from tickstack.firehose.ports import EndpointError, HttpRequest, HttpResponse

CONNECT_SECONDS = 10.0

_CONTACT = "Contact the owner of the endpoint to resolve this issue."
_TIMEOUT = (
    "HttpEndpoint.RequestTimeout",
    (
        "The request timed out before a response was received and will be retried. If this error persists, contact the "
        "AWS Firehose service team."
    ),
)
_NO_HANDSHAKE = (
    "HttpEndpoint.SSLHandshakeFailure",
    f"Unable to complete the SSL Handshake with the endpoint. {_CONTACT}",
)
_NO_CONNECTION = ("HttpEndpoint.ConnectionFailed", f"Unable to connect to the destination endpoint. {_CONTACT}")
_RESET = ("HttpEndpoint.ConnectionReset", f"Unable to maintain connection with the endpoint. {_CONTACT}")

_FAILURES: tuple[tuple[type[Exception] | tuple[type[Exception], ...], tuple[str, str]], ...] = (
    ((urllib3.exceptions.SSLError, ssl.SSLError), _NO_HANDSHAKE),
    ((urllib3.exceptions.NewConnectionError, urllib3.exceptions.ConnectTimeoutError), _NO_CONNECTION),
    ((urllib3.exceptions.LocationValueError, urllib3.exceptions.NameResolutionError), _NO_CONNECTION),
    (urllib3.exceptions.TimeoutError, _TIMEOUT),
)
"""The first row that an exception belongs to tells its code and text."""


class HttpEndpoints:
    """Sends requests. A certificate has to be one that this machine trusts (``SSL_CERT_FILE``), as on AWS."""

    def __init__(self, response_seconds: float = RESPONSE_SECONDS) -> None:
        timeout = urllib3.Timeout(connect=CONNECT_SECONDS, read=response_seconds)
        self._pool = urllib3.PoolManager(timeout=timeout, retries=False)

    def post(self, request: HttpRequest) -> HttpResponse:
        try:
            response = self._pool.request(
                "POST",
                request.url,
                body=request.body,
                headers=request.headers,
                redirect=False,
                preload_content=False,
                decode_content=False,
            )
            with contextlib.closing(response):
                body = response.read(MAX_RESPONSE_BYTES + 1)
        except (urllib3.exceptions.HTTPError, OSError) as error:
            raise EndpointError(*_failure(error)) from error
        return HttpResponse(response.status, {name.lower(): value for name, value in response.headers.items()}, body)


def _failure(error: Exception) -> tuple[str, str]:
    return next((row for kinds, row in _FAILURES if isinstance(error, kinds)), _RESET)
