"""Which web pages may call a service of this machine: local ones.

A browser lets every page send requests to 127.0.0.1, also under a name of the page's own whose DNS entry is changed to
that address. It names the page in ``Origin`` wherever a request is not a plain read; programs send no such header.
"""

import ipaddress
from urllib.parse import urlsplit


def is_foreign(origin: str | None) -> bool:
    """Whether ``origin``, a request's header, names a page that does not come from this machine."""
    if origin is None:
        return False
    try:
        host = urlsplit(origin).hostname or ""
    except ValueError:
        return True
    if host == "localhost" or host.endswith(".localhost"):
        return False
    try:
        return not ipaddress.ip_address(host).is_loopback
    except ValueError:
        return True
