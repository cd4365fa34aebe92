"""The services whose state lasts, a row for each.

S3, Firehose, Glue and Athena keep theirs elsewhere. CloudWatch's metrics are in a database of its own, which is
written by each PutMetricData.
"""

import dataclasses
from collections.abc import Sequence

from tickstack.localstack.durable.containers import Reduced, omit
from tickstack.localstack.durable.log_lines import newest
from tickstack.localstack.durable.policies import own

READS = ("Describe", "Detect", "Estimate", "Filter", "Get", "Head", "List", "Lookup", "Simulate", "Test", "Validate")
"""How the operations begin that change nothing."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Row:
    """``at_once``: what an answer tells is on disk before it leaves.

    Otherwise, and after the operations ``later``, it is a moment later, and lost when the process is killed in between.
    ``quiet`` are further operations that change nothing; ``reduced`` tells what is kept of attributes that moto's
    backends make for themselves; ``needs`` are services whose state this one reads without asking them.
    """

    service: str
    at_once: bool = True
    quiet: Sequence[str] = ()
    later: Sequence[str] = ()
    reduced: Reduced = dataclasses.field(default_factory=dict)
    needs: Sequence[str] = ()

    def changes(self, operation: str) -> bool:
        """Whether ``operation`` may change the state."""
        return not operation.startswith(READS) and operation not in self.quiet

    def presses(self, operation: str) -> bool:
        """Whether what ``operation`` changes is on disk before its answer leaves."""
        return self.at_once and operation not in self.later


ROWS = (
    Row(service="cloudformation"),
    Row(service="lambda", quiet=("Invoke", "InvokeAsync", "InvokeWithResponseStream")),
    Row(
        service="iam",
        reduced={
            "account_summary": omit,
            "aws_managed_policies": omit,
            "managed_policies": own,
            "policy_arn_regex": omit,
        },
    ),
    # the sessions of functions' credentials: a new one with every execution environment
    Row(service="sts", at_once=False, needs=("iam",)),
    # the lines come by the thousand, and each write writes all that last
    Row(service="logs", later=("PutLogEvents",), reduced={"groups": newest}),
    # the keys of encrypted streams and objects; their use changes nothing
    Row(
        service="kms",
        quiet=(
            "Decrypt",
            "DeriveSharedSecret",
            "Encrypt",
            "GenerateDataKey",
            "GenerateDataKeyPair",
            "GenerateDataKeyPairWithoutPlaintext",
            "GenerateDataKeyWithoutPlaintext",
            "GenerateMac",
            "GenerateRandom",
            "ReEncrypt",
            "Sign",
            "Verify",
            "VerifyMac",
        ),
    ),
    # alarms and dashboards; an alarm's state changes as often as its metric
    Row(service="cloudwatch", quiet=("PutMetricData",)),
)
