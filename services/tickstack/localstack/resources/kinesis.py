"""The row of the Kinesis stream, in the place of LocalStack's own type, which drops all but the shards and the mode.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-kinesis-stream.html
"""

from collections.abc import Sequence

from tickstack.localstack.resources.parts import Tags, by_key, part, tags
from tickstack.localstack.resources.types import Call, Part, Properties, ResourceType

DEFAULT_RETENTION_HOURS = 24
DEFAULT_RECORD_KIB = 1024
LATER = ("Arn", "RetentionPeriodHours", "StreamEncryption")
"""What the call that creates a stream does not take. What no call takes is left to it, to be refused by name."""


def _name(properties: Properties) -> Properties:
    return {"StreamName": properties["Name"]}


def _mode(properties: Properties) -> str:
    """Without a mode, a stream whose shards are counted is provisioned."""
    given = (properties.get("StreamModeDetails") or {}).get("StreamMode")
    return str(given or ("ON_DEMAND" if properties.get("ShardCount") is None else "PROVISIONED"))


def _create(properties: Properties) -> Sequence[Call]:
    given = {name: value for name, value in properties.items() if name not in (*LATER, "Name", "Tags")}
    given |= {**_name(properties), "StreamModeDetails": {"StreamMode": _mode(properties)}}
    return [Call("create_stream", given)]


def _update(properties: Properties, _previous: Properties, current: Properties) -> Sequence[Call]:
    summary, name, mode = current["StreamDescriptionSummary"], _name(properties), _mode(properties)
    count = int(properties.get("ShardCount") or summary["OpenShardCount"])
    size = int(properties.get("MaxRecordSizeInKiB") or DEFAULT_RECORD_KIB)
    arn = {"StreamARN": summary["StreamARN"]}
    calls = []
    if mode != summary["StreamModeDetails"]["StreamMode"]:
        calls.append(Call("update_stream_mode", arn | {"StreamModeDetails": {"StreamMode": mode}}))
    if mode == "PROVISIONED" and count != summary["OpenShardCount"]:
        target = {"TargetShardCount": count, "ScalingType": "UNIFORM_SCALING"}
        calls.append(Call("update_shard_count", name | target))
    if size != summary["MaxRecordSizeInKiB"]:
        calls.append(Call("update_max_record_size", arn | {"MaxRecordSizeInKiB": size}))
    return calls


def _retention(wanted: Properties, former: Properties) -> Sequence[Call]:
    hours, before = (int(each.get("RetentionPeriodHours") or DEFAULT_RETENTION_HOURS) for each in (wanted, former))
    verb = "increase" if hours > before else "decrease"
    call = Call(f"{verb}_stream_retention_period", _name(wanted) | {"RetentionPeriodHours": hours})
    return [] if hours == before else [call]


def _tag(properties: Properties, new: Tags) -> Call:
    return Call("add_tags_to_stream", _name(properties) | {"Tags": by_key(new)})


STREAM = ResourceType(
    name="AWS::Kinesis::Stream",
    service="kinesis",
    identifier=("Name",),
    create_only=("Name",),
    read_only=("Arn",),
    generated=str,
    create=_create,
    update=_update,
    parts=(
        tags(_tag, lambda properties, gone: Call("remove_tags_from_stream", _name(properties) | {"TagKeys": gone})),
        Part("RetentionPeriodHours", _retention),
        part(
            "StreamEncryption",
            lambda properties: Call("start_stream_encryption", _name(properties) | properties["StreamEncryption"]),
            lambda properties: Call(
                "stop_stream_encryption", _name(properties) | {"EncryptionType": "KMS", "KeyId": "alias/aws/kinesis"}
            ),
        ),
    ),
    delete=lambda properties: Call("delete_stream", _name(properties) | {"EnforceConsumerDeletion": True}),
    read=lambda properties: Call("describe_stream_summary", _name(properties)),
    attributes=lambda answer: {"Arn": answer["StreamDescriptionSummary"]["StreamARN"]},
    settled=lambda answer: answer["StreamDescriptionSummary"]["StreamStatus"] == "ACTIVE",
    lingers=True,
    missing=("ResourceNotFoundException", ""),
    taken=("ResourceInUseException", "already exists"),
    busy=("ResourceInUseException", "not ACTIVE, instead in state"),
    born=lambda answer: answer["StreamDescriptionSummary"]["StreamCreationTimestamp"],
)
