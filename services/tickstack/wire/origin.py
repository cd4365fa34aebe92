"""Which web pages may call a service of this machine: local ones.

A browser lets every page send requests to 127.0.0.1, also under a name of the page's own whose DNS entry is changed to
that address. It names the page in ``Origin`` wherever a request is not a plain read, tells with ``Sec-Fetch-Site``
whether a plain read comes from elsewhere, and keeps the page's name in ``Host``. Programs send neither of the former.
"""

import ipaddress
from collections.abc import Mapping
from urllib.parse import urlsplit

_OURS = ("localhost", "localhost.localstack.cloud", "amazonaws.com", "internal")
"""Names, with those below them, that no stranger can point at this machine; ``internal`` is Docker's for its host."""


def is_foreign(origin: str | None) -> bool:
    """Whether ``origin``, a request's header, names a page that does not come from this machine."""
    if origin is None:
        return False
    try:
        host = urlsplit(origin).hostname or ""
    except ValueError:
        return True
    if host == "localhost" or host.endswith((".localhost", ".localhost.localstack.cloud")):
        return False
    try:
        return not ipaddress.ip_address(host).is_loopback
    except ValueError:
        return True


def comes_from_a_stranger(headers: Mapping[str, str], parameters: Mapping[str, str]) -> bool:
    """Whether a request with these headers and query ``parameters`` was made by a page of another site.

    Following a link is no such call, unless it names an API's ``Action``.
    """
    if is_foreign(headers.get("Origin")) or not _is_ours(headers.get("Host", "")):
        return True
    if "Origin" in headers or headers.get("Sec-Fetch-Site", "none") in ("none", "same-origin"):
        return False
    return headers.get("Sec-Fetch-Mode") != "navigate" or "Action" in parameters


def _is_ours(host: str) -> bool:
    try:
        name = urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return False
    if "." not in name or name.endswith(tuple(f".{ours}" for ours in _OURS)):
        return True
    try:
        return bool(ipaddress.ip_address(name))
    except ValueError:
        return name in _OURS
