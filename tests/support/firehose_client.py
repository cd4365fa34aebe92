"""Firehose's operations as a client calls them, without a network."""

from typing import Any

import pytest

from firehose_fakes import destination
from tickstack.errors import AwsError
from tickstack.firehose.operations import perform
from tickstack.firehose.service import Firehose

ACCOUNT = "123456789012"


class Client:
    """Calls operations in one account and region."""

    def __init__(self, firehose: Firehose, region: str = "us-east-1") -> None:
        self.firehose = firehose
        self._region = region
        self.caller = ""

    def __call__(self, operation: str, **members: Any) -> dict[str, Any]:
        return perform(self.firehose.streams(ACCOUNT, self._region), operation, members, self.caller)

    def create(self, name: str = "prices", **members: Any) -> dict[str, Any]:
        return self("CreateDeliveryStream", **self.creation(name, **members))

    def creation(self, name: str = "prices", **members: Any) -> dict[str, Any]:
        """A request that creates a stream with an S3 destination, unless ``members`` has another."""
        if not any(member.endswith("DestinationConfiguration") for member in members):
            members["ExtendedS3DestinationConfiguration"] = destination()
        return {"DeliveryStreamName": name, **members}

    def describe(self, name: str = "prices") -> dict[str, Any]:
        answer: dict[str, Any] = self("DescribeDeliveryStream", DeliveryStreamName=name)["DeliveryStreamDescription"]
        return answer

    def update(self, version: str, name: str = "prices", **members: Any) -> None:
        destination_id = members.pop("DestinationId", "destinationId-000000000001")
        self(
            "UpdateDestination",
            DeliveryStreamName=name,
            CurrentDeliveryStreamVersionId=version,
            DestinationId=destination_id,
            **members,
        )

    def refusal(self, operation: str, **members: Any) -> tuple[str, str | None]:
        with pytest.raises(AwsError) as error:
            self(operation, **members)
        return error.value.code, error.value.message
