"""State as bytes: what comes back, and what a file of somebody else's making may not do."""

import collections
import contextlib
import functools
import pickle
import subprocess
import threading
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from localstack.aws.api.s3 import ChecksumAlgorithm, StorageClass
from localstack.services.s3.models import S3DeleteMarker, S3Object, VersionedKeyStore

from tickstack.errors import StateError
from tickstack.localstack.durable import codec

plain = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text()
    | st.binary()
    | st.decimals(allow_nan=False)
    | st.uuids()
    | st.datetimes(timezones=st.sampled_from([UTC, ZoneInfo("GMT"), ZoneInfo("Europe/Berlin")])),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner) | st.tuples(inner, inner),
)


@given(plain)
def test_data_come_back_as_they_were(value: Any) -> None:
    assert codec.loads(codec.dumps(value)) == value


def test_objects_come_back_as_their_classes() -> None:
    stored = S3Object("a/../b", etag="0" * 32, size=3, checksum_algorithm=ChecksumAlgorithm.CRC64NVME)
    keys: Any = VersionedKeyStore()  # type: ignore[no-untyped-call]  # LocalStack's
    keys.set(stored.key, stored)
    keys.set(stored.key, S3DeleteMarker(stored.key, "v2"))
    back: Any = codec.loads(codec.dumps(keys))
    assert back.__class__ is VersionedKeyStore
    assert [type(version) for version in back.values(with_versions=True)] == [S3Object, S3DeleteMarker]
    first: Any = back.values(with_versions=True)[0]
    assert vars(first) == vars(stored)
    assert first.last_modified.tzinfo == ZoneInfo("GMT")
    assert first.storage_class is StorageClass.STANDARD


def test_a_lock_comes_back_as_one_that_nobody_holds() -> None:
    for lock in (threading.RLock(), threading.Lock()):
        with lock:
            back = codec.loads(codec.dumps({"lock": lock}))["lock"]
        assert back.acquire(blocking=False)


def test_shared_parts_stay_shared() -> None:
    inner: Any = collections.defaultdict(dict, {"a": {"b": Decimal(1)}})
    left, right = codec.loads(codec.dumps([inner, inner]))
    assert left is right
    assert left["new"] == {}


class Calls:
    """Pickles into a call of ``function`` with ``arguments``."""

    def __init__(self, function: Any, *arguments: Any) -> None:
        self.call = (function, arguments)

    def __reduce__(self) -> Any:
        return self.call


class Innocent(str):
    """A class of nobody's list that claims to be one of it."""

    __slots__ = ()


def opcodes(module: str, name: str, arguments: bytes = b")") -> bytes:
    """A pickle that calls ``module.name`` with the arguments that the opcodes ``arguments`` push."""
    named = b"".join(b"\x8c" + bytes([len(part)]) + part.encode() for part in (module, name))
    return b"\x80\x05" + named + b"\x93" + arguments + b"R."


MALICIOUS = {
    "a shell command": pickle.dumps(Calls(subprocess.getoutput, "true")),
    "os.system under its other name": opcodes("posix", "system", b"\x8c\x04true\x85"),
    "os.system through os": opcodes("os", "system", b"\x8c\x04true\x85"),
    "eval": pickle.dumps(Calls(eval, "1")),
    "getattr": pickle.dumps(Calls(getattr, "", "join")),
    "import": opcodes("builtins", "__import__", b"\x8c\x02os\x85"),
    "a partial": pickle.dumps(functools.partial(print, "x")),
    "a new class": pickle.dumps(Calls(type, "Trick", (str,), {})),
    "a class of no row": pickle.dumps(Innocent("x")),
    "a process": opcodes("subprocess", "Popen", b"\x8c\x04true\x85"),
    "a class that an allowed module imported": opcodes("localstack.services.s3.models", "ZoneInfo", b"\x8c\x03GMT\x85"),
    "a function of an allowed module": opcodes(
        "localstack.services.s3.models", "get_s3_checksum", b"\x8c\x05CRC32\x85"
    ),
    "a module's logger": opcodes("localstack.services.s3.models", "LOG"),
    "a method of an allowed class": opcodes("localstack.services.s3.models", "KeyStore.values"),
    "the class of an allowed class": opcodes("localstack.services.s3.models", "KeyStore.__class__"),
    "what a method can reach": opcodes("localstack.services.s3.models", "KeyStore.get.__globals__"),
    "the subclasses of an object": opcodes("builtins", "object.__subclasses__"),
    "copyreg's constructor": pickle.dumps(Path("x"), protocol=1),
    "the oldest global": b"cposix\nsystem\n(S'true'\ntR.",
    "the oldest instance": b"(S'true'\niposix\nsystem\n.",
    "something outside": b"\x80\x05\x8c\x01xQ.",
}


@pytest.mark.parametrize("payload", MALICIOUS.values(), ids=MALICIOUS)
def test_a_pickle_that_names_code_is_refused(payload: bytes) -> None:
    with pytest.raises(StateError, match=r"may not hold|outside of it"):
        codec.loads(codec.MARK + payload)


@pytest.mark.parametrize(
    "value", [print, functools.partial(print), Path("x"), codec, Innocent("x"), lambda: None, type]
)
def test_what_could_not_be_read_is_not_written(value: Any) -> None:
    with pytest.raises(StateError, match=r"may not hold|cannot be written"):
        codec.dumps({"value": value})


def test_a_refusal_names_the_class() -> None:
    with pytest.raises(StateError, match=r"subprocess\.Popen.*ALLOWED"):
        codec.loads(codec.MARK + opcodes("subprocess", "Popen"))


@pytest.mark.parametrize("data", [b"", b"tickstack-state 2\n\x80\x05N.", pickle.dumps(None)])
def test_another_format_is_refused(data: bytes) -> None:
    with pytest.raises(StateError, match="does not start with"):
        codec.loads(data)


@given(st.integers(min_value=0), st.integers(min_value=0, max_value=255))
def test_damage_is_an_error_of_its_own_or_other_data(position: int, byte: int) -> None:
    whole = codec.dumps({"id": UUID(int=1), "at": datetime(2026, 1, 1, tzinfo=UTC), "names": ["a", "b"]})
    damaged = bytearray(whole)
    damaged[len(codec.MARK) + position % (len(whole) - len(codec.MARK))] = byte
    with contextlib.suppress(StateError):  # any other error would fail here
        codec.loads(bytes(damaged))
