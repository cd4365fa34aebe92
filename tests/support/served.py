"""ASGI applications on ports of their own, served from a thread of the test."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from starlette.applications import Starlette


@contextmanager
def served(application: Starlette, host: str = "127.0.0.1") -> Iterator[str]:
    """The address of ``application``, served from a thread on a free port until the block ends."""
    config = uvicorn.Config(application, host=host, port=0, log_config=None, lifespan="off", server_header=False)
    server = uvicorn.Server(config)
    # With the protocol named asyncio sends each packet at once; without it every answer waits for 40 ms.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.bind((host, 0))
    listener.listen()  # who calls before the thread is there waits, and is not refused
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, name="served")
    thread.start()
    try:
        yield f"http://{host}:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()
        listener.close()
