"""AWS's own managed policies, which are 3 MB: every IAM backend makes them for itself, so they are not written."""

from collections.abc import Iterator, Mapping
from typing import Any


def own(policies: Mapping[str, Any]) -> dict[str, Any]:
    """Return those of ``policies``, by ARN, that are not AWS's."""
    return {arn: policy for arn, policy in list(policies.items()) if not _is_aws(arn)}


def complete(backend: Any) -> None:
    """Give a backend AWS's policies again; whoever has one attached shares it with the backend."""
    backend.managed_policies = {
        policy.arn: policy for policy in backend.aws_managed_policies
    } | backend.managed_policies
    for holder in _holders(backend):
        for arn, attached in holder.managed_policies.items():
            policy = backend.managed_policies.get(arn)
            if policy is not None and _is_aws(arn):
                policy.attachment_count = max(policy.attachment_count, attached.attachment_count)
                holder.managed_policies[arn] = policy


def _is_aws(arn: str) -> bool:
    return arn.split(":")[4] == "aws"


def _holders(backend: Any) -> Iterator[Any]:
    for holders in (backend.roles, backend.users, backend.groups):
        yield from holders.values()
