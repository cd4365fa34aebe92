"""Records that the Kinesis Producer Library aggregated, taken apart.

A magic number, a message of Protocol Buffers, and the message's MD5. Source: "KPL Aggregated Record Format" of
amazon-kinesis-producer.
"""

import hashlib
from functools import cache
from typing import Any, NamedTuple

from google.protobuf import descriptor_pb2, descriptor_pool, message, message_factory

MAX_CHILDREN = 500
"""A record with more is passed on as it is (API reference, PutRecord)."""

_MAGIC = b"\xf3\x89\x9a\xc2"
_DIGEST = hashlib.md5(usedforsecurity=False).digest_size
_TYPE = descriptor_pb2.FieldDescriptorProto

_FIELDS: dict[str, tuple[tuple[str, int, int, int, str | None], ...]] = {
    "AggregatedRecord": (
        ("partition_key_table", 1, _TYPE.LABEL_REPEATED, _TYPE.TYPE_STRING, None),
        ("explicit_hash_key_table", 2, _TYPE.LABEL_REPEATED, _TYPE.TYPE_STRING, None),
        ("records", 3, _TYPE.LABEL_REPEATED, _TYPE.TYPE_MESSAGE, ".kinesis.Record"),
    ),
    "Record": (
        ("partition_key_index", 1, _TYPE.LABEL_REQUIRED, _TYPE.TYPE_UINT64, None),
        ("explicit_hash_key_index", 2, _TYPE.LABEL_OPTIONAL, _TYPE.TYPE_UINT64, None),
        ("data", 3, _TYPE.LABEL_REQUIRED, _TYPE.TYPE_BYTES, None),
    ),
}
"""Name, number, label, type and type's name of the fields of each message; the tags of records are left out."""


class Child(NamedTuple):
    """A record of a producer."""

    partition_key: str
    data: bytes


def children(data: bytes) -> list[Child] | None:
    """The records in ``data``; None when it is no aggregated record, or one with too many."""
    if not data.startswith(_MAGIC) or len(data) < len(_MAGIC) + _DIGEST:
        return None
    body, digest = data[len(_MAGIC) : -_DIGEST], data[-_DIGEST:]
    if hashlib.md5(body, usedforsecurity=False).digest() != digest:
        return None
    aggregated = message_class()()
    try:
        aggregated.ParseFromString(body)
        keys = aggregated.partition_key_table
        found = [Child(keys[record.partition_key_index], record.data) for record in aggregated.records]
    except (message.DecodeError, IndexError):
        return None
    return found if len(found) <= MAX_CHILDREN else None


@cache
def message_class() -> Any:
    """The class of the message."""
    file = descriptor_pb2.FileDescriptorProto(name="tickstack/kpl.proto", package="kinesis", syntax="proto2")
    for name, fields in _FIELDS.items():
        message_type = file.message_type.add(name=name)
        for field, number, label, kind, type_name in fields:
            message_type.field.add(name=field, number=number, label=label, type=kind, type_name=type_name)
    pool = descriptor_pool.DescriptorPool()
    pool.Add(file)
    return message_factory.GetMessageClass(pool.FindMessageTypeByName("kinesis.AggregatedRecord"))
