"""Server-side encryption: its states by the clock, the flag of the puts, refusals of keys and calls."""

from collections.abc import Iterator
from typing import Any

import pytest

from firehose_client import ACCOUNT, Client
from firehose_fakes import FakeClock, FakeServices
from tickstack.firehose.options import Options
from tickstack.firehose.ports import KeyFault
from tickstack.firehose.service import Firehose

NAME = {"DeliveryStreamName": "prices"}
KEY = f"arn:aws:kms:us-east-1:{ACCOUNT}:key/one"
OTHER = f"arn:aws:kms:us-east-1:{ACCOUNT}:key/other"
MISSING = KeyFault("KMS_KEY_NOT_FOUND", "Key does not exist")


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def services() -> FakeServices:
    return FakeServices()


@pytest.fixture
def client(services: FakeServices, clock: FakeClock) -> Iterator[Client]:
    core = Firehose(services.connect, clock=clock, options=Options(time_scale=24))
    yield Client(core)
    core.close(0)


def managed(arn: str) -> dict[str, Any]:
    return {"KeyType": "CUSTOMER_MANAGED_CMK", "KeyARN": arn}


def start(client: Client, key: dict[str, Any] | None = None) -> None:
    client(
        "StartDeliveryStreamEncryption", **NAME, **({"DeliveryStreamEncryptionConfigurationInput": key} if key else {})
    )


def state(client: Client) -> dict[str, Any]:
    answer: dict[str, Any] = client.describe()["DeliveryStreamEncryptionConfiguration"]
    return answer


def encrypted(client: Client) -> bool:
    one = client("PutRecord", **NAME, Record={"Data": b"x"})["Encrypted"]
    assert client("PutRecordBatch", **NAME, Records=[{"Data": b"x"}])["Encrypted"] == one
    return bool(one)


def test_starting_and_stopping_take_a_moment(client: Client, clock: FakeClock) -> None:
    client.create()
    clock.advance(1)
    start(client)
    assert state(client) == {"Status": "ENABLING", "KeyType": "AWS_OWNED_CMK"}
    assert not encrypted(client)
    clock.advance(1)
    assert state(client) == {"Status": "ENABLED", "KeyType": "AWS_OWNED_CMK"}
    assert encrypted(client)
    client("StopDeliveryStreamEncryption", **NAME)
    assert state(client) == {"Status": "DISABLING"}
    assert encrypted(client)
    clock.advance(1)
    assert state(client) == {"Status": "DISABLED"}
    assert not encrypted(client)
    assert client.describe()["VersionId"] == "1"


def test_another_key(client: Client, clock: FakeClock) -> None:
    client.create(DeliveryStreamEncryptionConfigurationInput=managed(KEY))
    assert state(client) == {"Status": "ENABLING", "KeyType": "CUSTOMER_MANAGED_CMK", "KeyARN": KEY}
    clock.advance(1)
    assert state(client)["Status"] == "ENABLED"
    start(client, managed(OTHER))
    assert encrypted(client)
    clock.advance(1)
    assert state(client) == {"Status": "ENABLED", "KeyType": "CUSTOMER_MANAGED_CMK", "KeyARN": OTHER}


def test_a_key_that_cannot_be_used_leaves_the_former_in_force(
    client: Client, services: FakeServices, clock: FakeClock
) -> None:
    services.keys.faults[OTHER] = MISSING
    client.create(DeliveryStreamEncryptionConfigurationInput={"KeyType": "AWS_OWNED_CMK"})
    clock.advance(1)
    start(client, managed(OTHER))
    assert state(client)["Status"] == "ENABLING"
    clock.advance(1)
    assert state(client) == {
        "Status": "ENABLING_FAILED",
        "KeyType": "CUSTOMER_MANAGED_CMK",
        "KeyARN": OTHER,
        "FailureDescription": {"Type": "KMS_KEY_NOT_FOUND", "Details": "Key does not exist"},
    }
    assert encrypted(client)
    start(client, managed(KEY))
    clock.advance(1)
    assert state(client)["Status"] == "ENABLED"


def test_creation_fails_with_a_key_that_cannot_be_used(
    client: Client, services: FakeServices, clock: FakeClock
) -> None:
    services.keys.faults[KEY] = MISSING
    client.create(DeliveryStreamEncryptionConfigurationInput=managed(KEY))
    assert client.describe()["DeliveryStreamStatus"] == "CREATING"
    clock.advance(1)
    description = client.describe()
    assert description["DeliveryStreamStatus"] == "CREATING_FAILED"
    assert description["FailureDescription"] == {"Type": "KMS_KEY_NOT_FOUND", "Details": "Key does not exist"}
    assert client.refusal("PutRecord", **NAME, Record={"Data": b"x"})[0] == "ResourceNotFoundException"
    assert client.refusal("StartDeliveryStreamEncryption", **NAME)[0] == "ResourceInUseException"
    assert client.refusal("CreateDeliveryStream", **client.creation())[0] == "ResourceInUseException"
    client("DeleteDeliveryStream", **NAME)
    clock.advance(1)
    client.create()


def test_puts_find_out_that_a_key_is_gone(client: Client, services: FakeServices, clock: FakeClock) -> None:
    client.create(DeliveryStreamEncryptionConfigurationInput=managed(KEY))
    clock.advance(1)
    assert encrypted(client)
    services.keys.faults[KEY] = KeyFault("DISABLED_KMS_KEY", "The key is disabled.")
    clock.advance(5)
    assert client.refusal("PutRecord", **NAME, Record={"Data": b"x"}) == (
        "InvalidKMSResourceException",
        "The key is disabled.",
    )
    services.keys.faults.clear()
    assert encrypted(client)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"KeyType": "CUSTOMER_MANAGED_CMK"}, "KeyARN must be specified when KeyType is CUSTOMER_MANAGED_CMK"),
        ({"KeyType": "AWS_OWNED_CMK", "KeyARN": KEY}, "KeyARN cannot be specified when KeyType is AWS_OWNED_CMK"),
    ],
)
def test_a_key_s_arn_goes_with_its_type(client: Client, clock: FakeClock, given: dict[str, Any], message: str) -> None:
    client.create()
    clock.advance(1)
    refusal = client.refusal("StartDeliveryStreamEncryption", **NAME, DeliveryStreamEncryptionConfigurationInput=given)
    assert refusal == ("InvalidArgumentException", message)


def test_while_it_changes_another_call_has_to_wait(client: Client, clock: FakeClock) -> None:
    client.create()
    assert client.refusal("StartDeliveryStreamEncryption", **NAME) == (
        "ResourceInUseException",
        f"Firehose prices under account {ACCOUNT} is in CREATING state",
    )
    clock.advance(1)
    start(client)
    assert client.refusal("StopDeliveryStreamEncryption", **NAME) == (
        "ResourceInUseException",
        f"Server-side encryption of firehose prices under account {ACCOUNT} is ENABLING",
    )


def test_twenty_five_calls_in_a_scaled_day(client: Client, clock: FakeClock) -> None:
    client.create()
    clock.advance(1)
    for _ in range(13):
        start(client)
        clock.advance(1)
        if _ < 12:
            client("StopDeliveryStreamEncryption", **NAME)
            clock.advance(1)
    assert client.refusal("StopDeliveryStreamEncryption", **NAME)[0] == "LimitExceededException"
    assert state(client)["Status"] == "ENABLED"
    clock.advance(3600)
    client("StopDeliveryStreamEncryption", **NAME)
