"""Which objects belong to a table."""

import bz2
import gzip
import zlib
from collections.abc import Callable, Iterator, Mapping

import pytest

from tickstack.errors import QueryError
from tickstack.formats.streams import packed
from tickstack.glue.model import Column, Partition, Storage, Table
from tickstack.tables.files import StoredObject, decompressed, parts, split_location
from tickstack.tables.lines import pieces


class Store:
    """Objects by key."""

    def __init__(self, objects: Mapping[str, bytes]) -> None:
        self.objects = objects

    def list(self, bucket: str, prefix: str) -> Iterator[StoredObject]:
        return (StoredObject(bucket, key, len(data)) for key, data in self.objects.items() if key.startswith(prefix))

    def read(self, item: StoredObject, stop: Callable[[], bool]) -> bytes:
        return self.objects[item.key]


OBJECTS = {
    "t/a.json": b"1",
    "t/2020/05/b.json": b"22",
    "t/_SUCCESS": b"x",
    "t/.hidden/c": b"x",
    "t/_tmp/d": b"x",
    "t/empty": b"",
    "t2/e": b"x",
}


def keys(table: Table, partitions: list[Partition] | None = None) -> dict[tuple[str | None, ...], list[str]]:
    found = parts(table, lambda: partitions or [], Store(OBJECTS), lambda values: values, lambda: False)
    return {part.values: [item.key for item in part.objects] for part in found}


@pytest.mark.parametrize("location", ["s3://b/t", "s3://b/t/"])
def test_an_unpartitioned_table_is_everything_visible_below(location: str) -> None:
    assert keys(Table("d", "t", Storage(location, ()))) == {(): ["t/a.json", "t/2020/05/b.json"]}


def test_a_partitioned_table_is_its_partitions() -> None:
    table = Table("d", "t", Storage("s3://b/t/", ()), (Column("year", "string"),))
    partitions = [
        Partition(("2020",), Storage("s3://b/t/2020/", ())),
        Partition(("__HIVE_DEFAULT_PARTITION__",), Storage("s3://b/none/", ())),
    ]
    assert keys(table, partitions) == {("2020",): ["t/2020/05/b.json"], (None,): []}


@pytest.mark.parametrize(
    ("key", "data"),
    [
        ("a", b"x\n"),
        ("a.gz", gzip.compress(b"x\n", mtime=0)),
        ("a.bz2", bz2.compress(b"x\n")),
        ("a.deflate", zlib.compress(b"x\n")),
        ("a.snappy", b"".join(packed([b"x\n"], "SNAPPY", 1))),
    ],
)
def test_compression_goes_by_extension(key: str, data: bytes) -> None:
    assert decompressed(StoredObject("b", key, 1), data) == b"x\n"


@pytest.mark.parametrize(
    ("key", "name"),
    [("a.gz", "HIVE_CANNOT_OPEN_SPLIT"), ("a.zst", "HIVE_CANNOT_OPEN_SPLIT"), ("a.lzo", "NOT_SUPPORTED")],
)
def test_what_cannot_be_decompressed_is_an_error(key: str, name: str) -> None:
    with pytest.raises(QueryError, match=name):
        decompressed(StoredObject("b", key, 2), b"no")


def test_a_location_is_an_s3_path() -> None:
    assert split_location("s3://b") == ("b", "")
    for elsewhere in ("/etc", "s3://arn:aws:s3::123456789012:accesspoint/x.mrap/y/"):
        with pytest.raises(QueryError, match="is not an S3 path"):
            split_location(elsewhere)


@pytest.mark.parametrize(
    ("data", "header", "found"),
    [
        (b"a\nb\n", 0, ["a\nb"]),
        (b"a\nb", 0, ["a\nb"]),
        (b"a\n\nb\n\n", 0, ["a\n\nb\n"]),
        (b"h\na\n", 1, ["a"]),
        (b"", 0, []),
        (b"\xff\n", 0, ["�"]),
    ],
)
def test_pieces(data: bytes, header: int, found: list[str]) -> None:
    assert list(pieces(data, header)) == found
