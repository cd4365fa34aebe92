"""Which files make one table."""

from typing import Any

import pytest

from tickstack.glue.grouping import Policy, group
from tickstack.glue.inference import schema_of
from tickstack.glue.sampling import File

TICK = {"high": 1.0, "low": 1.0, "ts": "x", "name": "FB"}


def file(key: str, record: Any = None, classification: str = "json", compression: str = "none") -> File:
    return File(key, 10, compression, classification, schema_of(record or TICK), 1, 10)


def layouts(*files: File, root: str = "", policy: Policy = Policy()) -> dict[str, tuple[tuple[str, ...], list[str]]]:  # noqa: B008 - immutable
    """Per table: its keys and its partitions' values."""
    return {
        found.root: (found.keys, ["/".join(values) for values in found.partitions])
        for found in group(sorted(files, key=lambda item: item.key), root, policy)
    }


def test_files_in_one_folder_are_one_table() -> None:
    assert layouts(file("ticks/a"), file("ticks/b"), root="ticks/") == {"ticks/": ((), [""])}


HOURS = ("partition_0", "partition_1", "partition_2", "partition_3")


@pytest.mark.parametrize("hours", [["09"], ["09", "10"]])
def test_firehoses_folders_are_partitions_even_if_there_is_one_hour(hours: list[str]) -> None:
    files = [file(f"ticks/2020/05/14/{hour}/a") for hour in hours]
    assert layouts(*files, root="ticks/") == {"ticks/": (HOURS, [f"2020/05/14/{hour}" for hour in hours])}


def test_a_bucket_can_be_the_root() -> None:
    assert layouts(file("2020/05/14/09/a"))[""][0] == HOURS


def test_hive_folders_name_their_keys() -> None:
    found = layouts(file("t/Year=2020/month=05/a"), file("t/Year=2021/month=06/a"), root="t/")
    assert found == {"t/": (("year", "month"), ["2020/05", "2021/06"])}


def test_mixed_folders_get_a_number_where_there_is_no_name() -> None:
    assert layouts(file("t/2020/month=05/a"), root="t/") == {"t/": (("partition_0", "month"), ["2020/05"])}
    assert layouts(file("t/y=1/a"), file("t/z=1/a"), root="t/") == {"t/": (("partition_0",), ["y=1", "z=1"])}


def test_unlike_folders_are_tables_of_their_own() -> None:
    found = layouts(file("d/ticks/a"), file("d/users/a", {"id": 1, "email": "x"}), root="d/")
    assert found == {"d/ticks/": ((), [""]), "d/users/": ((), [""])}


def test_a_column_more_is_still_alike() -> None:
    found = layouts(file("t/1/a"), file("t/2/a", {**TICK, "volatility": 0.5}), root="t/")
    assert found == {"t/": (("partition_0",), ["1", "2"])}


def test_more_than_five_schemas_are_not_one_table() -> None:
    wide = {f"c{number}": 1 for number in range(40)}
    files = [file(f"t/{number}/a", {**wide, f"x{number}": 1}) for number in range(6)]
    assert len(layouts(*files, root="t/")) == 6
    assert len(layouts(*files[:5], root="t/")) == 1


@pytest.mark.parametrize("other", [{"classification": "csv"}, {"compression": "gzip"}])
def test_another_format_or_compression_is_another_table(other: dict[str, str]) -> None:
    assert set(layouts(file("t/1/a"), file("t/2/a", **other), root="t/")) == {"t/1/", "t/2/"}


def test_unlike_files_in_one_folder_are_a_table_each() -> None:
    found = layouts(file("t/ticks.json"), file("t/users.json", {"id": 1}), root="t/")
    assert set(found) == {"t/ticks.json", "t/users.json"}


def test_files_beside_folders_do_not_spoil_the_folders() -> None:
    found = layouts(file("t/readme.json", {"id": 1}), file("t/1/a"), file("t/2/a"), root="t/")
    assert sorted(keys for keys, _ in found.values()) == [(), ("partition_0",)]


def test_folders_of_unequal_depth_are_not_one_table() -> None:
    assert set(layouts(file("t/1/a"), file("t/2/3/a"), root="t/")) == {"t/1/", "t/2/"}


def test_a_file_can_be_the_target() -> None:
    assert layouts(file("t/a.json"), root="t/a.json/") == {"t/a.json": ((), [""])}


def test_compatible_schemas_can_be_combined() -> None:
    files = (file("t/year=1/a"), file("t/year=2/a", {"id": 1}))
    assert set(layouts(*files, root="t/")) == {"t/year=1/", "t/year=2/"}
    assert layouts(*files, root="t/", policy=Policy(combine=True)) == {"t/": (("year",), ["1", "2"])}


def test_a_level_says_how_deep_tables_are() -> None:
    files = (file("d/a/1/x"), file("d/b/1/x"))
    assert set(layouts(*files, policy=Policy(level=3))) == {"d/a/", "d/b/"}
