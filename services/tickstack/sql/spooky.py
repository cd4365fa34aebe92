"""SpookyHash V2 with seed 0: http://burtleburtle.net/bob/hash/spooky.html. The highest byte comes first."""

import struct

_MASK = (1 << 64) - 1
_MAGIC = 0xDEADBEEFDEADBEEF
_SHORT = 192
_SHORT_MIX = (50, 52, 30, 41, 54, 48, 38, 37, 62, 34, 5, 36)
_SHORT_END = (15, 52, 26, 51, 28, 9, 47, 54, 32, 25, 63)
_LONG_MIX = (11, 32, 43, 31, 17, 28, 39, 57, 55, 54, 22, 46)
_LONG_END = (44, 15, 34, 21, 38, 33, 10, 13, 38, 53, 42, 54)


def spooky_32(data: bytes) -> bytes:
    """The lower half."""
    return (_hash(data) & 0xFFFFFFFF).to_bytes(4, "big")


def spooky_64(data: bytes) -> bytes:
    """The first 64 bits."""
    return _hash(data).to_bytes(8, "big")


def _hash(data: bytes) -> int:
    return _short(data) if len(data) < _SHORT else _long(data)


def _left(value: int, count: int) -> int:
    return ((value << count) | (value >> (64 - count))) & _MASK


def _short_mix(state: list[int]) -> None:
    for step, count in enumerate(_SHORT_MIX):
        here, after, across = (step + 2) % 4, (step + 3) % 4, step % 4
        state[here] = (_left(state[here], count) + state[after]) & _MASK
        state[across] ^= state[here]


def _short(data: bytes) -> int:
    state = [0, 0, _MAGIC, _MAGIC]
    at = 0
    while at + 32 <= len(data):
        words = struct.unpack_from("<4Q", data, at)
        state[2:] = [(state[2] + words[0]) & _MASK, (state[3] + words[1]) & _MASK]
        _short_mix(state)
        state[:2] = [(state[0] + words[2]) & _MASK, (state[1] + words[3]) & _MASK]
        at += 32
    if at + 16 <= len(data):
        words = struct.unpack_from("<2Q", data, at)
        state[2:] = [(state[2] + words[0]) & _MASK, (state[3] + words[1]) & _MASK]
        _short_mix(state)
        at += 16
    rest = data[at:]
    low, high = int.from_bytes(rest[:8], "little"), int.from_bytes(rest[8:], "little")
    if not rest:
        low = high = _MAGIC
    state[2:] = [(state[2] + low) & _MASK, (state[3] + high + (len(data) << 56)) & _MASK]
    for step, count in enumerate(_SHORT_END):
        here, before = (step + 3) % 4, (step + 2) % 4
        state[here] ^= state[before]
        state[before] = _left(state[before], count)
        state[here] = (state[here] + state[before]) & _MASK
    return state[0]


def _long(data: bytes) -> int:
    state = [0, 0, _MAGIC] * 4
    end = len(data) // 96 * 96
    for at in range(0, end, 96):
        for index, word in enumerate(struct.unpack_from("<12Q", data, at)):
            state[index] = (state[index] + word) & _MASK
            state[(index + 2) % 12] ^= state[(index + 10) % 12]
            state[(index + 11) % 12] ^= state[index]
            state[index] = _left(state[index], _LONG_MIX[index])
            state[(index + 11) % 12] = (state[(index + 11) % 12] + state[(index + 1) % 12]) & _MASK
    rest = data[end:].ljust(96, b"\0")[:95] + bytes([len(data) - end])
    state = [(value + word) & _MASK for value, word in zip(state, struct.unpack("<12Q", rest), strict=True)]
    for _ in range(3):
        for index, count in enumerate(_LONG_END):
            first, second, third = (index + 11) % 12, (index + 1) % 12, (index + 2) % 12
            state[first] = (state[first] + state[second]) & _MASK
            state[third] ^= state[first]
            state[second] = _left(state[second], count)
    return state[0]
