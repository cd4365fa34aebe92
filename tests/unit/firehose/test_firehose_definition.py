"""A stream's definition on disk: as it was, also when an earlier version wrote it."""

import dataclasses
import json
from datetime import UTC, datetime

from firehose_fakes import definition
from tickstack.firehose.definition import Definition
from tickstack.firehose.encryption import Encryption, Key

KEY = Key(type="CUSTOMER_MANAGED_CMK", arn="arn:aws:kms:us-east-1:000000000000:key/one")
EARLIER = ("account", "region", "name", "version", "created", "updated", "tags", "description")


def test_a_definition_comes_back_as_it_was() -> None:
    plain = definition("s")
    rich = dataclasses.replace(
        plain,
        updated=datetime(2026, 1, 2, 3, 4, 5, 678, tzinfo=UTC),
        tags={"a": None, "b": "1"},
        encryption=Encryption().started(KEY, None).started(Key(), {"Type": "UNKNOWN_ERROR", "Details": "no"}),
        encryption_calls=(1.5, 2.5),
        failure={"Type": "KMS_KEY_NOT_FOUND", "Details": "no"},
    )
    for each in (plain, rich):
        assert Definition.from_json(each.to_json()) == each


def test_an_earlier_version_s_definition_is_read() -> None:
    now = definition("s")
    members = json.loads(now.to_json())
    assert Definition.from_json(json.dumps({name: members[name] for name in EARLIER}).encode()) == now
