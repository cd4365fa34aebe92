"""logs: what a service of the stack, or a function, has written."""

import time
from collections.abc import Iterator
from typing import Any

import typer

from tickstack.cli import console
from tickstack.cli.files import UnknownLogError
from tickstack.cli.stack import COMPOSE, running
from tickstack.cli.target import STACK_NAME, TargetName, open_target

SERVICES = ("localstack", "query", "market", "supervisor", "notebook")
GROUPS = {
    "collector": ("/aws/lambda/", "CollectorName"),
    "transformer": ("/aws/lambda/", "TransformerName"),
    "firehose": ("/aws/kinesisfirehose/", "DeliveryStreamName"),
}
"""CloudWatch log groups: AWS's prefix, and the output of the stack with the name of what writes there."""
POLL = 0.5


def logs(
    name: str = typer.Argument("localstack", help=f"One of {', '.join((*SERVICES, *GROUPS))}."),
    follow: bool = typer.Option(False, "--follow", "-f", help="Go on as lines come."),
    lines: int = typer.Option(50, "--lines", "-n", min=1, help="How many lines at first."),
    stack_name: str = STACK_NAME,
    target: TargetName = TargetName.LOCAL,
    compose: bool = COMPOSE,
) -> None:
    """Show the log of a service (a file, or its container's) or of a function (CloudWatch Logs)."""
    if name in SERVICES:
        source = running(console.settings(), compose=compose).log(name, lines, follow=follow)
    elif name in GROUPS:
        where = open_target(target)
        prefix, output = GROUPS[name]
        source = _events(where.client("logs"), prefix + where.outputs(stack_name)[output], lines, follow=follow)
    else:
        raise UnknownLogError(f"{name} has no log; there are {', '.join((*SERVICES, *GROUPS))}")
    try:
        for line in source:
            console.out.print(line, markup=False)
    except KeyboardInterrupt:
        return


def _events(client: Any, group: str, lines: int, *, follow: bool) -> Iterator[str]:
    seen: set[str] = set()
    told = False
    while True:
        pages = client.get_paginator("filter_log_events").paginate(logGroupName=group)
        events = [event for page in pages for event in page["events"] if event["eventId"] not in seen]
        if not events and not seen and not told:
            told = True
            console.err.print(f"nothing is written to {group} yet", style="dim")
        for event in events if seen else events[-lines:]:
            # AWS's runtime parts the lines of a traceback by carriage returns, so that they stay one event
            yield event["message"].rstrip("\r\n").replace("\r", "\n")
        seen.update(event["eventId"] for event in events)
        if not follow:
            return
        time.sleep(POLL)
