"""monitor: a delivery stream's monitoring page, as the console of AWS shows it, in the terminal."""

import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

import typer
from rich.console import Group, RenderableType
from rich.live import Live
from rich.table import Table
from rich.text import Text

from tickstack.cli import console
from tickstack.cli.charts import Size, chart, number
from tickstack.cli.metrics import Series, Window, read, window
from tickstack.cli.target import STACK_NAME, TargetName, open_target

EVERY = 2.0
"""Seconds between two looks; the stream reports once per second at most."""
COLUMNS = 2
NARROWEST_CHART = 38
WIDEST_CHART = 78
CHART_HEIGHT = 9
LOWEST_CHART = 5
TOLD = {"Sum": "in all", "Average": "on average", "Maximum": "at most"}


def monitor(
    stream: str = typer.Argument("", help="Name of the delivery stream; default: the stack's."),
    minutes: int = typer.Option(60, "--minutes", "-m", min=1, max=10_080, help="How far to look back."),
    follow: bool = typer.Option(False, "--follow", "-f", help="Stay, and draw anew as the stream reports."),
    json: bool = typer.Option(False, "--json", help="Print the values as JSON."),
    stack_name: str = STACK_NAME,
    target: TargetName = TargetName.LOCAL,
) -> None:
    """Draw a delivery stream's metrics: what came in, what the function did with it, what reached S3."""
    where = open_target(target)
    name = stream or where.outputs(stack_name)["DeliveryStreamName"]
    where.client("firehose").describe_delivery_stream(DeliveryStreamName=name)
    cloudwatch = where.client("cloudwatch")

    def look() -> tuple[list[Series], Window]:
        when = window(minutes, datetime.now(UTC))
        return read(cloudwatch, name, when), when

    if json:
        console.print_json(document(name, *look()))
    elif follow:
        _follow(name, look)
    else:
        series, when = look()
        console.out.print(page(name, series, when, console.out.width))
        if all(each.latest is None for each in series):
            console.err.print(
                f"{name} has reported nothing in this time: 'tickstack collect' sends it records.", style="dim"
            )


def _follow(name: str, look: Callable[[], tuple[list[Series], Window]]) -> None:
    with Live(console=console.out, auto_refresh=False, screen=console.out.is_terminal) as live:
        try:
            while True:
                series, when = look()
                live.update(page(name, series, when, console.out.width, console.out.height), refresh=True)
                time.sleep(EVERY)
        except KeyboardInterrupt:
            return


def document(name: str, series: Sequence[Series], when: Window) -> dict[str, object]:
    """The page for a script."""
    return {
        "DeliveryStreamName": name,
        "StartTime": when.start.isoformat(),
        "Period": when.period,
        "Metrics": {
            each.metric.name: {
                "Statistic": each.metric.statistic,
                "Latest": each.latest,
                "Whole": each.whole,
                "Values": each.values,
            }
            for each in series
        },
    }


def page(name: str, series: Sequence[Series], when: Window, width: int, height: int | None = None) -> RenderableType:
    """The charts in two columns, in one where the terminal is narrow; low ones where all must fit into ``height``."""
    columns = COLUMNS if width >= COLUMNS * (NARROWEST_CHART + 1) else 1
    rows = -(-len(series) // columns)
    size = Size(
        min(width // columns - 1, WIDEST_CHART),
        CHART_HEIGHT if height is None else max(min((height - 2) // rows - 2, CHART_HEIGHT), LOWEST_CHART),
    )
    grid = Table.grid(padding=(0, 1))
    charts = [_panel(each.shown, when, size) for each in series]
    for first in range(0, len(charts), columns):
        grid.add_row(*charts[first : first + columns])
    title = Text.assemble(
        (name, "bold"), f"  {when.start:%Y-%m-%d %H:%M} to {when.end:%H:%M} UTC, a bar per {when.told_period}\n"
    )
    return Group(title, grid)


def _panel(series: Series, when: Window, size: Size) -> RenderableType:
    whole = series.whole
    told = "no data" if whole is None else f"{number(whole)} {series.metric.unit} {TOLD[series.metric.statistic]}"
    head = Text.assemble((series.metric.name, "bold"), "  ", (told, "dim"), no_wrap=True, overflow="ellipsis")
    drawn = chart(series.values, when, size, full=100.0 if series.metric.unit == "%" else None)
    return Group(head, Text(drawn, style="cyan"), "")
