"""demo: the whole path once, on a stack of its own that is gone afterwards."""

import dataclasses
import time
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from tickstack.cli import athena, collect, console, deploy, embedded, highs
from tickstack.cli.query import Format, show
from tickstack.cli.target import STACK_NAME_DEFAULT
from tickstack.deployment.targets import Target
from tickstack.errors import TickstackError
from tickstack.settings import Settings
from tickstack.stack import control
from tickstack.stack.ports import on_free_ports, require_free
from tickstack.stack.state import StackError

DAY = "2020-05-14"
TIME_SCALE = 60.0
DELIVERY_TIMEOUT = 90.0
POLL = 0.2


class DemoError(TickstackError):
    """A step of the demo did not come to its end."""


def demo(
    out: Annotated[Path, typer.Option(help="Folder for the CSV and the picture.")] = Path("out"),
) -> None:
    """Run the whole path once: deploy, collect a day, stream, crawl, query, plot."""
    began = time.monotonic()
    settings = demo_settings(console.settings())
    embedded.forget(settings)
    _step("start", "LocalStack, the query service and the market stand-in")
    with console.interruption_told():
        embedded.start(settings, deploy=False)
        try:
            files = _path(settings, out)
        finally:
            try:
                with console.err.status("stopping"):
                    control.stop(settings)
            except OSError:  # the terminal is gone
                control.stop(settings)
    console.out.print(f"\n[green]✓[/] the whole path in {time.monotonic() - began:.1f} s, and the stack is stopped\n")
    files[settings.state_dir / "logs"] = "the services' logs"
    width = max(len(_shown(path)) for path in files)
    for path, what in files.items():
        console.out.print(f"  {_shown(path):<{width}}  {what}")
    console.out.print(
        "\nNext: [bold]make up[/] keeps the stack running for your own AWS clients; "
        "[bold]lambdas/[/] is yours to change;\n[bold]notebooks/analysis.ipynb[/] draws the same answer; "
        "[bold]make promote[/] takes it all to AWS."
    )


def demo_settings(settings: Settings) -> Settings:
    """A state folder of the demo's own, a minute in a second, and other ports where a stack holds the usual ones."""
    own = dataclasses.replace(settings, state_dir=settings.state_dir / "demo", time_scale=TIME_SCALE)
    try:
        require_free(own)
    except StackError:
        return on_free_ports(own)
    return own


def _path(settings: Settings, out: Path) -> dict[Path, str]:
    """Every step after the start; the files that it leaves, with what they are."""
    target = Target.local(settings)
    _step("deploy", "lambdas/template.yaml by CloudFormation")
    outputs = deploy.run(target, settings, STACK_NAME_DEFAULT)
    _step("collect", f"{DAY} at 1m by {outputs['FunctionUrl']}")
    with console.err.status("collecting"):
        answer = collect.call(target, outputs["FunctionUrl"], {"start": DAY, "interval": "1m"})
    collect.show(answer)
    if not collect.complete(answer):
        raise DemoError("not everything was collected")
    _step("stream", f"Firehose → transformer → s3://{outputs['DataBucketName']}/ticks/")
    _until_delivered(target, outputs["DataBucketName"], answer["total"])
    _step("crawl", f"Glue crawler {outputs['CrawlerName']}")
    _crawl(target, outputs["CrawlerName"])
    _step("query", "the highest hourly high per company, by Athena")
    statement, database = athena.named_query(target, outputs["NamedQueryId"])
    execution = athena.run(target, statement, workgroup=outputs["WorkGroupName"], database=database, pause=time.sleep)
    show(target, execution, Format.TABLE)
    out.mkdir(parents=True, exist_ok=True)
    table, picture = out / f"{execution.id}.csv", out / "hourly-highs.png"
    table.write_bytes(athena.result_csv(target, execution.location))
    highs.draw(execution.rows, picture, f"Hourly highs on {DAY}, synthetic prices")
    return {table: "Athena's result", picture: "the hourly highs"}


def _shown(path: Path) -> str:
    """``path`` as short as it can be said from here."""
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)


def _step(name: str, what: str) -> None:
    console.out.print(f"\n[bold cyan]{name:<8}[/] {what}")


def _until_delivered(target: Target, bucket: str, records: int) -> None:
    """Wait until every record is a line in S3."""
    s3 = target.client("s3")
    columns = (SpinnerColumn(), TextColumn("records in S3"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    seen: dict[str, int] = {}
    with Progress(*columns, console=console.err) as progress:
        task = progress.add_task("delivery", total=records)

        def arrived() -> bool:
            for item in s3.list_objects_v2(Bucket=bucket, Prefix="ticks/").get("Contents", []):
                if item["Key"] not in seen:
                    body = s3.get_object(Bucket=bucket, Key=item["Key"])["Body"].read()
                    seen[item["Key"]] = body.count(b"\n")
            progress.update(task, completed=sum(seen.values()))
            return sum(seen.values()) >= records

        _wait(arrived, "the records' arrival in S3; 'tickstack logs firehose' may say why")


def _crawl(target: Target, crawler: str) -> None:
    glue = target.client("glue")
    glue.start_crawler(Name=crawler)

    def finished() -> bool:
        now: dict[str, Any] = glue.get_crawler(Name=crawler)["Crawler"]
        last = now.get("LastCrawl", {})
        if last.get("Status") == "FAILED":
            raise DemoError(f"the crawl failed: {last.get('ErrorMessage')}")
        return now["State"] == "READY" and bool(last)

    with console.err.status("crawling"):
        _wait(finished, "the end of the crawl")


def _wait(condition: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + DELIVERY_TIMEOUT
    while not condition():
        if time.monotonic() > deadline:
            raise DemoError(f"waited {DELIVERY_TIMEOUT:.0f} s in vain for {what}")
        time.sleep(POLL)
