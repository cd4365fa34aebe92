"""Registered consumers, and the shards that they are pushed: operations, each named as boto3 names it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

from tickstack.errors import AwsError
from tickstack.kinesis.model import Consumer, Shard, Stream
from tickstack.kinesis.paging import fields_of, page, token
from tickstack.kinesis.place import Answer, Place, Request, shard_of
from tickstack.kinesis.record_operations import MAX_READ_RECORDS, read, start
from tickstack.kinesis.sequence_numbers import SequenceNumber
from tickstack.kinesis.streams import TRANSITION_SECONDS, Key

MAX_CONSUMERS = 20
LISTED_CONSUMERS = 100
SUBSCRIPTION_SECONDS = 300.0
HEARTBEAT_SECONDS = 5.0


def register_stream_consumer(place: Place, request: Request) -> Answer:
    name = request["ConsumerName"]
    now = place.streams.clock.time()

    def changed(stream: Stream) -> Stream:
        if any(consumer.name == name for consumer in stream.consumers):
            raise AwsError(
                "ResourceInUseException",
                f"Consumer {name} under stream {stream.arn} already exists for account {stream.account}.",
            )
        if len(stream.consumers) >= MAX_CONSUMERS:
            raise AwsError("LimitExceededException", f"A stream can have at most {MAX_CONSUMERS} consumers.")
        arn = f"{stream.arn}/consumer/{name}:{int(now)}"
        consumer = Consumer(name=name, arn=arn, created=datetime.fromtimestamp(now, UTC))
        return replace(stream, consumers=(*stream.consumers, consumer))

    stream = place.streams.change(place.key(request), changed)
    return {"Consumer": _answer(place, stream.consumers[-1])}


def deregister_stream_consumer(place: Place, request: Request) -> Answer:
    key, consumer = _consumer(place, request)
    place.streams.change(
        key,
        lambda stream: replace(stream, consumers=tuple(each for each in stream.consumers if each != consumer)),
    )
    return {}


def describe_stream_consumer(place: Place, request: Request) -> Answer:
    key, consumer = _consumer(place, request)
    return {"ConsumerDescription": _answer(place, consumer) | {"StreamARN": place.streams.get(key).arn}}


def list_stream_consumers(place: Place, request: Request) -> Answer:
    now = place.streams.clock.time()
    after = fields_of(request["NextToken"], now, 1)[0] if request.get("NextToken") else None
    stream = place.streams.get(place.key(request))
    consumers = sorted(stream.consumers, key=lambda consumer: consumer.name)
    limit = request.get("MaxResults") or LISTED_CONSUMERS
    listed, more = page(consumers, after, limit, lambda consumer: consumer.name)
    answer: Answer = {"Consumers": [_answer(place, consumer) for consumer in listed]}
    return answer | ({"NextToken": token(now, listed[-1].name)} if more else {})


def subscribe_to_shard(place: Place, request: Request) -> Answer:
    """Events until the subscription is five minutes old, the shard has ended or the stream is gone."""
    key, _consumer_found = _consumer(place, request)
    stream = place.streams.readable(key)
    shard = shard_of(stream, request["ShardId"])
    wanted = request["StartingPosition"]
    position = start(place, key, shard, wanted["Type"], wanted)
    return {"EventStream": _events(place, key, shard.number, position)}


def _events(place: Place, key: Key, shard: int, position: int) -> Iterator[Answer]:
    streams = place.streams
    number = streams.get(key).number
    now = streams.clock.monotonic()
    end, due = now + SUBSCRIPTION_SECONDS, now
    following: int | None = position
    while following is not None and (now := streams.clock.monotonic()) < end:
        with streams.arrived:
            seen = streams.find(key)
            if seen is None or seen.number != number or streams.status(key) == "DELETING":
                return
            answer, after = read(place, seen, shard, following, MAX_READ_RECORDS)
            if after == following and now < due:
                streams.arrived.wait(due - now)
                continue
        answer["ContinuationSequenceNumber"] = _continuation(seen.shards[shard], answer, following)
        yield {"SubscribeToShardEvent": answer}
        following, due = after, now + HEARTBEAT_SECONDS


def _continuation(shard: Shard, answer: Answer, following: int) -> str:
    """The number after which a later subscription goes on."""
    records = answer["Records"]
    if records:
        return str(records[-1]["SequenceNumber"])
    return str(SequenceNumber(shard.made, shard.number, following - 1, shard.opened))


def _consumer(place: Place, request: Request) -> tuple[Key, Consumer]:
    """The consumer that a request names, by its ARN or by stream and name. Raises ResourceNotFoundException."""
    arn, name = request.get("ConsumerARN"), request.get("ConsumerName")
    if arn is None and (name is None or request.get("StreamARN") is None):
        raise AwsError("InvalidArgumentException", "Either ConsumerARN or both StreamARN and ConsumerName are needed.")
    key = place.key({"StreamARN": arn or request["StreamARN"]})
    stream = place.streams.get(key)
    for consumer in stream.consumers:
        if consumer.arn == arn or (arn is None and consumer.name == name):
            return key, consumer
    shown = name if arn is None else arn
    raise AwsError("ResourceNotFoundException", f"Consumer {shown}, account {stream.account} not found.")


def _answer(place: Place, consumer: Consumer) -> Answer:
    age = place.streams.clock.time() - consumer.created.timestamp()
    return {
        "ConsumerName": consumer.name,
        "ConsumerARN": consumer.arn,
        "ConsumerStatus": "CREATING" if 0 <= age < TRANSITION_SECONDS else "ACTIVE",
        "ConsumerCreationTimestamp": consumer.created,
    }
