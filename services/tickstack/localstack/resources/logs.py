"""The row of the log group, in the place of LocalStack's own type, which drops the retention, tags and every update.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-logs-loggroup.html
"""

from tickstack.localstack.resources.parts import by_key, part, tags
from tickstack.localstack.resources.types import Call, Properties, ResourceType, chosen

LATER = ("Arn", "RetentionInDays", "Tags")
"""What the call that creates a log group does not take. What no call takes is left to it, to be refused by name."""


def _name(properties: Properties) -> Properties:
    return chosen(properties, "LogGroupName")


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
    missing=("ResourceNotFoundException", ""),
)
