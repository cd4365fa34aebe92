"""``python -m tickstack.yahoo``: the proxy on the market's port, before a TLS server that plays Yahoo's hosts.

With ``--tls-host 0.0.0.0 --tls-port 443`` the TLS server is also reached directly, by names that point to it.
"""

import argparse
import asyncio
import logging
import os
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from starlette.applications import Starlette

from tickstack.errors import SettingError
from tickstack.settings import Settings
from tickstack.yahoo.app import admin_app, yahoo_app
from tickstack.yahoo.hosts import HOSTS
from tickstack.yahoo.market import Market
from tickstack.yahoo.proxy import Address, Proxy
from tickstack.yahoo.tls import Certificates, ensure_certificates
from tickstack.yahoo.traffic import RequestLog, Throttle

LOOPBACK = "127.0.0.1"
log = logging.getLogger("tickstack.yahoo")


class Server(uvicorn.Server):
    """A server that leaves the process's signals alone: several run in one loop."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


async def serve(settings: Settings, tls_address: Address) -> None:
    """Serve until SIGTERM or SIGINT. Raises OSError when a port is taken."""
    market, requests, throttle = Market.of(settings), RequestLog(), Throttle()
    certificates = ensure_certificates(settings.state_dir / "market", HOSTS)
    door = socket.create_server((settings.host, settings.market_port))
    tls, plain = socket.create_server(tls_address), socket.create_server((LOOPBACK, 0))
    servers = [
        (_server(yahoo_app(market, requests, throttle), certificates), tls),
        (_server(admin_app(market, requests, throttle)), plain),
    ]
    stopped = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    proxy = Proxy(HOSTS, (LOOPBACK, tls.getsockname()[1]), plain.getsockname()[:2])
    async with asyncio.TaskGroup() as tasks:
        for server, listener in servers:
            tasks.create_task(server.serve(sockets=[listener]))
        listening = await proxy.listen(door)
        log.info("synthetic market of seed %d on %s, TLS on %s", market.seed, settings.market_url, tls.getsockname())
        await stopped.wait()
        listening.close()
        listening.close_clients()
        for server, _ in servers:
            server.should_exit = True


def _server(app: Starlette, certificates: Certificates | None = None) -> Server:
    return Server(
        uvicorn.Config(
            app,
            loop="asyncio",
            http="h11",
            ws="none",
            lifespan="off",
            access_log=False,
            log_config=None,
            timeout_graceful_shutdown=3,
            ssl_certfile=certificates.chain if certificates else None,
            ssl_keyfile=certificates.key if certificates else None,
        )
    )


def main() -> int:
    arguments = argparse.ArgumentParser(prog="python -m tickstack.yahoo", description=__doc__)
    arguments.add_argument("--tls-host", default=LOOPBACK, help="address of the TLS server")
    arguments.add_argument("--tls-port", default=0, type=int, help="its port; 0 takes a free one")
    given = arguments.parse_args()
    logging.basicConfig(stream=sys.stderr, level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    try:
        settings = Settings.from_environment(os.environ)
        asyncio.run(serve(settings, (given.tls_host, given.tls_port)))
    except (SettingError, OSError) as error:
        log.error("%s", error)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
