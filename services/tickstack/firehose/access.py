"""What a destination needs of the account when it is created: roles that Firehose may assume, buckets that are there.

Off unless it is set: offline, most roles are names only, and a bucket may come later.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tickstack.errors import AwsError
from tickstack.firehose.destination import Description
from tickstack.firehose.ports import Access

PRINCIPAL = "firehose.amazonaws.com"

_ASSUME = {"sts:AssumeRole", "sts:*", "*"}
_NESTED = ("S3BackupDescription", "S3DestinationDescription")


def check_access(description: Description, account: str, access: Access) -> None:
    """Check a stored destination's roles and buckets. Raises InvalidArgumentException."""
    for role in dict.fromkeys(_members(description, "RoleARN")):
        policy = access.trust_policy(role)
        if policy is None or not trusts_firehose(policy, account):
            raise AwsError(
                "InvalidArgumentException",
                f"Firehose is unable to assume role {role}. Please check the role provided.",
            )
    for bucket in dict.fromkeys(_members(description, "BucketARN")):
        if not access.has_bucket(bucket.rpartition(":")[2]):
            raise AwsError(
                "InvalidArgumentException",
                f"The specified bucket {bucket} does not exist. Create the bucket or use a different bucket that does "
                "exist.",
            )


def trusts_firehose(policy: Mapping[str, Any], account: str) -> bool:
    """Whether a trust policy lets Firehose assume the role; Firehose gives the account's id as ``sts:ExternalId``."""
    return any(_allows(statement, account) for statement in _listed(policy.get("Statement")))


def _allows(statement: Mapping[str, Any], account: str) -> bool:
    principal = statement.get("Principal")
    services = _listed(principal.get("Service")) if isinstance(principal, Mapping) else _listed(principal)
    expected = statement.get("Condition", {}).get("StringEquals", {}).get("sts:ExternalId")
    return (
        statement.get("Effect") == "Allow"
        and bool(_ASSUME.intersection(_listed(statement.get("Action"))))
        and bool({PRINCIPAL, "*"}.intersection(services))
        and (expected is None or account in _listed(expected))
    )


def _members(description: Mapping[str, Any], name: str) -> Iterator[str]:
    for each in (description, *(description.get(nested, {}) for nested in _NESTED)):
        if name in each:
            yield each[name]


def _listed(value: Any) -> Sequence[Any]:
    if value is None:
        return ()
    return value if isinstance(value, list) else (value,)
