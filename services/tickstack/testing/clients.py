"""boto3 clients for the stack's endpoint; never for AWS, and never with the caller's own credentials."""

import dataclasses
from typing import TYPE_CHECKING, Any, Literal, overload

from tickstack.deployment.targets import Target, is_amazon
from tickstack.settings import Settings
from tickstack.testing.errors import EndpointError

if TYPE_CHECKING:
    from mypy_boto3_athena import AthenaClient
    from mypy_boto3_cloudformation import CloudFormationClient
    from mypy_boto3_cloudwatch import CloudWatchClient
    from mypy_boto3_firehose import FirehoseClient
    from mypy_boto3_glue import GlueClient
    from mypy_boto3_iam import IAMClient
    from mypy_boto3_lambda import LambdaClient
    from mypy_boto3_logs import CloudWatchLogsClient
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_sts import STSClient


class Clients:
    """Makes the client of a service: ``clients("s3")``; ``account`` (12 digits) picks another emulated account.

    With ``boto3-stubs`` installed, type checkers know the services' own types. A client is made once.
    """

    def __init__(self, endpoint: str, region: str = "us-east-1", account: str = "000000000000") -> None:
        if is_amazon(endpoint):
            raise EndpointError(f"{endpoint} is AWS itself: these tests write and delete, and want an emulator")
        self.endpoint = endpoint.rstrip("/")
        self.region = region
        self.account = account
        self._made: dict[tuple[str, str], Any] = {}

    @overload
    def __call__(self, service: Literal["athena"], *, account: str | None = None) -> "AthenaClient": ...
    @overload
    def __call__(self, service: Literal["cloudformation"], *, account: str | None = None) -> "CloudFormationClient": ...
    @overload
    def __call__(self, service: Literal["cloudwatch"], *, account: str | None = None) -> "CloudWatchClient": ...
    @overload
    def __call__(self, service: Literal["firehose"], *, account: str | None = None) -> "FirehoseClient": ...
    @overload
    def __call__(self, service: Literal["glue"], *, account: str | None = None) -> "GlueClient": ...
    @overload
    def __call__(self, service: Literal["iam"], *, account: str | None = None) -> "IAMClient": ...
    @overload
    def __call__(self, service: Literal["lambda"], *, account: str | None = None) -> "LambdaClient": ...
    @overload
    def __call__(self, service: Literal["logs"], *, account: str | None = None) -> "CloudWatchLogsClient": ...
    @overload
    def __call__(self, service: Literal["s3"], *, account: str | None = None) -> "S3Client": ...
    @overload
    def __call__(self, service: Literal["sts"], *, account: str | None = None) -> "STSClient": ...
    @overload
    def __call__(self, service: str, *, account: str | None = None) -> Any: ...

    def __call__(self, service: str, *, account: str | None = None) -> Any:
        key = service, account or self.account
        if key not in self._made:
            self._made[key] = self.target(account).client(service)
        return self._made[key]

    def of(self, account: str) -> "Clients":
        """The same endpoint as another emulated account sees it."""
        return Clients(self.endpoint, self.region, account)

    def target(self, account: str | None = None) -> Target:
        """The endpoint as a target of deployments."""
        settings = dataclasses.replace(Settings(), endpoint_url=self.endpoint, region=self.region)
        return Target.local(settings, account or self.account)
