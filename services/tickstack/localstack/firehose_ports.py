"""Firehose's view of LocalStack: Lambda, S3 and CloudWatch of one account and region through internal clients."""

import logging
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError, ReadTimeoutError
from localstack import config as localstack_config
from localstack.aws.connect import connect_to

from tickstack.firehose.conversion.schema import CatalogError, Column, Schema, TableNotFoundError, TableReference
from tickstack.firehose.http_client import HttpEndpoints
from tickstack.firehose.ports import Answer, Datum, InvocationError, KeyFault, LogLine, S3Object, Services, StorageError
from tickstack.firehose.transform import INVOKE_LIMIT_EXCEEDED
from tickstack.localstack.kinesis_core import kinesis_core
from tickstack.localstack.kinesis_source import KinesisSource

LOG = logging.getLogger(__name__)

MAX_FUNCTION_SECONDS = 300
MAX_VALUES = 150

_CLIENT = Config(
    read_timeout=MAX_FUNCTION_SECONDS,
    retries={"total_max_attempts": 1},
    # Without the last two an access point's ARN in a bucket's place would lead away from the endpoint.
    s3={"addressing_style": "path", "use_arn_region": False, "s3_disable_multiregion_access_points": True},  # type: ignore[arg-type]  # the stubs lack the last
)

# The codes and texts of the developer guide's pages on error logs, by the code with which the service refused.
_LAMBDA_REFUSALS = {
    "TooManyRequestsException": (
        INVOKE_LIMIT_EXCEEDED,
        "The Lambda concurrent execution limit is exceeded. Increase the concurrent execution limit.",
    ),
    "ResourceNotFoundException": (
        "Lambda.ResourceNotFound",
        "The Lambda function does not exist. Use a different function that does exist.",
    ),
    "AccessDeniedException": (
        "Lambda.InvokeAccessDenied",
        "Access was denied. Ensure that the access policy allows access to the Lambda function.",
    ),
}
_LAMBDA_TIMEOUT = (
    "Firehose encountered timeout errors when calling AWS Lambda. The maximum supported function timeout is 5 minutes."
)
_S3_REFUSALS = {
    "AccessDenied": (
        "S3.AccessDenied",
        (
            "Access was denied. Ensure that the trust policy for the provided IAM role allows Kinesis Data Firehose to "
            "assume the role, and the access policy allows access to the S3 bucket."
        ),
    ),
    "NoSuchBucket": (
        "S3.NoSuchBucket",
        "The specified bucket does not exist. Create the bucket or use a different bucket that does exist.",
    ),
}

_KMS_REFUSALS = {"NotFoundException": "KMS_KEY_NOT_FOUND", "AccessDeniedException": "KMS_ACCESS_DENIED"}


def services(account: str, region: str) -> Services:
    """The services that the delivery streams of ``account`` in ``region`` use."""
    return Services(
        LambdaFunctions(account, region),
        S3Storage(_client("s3", account, region)),
        CloudWatch(_client("cloudwatch", account, region), _client("logs", account, region)),
        KmsKeys(),
        HttpEndpoints(),
        KinesisSource(lambda operation, request: kinesis_core().perform(account, region, operation, request)),
        GlueTables(account),
        AccountAccess(_client("iam", account, region), _client("s3", account, region)),
    )


def _client(service: str, account: str, region: str) -> Any:
    """A client on this very process, by address: S3's host names need a DNS server that offline machines lack."""
    return connect_to.get_client(
        service,
        region_name=region,
        aws_access_key_id=account,
        endpoint_url=f"http://127.0.0.1:{localstack_config.GATEWAY_LISTEN[0].port}",
        config=_CLIENT,
    )


class LambdaFunctions:
    """Functions invoked by ARN, in the account and region that the ARN names, or by name in those of the stream."""

    def __init__(self, account: str, region: str) -> None:
        self._account = account
        self._region = region

    def invoke(self, function_arn: str, payload: bytes) -> Answer:
        parts = function_arn.split(":")
        region, account = (parts[3], parts[4]) if parts[0] == "arn" else (self._region, self._account)
        try:
            client = _client("lambda", account, region)
            response = client.invoke(FunctionName=function_arn, Payload=payload)
            return Answer(response["Payload"].read(), failed="FunctionError" in response)
        except ReadTimeoutError:
            raise InvocationError("Lambda.FunctionError", _LAMBDA_TIMEOUT) from None
        except ClientError as error:
            code, message = _refusal(error, _LAMBDA_REFUSALS, "Lambda.FunctionError")
            raise InvocationError(code, message) from error
        except BotoCoreError as error:
            raise InvocationError("Lambda.FunctionError", str(error)) from error


class GlueTables:
    """Tables of the Glue Data Catalog, which the query service keeps."""

    def __init__(self, account: str) -> None:
        self._account = account

    def schema(self, table: TableReference) -> Schema:
        client = _client("glue", self._account, table.region)
        named = {"CatalogId": table.catalog, "DatabaseName": table.database}
        try:
            if table.version == "LATEST":
                found = client.get_table(**named, Name=table.name)["Table"]
            else:
                asked = client.get_table_version(**named, TableName=table.name, VersionId=table.version)
                found = asked["TableVersion"]["Table"]
        except ClientError as error:
            if error.response["Error"]["Code"] == "EntityNotFoundException":
                raise TableNotFoundError(error.response["Error"].get("Message", "")) from None
            raise CatalogError(str(error)) from error
        except BotoCoreError as error:
            raise CatalogError(str(error)) from error
        columns = found.get("StorageDescriptor", {}).get("Columns", [])
        return Schema(tuple(Column(column["Name"], column.get("Type", "string")) for column in columns))


class S3Storage:
    """Objects written by PutObject."""

    def __init__(self, client: Any) -> None:
        self._client = client

    def put(self, item: S3Object) -> None:
        try:
            self._client.put_object(Bucket=item.bucket, Key=item.key, Body=item.body, **item.headers)
        except ClientError as error:
            code, message = _refusal(error, _S3_REFUSALS, "InternalError")
            raise StorageError(code, message) from error
        except BotoCoreError as error:
            raise StorageError("InternalError", str(error)) from error


class AccountAccess:
    """IAM and S3 of an account."""

    def __init__(self, iam: Any, s3: Any) -> None:
        self._iam = iam
        self._s3 = s3

    def trust_policy(self, role_arn: str) -> Mapping[str, Any] | None:
        try:
            role = self._iam.get_role(RoleName=role_arn.rpartition("/")[2])["Role"]
        except (ClientError, BotoCoreError):
            return None
        policy: Mapping[str, Any] = role["AssumeRolePolicyDocument"]
        return policy

    def has_bucket(self, name: str) -> bool:
        try:
            self._s3.head_bucket(Bucket=name)
        except (ClientError, BotoCoreError):
            return False
        return True


class KmsKeys:
    """Keys by ARN, in the account and region that the ARN names."""

    def fault(self, key_arn: str) -> KeyFault | None:
        region, account = key_arn.split(":")[3:5]
        try:
            client = _client("kms", account, region)
            key = client.describe_key(KeyId=key_arn)["KeyMetadata"]
        except ClientError as error:
            type_ = _KMS_REFUSALS.get(str(error.response.get("Error", {}).get("Code", "")), "UNKNOWN_ERROR")
            return KeyFault(type_, str(error.response.get("Error", {}).get("Message", error)))
        except BotoCoreError as error:
            return KeyFault("UNKNOWN_ERROR", str(error))
        if key["KeyState"] == "Disabled":
            return KeyFault("DISABLED_KMS_KEY", f"{key_arn} is disabled.")
        if key["KeyState"] != "Enabled" or key.get("KeySpec") != "SYMMETRIC_DEFAULT":
            return KeyFault("INVALID_KMS_KEY", f"{key_arn} is {key['KeyState']}, of spec {key.get('KeySpec')}.")
        return None


class CloudWatch:
    """Metrics by PutMetricData, error logs by PutLogEvents; what fails there is logged once and not repeated."""

    def __init__(self, metrics: Any, logs: Any) -> None:
        self._metrics = metrics
        self._logs = logs
        self._failed: set[str] = set()

    def report(self, data: Sequence[Datum], lines: Sequence[LogLine]) -> None:
        if data:
            now = datetime.now(UTC)
            by_namespace: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
            for datum in data:
                by_namespace[datum.namespace] += _metric_data(datum, now)
            for namespace in by_namespace:
                self._try("metrics", lambda key=namespace: self._put_metrics(key, by_namespace[key]))
        if lines:
            by_stream: defaultdict[tuple[str, str], list[LogLine]] = defaultdict(list)
            for line in lines:
                by_stream[line.group, line.stream].append(line)
            for group, stream in by_stream:
                self._try(f"logs {group} {stream}", lambda key=(group, stream): self._put_lines(by_stream[key]))

    def _put_metrics(self, namespace: str, rows: list[dict[str, Any]]) -> None:
        for first in range(0, len(rows), 1000):
            self._metrics.put_metric_data(Namespace=namespace, MetricData=rows[first : first + 1000])

    def _put_lines(self, lines: Sequence[LogLine]) -> None:
        self._logs.put_log_events(
            logGroupName=lines[0].group,
            logStreamName=lines[0].stream,
            logEvents=[{"timestamp": line.time_ms, "message": line.text} for line in lines],
        )

    def _try(self, what: str, call: Any) -> None:
        try:
            call()
        except (ClientError, BotoCoreError) as error:
            if what not in self._failed:
                self._failed.add(what)
                LOG.warning("Firehose cannot write %s: %s", what, error)


def _metric_data(datum: Datum, now: datetime) -> Iterator[dict[str, Any]]:
    counts = list(Counter(map(float, datum.values)).items())
    for first in range(0, len(counts), MAX_VALUES):
        values = counts[first : first + MAX_VALUES]
        yield {
            "MetricName": datum.name,
            "Dimensions": [{"Name": name, "Value": value} for name, value in datum.dimensions],
            "Timestamp": now,
            "Unit": datum.unit,
            "Values": [value for value, _ in values],
            "Counts": [float(count) for _, count in values],
        }


def _refusal(error: ClientError, known: dict[str, tuple[str, str]], otherwise: str) -> tuple[str, str]:
    code = str(error.response.get("Error", {}).get("Code", ""))
    return known.get(code, (otherwise, str(error)))
