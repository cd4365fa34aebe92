"""S3's state after a crash: what was acknowledged is there, whatever happened at once and wherever the journal ends."""

import tempfile
from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from durable_s3 import ALONE, STEPS, Crash, OwnS3, Step
from full_disk import room_of
from tickstack.errors import StateError

buckets = st.sampled_from(["one-bucket", "two-bucket"])
keys = st.sampled_from(["other", "../../k", "\N{SNOWMAN}"])
steps = st.tuples(st.sampled_from(list(STEPS)), buckets, keys, st.integers(0, 9))
within = st.tuples(st.sampled_from([name for name in STEPS if name not in ALONE]), buckets, keys, st.integers(0, 9))
nested = st.tuples(steps, st.lists(within, max_size=2))
MADE: tuple[Step, ...] = (("create", "one-bucket", "", 0), ("put", "one-bucket", "other", 4))


def take(s3: OwnS3, step: Step, meanwhile: list[Step]) -> None:
    """Take ``step``; those ``meanwhile`` begin and end after it is done and before it is recorded."""
    inner = [] if step[0] in ALONE else meanwhile

    def happens_meanwhile() -> None:
        for one in inner:
            s3.take(one)

    s3.take(step, happens_meanwhile)


@given(st.lists(nested, max_size=25), nested, st.floats(0, 1, exclude_max=True))
@settings(max_examples=60, deadline=None)
def test_a_crash_leaves_what_was_acknowledged(
    before: list[tuple[Step, list[Step]]], last: tuple[Step, list[Step]], part: float
) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "s3"
        s3 = OwnS3(folder)
        for step in MADE:
            s3.take(step)
        for step, meanwhile in before:
            take(s3, step, meanwhile)
        acknowledged = s3.seen()
        s3.close()
        s3 = OwnS3(folder)
        assert s3.seen() == acknowledged
        crash = Crash(s3)
        take(s3, last[0], [])
        s3.close()
        crash.happen(part)
        s3 = OwnS3(folder)
        assert s3.seen() == acknowledged
        take(s3, *last)
        acknowledged = s3.seen()
        s3.close()
        s3 = OwnS3(folder)
        assert s3.seen() == acknowledged
        s3.close()


@pytest.fixture
def s3(tmp_path: Path) -> Iterator[OwnS3]:
    own = OwnS3(tmp_path / "s3")
    own.call("CreateBucket", Bucket="bucket")
    yield own
    own.close()


def put(s3: OwnS3, body: bytes, key: str = "k") -> None:
    s3.call("PutObject", Bucket="bucket", Key=key, Body=BytesIO(body))


def read(s3: OwnS3, key: str = "k") -> bytes:
    with s3.call("GetObject", Bucket="bucket", Key=key)["Body"] as body:
        content: bytes = body.read()
        return content


def files(s3: OwnS3) -> set[str]:
    return {path.name for path in (s3.folder / "objects").rglob("*") if path.is_file()}


def again(s3: OwnS3) -> OwnS3:
    s3.close()
    return OwnS3(s3.folder)


def test_who_reads_keeps_what_was_there_when_it_is_overwritten(s3: OwnS3) -> None:
    put(s3, b"old")
    with s3.call("GetObject", Bucket="bucket", Key="k")["Body"] as body:
        put(s3, b"new")
        assert body.read() == b"old"
    assert read(s3) == b"new"


def test_versions_put_at_once_keep_their_order(s3: OwnS3) -> None:
    s3.call("PutBucketVersioning", Bucket="bucket", VersioningConfiguration={"Status": "Enabled"})
    place = {"Bucket": "bucket", "Key": "k"}
    s3.call("PutObject", lambda: put(s3, b"second, told first"), **place, Body=BytesIO(b"first"))
    s3 = again(s3)
    assert read(s3) == b"second, told first"


def test_a_put_that_is_refused_leaves_the_object(s3: OwnS3) -> None:
    put(s3, b"good")
    with pytest.raises(Exception, match="did not match"):
        s3.call("PutObject", Bucket="bucket", Key="k", Body=BytesIO(b"bad"), ContentMD5="1B2M2Y8AsgTpgAmY7PhCfg==")
    assert read(s3) == b"good"
    s3 = again(s3)
    assert read(s3) == b"good"
    assert len(files(s3)) == 1


def test_what_cannot_be_recorded_is_not_acknowledged(s3: OwnS3) -> None:
    put(s3, b"good")
    size = (s3.folder / "journal").stat().st_size
    with room_of(size + 10), pytest.raises(OSError, match="too large"):
        put(s3, b"lost")
    put(s3, b"another", "other")
    s3 = again(s3)
    assert (read(s3), read(s3, "other")) == (b"good", b"another")


def test_an_object_whose_file_is_gone_says_so(s3: OwnS3) -> None:
    put(s3, b"content")
    (name,) = s3.state.catalog.files
    s3.state.files.path(name).unlink()
    with pytest.raises(StateError, match=r"the bytes of 'k' are not where .*objects"):
        read(s3)


def test_what_a_killed_process_left_is_removed(s3: OwnS3) -> None:
    put(s3, b"kept")
    kept = set(s3.state.catalog.files)
    stray = s3.folder / "objects" / "00" / ("0" * 32)
    stray.parent.mkdir(exist_ok=True)
    stray.write_bytes(b"written, never told")
    s3 = again(s3)
    assert files(s3) == kept
    assert read(s3) == b"kept"


def test_the_journal_does_not_grow_with_what_is_overwritten(s3: OwnS3) -> None:
    sizes = []
    for number in range(3):
        put(s3, b"%d" % number)
        for _ in range(20):
            put(s3, b"again")
        s3 = again(s3)
        sizes.append((s3.folder / "journal").stat().st_size)
    assert all(abs(left - right) < 100 for left, right in pairwise(sizes))


def test_a_journal_that_grew_large_is_written_anew_meanwhile(tmp_path: Path) -> None:
    s3 = OwnS3(tmp_path / "own", room=20_000)
    s3.call("CreateBucket", Bucket="bucket")
    largest = 0
    for number in range(200):
        put(s3, b"%d" % number)
        largest = max(largest, (s3.folder / "journal").stat().st_size)
    before = s3.seen()
    assert 20_000 < largest < 30_000
    s3 = again(s3)
    assert s3.seen() == before
    s3.close()


def test_a_second_process_is_refused(s3: OwnS3) -> None:
    with pytest.raises(StateError, match="in use"):
        OwnS3(s3.folder)


def test_a_forgotten_state_stays_forgotten(s3: OwnS3) -> None:
    put(s3, b"x")
    s3.call("PutBucketTagging", Bucket="bucket", Tagging={"TagSet": [{"Key": "a", "Value": "b"}]})
    s3.state.forget()
    assert again(s3).seen() == {"buckets": {}, "owners": {}, "tags": {}}
