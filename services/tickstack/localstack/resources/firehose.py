"""The row of the delivery stream, in the place of LocalStack's own type, which drops updates and needs a name.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-kinesisfirehose-deliverystream.html
"""

from collections.abc import Sequence

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
    "BufferingHints": {"SizeInMBs": 5, "IntervalInSeconds": 300},
    "CloudWatchLoggingOptions": {"Enabled": False},
    "CompressionFormat": "UNCOMPRESSED",
    "DataFormatConversionConfiguration": {"Enabled": False},
    "ErrorOutputPrefix": "",
    "Prefix": "",
    "ProcessingConfiguration": {"Enabled": False},
}
"""What a setting returns to when a template no longer states it: UpdateDestination keeps what it is not told."""


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
    update = {name: value for name, value in REMOVED.items() if name in previous} | wanted
    backup = update.pop("S3BackupConfiguration", None)
    return update if backup is None else {**update, "S3BackupUpdate": backup}


def _description(answer: Properties) -> Properties:
    description: Properties = answer["DeliveryStreamDescription"]
    return description


DELIVERY_STREAM = ResourceType(
    name="AWS::KinesisFirehose::DeliveryStream",
    service="firehose",
    identifier=("DeliveryStreamName",),
    create_only=("DeliveryStreamName", *SOURCES),
    read_only=("Arn",),
    generated=str,
    create=lambda properties: [Call("create_delivery_stream", properties)],
    update=_update,
    delete=lambda properties: Call("delete_delivery_stream", _name(properties)),
    read=lambda properties: Call("describe_delivery_stream", _name(properties)),
    attributes=lambda answer: {"Arn": _description(answer)["DeliveryStreamARN"]},
    settled=lambda answer: _description(answer)["DeliveryStreamStatus"] != "CREATING",
    lingers=True,
    missing=("ResourceNotFoundException", ""),
    taken=("ResourceInUseException", ""),
    born=lambda answer: _description(answer).get("CreateTimestamp"),
)
