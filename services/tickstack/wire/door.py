"""The ASGI application: finds service and operation of a request, runs them in a thread, answers in AWS's shapes."""

import json
import logging
import uuid
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from botocore.exceptions import BotoCoreError
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tickstack.errors import AwsError
from tickstack.wire.identity import Identity, identify
from tickstack.wire.origin import is_foreign
from tickstack.wire.service import Service

_CONTENT_TYPE = "application/x-amz-json-1.1"
_MAX_BODY = 16 * 1024 * 1024
_log = logging.getLogger(__name__)


def application(
    services: Sequence[Service],
    *,
    default: Identity,
    health: Callable[[], Mapping[str, object]],
    request_id: Callable[[], str] = lambda: str(uuid.uuid4()),
) -> Starlette:
    """The door of ``services``. ``health`` gives the body of ``GET /health``; if it raises, the answer is HTTP 503."""
    door = _Door({service.target_prefix: service for service in services}, default, request_id)

    def healthy(_: Request) -> Response:
        try:
            return JSONResponse(health())
        except Exception as error:  # noqa: BLE001 - whatever it is, the service is not healthy, and says why
            _log.exception("The service is not healthy")
            return JSONResponse({"status": "failing", "reason": str(error)}, status_code=503)

    return Starlette(routes=[Route("/", door.post, methods=["POST"]), Route("/health", healthy, methods=["GET"])])


class _Door:
    def __init__(self, services: Mapping[str, Service], default: Identity, request_id: Callable[[], str]) -> None:
        self._services = services
        self._default = default
        self._request_id = request_id

    async def post(self, request: Request) -> Response:
        target = request.headers.get("x-amz-target", "")
        identity = identify(request.headers.get("authorization"), self._default)
        headers = {"x-amzn-RequestId": self._request_id()}
        try:
            if is_foreign(origin := request.headers.get("origin")):
                raise AwsError("AccessDeniedException", f"Pages of {origin} may not call this service", status=403)
            body = await _body(request)
            content, status = await run_in_threadpool(self._answer, target, body, identity), 200
        except AwsError as error:
            content, status = _error_body(error), error.status
        return Response(content, status, headers, _CONTENT_TYPE)

    def _answer(self, target: str, body: bytes, identity: Identity) -> bytes:
        prefix, _, operation = target.partition(".")
        service = self._services.get(prefix)
        if service is None or not service.has(operation):
            raise AwsError("UnknownOperationException", None)
        try:
            return service.answer(operation, body, identity)
        except AwsError:
            raise
        except BotoCoreError as error:
            _log.warning("%s: S3 does not answer: %s", target, error)
            message = f"{operation} needs S3, which does not answer: {error}"
            raise AwsError(service.dialect.defect, message, status=503) from None
        except Exception as error:
            _log.exception("%s failed", target)
            raise AwsError(
                service.dialect.defect, f"{operation} failed inside tickstack; see the service's log", status=500
            ) from error


async def _body(request: Request) -> bytes:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > _MAX_BODY:
            raise AwsError("RequestEntityTooLargeException", f"A request takes {_MAX_BODY:,} bytes", status=413)
    return bytes(body)


def _error_body(error: AwsError) -> bytes:
    body: dict[str, Any] = {"__type": error.code, **error.members}
    if error.message is not None:
        body["Message"] = error.message
    return json.dumps(body, separators=(",", ":")).encode()
