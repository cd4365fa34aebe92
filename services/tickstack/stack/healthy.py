"""``python -I -S healthy.py URL [SECONDS]``: whether the service at URL is well; a container's health check.

Run as a file, with nothing but the standard library, so that asking costs milliseconds. Waits up to SECONDS for a
service that is starting. An answer with a list of init scripts, as LocalStack's is, is good when each has succeeded,
and bad for good when one has failed.
"""

import socket
import sys
import time

POLL = 0.2
PATIENCE = 5.0


class FailedError(Exception):
    """The service will never be well."""


def fetch(url: str) -> bytes:
    """The body of a successful answer. Raises OSError or ValueError otherwise."""
    address, slash, path = url.removeprefix("http://").partition("/")
    host, _, port = address.partition(":")
    with socket.create_connection((host, int(port)), timeout=PATIENCE) as connection:
        request = f"GET {slash}{path} HTTP/1.0\r\nHost: {address}\r\nConnection: close\r\n\r\n"
        connection.sendall(request.encode())
        with connection.makefile("rb") as answer:
            status, _, rest = answer.read().partition(b"\r\n")
    if status.split(b" ")[1:2] != [b"200"]:
        raise ValueError(f"{url} answers {status.decode(errors='replace')}")
    return rest.partition(b"\r\n\r\n")[2]


def verdict(body: bytes) -> str:
    """What is still to be waited for; empty when the service is well. Raises FailedError for a script that failed."""
    if b'"scripts"' not in body:
        return ""
    import json

    stage = json.loads(body)
    states = {script["name"]: script["state"] for script in stage["scripts"]}
    failed = [name for name, state in states.items() if state == "ERROR"]
    if failed:
        raise FailedError(f"the init script {failed[0]} failed; docker compose logs says why")
    waiting = [name for name, state in states.items() if state != "SUCCESSFUL"]
    return "" if stage["completed"] and not waiting else f"waiting for {waiting or 'the init scripts'}"


def wait(url: str, seconds: float) -> str:
    """The empty text as soon as the service is well; what is wrong when it is not within ``seconds``."""
    deadline = time.monotonic() + seconds
    while True:
        try:
            wrong = verdict(fetch(url))
        except FailedError as failed:
            return str(failed)
        except (OSError, ValueError) as error:
            wrong = str(error)
        if not wrong or time.monotonic() >= deadline:
            return wrong
        time.sleep(POLL)


if __name__ == "__main__":
    sys.exit(wait(sys.argv[1], float(sys.argv[2]) if len(sys.argv) > 2 else PATIENCE) or None)
