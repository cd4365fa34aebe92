"""Where a stack is deployed: the local endpoint, or AWS with the SDK's own credentials.

Every AWS client of the deployment and of the command line is made here. The local target takes nothing from the
caller's environment: no profile, no proxy, no endpoint.
"""

import os
from dataclasses import dataclass, field
from typing import Any, Self
from urllib.parse import urlsplit, urlunsplit

import boto3
import botocore.session
from botocore.config import Config
from botocore.credentials import Credentials
from botocore.exceptions import ClientError, ProfileNotFound

from tickstack.errors import TickstackError
from tickstack.settings import Settings

AWS_DOMAINS = (".amazonaws.com", ".amazonaws.com.cn", ".amazonaws.eu", ".api.aws")


class TargetError(TickstackError):
    """The target cannot be used as it is configured."""


def is_amazon(address: str) -> bool:
    """Whether the address is one of AWS's own."""
    return (urlsplit(address).hostname or "").endswith(AWS_DOMAINS)


@dataclass(frozen=True, kw_only=True)
class Target:
    """One account and region. ``endpoint_url`` is given where it is not AWS's own; ``poll`` is in seconds."""

    name: str
    region: str
    endpoint_url: str | None = None
    expected_account: str | None = None
    poll: float
    session: boto3.Session = field(repr=False, compare=False)
    config: Config = field(repr=False, compare=False)

    @classmethod
    def local(cls, settings: Settings, account: str | None = None) -> Self:
        """The stack of ``settings``; ``account`` (12 digits) picks another of its emulated accounts."""
        core = botocore.session.Session(
            session_vars={"profile": (None, None, None, None), "config_file": (None, None, os.devnull, None)}
        )
        session = boto3.Session(
            aws_access_key_id=account or settings.account,
            aws_secret_access_key="test",  # noqa: S106 - the emulator asks for any
            region_name=settings.region,
            botocore_session=core,
        )
        config = Config(proxies={}, s3={"addressing_style": "path"}, retries={"max_attempts": 2})
        return cls(
            name="local",
            region=settings.region,
            endpoint_url=settings.endpoint_url,
            expected_account=account or settings.account,
            poll=0.1,
            session=session,
            config=config,
        )

    @classmethod
    def aws(
        cls,
        *,
        region: str | None = None,
        profile: str | None = None,
        expected_account: str | None = None,
        endpoint_url: str | None = None,
    ) -> Self:
        """AWS as the SDK finds it: environment, profile, SSO, role. ``endpoint_url`` says that it is played elsewhere.

        Raises TargetError for an unknown profile. A missing region or credentials are left for the checks to tell.
        """
        try:
            session = boto3.Session(profile_name=profile, region_name=region)
        except ProfileNotFound as error:
            raise TargetError(str(error)) from error
        options: dict[str, Any] = {"s3": {"addressing_style": "path"}} if endpoint_url else {}
        return cls(
            name="aws",
            region=session.region_name or "",
            endpoint_url=endpoint_url,
            expected_account=expected_account,
            poll=0.1 if endpoint_url else 2.0,
            session=session,
            config=Config(retries={"mode": "standard", "max_attempts": 8}, **options),
        )

    def client(self, service: str) -> Any:
        """The boto3 client of ``service``."""
        return self.session.client(  # type: ignore[call-overload]  # the service is data here
            service, endpoint_url=self.endpoint_url, region_name=self.region or None, config=self.config
        )

    def account(self) -> str:
        """The account that the credentials belong to, as STS tells it."""
        account: str = self.client("sts").get_caller_identity()["Account"]
        return account

    def credentials(self) -> Credentials:
        """The credentials to sign with. Raises TargetError where the SDK finds none."""
        credentials: Credentials | None = self.session.get_credentials()
        if credentials is None:
            raise TargetError("the SDK finds no AWS credentials: 'aws configure' or 'aws sso login' sets them")
        return credentials

    def address(self, service: str = "cloudformation") -> str:
        """The address at which ``service`` is spoken to, by whatever means it was configured."""
        address: str = self.client(service).meta.endpoint_url
        return address

    def outputs(self, stack_name: str) -> dict[str, str]:
        """The outputs of a deployed stack by key. Raises TargetError where there is no such stack."""
        try:
            (stack,) = self.client("cloudformation").describe_stacks(StackName=stack_name)["Stacks"]
        except ClientError as error:
            if error.response["Error"]["Code"] != "ValidationError":
                raise
            raise TargetError(f"no stack {stack_name} is deployed at {self.address()}") from error
        return {output["OutputKey"]: output["OutputValue"] for output in stack.get("Outputs", [])}

    def reachable(self, url: str) -> str:
        """``url`` as it is reached from here: the emulator's host names need not resolve, its endpoint does."""
        if self.endpoint_url is None:
            return url
        return urlunsplit((*urlsplit(self.endpoint_url)[:2], *urlsplit(url)[2:]))
