"""Delivery to an HTTP endpoint: the request that carries a batch of records, and what a response says of it. Pure.

Source: the developer guide's request and response specifications for HTTP endpoints.
"""

import binascii
import gzip
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tickstack.firehose.buffers import Limits
from tickstack.firehose.faults import Fault
from tickstack.firehose.log_target import LogTarget
from tickstack.firehose.ports import HttpRequest, HttpResponse

PROTOCOL_VERSION = "1.0"
MAX_REQUEST_RECORDS = 10_000
MAX_RESPONSE_BYTES = 1024 * 1024
RESPONSE_SECONDS = 180.0
TOO_LARGE = 413
"""The one status after which a batch is not tried again."""

_OK = 200
_SHOWN = 1024

RESPONSE_TOO_LARGE = Fault(
    "HttpEndpoint.ResponseTooLarge",
    "The response received from the endpoint is too large. Contact the owner of the endpoint to resolve this issue.",
)
_INVALID = Fault(
    "HttpEndpoint.InvalidResponseFromDestination",
    "The response received from the specified endpoint is invalid. Contact the owner of the endpoint to resolve the "
    "issue.",
)


@dataclass(frozen=True)
class Endpoint:
    """Where data goes by HTTP. ``retry`` are the scaled seconds for which a batch is tried again."""

    url: str
    access_key: str | None
    compressed: bool
    attributes: Mapping[str, str]
    limits: Limits
    retry: float
    log: LogTarget | None

    def request(self, stream_arn: str, request_id: str, time_ms: int, records: Sequence[bytes]) -> HttpRequest:
        """The request for a batch; ``request_id`` stays the same from try to try."""
        document = {
            "requestId": request_id,
            "timestamp": time_ms,
            "records": [{"data": binascii.b2a_base64(data, newline=False).decode("ascii")} for data in records],
        }
        body = json.dumps(document, separators=(",", ":")).encode("ascii")
        headers = {
            "Content-Type": "application/json",
            "X-Amz-Firehose-Protocol-Version": PROTOCOL_VERSION,
            "X-Amz-Firehose-Request-Id": request_id,
            "X-Amz-Firehose-Source-Arn": stream_arn,
            "User-Agent": "Amazon Kinesis Data Firehose Agent/1.0",
        }
        if self.access_key:
            headers["X-Amz-Firehose-Access-Key"] = self.access_key
        if self.attributes:
            attributes = {"commonAttributes": dict(self.attributes)}
            headers["X-Amz-Firehose-Common-Attributes"] = json.dumps(attributes, separators=(",", ":"))
        if self.compressed:
            headers["Content-Encoding"] = "gzip"
            body = gzip.compress(body)
        return HttpRequest(self.url, headers, body)


def fault_of(response: HttpResponse, request_id: str) -> Fault | None:
    """What is wrong with a response, None for the acknowledgement of the request."""
    if len(response.body) > MAX_RESPONSE_BYTES:
        return RESPONSE_TOO_LARGE
    if response.status != _OK:
        text = response.body[:_SHOWN].decode("utf-8", "replace")
        return Fault(
            "HttpEndpoint.DestinationException",
            f"The following response was received from the endpoint destination. {response.status}: {text}",
        )
    return None if _acknowledges(response, request_id) else _INVALID


def is_final(response: HttpResponse) -> bool:
    """Whether another try makes no sense."""
    return response.status == TOO_LARGE


def _acknowledges(response: HttpResponse, request_id: str) -> bool:
    headers = response.headers
    if headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        return False
    if headers.get("content-encoding", "identity") != "identity" or "content-length" not in headers:
        return False
    try:
        document: Any = json.loads(response.body)
    except ValueError:
        return False
    if not isinstance(document, dict) or document.get("requestId") != request_id:
        return False
    time = document.get("timestamp")
    return (isinstance(time, int) and not isinstance(time, bool)) or (isinstance(time, str) and time.isdecimal())
