"""The HTTP faces of the market: Yahoo's hosts (behind TLS) and ``/_market``, to watch and throttle it."""

import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Host, Route, Router

from tickstack.wire.origin import is_foreign
from tickstack.yahoo import hosts, traffic
from tickstack.yahoo.chart import chart
from tickstack.yahoo.errors import Absent, YahooError
from tickstack.yahoo.market import Market
from tickstack.yahoo.quotes import quote_summary, quotes, timeseries
from tickstack.yahoo.traffic import RequestLog, Throttle

MARKER = {"X-Market": "synthetic"}
CRUMB = "synthetic.crumb"
COOKIE = "A3=d=synthetic; Max-Age=31536000; Domain=.yahoo.com; Path=/; SameSite=None; Secure; HttpOnly"
CONSENT_FORM = """<!doctype html><title>Consent (synthetic)</title>
<form method="post" action="https://consent.yahoo.com/v2/collectConsent?sessionId=synthetic">
<input type="hidden" name="csrfToken" value="synthetic"><input type="hidden" name="sessionId" value="synthetic">
<button name="agree" value="agree">Agree</button></form>
"""

Answer = Callable[[Market, Request], Mapping[str, Any]]
Next = Callable[[Request], Awaitable[Response]]

ANSWERS: dict[str, tuple[str, Answer]] = {
    "/v8/finance/chart/{symbol}": (
        "chart",
        lambda market, request: chart(market, request.path_params["symbol"], request.query_params),
    ),
    "/v10/finance/quoteSummary/{symbol}": (
        "quoteSummary",
        lambda market, request: quote_summary(market, request.path_params["symbol"], request.query_params),
    ),
    "/v7/finance/quote": ("quoteResponse", lambda market, request: quotes(market, request.query_params)),
    "/ws/fundamentals-timeseries/v1/finance/timeseries/{symbol}": ("timeseries", lambda *_: timeseries()),
}
"""Path -> the member that the answer or the error is in, and the function that answers."""


def yahoo_app(market: Market, log: RequestLog, throttle: Throttle) -> Starlette:
    """Yahoo's hosts, told apart by the Host header. Other paths of theirs answer 501 and name themselves."""

    async def watch(request: Request, call_next: Next) -> Response:
        path = request.url.path
        refused = throttle.refuses(path)
        response = PlainTextResponse("Too Many Requests", 429) if refused else await call_next(request)
        response.headers.update(MARKER)
        host = request.headers.get("host", "")
        log.add(traffic.Request(time.time(), host, request.method, path, request.url.query, response.status_code))
        return response

    crumb = Route("/v1/test/getcrumb", _crumb)
    answers = [Route(path, _answering(market, *answer)) for path, answer in ANSWERS.items()]
    query = Router([crumb, *answers], default=_absent)
    consent = Router(
        [
            Route("/consent", _consent_form),
            Route("/copyConsent", _cookie),
            Route("/v2/collectConsent", _cookie, methods=["POST"]),
        ],
        default=_absent,
    )
    cookies = Router([Route("/{path:path}", _no_page_but_cookie)])
    faces = {hosts.COOKIES: cookies, hosts.CONSENT_START: consent, hosts.CONSENT: consent}
    routes = [Host(name, app=faces.get(name, query)) for name in hosts.HOSTS]
    return Starlette(routes=routes, middleware=[Middleware(BaseHTTPMiddleware, dispatch=watch)])


def admin_app(market: Market, log: RequestLog, throttle: Throttle) -> Starlette:
    """``/_market/health``, ``/_market/requests`` (DELETE forgets them) and ``/_market/throttle``."""

    async def health(_: Request) -> Response:
        return JSONResponse({"status": "ok", "prices": "synthetic", "seed": market.seed, "now": market.now()})

    async def requests(request: Request) -> Response:
        if request.method == "DELETE":
            log.clear()
        return JSONResponse(log.report())

    async def throttling(request: Request) -> Response:
        if request.method == "POST":
            try:
                body = await request.json()
                throttle.set(int(body["requests"]), str(body.get("path", traffic.CHART)))
            except (KeyError, TypeError, ValueError, AttributeError):
                message = 'the body is {"requests": how many to refuse, "path": optional start of their path}'
                return PlainTextResponse(message, 400)
        return JSONResponse({"requests": throttle.requests, "path": throttle.path})

    routes = [
        Route("/_market/health", health),
        Route("/_market/requests", _guarded(requests), methods=["GET", "DELETE"]),
        Route("/_market/throttle", _guarded(throttling), methods=["GET", "POST"]),
    ]
    return Starlette(routes=routes)


def _guarded(respond: Next) -> Next:
    """Refuses the pages of strangers, which a browser lets send what they like."""

    async def guarded(request: Request) -> Response:
        if is_foreign(request.headers.get("origin")):
            return PlainTextResponse("pages of other machines may not call this service", 403)
        return await respond(request)

    return guarded


def _answering(market: Market, member: str, answer: Answer) -> Callable[[Request], Awaitable[Response]]:
    async def respond(request: Request) -> Response:
        try:
            return JSONResponse(await run_in_threadpool(answer, market, request))
        except YahooError as error:
            return _error(member, error)

    return respond


def _error(member: str, error: YahooError) -> Response:
    body = {"result": None, "error": {"code": error.code, "description": error.description}}
    return JSONResponse({member: body}, error.status)


async def _absent(scope: Any, receive: Any, send: Any) -> None:
    error = Absent(f"the synthetic market has no {scope['method']} {scope['path']}")
    await _error("finance", error)(scope, receive, send)


async def _crumb(_: Request) -> Response:
    return PlainTextResponse(CRUMB)


async def _no_page_but_cookie(_: Request) -> Response:
    return PlainTextResponse("", 404, headers={"Set-Cookie": COOKIE})


async def _cookie(_: Request) -> Response:
    return PlainTextResponse("", headers={"Set-Cookie": COOKIE})


async def _consent_form(_: Request) -> Response:
    return HTMLResponse(CONSENT_FORM)
