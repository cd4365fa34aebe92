"""promote: the same template and the same packages into an AWS account, after a look at what would change."""

from typing import Annotated

import typer

from tickstack.cli import changes, console
from tickstack.cli.target import STACK_NAME
from tickstack.deployment.checks import Deployment
from tickstack.deployment.plan import Plan, discard, plan
from tickstack.deployment.targets import Target
from tickstack.deployment.template import Template
from tickstack.errors import TickstackError


class ParameterError(TickstackError):
    """A template parameter is not given as NAME=VALUE."""


def promote(
    stack_name: str = STACK_NAME,
    region: str = typer.Option("", help="Region; default: the SDK's."),
    profile: str = typer.Option("", help="Profile of the AWS configuration; default: the SDK's."),
    account: str = typer.Option("", help="Stop unless the credentials belong to this account."),
    parameter: Annotated[list[str] | None, typer.Option(help="NAME=VALUE of the template; repeatable.")] = None,
    yes: bool = typer.Option(False, "--yes", help="Apply without asking."),
    endpoint_url: str = typer.Option("", help="Where AWS is played by something else."),
) -> None:
    """Deploy lambdas/template.yaml to AWS with the SDK's own credentials."""
    root = console.settings().project_dir
    target = Target.aws(
        region=region or None,
        profile=profile or None,
        expected_account=account or None,
        endpoint_url=endpoint_url or None,
    )
    given = _parameters(parameter or [])
    template = Template.read(root / "lambdas" / "template.yaml")
    packages = changes.build(root)
    changes.check(Deployment(target, stack_name, template, packages))
    with console.err.status("asking CloudFormation what would change"):
        planned = plan(target, stack_name, template, packages, given)
    changes.show(planned)
    if not planned.empty and not yes:
        _ask(planned)
    outputs = changes.execute(planned)
    console.out.print()
    changes.show_outputs(outputs)


def _ask(planned: Plan) -> None:
    """Go on only after a yes; whatever else is answered, Ctrl-C too, leaves no trace of the plan."""
    agreed = False
    try:
        agreed = typer.confirm("\nApply?", default=False)
    finally:
        if not agreed:
            discard(planned)
            console.out.print("nothing was changed")
    if not agreed:
        raise typer.Exit(1)


def _parameters(texts: list[str]) -> dict[str, str]:
    values: dict[str, str] = {}
    for text in texts:
        name, separator, value = text.partition("=")
        if not separator or not name:
            raise ParameterError(f"--parameter {text}: it takes NAME=VALUE")
        values[name] = value
    return values
