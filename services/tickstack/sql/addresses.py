"""IP addresses: sixteen bytes, of which an IPv4 address has the last four, mapped into IPv6.

https://trino.io/docs/current/language/types.html#ipaddress, IpAddressOperators and IpAddressFunctions of Trino.
"""

import ipaddress
from collections.abc import Callable
from typing import Any

from tickstack.sql.coercion import Typed
from tickstack.sql.python import python, refusal
from tickstack.sql.types import TrinoType

_MAPPED = b"\x00" * 10 + b"\xff" * 2


def _bytes(text: str) -> bytes:
    """The four or sixteen bytes of an address. Raises ValueError."""
    if "%" in text:
        raise ValueError("no zones")
    packed = ipaddress.ip_address(text).packed
    return packed.removeprefix(_MAPPED) if len(packed) == 16 else packed


def is_address(text: str) -> bool:
    """Whether it is an address of IPv4 or IPv6."""
    try:
        return bool(_bytes(text))
    except ValueError:
        return False


def read(text: str) -> bytes:
    """The address that a text is."""
    try:
        return _whole(_bytes(text))
    except ValueError:
        raise refusal("INVALID_CAST_ARGUMENT", f"Cannot cast value to IPADDRESS: {text}") from None


def _whole(address: bytes) -> bytes:
    return _MAPPED + address if len(address) == 4 else address


def from_bytes(value: bytes) -> bytes:
    """The address of four or sixteen bytes."""
    if len(value) not in (4, 16):
        raise refusal("INVALID_CAST_ARGUMENT", f"Invalid InetAddress binary length: {len(value)}")
    return _whole(value)


def shown(address: bytes) -> str:
    """``10.0.0.1`` or ``2001:db8::1``, as RFC 5952 has it."""
    short = address.removeprefix(_MAPPED) if len(address) == 16 else address
    return str(ipaddress.IPv4Address(short) if len(short) == 4 else ipaddress.IPv6Address(short))


def contains(network: str, address: bytes) -> bool:
    """Whether a network in CIDR notation has the address."""
    text, slash, length = network.partition("/")
    if not slash:
        raise refusal("INVALID_FUNCTION_ARGUMENT", "Invalid CIDR")
    try:
        first = _bytes(text)
    except ValueError:
        raise refusal("INVALID_FUNCTION_ARGUMENT", "Invalid network IP address") from None
    other = address.removeprefix(_MAPPED)
    if len(first) != len(other):
        return False
    bits = len(first) * 8
    if not length.isdecimal() or int(length) > bits:
        raise refusal("INVALID_FUNCTION_ARGUMENT", "Invalid prefix length")
    ignored = bits - int(length)
    return int.from_bytes(first) >> ignored == int.from_bytes(other) >> ignored


_CASTS: dict[tuple[str, str], Callable[..., Any]] = {
    ("varchar", "ipaddress"): read,
    ("varbinary", "ipaddress"): from_bytes,
    ("ipaddress", "varchar"): shown,
}


def cast(value: str, source: TrinoType, target: TrinoType) -> str | None:
    """The SQL of a cast from or to an address, or None when there is no such cast."""
    if (source.base, target.base) == ("ipaddress", "varbinary"):
        return value
    function = _CASTS.get((source.base, target.base))
    if function is None or target.numbers:
        return None
    return python(function).sql([Typed(value, source)], target)
