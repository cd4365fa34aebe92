"""Sequence numbers, iterators, tokens and the division of hash keys: pure forms."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tickstack.errors import AwsError
from tickstack.kinesis import hash_keys, iterators, paging, sequence_numbers
from tickstack.kinesis.resharding import first_shards, merge, split, to_count
from tickstack.kinesis.sequence_numbers import LAST_POSITION, SequenceNumber

seconds = st.integers(1_000_000_000, 5_000_000_000)
shards = st.integers(0, 20_000)
positions = st.integers(0, LAST_POSITION)


@given(seconds, shards, positions, seconds)
def test_a_sequence_number_is_read_as_it_was_written(made: int, shard: int, position: int, arrived: int) -> None:
    number = SequenceNumber(made, shard, position, arrived)
    assert sequence_numbers.parse(str(number)) == number
    assert len(str(number)) == 56


@given(seconds, shards, positions, positions, seconds, seconds)
def test_sequence_numbers_of_a_shard_are_in_the_order_of_their_positions(
    made: int, shard: int, one: int, other: int, early: int, late: int
) -> None:
    numbers = [int(str(SequenceNumber(made, shard, *each))) for each in ((one, early), (other, late))]
    assert one == other or (numbers[0] < numbers[1]) == (one < other)


@pytest.mark.parametrize("text", ["0", "12", "9" * 56, "49" + "0" * 60, "1" * 56])
def test_another_number_is_not_a_sequence_number(text: str) -> None:
    with pytest.raises(ValueError, match="not a sequence number"):
        sequence_numbers.parse(text)


def test_an_iterator_lives_for_five_minutes() -> None:
    iterator = iterators.Iterator(1_000_000, "123456789012", "eu-central-1", "clicks", 7, 3, 11)
    assert iterators.parse(str(iterator), 1_300_000) == iterator
    assert iterators.parse(f'"{iterator}"', 1_300_000) == iterator
    with pytest.raises(AwsError) as expired:
        iterators.parse(str(iterator), 1_300_001)
    assert expired.value.code == "ExpiredIteratorException"
    assert "Thu Jan 01 00:16:40 UTC 1970" in str(expired.value)


@pytest.mark.parametrize(
    "text", ["", "x", "AAAA", "AAAAAAAAAAEx", str(iterators.Iterator(1, "a", "b", "c/d", 1, 2, 3))]
)
def test_another_text_is_not_an_iterator(text: str) -> None:
    with pytest.raises(AwsError, match=r"Invalid ShardIterator\."):
        iterators.parse(text, 0)


def test_a_token_gives_its_fields_back_for_five_minutes() -> None:
    token = paging.token(1000.0, "a", "b/c")
    assert paging.fields_of(token, 1300.0, 2) == ["a", "b/c"]
    with pytest.raises(AwsError) as expired:
        paging.fields_of(token, 1300.5, 2)
    assert expired.value.code == "ExpiredNextTokenException"
    for wrong in ("x", paging.token(1000.0, "a"), "bnVsbA=="):
        with pytest.raises(AwsError, match="Invalid NextToken"):
            paging.fields_of(wrong, 1000.0, 2)


def test_a_partition_key_lies_where_its_md5_says() -> None:
    assert hash_keys.hash_key("") == 0xD41D8CD98F00B204E9800998ECF8427E


@given(st.integers(1, 40), st.lists(st.integers(1, 40), max_size=5))
def test_open_shards_always_divide_the_whole_space(count: int, targets: list[int]) -> None:
    made = first_shards(count, 1000.0)
    for step, target in enumerate(targets):
        made = to_count(made, target, step + 1, 1000.0)
        assert sum(shard.open for shard in made) == target
    opened = sorted((shard for shard in made if shard.open), key=lambda shard: shard.start)
    assert [shard.start for shard in opened] == hash_keys.starts(len(opened))
    assert [shard.end + 1 for shard in opened] == [*(shard.start for shard in opened[1:]), hash_keys.SPACE]
    for shard in made:
        for parent in shard.parents:
            assert int(made[parent].ending_number or 0) < int(shard.starting_number)


def test_doubling_splits_each_shard_and_halving_merges_each_pair() -> None:
    doubled = to_count(first_shards(2, 0.0), 4, 1, 0.0)
    assert [shard.parents for shard in doubled] == [(), (), (0,), (0,), (1,), (1,)]
    halved = to_count(doubled, 2, 1, 0.0)
    assert [shard.parents for shard in halved[6:]] == [(2, 3), (4, 5)]


def test_a_split_and_a_merge_give_the_former_range() -> None:
    (only,) = first_shards(1, 0.0)
    low, high = split((only,), only, 100, 5, 10.0)[1:]
    assert (low.start, low.end, high.start, high.end) == (0, 99, 100, hash_keys.SPACE - 1)
    merged = merge((only, low, high), low, high, 6, 20.0)[-1]
    assert (merged.start, merged.end, merged.parents) == (only.start, only.end, (1, 2))
