"""Hashes that DuckDB has not: xxHash64, MurmurHash3 (x64, 128 bits), SpookyHash V2, and those of Python's library."""

import hashlib
import hmac
import struct
import zlib

_MASK = (1 << 64) - 1


def crc32(data: bytes) -> int:
    """The checksum of zip files."""
    return zlib.crc32(data)


def sha512(data: bytes) -> bytes:
    """SHA-512."""
    return hashlib.sha512(data).digest()


def hmac_md5(data: bytes, key: bytes) -> bytes:
    """A keyed MD5."""
    return hmac.digest(key, data, "md5")


def hmac_sha1(data: bytes, key: bytes) -> bytes:
    """A keyed SHA-1."""
    return hmac.digest(key, data, "sha1")


def hmac_sha256(data: bytes, key: bytes) -> bytes:
    """A keyed SHA-256."""
    return hmac.digest(key, data, "sha256")


def hmac_sha512(data: bytes, key: bytes) -> bytes:
    """A keyed SHA-512."""
    return hmac.digest(key, data, "sha512")


def _left(value: int, count: int) -> int:
    return ((value << count) | (value >> (64 - count))) & _MASK


_P1, _P2, _P3 = 0x9E3779B185EBCA87, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9
_P4, _P5 = 0x85EBCA77C2B2AE63, 0x27D4EB2F165667C5


def _round(lane: int, word: int) -> int:
    return _left((lane + word * _P2) & _MASK, 31) * _P1 & _MASK


def _long_start(data: bytes) -> tuple[int, int]:
    """xxHash's value of the stripes of 32 bytes, and where they end."""
    lanes = [(_P1 + _P2) & _MASK, _P2, 0, -_P1 & _MASK]
    at = 0
    while at + 32 <= len(data):
        words = struct.unpack_from("<4Q", data, at)
        lanes = [_round(lane, word) for lane, word in zip(lanes, words, strict=True)]
        at += 32
    value = sum(_left(lane, count) for lane, count in zip(lanes, (1, 7, 12, 18), strict=True)) & _MASK
    for lane in lanes:
        value = ((value ^ _round(0, lane)) * _P1 + _P4) & _MASK
    return value, at


def xxhash64(data: bytes) -> bytes:
    """https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md, seed 0, the highest byte first."""
    value, at = _long_start(data) if len(data) >= 32 else (_P5, 0)
    value = (value + len(data)) & _MASK
    while at + 8 <= len(data):
        value ^= _round(0, int.from_bytes(data[at : at + 8], "little"))
        value = (_left(value, 27) * _P1 + _P4) & _MASK
        at += 8
    if at + 4 <= len(data):
        value ^= int.from_bytes(data[at : at + 4], "little") * _P1 & _MASK
        value = (_left(value, 23) * _P2 + _P3) & _MASK
        at += 4
    for byte in data[at:]:
        value = _left(value ^ (byte * _P5 & _MASK), 11) * _P1 & _MASK
    value = (value ^ (value >> 33)) * _P2 & _MASK
    value = (value ^ (value >> 29)) * _P3 & _MASK
    return (value ^ (value >> 32)).to_bytes(8, "big")


_C1, _C2 = 0x87C37B91114253D5, 0x4CF5AD432745937F


def _final(value: int) -> int:
    value = (value ^ (value >> 33)) * 0xFF51AFD7ED558CCD & _MASK
    value = (value ^ (value >> 33)) * 0xC4CEB9FE1A85EC53 & _MASK
    return value ^ (value >> 33)


def murmur3(data: bytes) -> bytes:
    """https://github.com/aappleby/smhasher (MurmurHash3_x64_128), seed 0."""
    first = second = 0
    end = len(data) // 16 * 16
    for at in range(0, end, 16):
        low, high = struct.unpack_from("<2Q", data, at)
        first ^= _left(low * _C1 & _MASK, 31) * _C2 & _MASK
        first = ((_left(first, 27) + second) * 5 + 0x52DCE729) & _MASK
        second ^= _left(high * _C2 & _MASK, 33) * _C1 & _MASK
        second = ((_left(second, 31) + first) * 5 + 0x38495AB5) & _MASK
    tail = data[end:]
    if len(tail) > 8:
        second ^= _left(int.from_bytes(tail[8:], "little") * _C2 & _MASK, 33) * _C1 & _MASK
    first ^= _left(int.from_bytes(tail[:8], "little") * _C1 & _MASK, 31) * _C2 & _MASK
    first, second = first ^ len(data), second ^ len(data)
    first = (first + second) & _MASK
    second = (second + first) & _MASK
    first, second = _final(first), _final(second)
    first = (first + second) & _MASK
    return struct.pack("<2Q", first, (second + first) & _MASK)
