"""Parts of a URL by the rules of Java's ``java.net.URI``: text that it refuses has none, and its parts are NULL.

https://docs.oracle.com/en/java/javase/17/docs/api/java.base/java/net/URI.html: RFC 2396 with IPv6 addresses, and with
other characters of Unicode than controls and blanks. An authority that is no host and port is taken as it is.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote_plus

from tickstack.sql.python import refusal

_PARTS = re.compile(r"(?:([^:/?#]+):)?(?://([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?", re.DOTALL)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*")
_OTHER = r"[^\x00-\x9f\s\u2028\u2029]"  # beyond ASCII, neither control nor blank
_ESCAPED = r"%[0-9A-Fa-f]{2}"
_MARKS = r"A-Za-z0-9_.!~*'()\-"
_PATH = re.compile(rf"(?:[{_MARKS}:@&=+$,;/]|{_ESCAPED}|{_OTHER})*")
_ANY = re.compile(rf"(?:[{_MARKS};/?:@&=+$,\[\]]|{_ESCAPED}|{_OTHER})*")
_OPAQUE = re.compile(rf"(?:[{_MARKS};/?:@&=+$,]|{_ESCAPED}|{_OTHER})*")
_USER = rf"(?:[{_MARKS};:&=+$,]|{_ESCAPED}|{_OTHER})*"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?"
_NAME = rf"(?:{_LABEL}\.)*[A-Za-z](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.?"
_BYTE = r"(?:25[0-5]|2[0-4]\d|1?\d?\d)"
_IPV4 = rf"{_BYTE}(?:\.{_BYTE}){{3}}"
_IPV6 = r"\[[0-9A-Fa-f:.]+(?:%[\w.-]+)?\]"
_SERVER = re.compile(rf"(?:{_USER}@)?({_NAME}|{_IPV4}|{_IPV6})(?::(\d*))?")
_REGISTRY = re.compile(rf"(?:[{_MARKS}$,;:@&=+]|{_ESCAPED}|{_OTHER})+")
_LARGEST = 2147483647


@dataclass(frozen=True)
class _Uri:
    scheme: str | None
    host: str | None
    port: int | None
    path: str | None
    query: str | None
    fragment: str | None


def _authority(text: str) -> tuple[str | None, int | None] | None:
    """Host and port; neither for an authority of another kind; None for one that is refused."""
    server = _SERVER.fullmatch(text)
    if server is not None and int(server[2] or 0) <= _LARGEST:
        return server[1], int(server[2]) if server[2] else None
    return (None, None) if _REGISTRY.fullmatch(text) else None


@lru_cache(maxsize=256)
def _parsed(url: str) -> _Uri | None:
    match = _PARTS.fullmatch(url)
    assert match is not None
    scheme, authority, path, query, fragment = match.groups()
    if (scheme is None and url.startswith(":")) or (scheme and not _SCHEME.fullmatch(scheme)):
        return None
    if fragment is not None and not _ANY.fullmatch(fragment):
        return None
    if scheme and authority is None and not path.startswith("/"):
        rest = path + ("" if query is None else f"?{query}")
        return _Uri(scheme, None, None, None, None, fragment) if rest and _OPAQUE.fullmatch(rest) else None
    if not _PATH.fullmatch(path) or (query is not None and not _ANY.fullmatch(query)):
        return None
    if authority == "" and not path and query is None and fragment is None:
        return None
    found = _authority(authority) if authority else (None, None)
    return None if found is None else _Uri(scheme, found[0], found[1], path, query, fragment)


def _plain(text: str) -> str:
    """Escapes decoded; bytes that are no UTF-8 become replacement characters."""
    return re.sub(rf"(?:{_ESCAPED})+", lambda run: _unescaped(run[0]), text)


def _unescaped(run: str) -> str:
    return bytes.fromhex(run.replace("%", "")).decode("utf-8", "replace")


def protocol(url: str) -> str | None:
    """The scheme, or nothing for a URL without one."""
    found = _parsed(url)
    return None if found is None else found.scheme or ""


def host(url: str) -> str | None:
    """The host, or nothing."""
    found = _parsed(url)
    return None if found is None else found.host or ""


def port(url: str) -> int | None:
    """The port, NULL if it is not said."""
    found = _parsed(url)
    return None if found is None else found.port


def path(url: str) -> str | None:
    """The path, decoded."""
    found = _parsed(url)
    return None if found is None else _plain(found.path or "")


def query(url: str) -> str | None:
    """The query, decoded."""
    found = _parsed(url)
    return None if found is None else _plain(found.query or "")


def fragment(url: str) -> str | None:
    """The fragment, decoded."""
    found = _parsed(url)
    return None if found is None else _plain(found.fragment or "")


def parameter(url: str, name: str) -> str | None:
    """The first value of a parameter of the query, decoded."""
    found = _parsed(url)
    if found is None or found.query is None:
        return None
    for part in found.query.split("&"):
        key, _, value = part.partition("=")
        if key == name:
            return decoded(value)
    return None


def encoded(text: str) -> str:
    """Text as a form's parameter."""
    return quote_plus(text, safe="*").replace("~", "%7E")


def decoded(text: str) -> str:
    """A form's parameter as text. Raises INVALID_FUNCTION_ARGUMENT in the words of Java's URLDecoder."""
    text = text.replace("+", " ")
    made, at = [], 0
    for run in re.finditer(r"(?:%[0-9A-Fa-f]{2})+", text):
        made += [_literal(text[at : run.start()]), _unescaped(run[0])]
        at = run.end()
    return "".join((*made, _literal(text[at:])))


def _literal(text: str) -> str:
    at = text.find("%")
    if at < 0:
        return text
    if len(text) - at < 3:
        raise refusal("INVALID_FUNCTION_ARGUMENT", "URLDecoder: Incomplete trailing escape (%) pattern")
    digits = text[at + 1 : at + 3]
    wrong = 0 if digits[0] not in "0123456789abcdefABCDEF" else 1
    message = f'URLDecoder: Illegal hex characters in escape (%) pattern - Error at index {wrong} in: "{digits}"'
    raise refusal("INVALID_FUNCTION_ARGUMENT", message)
