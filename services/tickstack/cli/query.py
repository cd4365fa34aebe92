"""query: a statement to Athena, its answer as a table, as Athena's CSV or as JSON."""

import sys
import time
from enum import StrEnum

import typer

from tickstack.cli import athena, console
from tickstack.cli.target import STACK_NAME, TargetName, open_target
from tickstack.deployment.targets import Target

SHOWN = 200


class Format(StrEnum):
    TABLE = "table"
    CSV = "csv"
    JSON = "json"


def query(
    statement: str = typer.Argument(
        "", help="The SQL; '-' reads it from standard input; none: the stack's named query."
    ),
    csv: bool = typer.Option(False, "--csv", help="Print the result object as Athena wrote it."),
    json: bool = typer.Option(False, "--json", help="Print rows as JSON objects of strings and nulls."),
    database: str = typer.Option("", help="Database of names without one; default: the stack's."),
    workgroup: str = typer.Option("", help="Athena workgroup; default: the stack's."),
    stack_name: str = STACK_NAME,
    target: TargetName = TargetName.LOCAL,
) -> None:
    """Run SQL through Athena and print the answer."""
    where = open_target(target)
    outputs = where.outputs(stack_name)
    sql = sys.stdin.read() if statement == "-" else statement
    if not sql:
        sql, saved = athena.named_query(where, outputs["NamedQueryId"])
        database = database or saved
    with console.err.status("running"):
        try:
            execution = athena.run(
                where,
                sql,
                workgroup=workgroup or outputs["WorkGroupName"],
                database=database or outputs["DatabaseName"],
                pause=time.sleep,
            )
        except athena.QueryFailedError as error:
            if not str(error).startswith("TABLE_NOT_FOUND"):
                raise
            crawl = f"aws glue start-crawler --name {outputs['CrawlerName']}"
            raise athena.QueryFailedError(f"{error}\nThe crawler makes tables of what is in S3: {crawl}") from None
    show(where, execution, Format.CSV if csv else Format.JSON if json else Format.TABLE)


def show(target: Target, execution: athena.Execution, form: Format) -> None:
    """Print a finished query."""
    if form is Format.CSV:
        sys.stdout.buffer.write(athena.result_csv(target, execution.location))
        return
    if form is Format.JSON:
        console.print_json([dict(zip(execution.columns, row, strict=True)) for row in execution.rows])
        return
    shown = [["NULL" if value is None else value for value in row] for row in execution.rows[:SHOWN]]
    console.print_table(execution.columns, shown, right=execution.numeric)
    more = len(execution.rows) - len(shown)
    count = console.counted(len(execution.rows), "row") + (f" ({more} more in the CSV)" if more else "")
    console.err.print(
        f"\n{count} · {execution.milliseconds} ms · {execution.scanned:,} bytes scanned · {execution.location}",
        style="dim",
    )
