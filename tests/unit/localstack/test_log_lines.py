"""Which log lines last: the newest of each group, however many streams they are in."""

from itertools import chain
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from moto.logs import models

from tickstack.localstack.durable import codec
from tickstack.localstack.durable.log_lines import KEPT, newest

GROUP: Any = models.LogGroup


def group(*counts: int) -> Any:
    """A group whose streams, the first one written to first, hold so many lines."""
    made = GROUP("000000000000", "us-east-1", "g")
    for number, count in enumerate(counts):
        made.create_log_stream(f"s{number}")
        made.streams[f"s{number}"].put_log_events([{"timestamp": 1, "message": f"{number}/{i}"} for i in range(count)])
        made.streams[f"s{number}"].last_ingestion_time = number
    return made


def lines(kept: Any) -> list[str]:
    return [event.message for event in chain.from_iterable(stream.events for stream in kept.streams.values())]


@given(counts=st.lists(st.sampled_from([0, 1, 7, KEPT - 1, KEPT, KEPT + 1]), max_size=4))
def test_the_newest_lines_last_and_every_stream(counts: list[int]) -> None:
    whole = group(*counts)
    every = lines(whole)
    kept = newest({"g": whole})["g"]
    assert list(kept.streams) == list(whole.streams)
    assert lines(kept) == every[-KEPT:]
    assert lines(whole) == every


def test_what_is_written_holds_no_line_more() -> None:
    written = codec.dumps(newest({"g": group(KEPT, 1)}))
    assert b"1/0" in written
    assert b"0/1" in written
    assert b"0/0" not in written
    kept = codec.loads(written)["g"]
    assert all(stream.log_group is kept for stream in kept.streams.values())


def test_a_copy_is_not_remembered() -> None:
    whole = group(1)
    before = len(GROUP.instances_tracked)
    newest({"g": whole})
    assert len(GROUP.instances_tracked) == before
