"""Requests handed on to the query service: in a bounded time there is an answer in AWS's shape, whatever happens."""

from typing import Any

import requests
import urllib3
from localstack.aws.api import CommonServiceException, RequestContext
from localstack.http import Response
from localstack.http.client import SimpleRequestsClient
from localstack.http.proxy import Proxy
from requests.adapters import HTTPAdapter

from tickstack.localstack.authorization import for_account

CONNECT_TIMEOUT = 2.0
READ_TIMEOUT = 30.0
_AWS = "application/x-amz-json"


class _Bounded(HTTPAdapter):
    """Waits no longer than ``timeout`` (to connect, to read) for a service that is gone or stands still."""

    def __init__(self, timeout: tuple[float, float]) -> None:
        super().__init__(pool_maxsize=64)
        self._timeout = timeout

    def send(self, request: requests.PreparedRequest, *args: Any, **options: Any) -> requests.Response:
        return super().send(request, *args, **{**options, "timeout": self._timeout})


class Forwarder:
    """Hands requests to the service at ``url`` and its answers back, byte for byte."""

    def __init__(self, url: str, read_timeout: float = READ_TIMEOUT) -> None:
        self._url = url
        self._read_timeout = read_timeout
        session = requests.Session()
        session.trust_env = False  # a proxy of the environment leads out of the stack
        session.mount("http://", _Bounded((CONNECT_TIMEOUT, read_timeout)))
        self._proxy = Proxy(url, SimpleRequestsClient(session, follow_redirects=False))

    def __call__(self, context: RequestContext, request: Any) -> Response:  # noqa: ARG002 - LocalStack's protocol
        """Forward the request in ``context``. Raises ServiceUnavailableException when nothing answers."""
        headers = context.request.headers
        headers["Authorization"] = for_account(headers.get("Authorization", ""), context.account_id)
        try:
            answer: Any = self._proxy.forward(context.request, forward_path=context.request.path)
            body = answer.get_data()
        except (requests.RequestException, urllib3.exceptions.HTTPError) as error:
            slow = isinstance(error, requests.ReadTimeout | urllib3.exceptions.ReadTimeoutError)
            fault = f"has not answered for {self._read_timeout:.0f} s" if slow else "does not answer"
            raise self._unavailable(context, fault) from error
        if not (answer.headers.get("Content-Type", "").startswith(_AWS) and "Content-Length" in answer.headers):
            raise self._unavailable(context, f"answers HTTP {answer.status_code} in a form that is not its own")
        return Response(body, answer.status_code, answer.headers)

    def _unavailable(self, context: RequestContext, fault: str) -> CommonServiceException:
        """HTTP 503, which every SDK tries again."""
        name = context.service.service_name if context.service else "it"
        message = (
            f"The query service at {self._url}, which serves {name}, {fault}. It may be starting: try again; "
            "`tickstack status` (in compose: `docker compose ps`) tells whether it runs, its log tells why not"
        )
        return CommonServiceException("ServiceUnavailableException", message, status_code=503)
