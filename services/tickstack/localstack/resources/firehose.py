"""The row of the delivery stream, in the place of LocalStack's own type, which drops updates and needs a name.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-kinesisfirehose-deliverystream.html
"""

from collections.abc import Sequence
from typing import Any

from tickstack.firehose.destination import DEFAULT_HINTS, LARGE_SIZE
from tickstack.localstack.resources.arguments import FLAGS
from tickstack.localstack.resources.parts import part, tags
from tickstack.localstack.resources.types import Call, Properties, ResourceType, chosen

SOURCES = (
    "DeliveryStreamType",
    "KinesisStreamSourceConfiguration",
    "MSKSourceConfiguration",
    "DatabaseSourceConfiguration",
)
DESTINATIONS = {
    "ExtendedS3DestinationConfiguration": "ExtendedS3DestinationUpdate",
    "S3DestinationConfiguration": "S3DestinationUpdate",
    "HttpEndpointDestinationConfiguration": "HttpEndpointDestinationUpdate",
    "RedshiftDestinationConfiguration": "RedshiftDestinationUpdate",
    "SplunkDestinationConfiguration": "SplunkDestinationUpdate",
    "ElasticsearchDestinationConfiguration": "ElasticsearchDestinationUpdate",
    "AmazonopensearchserviceDestinationConfiguration": "AmazonopensearchserviceDestinationUpdate",
    "AmazonOpenSearchServerlessDestinationConfiguration": "AmazonOpenSearchServerlessDestinationUpdate",
    "SnowflakeDestinationConfiguration": "SnowflakeDestinationUpdate",
    "IcebergDestinationConfiguration": "IcebergDestinationUpdate",
}
"""CloudFormation's property of a destination, and the member of UpdateDestination that changes it."""

REMOVED: Properties = {
    "BufferingHints": DEFAULT_HINTS,
    "CloudWatchLoggingOptions": {"Enabled": False},
    "CompressionFormat": "UNCOMPRESSED",
    "CustomTimeZone": "UTC",
    "DataFormatConversionConfiguration": {"Enabled": False},
    "EncryptionConfiguration": {"NoEncryptionConfig": "NoEncryption"},
    "ErrorOutputPrefix": "",
    "FileExtension": "",
    "Prefix": "",
    "ProcessingConfiguration": {"Enabled": False},
    "RequestConfiguration": {"ContentEncoding": "NONE", "CommonAttributes": []},
    "RetryOptions": {"DurationInSeconds": 300},
}
"""What a setting returns to when a template no longer states it: UpdateDestination keeps what it is not told."""


RENAMED = {"S3BackupConfiguration": "S3BackupUpdate", "S3Configuration": "S3Update"}
"""Members of a destination whose name in UpdateDestination is another one: destinations themselves."""

ENCRYPTION = "DeliveryStreamEncryptionConfigurationInput"


def _name(properties: Properties) -> Properties:
    return chosen(properties, "DeliveryStreamName")


def _update(properties: Properties, previous: Properties, current: Properties) -> Sequence[Call]:
    description = current["DeliveryStreamDescription"]
    target = {
        **_name(properties),
        "CurrentDeliveryStreamVersionId": description["VersionId"],
        "DestinationId": description["Destinations"][0]["DestinationId"],
    }
    return [
        Call("update_destination", {**target, member: _destination(properties[name], previous.get(name) or {})})
        for name, member in DESTINATIONS.items()
        if name in properties
    ]


def _destination(wanted: Properties, previous: Properties) -> Properties:
    removed = {name: value for name, value in REMOVED.items() if name in previous}
    if "BufferingHints" in removed and _is_large(wanted):
        removed["BufferingHints"] = DEFAULT_HINTS | {"SizeInMBs": LARGE_SIZE}
    update = removed | wanted
    for name, renamed in RENAMED.items():
        if name in update:
            update[renamed] = _destination(update.pop(name), previous.get(name) or {})
    return update


def _is_large(wanted: Properties) -> bool:
    """Whether the default of a destination's buffer is that of what is converted or partitioned."""
    conversion, partitioning = (
        wanted.get(name) for name in ("DataFormatConversionConfiguration", "DynamicPartitioningConfiguration")
    )
    converts = conversion is not None and _flag(conversion.get("Enabled", True))
    return converts or (partitioning is not None and _flag(partitioning.get("Enabled", False)))


def _flag(value: Any) -> bool:
    return bool(FLAGS.get(str(value).lower(), value))


def _description(answer: Properties) -> Properties:
    description: Properties = answer["DeliveryStreamDescription"]
    return description


def _settled(answer: Properties) -> bool:
    description = _description(answer)
    encryption = description.get("DeliveryStreamEncryptionConfiguration", {}).get("Status")
    return description["DeliveryStreamStatus"] != "CREATING" and encryption not in {"ENABLING", "DISABLING"}


def _failure(answer: Properties) -> str | None:
    description = _description(answer)
    if description["DeliveryStreamStatus"] != "CREATING_FAILED":
        return None
    failure = description.get("FailureDescription", {})
    return f"{description['DeliveryStreamName']} could not be created: {failure.get('Type')}, {failure.get('Details')}"


DELIVERY_STREAM = ResourceType(
    name="AWS::KinesisFirehose::DeliveryStream",
    service="firehose",
    identifier=("DeliveryStreamName",),
    create_only=("DeliveryStreamName", *SOURCES),
    read_only=("Arn",),
    generated=str,
    create=lambda properties: [Call("create_delivery_stream", properties)],
    created=("Tags", ENCRYPTION),
    update=_update,
    parts=(
        part(
            ENCRYPTION,
            lambda properties: Call(
                "start_delivery_stream_encryption", chosen(properties, "DeliveryStreamName", ENCRYPTION)
            ),
            lambda properties: Call("stop_delivery_stream_encryption", _name(properties)),
        ),
        tags(
            lambda properties, new: Call("tag_delivery_stream", {**_name(properties), "Tags": new}),
            lambda properties, gone: Call("untag_delivery_stream", {**_name(properties), "TagKeys": gone}),
        ),
    ),
    delete=lambda properties: Call("delete_delivery_stream", _name(properties)),
    read=lambda properties: Call("describe_delivery_stream", _name(properties)),
    attributes=lambda answer: {"Arn": _description(answer)["DeliveryStreamARN"]},
    settled=_settled,
    failure=_failure,
    lingers=True,
    missing=("ResourceNotFoundException", ""),
    taken=("ResourceInUseException", ""),
    born=lambda answer: _description(answer).get("CreateTimestamp"),
)
