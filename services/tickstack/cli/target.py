"""Which account a command talks to: the local stack's, or AWS's through the SDK's own credentials."""

from enum import StrEnum

import typer

from tickstack.cli import console
from tickstack.deployment.targets import Target

STACK_NAME_DEFAULT = "tickstack"
STACK_NAME: str = typer.Option(STACK_NAME_DEFAULT, help="Name of the CloudFormation stack.")


class TargetName(StrEnum):
    LOCAL = "local"
    AWS = "aws"


def open_target(name: TargetName) -> Target:
    """The target by its name."""
    return Target.local(console.settings()) if name is TargetName.LOCAL else Target.aws()
