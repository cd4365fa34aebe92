"""package and deploy: the functions' zips, and the template into the local stack."""

import typer

from tickstack.cli import changes, console
from tickstack.cli.target import STACK_NAME
from tickstack.deployment.plan import plan
from tickstack.deployment.targets import Target
from tickstack.deployment.template import Template
from tickstack.settings import Settings


def package(json: bool = typer.Option(False, "--json", help="Print the packages as JSON.")) -> None:
    """Build the functions' packages for Lambda."""
    packages = changes.build(console.settings().project_dir)
    if json:
        console.print_json([vars(package) for package in packages])
        return
    rows = [
        [package.name, f"{package.zipped / 1e3:,.0f}", f"{package.unzipped / 1e3:,.0f}", str(package.path)]
        for package in packages
    ]
    console.print_table(["function", "zip kB", "unzipped kB", "file"], rows, right=frozenset({1, 2}))


def deploy(
    stack_name: str = STACK_NAME,
    json: bool = typer.Option(False, "--json", help="Print the outputs as JSON."),
) -> None:
    """Deploy lambdas/template.yaml into the local stack."""
    settings = console.settings()
    target = Target.local(settings)
    outputs = run(target, settings, stack_name)
    if json:
        console.print_json(outputs)
    else:
        changes.show_outputs(outputs)


def run(target: Target, settings: Settings, stack_name: str) -> dict[str, str]:
    """Package, plan, apply; the outputs."""
    packages = changes.build(settings.project_dir)
    template = Template.read(settings.project_dir / "lambdas" / "template.yaml")
    planned = plan(target, stack_name, template, packages)
    outputs = changes.execute(planned)
    what = "no changes" if planned.empty else console.counted(len(planned.changes), "change")
    console.err.print(f"[green]✓[/] stack {stack_name} deployed, {what}")
    return outputs
