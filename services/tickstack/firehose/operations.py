"""Firehose's API operations, each named as boto3 names it: an account's streams and a request in, an answer out."""

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import dropwhile
from typing import Any

from tickstack.constraints import check_request
from tickstack.errors import AwsError, NotSupportedError
from tickstack.firehose import destinations, limits, metrics
from tickstack.firehose.conversion.rules import located
from tickstack.firehose.definition import DIRECT_PUT, KINESIS, Definition
from tickstack.firehose.destination import DESTINATION_ID
from tickstack.firehose.destinations import DESTINATION_TYPES, given_destination
from tickstack.firehose.encryption import AWS_OWNED, Key
from tickstack.firehose.streams import DeliveryStreams, Tags

type Request = Mapping[str, Any]
type Answer = dict[str, Any]

KINESIS_CONFIGURATION = "KinesisStreamSourceConfiguration"
DIRECT_PUT_CONFIGURATION = "DirectPutSourceConfiguration"
"""Its hint of a throughput is for information alone."""
LIST_LIMIT = 10
MAX_TAGS = 50


def create_delivery_stream(streams: DeliveryStreams, request: Request) -> Answer:
    definition = Definition(
        account=streams.account,
        region=streams.region,
        name=request["DeliveryStreamName"],
        created=streams.date(),
        tags={tag["Key"]: tag.get("Value") for tag in request.get("Tags") or []},
        **_source(streams, request),
        **_destination(streams, request),
    )
    sealed = request.get("DeliveryStreamEncryptionConfigurationInput")
    key = None if sealed is None else _key(sealed)
    if key is not None and definition.type != DIRECT_PUT:
        raise AwsError(
            "InvalidArgumentException",
            "Server-side encryption is only supported for delivery streams of type DirectPut",
        )
    return {"DeliveryStreamARN": streams.create(definition, key).definition.arn}


def _source(streams: DeliveryStreams, request: Request) -> dict[str, Any]:
    """The source's members of a definition. Raises InvalidArgumentException or NotSupportedError."""
    type_ = request.get("DeliveryStreamType") or DIRECT_PUT
    given = [member for member in request if member.endswith("SourceConfiguration") and request[member] is not None]
    for member in given:
        if member not in {KINESIS_CONFIGURATION, DIRECT_PUT_CONFIGURATION}:
            raise NotSupportedError(member)
    if type_ not in (DIRECT_PUT, KINESIS):
        raise NotSupportedError(f"delivery streams of type {type_}")
    for member, needs in ((KINESIS_CONFIGURATION, KINESIS), (DIRECT_PUT_CONFIGURATION, DIRECT_PUT)):
        if (member in given and type_ != needs) or (member not in given and type_ == needs == KINESIS):
            verb = "must" if type_ == needs else "can not"
            raise AwsError(
                "InvalidArgumentException", f"{member} {verb} be specified when the delivery stream type is {type_}"
            )
    if not given:
        return {"type": type_}
    if type_ == KINESIS:
        streams.needs.check_source(request[KINESIS_CONFIGURATION]["KinesisStreamARN"])
    described = given[0].removesuffix("Configuration") + "Description"
    return {"type": type_, "source": {described: dict(request[given[0]])}}


def _destination(streams: DeliveryStreams, request: Request) -> dict[str, Any]:
    """The destination's members of a definition. Raises InvalidArgumentException or NotSupportedError."""
    given = given_destination(request, destinations.CONFIGURATION)
    if given is None:
        raise AwsError("InvalidArgumentException", destinations.ONE_DESTINATION)
    row, configuration = given
    description = located(row.created(configuration), streams.account, streams.region)
    streams.needs.check_table(description)
    streams.needs.check_access(description)
    return {"destination": row.name, "description": description}


def _key(given: Mapping[str, Any] | None) -> Key:
    """The key to encrypt with. Raises InvalidArgumentException."""
    key = Key.of(given)
    if (key.type == AWS_OWNED) != (key.arn is None):
        needed = "must be specified" if key.arn is None else "cannot be specified"
        raise AwsError("InvalidArgumentException", f"KeyARN {needed} when KeyType is {key.type}")
    return key


def describe_delivery_stream(streams: DeliveryStreams, request: Request) -> Answer:
    stream, now = streams.get(request["DeliveryStreamName"]), streams.now()
    definition = stream.definition
    last = request.get("ExclusiveStartDestinationId") or ""
    description: Answer = {
        "DeliveryStreamName": definition.name,
        "DeliveryStreamARN": definition.arn,
        "DeliveryStreamStatus": stream.status(now),
        "DeliveryStreamType": definition.type,
        "VersionId": str(definition.version),
        "CreateTimestamp": definition.created,
        "Destinations": [] if last >= DESTINATION_ID else [_shown(definition)],
        "HasMoreDestinations": False,
    }
    if definition.type == DIRECT_PUT:
        settled = stream.encryption_settled(now)
        description["DeliveryStreamEncryptionConfiguration"] = definition.encryption.described(settled=settled)
    if definition.source:
        start = {"DeliveryStartTimestamp": definition.created} if definition.type == KINESIS else {}
        description["Source"] = {name: dict(source) | start for name, source in definition.source.items()}
    if definition.updated is not None:
        description["LastUpdateTimestamp"] = definition.updated
    if definition.failure is not None and description["DeliveryStreamStatus"] == "CREATING_FAILED":
        description["FailureDescription"] = dict(definition.failure)
    return {"DeliveryStreamDescription": description}


def _shown(definition: Definition) -> dict[str, Any]:
    return DESTINATION_TYPES[definition.destination].shown(definition.description)


def list_delivery_streams(streams: DeliveryStreams, request: Request) -> Answer:
    names = streams.names(request.get("DeliveryStreamType"))
    start = request.get("ExclusiveStartDeliveryStreamName") or ""
    page, more = _page(names, start, request.get("Limit") or LIST_LIMIT)
    return {"DeliveryStreamNames": page, "HasMoreDeliveryStreams": more}


def delete_delivery_stream(streams: DeliveryStreams, request: Request) -> Answer:
    streams.delete(request["DeliveryStreamName"])
    return {}


def update_destination(streams: DeliveryStreams, request: Request) -> Answer:
    stream = streams.get(request["DeliveryStreamName"])
    if request["DestinationId"] != DESTINATION_ID:
        raise AwsError("InvalidArgumentException", f"Destination Id {request['DestinationId']} not found")
    given = given_destination(request, destinations.UPDATE)
    if given is None:
        raise AwsError("InvalidArgumentException", destinations.NO_UPDATE)
    row, update = given

    def changed(definition: Definition) -> Definition:
        same = row.name == definition.destination
        description = row.changed(definition.description, update) if same else row.replaced(update)
        after = located(description, streams.account, streams.region)
        return replace(definition, destination=row.name, description=after)

    if request["CurrentDeliveryStreamVersionId"] == str(stream.definition.version):
        streams.needs.check_table(changed(stream.definition).description)
    streams.update(stream.definition.name, request["CurrentDeliveryStreamVersionId"], changed)
    return {}


def put_record(streams: DeliveryStreams, request: Request) -> Answer:
    data = limits.record_data(request.get("Record"))
    stream, now = streams.active(request["DeliveryStreamName"]), streams.now()
    for refusal in stream.refused([len(data)], now).values():
        raise refusal.error()
    stream.running.put([data], "PutRecord")
    return {"RecordId": _put_ids(1)[0], "Encrypted": stream.key(now) is not None}


def put_record_batch(streams: DeliveryStreams, request: Request) -> Answer:
    data = limits.batch_data(request.get("Records"))
    stream, now = streams.active(request["DeliveryStreamName"]), streams.now()
    refused = stream.refused([len(each) for each in data], now)
    taken = [each for index, each in enumerate(data) if index not in refused] if refused else data
    if taken:
        stream.running.put(taken)
    responses = [{"RecordId": record_id} for record_id in _put_ids(len(data))]
    for index, refusal in refused.items():
        responses[index] = {"ErrorCode": refusal.code, "ErrorMessage": refusal.message}
    return {"FailedPutCount": len(refused), "Encrypted": stream.key(now) is not None, "RequestResponses": responses}


def start_delivery_stream_encryption(streams: DeliveryStreams, request: Request) -> Answer:
    streams.start_encryption(
        request["DeliveryStreamName"], _key(request.get("DeliveryStreamEncryptionConfigurationInput"))
    )
    return {}


def stop_delivery_stream_encryption(streams: DeliveryStreams, request: Request) -> Answer:
    streams.stop_encryption(request["DeliveryStreamName"])
    return {}


def tag_delivery_stream(streams: DeliveryStreams, request: Request) -> Answer:
    def tagged(tags: Tags) -> Tags:
        after = {**tags, **{tag["Key"]: tag.get("Value") for tag in request["Tags"]}}
        if len(after) > MAX_TAGS:
            raise AwsError("LimitExceededException", f"A delivery stream can have at most {MAX_TAGS} tags")
        return after

    streams.tag(request["DeliveryStreamName"], tagged)
    return {}


def untag_delivery_stream(streams: DeliveryStreams, request: Request) -> Answer:
    keys = set(request["TagKeys"])
    streams.tag(
        request["DeliveryStreamName"],
        lambda tags: {key: value for key, value in tags.items() if key not in keys},
    )
    return {}


def list_tags_for_delivery_stream(streams: DeliveryStreams, request: Request) -> Answer:
    tags = streams.get(request["DeliveryStreamName"]).definition.tags
    page, more = _page(sorted(tags), request.get("ExclusiveStartTagKey") or "", request.get("Limit") or MAX_TAGS)
    listed = [{"Key": key} if tags[key] is None else {"Key": key, "Value": tags[key]} for key in page]
    return {"Tags": listed, "HasMoreTags": more}


OPERATIONS: dict[str, Callable[[DeliveryStreams, Request], Answer]] = {
    "CreateDeliveryStream": create_delivery_stream,
    "DeleteDeliveryStream": delete_delivery_stream,
    "DescribeDeliveryStream": describe_delivery_stream,
    "ListDeliveryStreams": list_delivery_streams,
    "ListTagsForDeliveryStream": list_tags_for_delivery_stream,
    "PutRecord": put_record,
    "PutRecordBatch": put_record_batch,
    "StartDeliveryStreamEncryption": start_delivery_stream_encryption,
    "StopDeliveryStreamEncryption": stop_delivery_stream_encryption,
    "TagDeliveryStream": tag_delivery_stream,
    "UntagDeliveryStream": untag_delivery_stream,
    "UpdateDestination": update_destination,
}

# The limits of puts are checked by themselves: walking every record through the model costs too much.
_PUTS = {"PutRecord": "Record", "PutRecordBatch": "Records"}


def perform(streams: DeliveryStreams, operation: str, request: Request, caller: str = "") -> Answer:
    """Check a request against the service model and do it; ``caller`` is the AWS service whose it is, if one's.

    Raises AwsError.
    """
    if operation not in OPERATIONS:
        raise NotSupportedError(f"Firehose's {operation}")
    records = _PUTS.get(operation)
    checked = {name: value for name, value in request.items() if name != records}
    if records is not None:
        checked[records] = {"Data": b""} if records == "Record" else [{"Data": b""}]
    check_request("firehose", operation, checked, limits.FRAMEWORK)
    if records is not None:
        streams.check_caller(request["DeliveryStreamName"], caller)
    began = streams.now()
    answer = OPERATIONS[operation](streams, request)
    if (call := metrics.CALLS.get(operation)) is not None:
        streams.called(call, request.get("DeliveryStreamName"), streams.now() - began)
    return answer


def _page(names: Sequence[str], after: str, limit: int) -> tuple[list[str], bool]:
    rest = list(dropwhile(lambda name: name <= after, names))
    return rest[:limit], len(rest) > limit


def _put_ids(count: int) -> list[str]:
    """Opaque ids, unlike those that the transformer sees."""
    call = secrets.token_urlsafe(96)
    return [f"{call}{number:04x}" for number in range(count)]
