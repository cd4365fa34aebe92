"""Records aggregated as the Kinesis Producer Library does it."""

import hashlib

from tickstack.firehose.aggregation import message_class


def aggregated(*children: tuple[str, bytes]) -> bytes:
    """One record of these, each with its partition key."""
    record = message_class()()
    for key, data in children:
        if key not in record.partition_key_table:
            record.partition_key_table.append(key)
        record.records.add(partition_key_index=list(record.partition_key_table).index(key), data=data)
    body = record.SerializeToString()
    return bytes.fromhex("f3899ac2") + bytes(body) + hashlib.md5(body).digest()
