"""Bytes as text and numbers, with the errors of the Java classes that Trino uses."""

import base64
import binascii
import struct

from tickstack.sql.python import refusal

_BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
_BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_LARGEST = 2147483647


def _invalid(message: str) -> Exception:
    return refusal("INVALID_FUNCTION_ARGUMENT", message)


def _bytes(data: str | bytes) -> bytes:
    return data.encode() if isinstance(data, str) else data


def substring(data: bytes, start: int, length: int = _LARGEST) -> bytes:
    """From a place on, counted from the end if it is negative."""
    begin = start - 1 if start > 0 else start + len(data)
    return b"" if start == 0 or length <= 0 or begin < 0 else data[begin : begin + length]


def _padding(data: bytes, length: int, pad: bytes) -> bytes:
    if not 0 <= length <= _LARGEST:
        raise _invalid(f"Target length must be in the range [0..{_LARGEST}]")
    if not pad:
        raise _invalid("Padding bytes must not be empty")
    missing = max(0, length - len(data))
    return (pad * (missing // len(pad) + 1))[:missing]


def padded_left(data: bytes, length: int, pad: bytes) -> bytes:
    """``data`` brought to a length at its beginning, or cut."""
    return (_padding(data, length, pad) + data)[: max(length, 0)] if len(data) < length else _cut(data, length, pad)


def padded_right(data: bytes, length: int, pad: bytes) -> bytes:
    """``data`` brought to a length at its end, or cut."""
    return data + _padding(data, length, pad) if len(data) < length else _cut(data, length, pad)


def _cut(data: bytes, length: int, pad: bytes) -> bytes:
    _padding(data, length, pad)
    return data[:length]


def reversed_bytes(data: bytes) -> bytes:
    """The bytes from the last to the first."""
    return data[::-1]


def from_hex(data: str | bytes) -> bytes:
    """Pairs of digits of either case."""
    digits = _bytes(data)
    if len(digits) % 2:
        raise _invalid(f"invalid input length {len(digits)}")
    try:
        return binascii.unhexlify(digits)
    except binascii.Error:
        wrong = next(byte for byte in digits if chr(byte) not in "0123456789abcdefABCDEF")
        raise _invalid(f'not a hexadecimal digit: "{chr(wrong)}" = {wrong}') from None


def from_base64(data: str | bytes) -> bytes:
    """Base 64, whose padding may be missing."""
    return _from_base64(_bytes(data), b"+/")


def from_base64url(data: str | bytes) -> bytes:
    """Base 64 in the alphabet for URLs."""
    return _from_base64(_bytes(data), b"-_")


def _from_base64(data: bytes, extra: bytes) -> bytes:
    if len(data) == 1:
        raise _invalid("Input byte[] should at least have 2 bytes for base64 bytes")
    body = data.rstrip(b"=")
    letters = _BASE64.encode() + extra
    wrong = next((index for index, byte in enumerate(body) if byte not in letters), None)
    if wrong is not None:
        raise _misplaced(data, wrong)
    padding, rest = len(data) - len(body), len(body) % 4
    if padding and (rest == 0 or (rest == 2 and padding == 1)):
        raise _invalid("Input byte array has wrong 4-byte ending unit")
    if rest == 1:
        raise _invalid("Last unit does not have enough valid bits")
    if padding > 4 - rest:
        raise _invalid(f"Input byte array has incorrect ending byte at {len(body) + 4 - rest}")
    return base64.b64decode(body + b"=" * (-len(body) % 4), extra)


def _misplaced(data: bytes, index: int) -> Exception:
    """The error of a byte that is no letter: ``=`` ends the text, so that what follows it is left over."""
    if data[index] != ord("="):
        signed = data[index] - 256 if data[index] > 127 else data[index]
        return _invalid(f"Illegal base64 character {signed:x}")
    rest = index % 4
    if rest == 0 or (rest == 2 and data[index + 1 : index + 2] != b"="):
        return _invalid("Input byte array has wrong 4-byte ending unit")
    if rest == 1:
        return _invalid("Last unit does not have enough valid bits")
    return _invalid(f"Input byte array has incorrect ending byte at {index + 4 - rest}")


def to_base32(data: bytes) -> str:
    """Base 32 with its padding."""
    return base64.b32encode(data).decode()


def from_base32(data: str | bytes) -> bytes:
    """Base 32 in capitals, whose padding may be missing."""
    text = data if isinstance(data, str) else data.decode("utf-8", "replace")
    body = text.rstrip("=")
    if len(body) % 8 in (1, 3, 6):
        raise _invalid(f"Invalid input length {len(body)}")
    wrong = next((letter for letter in body if letter not in _BASE32), None)
    if wrong is not None:
        raise _invalid(f"Unrecognized character: {wrong if '!' <= wrong <= '~' else f'0x{ord(wrong):x}'}")
    return base64.b32decode(body + "=" * (-len(body) % 8))


def to_big_endian_32(value: int) -> bytes:
    """Four bytes."""
    return struct.pack(">i", value)


def to_big_endian_64(value: int) -> bytes:
    """Eight bytes."""
    return struct.pack(">q", value)


def from_big_endian_32(data: bytes) -> int:
    """The number in four bytes."""
    if len(data) != 4:
        raise _invalid(f"expected 4-byte input, but got instead: {len(data)}")
    return int.from_bytes(data, "big", signed=True)


def from_big_endian_64(data: bytes) -> int:
    """The number in eight bytes."""
    if len(data) != 8:
        raise _invalid(f"expected 8-byte input, but got instead: {len(data)}")
    return int.from_bytes(data, "big", signed=True)


def to_ieee754_32(value: float) -> bytes:
    """A real's four bytes."""
    return struct.pack(">f", value)


def to_ieee754_64(value: float) -> bytes:
    """A double's eight bytes."""
    return struct.pack(">d", value)


def from_ieee754_32(data: bytes) -> float:
    """The real in four bytes."""
    if len(data) != 4:
        raise _invalid("Input floating-point value must be exactly 4 bytes long")
    return float(struct.unpack(">f", data)[0])


def from_ieee754_64(data: bytes) -> float:
    """The double in eight bytes."""
    if len(data) != 8:
        raise _invalid("Input floating-point value must be exactly 8 bytes long")
    return float(struct.unpack(">d", data)[0])
