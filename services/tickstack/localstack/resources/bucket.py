"""What is added to LocalStack's own type of bucket, which drops most settings and every update; and bucket policies.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-s3-bucket.html
https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-s3-bucketpolicy.html
"""

import json
import re
from collections.abc import Callable
from typing import Any

from botocore.exceptions import ClientError
from localstack.services.cloudformation.resource_provider import ResourceRequest

from tickstack.localstack.resources.extended import Extension
from tickstack.localstack.resources.lifecycle import lifecycle
from tickstack.localstack.resources.provider import perform
from tickstack.localstack.resources.types import Call, Part, Properties, ResourceType, chosen


def _setting(
    name: str, put: str, argument: str, of: Callable[[Any], Any], *, clear: str = "", empty: Any = None
) -> Part:
    """A setting that ``put`` writes as ``argument``; ``clear`` deletes it, or ``put`` writes ``empty``."""

    def change(wanted: Properties, _former: Properties) -> list[Call]:
        bucket, value = {"Bucket": wanted["BucketName"]}, wanted.get(name)
        if value is None and clear:
            return [Call(clear, bucket)]
        return [Call(put, {**bucket, argument: empty if value is None else of(value)})]

    return Part(name, change)


def _renamed(value: Properties, names: dict[str, str]) -> Properties:
    return {names.get(name, name): item for name, item in value.items()}


def _acl(value: str) -> str:
    return re.sub("(?<!^)(?=[A-Z])", "-", value).lower()


def _encryption(value: Properties) -> Properties:
    names = {"ServerSideEncryptionByDefault": "ApplyServerSideEncryptionByDefault"}
    return {"Rules": [_renamed(rule, names) for rule in value["ServerSideEncryptionConfiguration"]]}


def _cors(value: Properties) -> Properties:
    names = {"Id": "ID", "ExposedHeaders": "ExposeHeaders", "MaxAge": "MaxAgeSeconds"}
    return {"CORSRules": [_renamed(rule, names) for rule in value["CorsRules"]]}


def _logging(value: Properties) -> Properties:
    names = {"DestinationBucketName": "TargetBucket", "LogFilePrefix": "TargetPrefix"}
    return {"LoggingEnabled": {"TargetPrefix": "", **_renamed(value, names)}}


def _website(value: Properties) -> Properties:
    names = {"RoutingRuleCondition": "Condition", "RedirectRule": "Redirect"}
    wrapped = {"IndexDocument": "Suffix", "ErrorDocument": "Key"}
    rules = [_renamed(rule, names) for rule in value.get("RoutingRules") or []]
    site = {name: {wrapped[name]: item} if name in wrapped else item for name, item in value.items()}
    return site | ({"RoutingRules": rules} if rules else {})


def _notification(value: Properties) -> Properties:
    kinds = {
        "LambdaConfigurations": ("LambdaFunctionConfigurations", "Function", "LambdaFunctionArn"),
        "QueueConfigurations": ("QueueConfigurations", "Queue", "QueueArn"),
        "TopicConfigurations": ("TopicConfigurations", "Topic", "TopicArn"),
    }
    given: Properties = {}
    for name, (member, target, arn) in kinds.items():
        given[member] = [
            {arn: item[target], "Events": [item["Event"]], **_filter(item)} for item in value.get(name) or []
        ]
    bridge = value.get("EventBridgeConfiguration") or {}
    return given | ({"EventBridgeConfiguration": {}} if str(bridge.get("EventBridgeEnabled")).lower() == "true" else {})


def _filter(item: Properties) -> Properties:
    return {"Filter": {"Key": {"FilterRules": item["Filter"]["S3Key"]["Rules"]}}} if item.get("Filter") else {}


def _same(value: Any) -> Any:
    return value


def _gone(request: ResourceRequest[Properties]) -> bool:
    try:
        perform(request, "s3", [Call("head_bucket", {"Bucket": request.desired_state["BucketName"]})])
    except ClientError as error:
        if error.response["Error"]["Code"] != "404":
            raise
        return True
    return False


BUCKET = Extension(
    service="s3",
    gone=_gone,
    kept=("BucketName", "ObjectLockEnabled"),
    initial={"AccessControl": "Private"},
    parts=(
        _setting(
            "OwnershipControls",
            "put_bucket_ownership_controls",
            "OwnershipControls",
            _same,
            clear="delete_bucket_ownership_controls",
        ),
        _setting(
            "PublicAccessBlockConfiguration",
            "put_public_access_block",
            "PublicAccessBlockConfiguration",
            _same,
            clear="delete_public_access_block",
        ),
        _setting("AccessControl", "put_bucket_acl", "ACL", _acl, empty="private"),
        _setting(
            "BucketEncryption",
            "put_bucket_encryption",
            "ServerSideEncryptionConfiguration",
            _encryption,
            empty={"Rules": [{"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}}]},
        ),
        _setting(
            "VersioningConfiguration",
            "put_bucket_versioning",
            "VersioningConfiguration",
            _same,
            empty={"Status": "Suspended"},
        ),
        _setting(
            "LifecycleConfiguration",
            "put_bucket_lifecycle_configuration",
            "LifecycleConfiguration",
            lifecycle,
            clear="delete_bucket_lifecycle",
        ),
        _setting("CorsConfiguration", "put_bucket_cors", "CORSConfiguration", _cors, clear="delete_bucket_cors"),
        _setting("LoggingConfiguration", "put_bucket_logging", "BucketLoggingStatus", _logging, empty={}),
        _setting(
            "ObjectLockConfiguration",
            "put_object_lock_configuration",
            "ObjectLockConfiguration",
            _same,
            empty={"ObjectLockEnabled": "Enabled"},
        ),
        _setting(
            "NotificationConfiguration",
            "put_bucket_notification_configuration",
            "NotificationConfiguration",
            _notification,
            empty={},
        ),
        _setting(
            "WebsiteConfiguration",
            "put_bucket_website",
            "WebsiteConfiguration",
            _website,
            clear="delete_bucket_website",
        ),
        _setting(
            "Tags", "put_bucket_tagging", "Tagging", lambda value: {"TagSet": value}, clear="delete_bucket_tagging"
        ),
    ),
)


def _policy(properties: Properties) -> Call:
    document = properties["PolicyDocument"]
    text = document if isinstance(document, str) else json.dumps(document)
    return Call("put_bucket_policy", {"Bucket": properties["Bucket"], "Policy": text})


BUCKET_POLICY = ResourceType(
    name="AWS::S3::BucketPolicy",
    service="s3",
    identifier=("Bucket",),
    create_only=("Bucket",),
    create=lambda properties: [_policy(properties)],
    update=lambda properties, _previous, _current: [_policy(properties)],
    delete=lambda properties: Call("delete_bucket_policy", chosen(properties, "Bucket")),
    read=lambda properties: Call("get_bucket_policy", chosen(properties, "Bucket")),
    missing=("NoSuchBucket", ""),
)
