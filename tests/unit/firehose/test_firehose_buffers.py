from hypothesis import given
from hypothesis import strategies as st

from tickstack.firehose.buffers import Buffers, Limits


def taken[T](buffer: Buffers[None, T], now: float) -> list[T] | None:
    """What the buffer of the one key gives."""
    sealed = buffer.take(now)
    return None if sealed is None else sealed[1]


def test_seals_by_size_before_it_grows_beyond() -> None:
    buffer: Buffers[None, str] = Buffers(Limits(size=10, interval=60))
    buffer.add(None, "a", 6, 0)
    buffer.add(None, "b", 6, 1)
    assert taken(buffer, 1) == ["a"]
    assert buffer.take(1) is None
    assert buffer.due() == 61


def test_seals_when_it_is_full() -> None:
    buffer: Buffers[None, str] = Buffers(Limits(size=10, interval=60))
    buffer.add(None, "a", 10, 0)
    assert buffer.due() == float("-inf")
    assert taken(buffer, 0) == ["a"]


def test_seals_by_age_of_its_first_item() -> None:
    buffer: Buffers[None, str] = Buffers(Limits(size=10, interval=60))
    buffer.add(None, "a", 1, 5)
    buffer.add(None, "b", 1, 60)
    assert buffer.take(64.9) is None
    assert buffer.due() == 65
    assert taken(buffer, 65) == ["a", "b"]
    assert buffer.due() == float("inf")


def test_seals_by_number() -> None:
    buffer: Buffers[None, int] = Buffers(Limits(size=10, interval=60, count=2))
    for number in range(3):
        buffer.add(None, number, 0, 0)
    assert taken(buffer, 0) == [0, 1]
    assert buffer.take(0) is None


def test_an_item_above_the_size_goes_alone() -> None:
    buffer: Buffers[None, str] = Buffers(Limits(size=10, interval=60))
    for item, size in (("a", 1), ("b", 99), ("c", 1)):
        buffer.add(None, item, size, 0)
    assert [taken(buffer, now) for now in (0, 0, 0, 60)] == [["a"], ["b"], None, ["c"]]


def test_a_zero_interval_waits_for_nothing() -> None:
    buffer: Buffers[None, str] = Buffers(Limits(size=10, interval=0))
    buffer.add(None, "a", 1, 7)
    assert taken(buffer, 7) == ["a"]


@given(
    steps=st.lists(st.tuples(st.integers(0, 15), st.floats(0, 30), st.booleans())),
    size=st.integers(1, 20),
    interval=st.floats(0, 60),
)
def test_gives_everything_once_in_order_and_within_the_limits(
    steps: list[tuple[int, float, bool]], size: int, interval: float
) -> None:
    buffer: Buffers[None, tuple[int, int]] = Buffers(Limits(size, interval, count=4))
    now, sealed = 0.0, []
    for number, (item_size, wait, take) in enumerate(steps):
        buffer.add(None, (number, item_size), item_size, now)
        now += wait
        while take and (items := taken(buffer, now)) is not None:
            sealed.append(items)
        assert not take or buffer.due() > now
    while (items := taken(buffer, float("inf"))) is not None:
        sealed.append(items)
    assert [number for items in sealed for number, _ in items] == list(range(len(steps)))
    assert all(sum(each for _, each in items) <= size or len(items) == 1 for items in sealed)
    assert all(1 <= len(items) <= 4 for items in sealed)


def test_each_key_has_a_buffer_of_its_own_and_the_oldest_is_due_first() -> None:
    buffer: Buffers[str, int] = Buffers(Limits(size=10, interval=60))
    for now, (key, item) in enumerate([("a", 1), ("b", 2), ("a", 3), ("c", 4)]):
        buffer.add(key, item, 4, now)
    assert buffer.due() == 60
    buffer.add("b", 5, 6, 5)
    assert buffer.take(5) == ("b", [2, 5])
    assert buffer.take(59.9) is None
    assert [buffer.take(now) for now in (60, 60, 63)] == [("a", [1, 3]), None, ("c", [4])]
    assert buffer.due() == float("inf")


def test_an_earlier_time_than_before_does_not_break_the_order() -> None:
    buffer: Buffers[str, int] = Buffers(Limits(size=10, interval=60))
    buffer.add("a", 1, 1, 100)
    buffer.add("b", 2, 1, 40)
    assert [buffer.take(100), buffer.take(160), buffer.take(160)] == [None, ("a", [1]), ("b", [2])]


def test_drained_items_can_be_added_again_at_once() -> None:
    buffer: Buffers[str, int] = Buffers(Limits(size=10, interval=60))
    for number in range(4):
        buffer.add("ab"[number % 2], number, 5, 0)
    for _, item in buffer.drain():
        buffer.add("c", item, 2, 1)
    assert buffer.take(61) == ("c", [0, 2, 1, 3])
    assert buffer.due() == float("inf")
