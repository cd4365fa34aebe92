"""The steps of a deployment as a person sees them: packages, checks, changes, events. The same for local and AWS."""

from pathlib import Path

import typer
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.text import Text

from tickstack.cli import console
from tickstack.deployment.checks import Deployment, run_checks
from tickstack.deployment.events import StackEvent
from tickstack.deployment.packages import Package, Packages, build_packages
from tickstack.deployment.plan import Plan, apply

COLOURS = {"Add": "green", "Modify": "yellow", "Remove": "red"}


def build(root: Path) -> Packages:
    """Build the functions' packages, telling what is done."""
    with console.err.status("packaging") as status:
        return build_packages(root, lambda name, step: status.update(f"packaging {name}: {step}"))


def check(deployment: Deployment) -> None:
    """Run every check and show them as rows; exit code 1 unless all pass."""
    results = run_checks(deployment)
    for result in results:
        mark = "[green]✓[/]" if result.passed else "[red]✗[/]"
        console.err.print(f"{mark} {result.name:<16}", end="")
        console.err.print(result.detail, markup=False)
    if not all(result.passed for result in results):
        raise typer.Exit(1)


def show(plan: Plan) -> None:
    """Print what the plan would change."""
    if plan.empty:
        console.out.print(f"no changes: stack {plan.stack_name} in account {plan.account} is as the template says")
        return
    verb = "create" if plan.kind == "CREATE" else "update"
    console.out.print(
        f"\nCloudFormation would {verb} stack {plan.stack_name} in {plan.account}, {plan.target.region}:\n"
    )
    rows: list[list[str | Text]] = [
        [Text(change.action, style=COLOURS.get(change.action, "white")), change.resource, change.type, replaced]
        for change in plan.changes
        for replaced in ["replaced" if change.replacement == "True" else change.replacement.replace("False", "")]
    ]
    console.print_table(["action", "resource", "type", "replacement"], rows)
    for package in plan.uploads:
        console.out.print(f"\nand upload {package.path.name}, {package.zipped / 1e6:.1f} MB")


def execute(plan: Plan) -> dict[str, str]:
    """Apply the plan under a progress display; the stack's outputs."""
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[at]}"))
    with Progress(*columns, TimeElapsedColumn(), console=console.err, transient=True) as progress:
        total = sum(package.zipped for package in plan.uploads)
        upload = progress.add_task("uploading", total=total or None, at="", visible=bool(total))
        resources = progress.add_task("applying", total=len(plan.changes) or None, at="", visible=not plan.empty)

        def on_bytes(package: Package, sent: int) -> None:
            progress.update(upload, advance=sent, at=package.name)

        def on_event(event: StackEvent) -> None:
            done = event.status in ("CREATE_COMPLETE", "UPDATE_COMPLETE", "DELETE_COMPLETE")
            advance = 1 if done and event.type != "AWS::CloudFormation::Stack" else 0
            progress.update(resources, advance=advance, at=f"{event.resource} {event.status}")
            if event.failed:
                progress.console.print(f"[red]✗[/] {event.resource}: ", end="")
                progress.console.print(event.reason, markup=False)

        return apply(plan, on_event, on_bytes)


def show_outputs(outputs: dict[str, str]) -> None:
    """Print a stack's outputs."""
    console.print_table(["output", "value"], [[name, value] for name, value in sorted(outputs.items())])
