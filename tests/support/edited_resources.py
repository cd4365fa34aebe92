"""Resources as a template states them one edition after the other, and what their services say of each edition."""

import io
import json
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from botocore.exceptions import ClientError

from analyst import Stack

type Properties = dict[str, Any]

CODE_BUCKET = "edited-functions"
ACCOUNT = {"Ref": "AWS::AccountId"}
TRUST: Properties = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}],
}
OTHER_TRUST: Properties = {
    **TRUST,
    "Statement": [{**TRUST["Statement"][0], "Principal": {"Service": "glue.amazonaws.com"}}],
}
ROLE: Properties = {"Type": "AWS::IAM::Role", "Properties": {"AssumeRolePolicyDocument": TRUST}}
READ_ONLY = "arn:aws:iam::aws:policy/ReadOnlyAccess"
ALL_BLOCKED = ("BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets")


@dataclass(frozen=True)
class Edited:
    """A resource of ``type`` with the properties of each edition, and beside each what ``read`` says of it.

    ``read`` takes the stack and what ``Ref`` returns; ``stays`` tells whether that is the same in all editions.
    """

    type: str
    base: Properties
    editions: Sequence[tuple[Properties, Any]]
    read: Callable[[Stack, str], Any]
    others: Properties
    stays: bool = True

    def template(self, edition: int) -> str:
        """The template of one edition; the resource is its only output."""
        properties, _ = self.editions[edition]
        resource = {"Type": self.type, "Properties": self.base | properties}
        outputs = {"Edited": {"Value": {"Ref": "Edited"}}}
        return json.dumps({"Resources": {"Edited": resource, **self.others}, "Outputs": outputs})


def edited(
    type_: str, base: Properties, *editions: tuple[Properties, Any], read: Callable[[Stack, str], Any], **more: Any
) -> Edited:
    """A row of the table below."""
    stays = more.pop("stays", True)
    return Edited(type_, base, editions, read, more, stays)


def upload_code(stack: Stack) -> None:
    """Put two packages of a function, which answer ``1`` and ``2``."""
    s3 = stack.client("s3")
    s3.create_bucket(Bucket=CODE_BUCKET)
    for edition in (1, 2):
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as package:
            package.writestr("main.py", f"def handler(event, context):\n    return {edition}\n")
        s3.put_object(Bucket=CODE_BUCKET, Key=f"{edition}.zip", Body=packed.getvalue())


def _without_missing(read: Callable[..., Properties], member: str, **arguments: Any) -> Any:
    try:
        return read(**arguments)[member]
    except ClientError as error:
        return error.response["Error"]["Code"]


def _log_group(stack: Stack, name: str) -> Any:
    logs = stack.client("logs")
    (group,) = logs.describe_log_groups(logGroupNamePrefix=name)["logGroups"]
    return group.get("retentionInDays"), logs.list_tags_log_group(logGroupName=name)["tags"]


def _kinesis_stream(stack: Stack, name: str) -> Any:
    kinesis = stack.client("kinesis")
    summary = kinesis.describe_stream_summary(StreamName=name)["StreamDescriptionSummary"]
    tags = {item["Key"]: item["Value"] for item in kinesis.list_tags_for_stream(StreamName=name)["Tags"]}
    mode = summary["StreamModeDetails"]["StreamMode"]
    return mode, summary["OpenShardCount"], summary["RetentionPeriodHours"], summary.get("KeyId"), tags


def _url(stack: Stack, function_arn: str) -> Any:
    answer = stack.client("lambda").get_function_url_config(FunctionName=function_arn)
    return answer["AuthType"], answer.get("InvokeMode", "BUFFERED"), (answer.get("Cors") or {}).get("AllowOrigins")


def _conditions(stack: Stack, statement_id: str) -> Any:
    (name,) = [
        item["FunctionName"]
        for item in stack.client("lambda").list_functions()["Functions"]
        if statement_id.startswith(item["FunctionName"].partition("-")[0])
    ]
    statements = json.loads(stack.client("lambda").get_policy(FunctionName=name)["Policy"])["Statement"]
    return [(item["Action"], item.get("Condition")) for item in statements]


def _function(stack: Stack, name: str) -> Any:
    functions = stack.client("lambda")
    is_ = functions.get_function_configuration(FunctionName=name)
    tags = functions.list_tags(Resource=is_["FunctionArn"])["Tags"]
    concurrency = functions.get_function_concurrency(FunctionName=name).get("ReservedConcurrentExecutions")
    payload = functions.invoke(FunctionName=name)["Payload"].read().decode()
    variables = is_.get("Environment", {}).get("Variables") or None
    return {
        "is": (is_["MemorySize"], is_["Timeout"], is_.get("Description"), is_["EphemeralStorage"]["Size"], variables),
        "logs": is_["LoggingConfig"]["LogGroup"].removesuffix(name),
        "tags": tags,
        "concurrency": concurrency,
        "answers": payload,
    }


def _role(stack: Stack, name: str) -> Any:
    iam = stack.client("iam")
    role = iam.get_role(RoleName=name)["Role"]
    inline = {
        policy: iam.get_role_policy(RoleName=name, PolicyName=policy)["PolicyDocument"]["Statement"][0]["Action"]
        for policy in iam.list_role_policies(RoleName=name)["PolicyNames"]
    }
    return {
        "trusts": role["AssumeRolePolicyDocument"]["Statement"][0]["Principal"]["Service"],
        "described": (role.get("Description"), role["MaxSessionDuration"]),
        "inline": inline,
        "attached": [item["PolicyArn"] for item in iam.list_attached_role_policies(RoleName=name)["AttachedPolicies"]],
        "tags": {item["Key"]: item["Value"] for item in iam.list_role_tags(RoleName=name)["Tags"]},
    }


def _bucket(stack: Stack, name: str) -> Any:
    s3 = stack.client("s3")
    encryption = s3.get_bucket_encryption(Bucket=name)["ServerSideEncryptionConfiguration"]["Rules"][0]
    blocked = s3.get_public_access_block
    return {
        "encryption": encryption["ApplyServerSideEncryptionByDefault"]["SSEAlgorithm"],
        "blocked": _without_missing(blocked, "PublicAccessBlockConfiguration", Bucket=name),
        "ownership": _without_missing(s3.get_bucket_ownership_controls, "OwnershipControls", Bucket=name),
        "rules": _without_missing(s3.get_bucket_lifecycle_configuration, "Rules", Bucket=name),
        "versioning": s3.get_bucket_versioning(Bucket=name).get("Status"),
        "tags": _without_missing(s3.get_bucket_tagging, "TagSet", Bucket=name),
        "cors": _without_missing(s3.get_bucket_cors, "CORSRules", Bucket=name),
    }


def _policy(stack: Stack, bucket: str) -> Any:
    return json.loads(stack.client("s3").get_bucket_policy(Bucket=bucket)["Policy"])["Statement"][0]["Action"]


def _streams(stack: Stack, name: str) -> Any:
    (group,) = [
        item["logGroupName"]
        for item in stack.client("logs").describe_log_groups()["logGroups"]
        if item["logGroupName"].startswith("edited-streams")
    ]
    return [
        item["logStreamName"] for item in stack.client("logs").describe_log_streams(logGroupName=group)["logStreams"]
    ]


def _inline(action: str, name: str = "a") -> Properties:
    statement = {"Effect": "Allow", "Action": action, "Resource": "*"}
    return {"PolicyName": name, "PolicyDocument": {"Version": "2012-10-17", "Statement": [statement]}}


def _bucket_properties(days: int, blocked: bool, ownership: str, **more: Any) -> Properties:
    algorithm = {"ServerSideEncryptionByDefault": {"SSEAlgorithm": "aws:kms" if blocked else "AES256"}}
    return {
        "BucketEncryption": {"ServerSideEncryptionConfiguration": [algorithm]},
        "PublicAccessBlockConfiguration": dict.fromkeys(ALL_BLOCKED, blocked),
        "OwnershipControls": {"Rules": [{"ObjectOwnership": ownership}]},
        "LifecycleConfiguration": {
            "Rules": [
                {
                    "Id": "old",
                    "Status": "Enabled",
                    "ExpirationInDays": str(days),
                    "AbortIncompleteMultipartUpload": {"DaysAfterInitiation": 7},
                }
            ]
        },
        **more,
    }


def _bucket_state(days: int, blocked: bool, ownership: str, **more: Any) -> Properties:
    rule = {
        "ID": "old",
        "Status": "Enabled",
        "Filter": {"Prefix": ""},
        "Expiration": {"Days": days},
        "AbortIncompleteMultipartUpload": {"DaysAfterInitiation": 7},
    }
    return {
        "encryption": "aws:kms" if blocked else "AES256",
        "blocked": dict.fromkeys(ALL_BLOCKED, blocked),
        "ownership": {"Rules": [{"ObjectOwnership": ownership}]},
        "rules": [rule],
        "versioning": None,
        "tags": "NoSuchTagSet",
        "cors": "NoSuchCORSConfiguration",
        **more,
    }


FUNCTION: Properties = {
    "Runtime": "python3.13",
    "Handler": "main.handler",
    "Role": {"Fn::GetAtt": ["Role", "Arn"]},
    "Code": {"S3Bucket": CODE_BUCKET, "S3Key": "1.zip"},
}
CALLED: Properties = {"Type": "AWS::Lambda::Function", "Properties": FUNCTION}
BUCKET: Properties = {"Type": "AWS::S3::Bucket"}
GROUP: Properties = {"Type": "AWS::Logs::LogGroup", "Properties": {"LogGroupName": "edited-streams"}}
TARGET: Properties = {"TargetFunctionArn": {"Fn::GetAtt": ["Function", "Arn"]}}

TABLE = (
    edited(
        "AWS::Kinesis::Stream",
        {},
        (
            {
                "ShardCount": "1",
                "RetentionPeriodHours": 48,
                "StreamEncryption": {"EncryptionType": "KMS", "KeyId": "alias/aws/kinesis"},
                "Tags": [{"Key": "a", "Value": "1"}, {"Key": "b", "Value": "1"}],
            },
            ("PROVISIONED", 1, 48, "alias/aws/kinesis", {"a": "1", "b": "1"}),
        ),
        ({"ShardCount": 2, "Tags": [{"Key": "a", "Value": "2"}]}, ("PROVISIONED", 2, 24, None, {"a": "2"})),
        ({"StreamModeDetails": {"StreamMode": "ON_DEMAND"}}, ("ON_DEMAND", 2, 24, None, {})),
        read=_kinesis_stream,
    ),
    edited(
        "AWS::Logs::LogGroup",
        {},
        (
            {"RetentionInDays": 14, "Tags": [{"Key": "a", "Value": "1"}, {"Key": "b", "Value": "1"}]},
            (14, {"a": "1", "b": "1"}),
        ),
        ({"RetentionInDays": "30", "Tags": [{"Key": "a", "Value": "2"}]}, (30, {"a": "2"})),
        ({}, (None, {})),
        read=_log_group,
    ),
    edited(
        "AWS::Logs::LogStream",
        {"LogGroupName": {"Ref": "Group"}},
        ({"LogStreamName": "one"}, ["one"]),
        ({"LogStreamName": "two"}, ["two"]),
        read=_streams,
        stays=False,
        Group=GROUP,
    ),
    edited(
        "AWS::Lambda::Url",
        TARGET,
        ({"AuthType": "AWS_IAM"}, ("AWS_IAM", "BUFFERED", None)),
        (
            {"AuthType": "NONE", "InvokeMode": "RESPONSE_STREAM", "Cors": {"AllowOrigins": ["*"]}},
            ("NONE", "RESPONSE_STREAM", ["*"]),
        ),
        ({"AuthType": "AWS_IAM"}, ("AWS_IAM", "BUFFERED", None)),
        read=_url,
        Function=CALLED,
        Role=ROLE,
    ),
    edited(
        "AWS::Lambda::Permission",
        {"FunctionName": {"Ref": "Function"}},
        (
            {"Action": "lambda:InvokeFunctionUrl", "Principal": ACCOUNT, "FunctionUrlAuthType": "AWS_IAM"},
            [("lambda:InvokeFunctionUrl", {"StringEquals": {"lambda:FunctionUrlAuthType": "AWS_IAM"}})],
        ),
        (
            {"Action": "lambda:InvokeFunctionUrl", "Principal": "*", "FunctionUrlAuthType": "NONE"},
            [("lambda:InvokeFunctionUrl", {"StringEquals": {"lambda:FunctionUrlAuthType": "NONE"}})],
        ),
        (
            {"Action": "lambda:InvokeFunction", "Principal": "*", "InvokedViaFunctionUrl": True},
            [("lambda:InvokeFunction", {"Bool": {"lambda:InvokedViaFunctionUrl": "true"}})],
        ),
        read=_conditions,
        stays=False,
        Function=CALLED,
        Role=ROLE,
    ),
    edited(
        "AWS::Lambda::Function",
        FUNCTION,
        (
            {"MemorySize": 256, "Timeout": 10, "Description": "one", "Environment": {"Variables": {"A": "1"}}},
            {
                "is": (256, 10, "one", 512, {"A": "1"}),
                "logs": "/aws/lambda/",
                "tags": {},
                "concurrency": None,
                "answers": "1",
            },
        ),
        (
            {
                "Code": {"S3Bucket": CODE_BUCKET, "S3Key": "2.zip"},
                "MemorySize": "512",
                "Timeout": 20,
                "Environment": {"Variables": {"B": 2}},
                "EphemeralStorage": {"Size": 1024},
                "LoggingConfig": {"LogGroup": "edited-function"},
                "ReservedConcurrentExecutions": 3,
                "Tags": [{"Key": "a", "Value": "1"}],
            },
            {
                "is": (512, 20, "", 1024, {"B": "2"}),
                "logs": "edited-function",
                "tags": {"a": "1"},
                "concurrency": 3,
                "answers": "2",
            },
        ),
        (
            {},
            {
                "is": (128, 3, "", 512, None),
                "logs": "/aws/lambda/",
                "tags": {},
                "concurrency": None,
                "answers": "1",
            },
        ),
        read=_function,
        Role=ROLE,
    ),
    edited(
        "AWS::IAM::Role",
        {"AssumeRolePolicyDocument": TRUST},
        (
            {"Policies": [_inline("s3:GetObject"), _inline("s3:PutObject", "b")], "Description": "one"},
            {
                "trusts": "lambda.amazonaws.com",
                "described": ("one", 3600),
                "inline": {"a": "s3:GetObject", "b": "s3:PutObject"},
                "attached": [],
                "tags": {},
            },
        ),
        (
            {
                "AssumeRolePolicyDocument": OTHER_TRUST,
                "Policies": [_inline("s3:ListBucket")],
                "ManagedPolicyArns": [READ_ONLY],
                "MaxSessionDuration": 7200,
                "Tags": [{"Key": "a", "Value": "1"}],
            },
            {
                "trusts": "glue.amazonaws.com",
                "described": ("", 7200),
                "inline": {"a": "s3:ListBucket"},
                "attached": [READ_ONLY],
                "tags": {"a": "1"},
            },
        ),
        (
            {},
            {
                "trusts": "lambda.amazonaws.com",
                "described": ("", 3600),
                "inline": {},
                "attached": [],
                "tags": {},
            },
        ),
        read=_role,
    ),
    edited(
        "AWS::S3::Bucket",
        {},
        (
            _bucket_properties(30, True, "BucketOwnerEnforced"),
            _bucket_state(30, True, "BucketOwnerEnforced"),
        ),
        (
            _bucket_properties(
                7,
                False,
                "ObjectWriter",
                VersioningConfiguration={"Status": "Enabled"},
                Tags=[{"Key": "a", "Value": "1"}],
                CorsConfiguration={"CorsRules": [{"AllowedMethods": ["GET"], "AllowedOrigins": ["*"], "MaxAge": "5"}]},
            ),
            _bucket_state(
                7,
                False,
                "ObjectWriter",
                versioning="Enabled",
                tags=[{"Key": "a", "Value": "1"}],
                cors=[{"AllowedMethods": ["GET"], "AllowedOrigins": ["*"], "MaxAgeSeconds": 5}],
            ),
        ),
        (
            {},
            {
                "encryption": "AES256",
                "blocked": "NoSuchPublicAccessBlockConfiguration",
                "ownership": "OwnershipControlsNotFoundError",
                "rules": "NoSuchLifecycleConfiguration",
                "versioning": "Suspended",
                "tags": "NoSuchTagSet",
                "cors": "NoSuchCORSConfiguration",
            },
        ),
        read=_bucket,
    ),
    edited(
        "AWS::S3::BucketPolicy",
        {"Bucket": {"Ref": "Bucket"}},
        *(
            (
                {
                    "PolicyDocument": {
                        "Version": "2012-10-17",
                        "Statement": [
                            {
                                "Effect": "Deny",
                                "Principal": "*",
                                "Action": action,
                                "Resource": {"Fn::Sub": "${Bucket.Arn}/*"},
                            }
                        ],
                    }
                },
                action,
            )
            for action in ("s3:*", "s3:PutObject")
        ),
        read=_policy,
        Bucket=BUCKET,
    ),
)
"""Every edition differs from the one before; the last states nothing that it need not, where something may go."""

RETRIES: Properties = {"FunctionName": {"Ref": "Function"}, "Qualifier": "$LATEST"}
REFUSED = (
    edited(
        "AWS::Lambda::EventInvokeConfig",
        RETRIES,
        ({"MaximumRetryAttempts": 1}, None),
        ({"MaximumRetryAttempts": 2}, "MaximumRetryAttempts"),
        read=lambda stack, _: None,
        Function=CALLED,
        Role=ROLE,
    ),
    edited(
        "AWS::S3::Bucket",
        {},
        ({}, None),
        ({"MetricsConfigurations": [{"Id": "all"}]}, "MetricsConfigurations"),
        read=lambda stack, _: None,
    ),
)
"""Editions that cannot be reached: beside the second is what the reason names."""
