"""The journal: an unfinished last record is dropped, everything else that does not fit is refused."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from full_disk import room_of
from tickstack.errors import StateError
from tickstack.localstack.s3.journal import MARK, Journal

records = st.lists(st.binary(max_size=40), max_size=6)


def read(path: Path) -> list[bytes]:
    journal = Journal(path)
    try:
        return list(journal.read())
    finally:
        journal.close()


def written(path: Path, content: list[bytes]) -> list[int]:
    """Write ``content`` and return where each record ends, the mark first."""
    journal = Journal(path)
    assert list(journal.read()) == []
    ends = [journal.size]
    for record in content:
        journal.append(record)
        ends.append(journal.size)
    journal.close()
    return ends


@given(records, st.integers(0))
def test_the_records_before_the_torn_one_are_there(content: list[bytes], place: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "journal"
        ends = written(path, content)
        whole = path.read_bytes()
        cut = len(MARK) + place % (len(whole) - len(MARK) + 1)
        path.write_bytes(whole[:cut])
        kept = content[: sum(end <= cut for end in ends) - 1]
        assert read(path) == kept
        journal = Journal(path)
        assert list(journal.read()) == kept
        journal.append(b"goes on")
        journal.close()
        assert read(path) == [*kept, b"goes on"]


@given(records.filter(bool), st.integers(0), st.integers(1, 255))
def test_no_acknowledged_record_is_dropped_for_damage(content: list[bytes], place: int, flip: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "journal"
        written(path, content)
        damaged = bytearray(path.read_bytes())
        damaged[place % len(damaged)] ^= flip
        path.write_bytes(bytes(damaged))
        with pytest.raises(StateError, match=r"journal .*tickstack down --volumes"):
            read(path)


@pytest.mark.parametrize("content", [b"", MARK[:-1], b"tickstack-s3-journal 2\n", b"\x00" * 40])
def test_a_journal_of_another_format_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "journal"
    path.write_bytes(content)
    with pytest.raises(StateError, match="does not start as a journal of this version"):
        read(path)


@given(records, records)
def test_a_rewritten_journal_holds_the_new_records(old: list[bytes], new: list[bytes]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "journal"
        written(path, old)
        journal = Journal(path)
        assert list(journal.read()) == old
        journal.rewrite(new)
        journal.append(b"after")
        journal.close()
        assert read(path) == [*new, b"after"]


def test_a_crash_while_it_is_rewritten_leaves_the_former_one(tmp_path: Path) -> None:
    path = tmp_path / "journal"
    written(path, [b"old"])
    path.with_name("journal.new").write_bytes(MARK + b"half")
    assert read(path) == [b"old"]


def test_a_full_disk_leaves_no_half_record(tmp_path: Path) -> None:
    path = tmp_path / "journal"
    written(path, [b"old"])
    journal = Journal(path)
    assert list(journal.read()) == [b"old"]
    with room_of(journal.size + 20), pytest.raises(OSError, match="too large"):
        journal.append(b"x" * 100)
    journal.append(b"new")
    journal.close()
    assert read(path) == [b"old", b"new"]


def test_one_process_at_a_time(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "journal")
    with pytest.raises(StateError, match="in use by another LocalStack"):
        Journal(tmp_path / "journal")
    journal.close()
    Journal(tmp_path / "journal").close()
