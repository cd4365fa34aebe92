"""collect: call the collector by its URL and show what it put into the stream."""

from typing import Annotated, Any
from urllib.parse import urlsplit

import httpx
import typer
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest

from tickstack.cli import console
from tickstack.cli.target import STACK_NAME, TargetName, open_target
from tickstack.deployment.targets import Target
from tickstack.errors import TickstackError

TIMEOUT = 150.0


class CollectorError(TickstackError):
    """The collector answered with an error; the message is its own."""


def collect(
    tickers: Annotated[list[str] | None, typer.Argument(help="Ticker symbols; none: the collector's own ten.")] = None,
    start: str = typer.Option("", help="First day, YYYY-MM-DD; none: the last trading day."),
    end: str = typer.Option("", help="The day after the last one; none: only the first."),
    interval: str = typer.Option("", help="Length of a bar, such as 1m, 5m or 1d; none: 1m."),
    json: bool = typer.Option(False, "--json", help="Print the collector's answer."),
    stack_name: str = STACK_NAME,
    target: TargetName = TargetName.LOCAL,
) -> None:
    """Collect bars and stream them: one GET to the collector's function URL."""
    where = open_target(target)
    parameters = {"tickers": ",".join(tickers or []), "start": start, "end": end, "interval": interval}
    with console.err.status("collecting"):
        answer = call(where, where.outputs(stack_name)["FunctionUrl"], parameters)
    if json:
        console.print_json(answer)
    else:
        show(answer)
    if not complete(answer):
        raise typer.Exit(1)


def call(target: Target, url: str, parameters: dict[str, str]) -> dict[str, Any]:
    """GET the function URL, signed as AWS_IAM asks for: what was collected, whole or in part. Raises CollectorError."""
    wanted = {name: value for name, value in parameters.items() if value}
    request = AWSRequest("GET", url, params=wanted, headers={"Host": urlsplit(url).netloc})
    SigV4Auth(target.credentials(), "lambda", target.region).add_auth(request)
    try:
        response = httpx.get(
            target.reachable(url), params=wanted, headers=dict(request.headers), timeout=TIMEOUT, trust_env=False
        )
    except httpx.HTTPError as error:
        raise CollectorError(f"the collector at {url} does not answer: {error}") from error
    try:
        answer: dict[str, Any] = response.json()
    except ValueError:
        raise CollectorError(
            f"the collector failed: {response.status_code} {response.text.strip()}\n'tickstack logs collector' says why"
        ) from None
    if "records" not in answer:
        said = answer.get("error") or answer.get("Message") or answer
        raise CollectorError(f"the collector answered {response.status_code}: {said}")
    return answer


def complete(answer: dict[str, Any]) -> bool:
    """Whether nothing was refused, by Yahoo or by the stream."""
    return not answer["failed"] and not answer["undelivered"]


def show(answer: dict[str, Any]) -> None:
    """Print the counts per ticker, with what is to be said of each."""
    remarks = {
        ticker: f"{console.counted(count, 'bar')} without a price" for ticker, count in answer["missing"].items()
    }
    remarks |= answer["no_data"] | {ticker: f"failed: {reason}" for ticker, reason in answer["failed"].items()}
    remarks |= {
        ticker: f"{console.counted(refused['records'], 'record')} not delivered: {refused['error']}"
        for ticker, refused in answer["undelivered"].items()
    }
    rows = [[ticker, str(count), remarks.get(ticker, "")] for ticker, count in answer["records"].items()]
    console.print_table(["ticker", "records", ""], rows, right=frozenset({1}))
    total = console.counted(answer["total"], "record")
    console.err.print(f"\n{total} into the stream {answer['stream']}", style="dim")
