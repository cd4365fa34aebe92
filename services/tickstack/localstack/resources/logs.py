"""The rows of log groups and streams, in the place of LocalStack's own types.

The stock group drops the retention, tags and every update; the stock stream knows no reading.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-logs-loggroup.html
https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-logs-logstream.html
"""

from tickstack.localstack.resources.parts import by_key, part, tags
from tickstack.localstack.resources.types import Call, Properties, ResourceType, chosen

GONE = ("ResourceNotFoundException", "")
TAKEN = ("ResourceAlreadyExistsException", "")
LATER = ("Arn", "RetentionInDays", "Tags")
"""What the call that creates a log group does not take. What no call takes is left to it, to be refused by name."""


def _name(properties: Properties) -> Properties:
    return chosen(properties, "LogGroupName")


def _stream(properties: Properties) -> Properties:
    return chosen(properties, "LogGroupName", "LogStreamName")


def _arn(answer: Properties) -> Properties:
    return {"Arn": answer["logGroups"][0]["arn"]}  # groups come by name, so the prefix itself is first


LOG_GROUP = ResourceType(
    name="AWS::Logs::LogGroup",
    service="logs",
    identifier=("LogGroupName",),
    create_only=("LogGroupName",),
    read_only=("Arn",),
    generated=str,
    create=lambda properties: [
        Call("create_log_group", {name: value for name, value in properties.items() if name not in LATER})
    ],
    parts=(
        part(
            "RetentionInDays",
            lambda properties: Call("put_retention_policy", chosen(properties, "LogGroupName", "RetentionInDays")),
            lambda properties: Call("delete_retention_policy", _name(properties)),
        ),
        tags(
            lambda properties, new: Call("tag_log_group", {**_name(properties), "Tags": by_key(new)}),
            lambda properties, gone: Call("untag_log_group", {**_name(properties), "Tags": gone}),
        ),
    ),
    delete=lambda properties: Call("delete_log_group", _name(properties)),
    read=lambda properties: Call("describe_log_groups", {"LogGroupNamePrefix": properties["LogGroupName"]}),
    attributes=_arn,
    found=lambda answer, name: any(group["logGroupName"] == name for group in answer["logGroups"]),
    missing=GONE,
    taken=TAKEN,
    born=lambda answer: answer["logGroups"][0]["creationTime"] / 1000,
)

LOG_STREAM = ResourceType(
    name="AWS::Logs::LogStream",
    service="logs",
    identifier=("LogStreamName",),
    create_only=("LogGroupName", "LogStreamName"),
    generated=str,
    create=lambda properties: [Call("create_log_stream", _stream(properties))],
    delete=lambda properties: Call("delete_log_stream", _stream(properties)),
    read=lambda properties: Call(
        "describe_log_streams",
        {**_name(properties), "logStreamNamePrefix": properties["LogStreamName"]},
    ),
    found=lambda answer, name: any(stream["logStreamName"] == name for stream in answer["logStreams"]),
    missing=GONE,
    taken=TAKEN,
    born=lambda answer: answer["logStreams"][0]["creationTime"] / 1000,
)
