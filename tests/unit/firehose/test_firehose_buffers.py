from hypothesis import given
from hypothesis import strategies as st

from tickstack.firehose.buffers import Buffer, Limits


def test_seals_by_size_before_it_grows_beyond() -> None:
    buffer: Buffer[str] = Buffer(Limits(size=10, interval=60))
    buffer.add("a", 6, 0)
    buffer.add("b", 6, 1)
    assert buffer.take(1) == ["a"]
    assert buffer.take(1) is None
    assert buffer.due() == 61


def test_seals_when_it_is_full() -> None:
    buffer: Buffer[str] = Buffer(Limits(size=10, interval=60))
    buffer.add("a", 10, 0)
    assert buffer.due() == float("-inf")
    assert buffer.take(0) == ["a"]


def test_seals_by_age_of_its_first_item() -> None:
    buffer: Buffer[str] = Buffer(Limits(size=10, interval=60))
    buffer.add("a", 1, 5)
    buffer.add("b", 1, 60)
    assert buffer.take(64.9) is None
    assert buffer.due() == 65
    assert buffer.take(65) == ["a", "b"]
    assert buffer.due() == float("inf")


def test_seals_by_number() -> None:
    buffer: Buffer[int] = Buffer(Limits(size=10, interval=60, count=2))
    for number in range(3):
        buffer.add(number, 0, 0)
    assert buffer.take(0) == [0, 1]
    assert buffer.take(0) is None


def test_an_item_above_the_size_goes_alone() -> None:
    buffer: Buffer[str] = Buffer(Limits(size=10, interval=60))
    for item, size in (("a", 1), ("b", 99), ("c", 1)):
        buffer.add(item, size, 0)
    assert [buffer.take(0), buffer.take(0), buffer.take(0), buffer.take(60)] == [["a"], ["b"], None, ["c"]]


def test_a_zero_interval_waits_for_nothing() -> None:
    buffer: Buffer[str] = Buffer(Limits(size=10, interval=0))
    buffer.add("a", 1, 7)
    assert buffer.take(7) == ["a"]


@given(
    steps=st.lists(st.tuples(st.integers(0, 15), st.floats(0, 30), st.booleans())),
    size=st.integers(1, 20),
    interval=st.floats(0, 60),
)
def test_gives_everything_once_in_order_and_within_the_limits(
    steps: list[tuple[int, float, bool]], size: int, interval: float
) -> None:
    buffer: Buffer[tuple[int, int]] = Buffer(Limits(size, interval, count=4))
    now, taken = 0.0, []
    for number, (item_size, wait, take) in enumerate(steps):
        buffer.add((number, item_size), item_size, now)
        now += wait
        while take and (items := buffer.take(now)) is not None:
            taken.append(items)
        assert not take or buffer.due() > now
    while (items := buffer.take(float("inf"))) is not None:
        taken.append(items)
    assert [number for items in taken for number, _ in items] == list(range(len(steps)))
    assert all(sum(each for _, each in items) <= size or len(items) == 1 for items in taken)
    assert all(1 <= len(items) <= 4 for items in taken)
