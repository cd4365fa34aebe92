"""The files below a crawler's target: which there are, and what the first bytes of each say about its schema."""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, Any

from tickstack.errors import TickstackError
from tickstack.glue import delimited, formats
from tickstack.glue.file_schema import ReadSchema
from tickstack.glue.globs import matches_any
from tickstack.glue.inference import Scalar, Schema, merge_schemas, schema_of

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

_STEP = 1024 * 1024
_STEPS = 10


@dataclass(frozen=True)
class Source:
    """Where a crawl reads: S3, and by classification what reads the schemas that files hold."""

    s3: "S3Client"
    readers: Mapping[str, ReadSchema] = field(default_factory=dict)

    def bytes(self, bucket: str, key: str, start: int, end: int) -> bytes:
        """A file's bytes from ``start`` to before ``end``."""
        found: bytes = self.s3.get_object(Bucket=bucket, Key=key, Range=f"bytes={start}-{end - 1}")["Body"].read()
        return found


class CrawlError(TickstackError):
    """A crawl cannot go on; the text becomes the crawler's ErrorMessage."""


@dataclass(frozen=True)
class Target:
    """An S3 target: ``prefix`` without a slash at its end; ``sample_size`` files of each folder are read, 0: all."""

    bucket: str
    prefix: str
    exclusions: Sequence[str] = ()
    sample_size: int = 0

    @classmethod
    def of(cls, target: dict[str, Any]) -> "Target":
        """From Glue's S3Target. Raises ValueError for a path that is not in S3."""
        scheme, _, rest = target["Path"].partition("://")
        bucket, _, prefix = rest.partition("/")
        if scheme not in ("s3", "s3a", "s3n") or not bucket or ":" in bucket:
            raise ValueError(f"{target['Path']} is not an S3 path")
        return cls(bucket, prefix.strip("/"), tuple(target.get("Exclusions", ())), target.get("SampleSize", 0))


@dataclass(frozen=True)
class File:
    """One file, and what its bytes say: ``records`` of them in ``sampled`` plain bytes.

    ``delimiter`` and ``header`` are those of delimited text, ``serde_parameters`` what a file's own schema adds.
    """

    key: str
    size: int
    compression: str
    classification: str
    schema: Schema
    records: int
    sampled: int
    delimiter: str = ""
    header: bool = False
    serde_parameters: Mapping[str, str] = field(default_factory=dict)


def files(source: Source, target: Target, chance: random.Random) -> list[File]:
    """Every file of ``target`` in the order of keys. Raises CrawlError, which names a format that is not supported."""
    found: list[File] = []
    for _, group in groupby(_objects(source.s3, target), key=lambda item: item[0].rpartition("/")[0]):
        members = list(group)
        if 0 < target.sample_size < len(members):
            members = sorted(chance.sample(members, target.sample_size))
        found += [_read(source, target.bucket, key, size) for key, size in members]
    return found


def _objects(s3: "S3Client", target: Target) -> Iterator[tuple[str, int]]:
    """Keys and sizes, without the excluded and the empty ones, folder by folder."""
    below = f"{target.prefix}/" if target.prefix else ""
    chosen = []
    for page in s3.get_paginator("list_objects_v2").paginate(Bucket=target.bucket, Prefix=target.prefix):
        for item in page.get("Contents", []):
            key, size = item["Key"], item["Size"]
            inside = key == target.prefix or key.startswith(below)
            if inside and size and not matches_any(target.exclusions, key.removeprefix(below)):
                chosen.append((key, size))
    yield from sorted(chosen, key=lambda item: (item[0].rpartition("/")[0], item[0]))


def _read(source: Source, bucket: str, key: str, size: int) -> File:
    """Read the first MB, and more up to ten until one record is whole."""
    for step in range(1, _STEPS + 1):
        limit = step * _STEP
        head = source.bytes(bucket, key, 0, limit)
        kind = formats.compression(head)
        try:
            plain = formats.expand(head, kind, limit)
        except ValueError as error:
            raise CrawlError(f"s3://{bucket}/{key}: {error}") from None
        classification = formats.classify(plain)
        if classification != "UNKNOWN" or size <= limit:
            break
    if classification in source.readers and kind == "none":
        return _described(source, bucket, key, size, classification)
    if classification == "csv":
        text = delimited.read(formats.decode(plain), complete=size <= limit and len(plain) < limit)
        return File(
            key, size, kind, classification, text.schema, text.rows, len(plain), text.delimiter, header=text.header
        )
    if classification != "json":
        what = "an unknown format" if classification == "UNKNOWN" else f"{classification}, which is not supported"
        raise CrawlError(f"s3://{bucket}/{key} is {what}: JSON, CSV, Parquet, ORC and Avro can be crawled")
    schema, count = Schema(), 0
    for record in formats.records(formats.decode(plain)):
        schema, count = merge_schemas(schema, schema_of(record)), count + 1
    return File(key, size, kind, classification, schema, count, len(plain))


def _described(source: Source, bucket: str, key: str, size: int, classification: str) -> File:
    """A file that holds its schema, of Parquet at its end."""
    start = max(size - _STEP, 0) if classification == "parquet" else 0
    read = source.readers[classification]
    try:
        found = read(source.bytes(bucket, key, start, size))
    except ValueError:
        try:
            found = read(source.bytes(bucket, key, 0, size))
        except ValueError as error:
            raise CrawlError(f"s3://{bucket}/{key}: {error}") from None
    schema, more = Schema({name: Scalar(kind) for name, kind in found.columns}), found.serde_parameters
    return File(key, size, "none", classification, schema, found.records, size, serde_parameters=more)
