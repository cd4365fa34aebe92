"""The operations on records, each named as boto3 names it."""

from collections.abc import Callable
from datetime import UTC, datetime

from tickstack.errors import AwsError
from tickstack.kinesis import iterators, limits, sequence_numbers
from tickstack.kinesis.model import Shard, Stream, shard_id
from tickstack.kinesis.place import Answer, Place, Request, shard_of
from tickstack.kinesis.records import Record
from tickstack.kinesis.sequence_numbers import SequenceNumber
from tickstack.kinesis.shard_operations import seconds
from tickstack.kinesis.streams import Key

MAX_READ_RECORDS = 10_000
MAX_READ_BYTES = 10 * 1024 * 1024


def put_record(place: Place, request: Request) -> Answer:
    key = place.key(request)
    stream = place.streams.readable(key)
    ((shard, record),) = place.streams.put(key, [limits.entry(stream, request)])
    return {"ShardId": shard.shard_id, "SequenceNumber": number_of(shard, record), **_encryption(stream)}


def put_records(place: Place, request: Request) -> Answer:
    key = place.key(request)
    stream = place.streams.readable(key)
    kept = place.streams.put(key, limits.entries(stream, request.get("Records")))
    results = [{"SequenceNumber": number_of(shard, record), "ShardId": shard.shard_id} for shard, record in kept]
    return {"FailedRecordCount": 0, "Records": results, **_encryption(stream)}


def get_shard_iterator(place: Place, request: Request) -> Answer:
    key = place.key(request)
    stream = place.streams.readable(key)
    shard = shard_of(stream, request["ShardId"])
    position = start(place, key, shard, request["ShardIteratorType"], request)
    return {"ShardIterator": _iterator(place, stream, shard.number, position)}


def get_records(place: Place, request: Request) -> Answer:
    now_ms = int(place.streams.clock.time() * 1000)
    iterator = iterators.parse(request["ShardIterator"], now_ms)
    key = iterator.account, iterator.region, iterator.stream
    stream = place.streams.readable(key)
    if stream.number != iterator.number:
        raise AwsError(
            "ResourceNotFoundException",
            f"Shard {shard_id(iterator.shard)} in stream {stream.name} under account {stream.account} does not exist",
        )
    limit = request.get("Limit") or MAX_READ_RECORDS
    answer, following = read(place, stream, iterator.shard, iterator.position, limit)
    if following is not None:
        answer["NextShardIterator"] = _iterator(place, stream, iterator.shard, following)
    return answer


def read(place: Place, stream: Stream, number: int, position: int, limit: int) -> tuple[Answer, int | None]:
    """What is in a shard from ``position`` on, and where to go on; None at the end of a closed shard."""
    shard = stream.shards[number]
    records, more = place.streams.read(stream, number, position, limit, MAX_READ_BYTES)
    now_ms = int(place.streams.clock.time() * 1000)
    answer: Answer = {
        "Records": [_record_answer(stream, shard, record) for record in records],
        "MillisBehindLatest": max(now_ms - records[-1].arrived_ms, 0) if more else 0,
    }
    if more or shard.open:
        return answer, records[-1].position + 1 if records else position
    return answer | {"ChildShards": [_child_answer(child) for child in stream.shards if number in child.parents]}, None


def start(place: Place, key: Key, shard: Shard, kind: str, request: Request) -> int:
    """The position at which an iterator of this kind starts. Raises InvalidArgumentException."""
    return _STARTS[kind](place, key, shard, request)


def number_of(shard: Shard, record: Record) -> str:
    """The sequence number of a record."""
    return str(SequenceNumber(shard.made, shard.number, record.position, record.arrived_ms // 1000))


def _horizon(_place: Place, _key: Key, shard: Shard, request: Request) -> int:
    _without_number(request, "TRIM_HORIZON")
    return shard.first


def _latest(place: Place, key: Key, _shard: Shard, request: Request) -> int:
    _without_number(request, "LATEST")
    return place.streams.next_position(key)


def _at(place: Place, key: Key, shard: Shard, request: Request) -> int:
    text = _number(request, "AT_SEQUENCE_NUMBER")
    return _position(place.streams.get(key), shard, text)


def _after(place: Place, key: Key, shard: Shard, request: Request) -> int:
    text = _number(request, "AFTER_SEQUENCE_NUMBER")
    return _position(place.streams.get(key), shard, text) + 1


def _at_timestamp(place: Place, key: Key, shard: Shard, request: Request) -> int:
    moment = request.get("Timestamp")
    if moment is None:
        raise AwsError(
            "InvalidArgumentException", "Must specify timestamp parameter for ShardIterator of type AT_TIMESTAMP."
        )
    stream = place.streams.get(key)
    position = place.streams.position_at(stream, shard.number, round(seconds(moment) * 1000))
    return place.streams.next_position(key) if position is None else position


_STARTS: dict[str, Callable[[Place, Key, Shard, Request], int]] = {
    "TRIM_HORIZON": _horizon,
    "LATEST": _latest,
    "AT_SEQUENCE_NUMBER": _at,
    "AFTER_SEQUENCE_NUMBER": _after,
    "AT_TIMESTAMP": _at_timestamp,
}


def _position(stream: Stream, shard: Shard, text: str) -> int:
    where = (
        f"StartingSequenceNumber {text} used in GetShardIterator on shard {shard.shard_id} in stream {stream.name} "
        f"under account {stream.account} is invalid"
    )
    try:
        number = sequence_numbers.parse(text)
    except ValueError:
        raise AwsError("InvalidArgumentException", f"{where}.") from None
    if number.shard != shard.number:
        raise AwsError(
            "InvalidArgumentException",
            f"Invalid StartingSequenceNumber. It encodes {shard_id(number.shard)}, while it was used in a call to a "
            f"shard with {shard.shard_id}",
        )
    if number.shard_made != shard.made:
        raise AwsError("InvalidArgumentException", f"{where} because it did not come from this stream.")
    return number.position


_EITHER = (
    "Must either specify (1) AT_SEQUENCE_NUMBER or AFTER_SEQUENCE_NUMBER and StartingSequenceNumber or (2) "
    "TRIM_HORIZON or LATEST and no StartingSequenceNumber. Request specified "
)


def _number(request: Request, kind: str) -> str:
    text = request.get("StartingSequenceNumber") or request.get("SequenceNumber")
    if not text:
        raise AwsError("InvalidArgumentException", f"{_EITHER}{kind} and no StartingSequenceNumber.")
    return str(text)


def _without_number(request: Request, kind: str) -> None:
    if request.get("StartingSequenceNumber"):
        raise AwsError("InvalidArgumentException", f"{_EITHER}{kind} and also a StartingSequenceNumber.")


def _iterator(place: Place, stream: Stream, shard: int, position: int) -> str:
    made_ms = int(place.streams.clock.time() * 1000)
    return str(iterators.Iterator(made_ms, stream.account, stream.region, stream.name, stream.number, shard, position))


def _record_answer(stream: Stream, shard: Shard, record: Record) -> Answer:
    return {
        "SequenceNumber": number_of(shard, record),
        "ApproximateArrivalTimestamp": datetime.fromtimestamp(record.arrived_ms / 1000, UTC),
        "Data": record.data,
        "PartitionKey": record.partition_key,
        **_encryption(stream),
    }


def _child_answer(shard: Shard) -> Answer:
    return {
        "ShardId": shard.shard_id,
        "ParentShards": [shard_id(parent) for parent in shard.parents],
        "HashKeyRange": {"StartingHashKey": str(shard.start), "EndingHashKey": str(shard.end)},
    }


def _encryption(stream: Stream) -> dict[str, str]:
    return {} if stream.key_id is None else {"EncryptionType": "KMS"}
