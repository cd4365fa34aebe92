"""Hashes: the vectors of their authors, and of the reference implementations."""

import pytest

from tickstack.sql import digests, spooky


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "ef46db3751d8e999"),
        (b"abc", "44bc2cf5ad770999"),
        (bytes(range(100)), "6ac1e58032166597"),
    ],
)
def test_xxhash64(data: bytes, expected: str) -> None:
    assert digests.xxhash64(data).hex() == expected


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "00000000000000000000000000000000"),
        (b"abc", "6778ad3f3f3f96b4522dca264174a23b"),
        (bytes(range(45)), "4fb3c0d4f4b12e56b7abf2cc11e5be8a"),
    ],
)
def test_murmur3(data: bytes, expected: str) -> None:
    assert digests.murmur3(data).hex() == expected


def test_spooky() -> None:
    data = bytes((index + 128) & 255 for index in range(512))
    assert [spooky.spooky_32(data[:length]).hex() for length in range(5)] == [
        "6bf50919",
        "70de1d26",
        "a2b37298",
        "35bc5fbf",
        "8223b279",
    ]
    assert spooky.spooky_64(data[:200]).hex() == "60a579a81f6f7162"
    assert spooky.spooky_64(data[:400]).hex() == "eb92085d3e6d5294"
