"""What every command shares at the terminal: output, errors with a next step, settings, progress."""

import json
import os
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

from boto3.exceptions import Boto3Error
from botocore.exceptions import BotoCoreError, ClientError, EndpointConnectionError
from dotenv import dotenv_values
from rich.console import Console
from rich.table import Table
from rich.text import Text

from tickstack.errors import TickstackError
from tickstack.settings import PREFIX, Settings

WIDEST = 10_000
"""A table takes the width that it needs: a value is never cut, for it may be copied or read by a script."""

out = Console(highlight=False, soft_wrap=True)
tables = Console(highlight=False, width=WIDEST)
err = Console(stderr=True, highlight=False, soft_wrap=True)


def settings() -> Settings:
    """The settings of this process's environment, and below them those of ``.env`` where the project is.

    Docker Compose reads the same file, so that a setting there counts with and without it.
    """
    project = Path(os.environ.get(f"{PREFIX}PROJECT_DIR") or ".")
    given = {name: text or "" for name, text in dotenv_values(project / ".env").items()}
    return Settings.from_environment(given | os.environ)


def print_json(value: Any) -> None:
    """For scripts: one JSON document on standard output."""
    json.dump(value, sys.stdout, indent=2, default=str)
    sys.stdout.write("\n")


def print_plain(text: str) -> None:
    """``text`` as it is, with nothing made of its brackets or width."""
    sys.stdout.write(text + "\n")


def counted(count: int, noun: str) -> str:
    """``1 row``, ``2 rows``."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def print_table(
    columns: Sequence[str], rows: Sequence[Sequence[str | Text]], *, right: frozenset[int] = frozenset()
) -> None:
    """A plain table; ``right`` are the positions of the columns of numbers. Brackets in a str are no markup."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for position, column in enumerate(columns):
        table.add_column(Text(column), justify="right" if position in right else "left", no_wrap=True)
    for row in rows:
        table.add_row(*(Text(cell) if isinstance(cell, str) else cell for cell in row))
    tables.print(table)


@contextmanager
def errors_explained() -> Iterator[None]:
    """Turn an error that a user can act on into a message and exit code 1; a defect keeps its traceback."""
    try:
        yield
    except EndpointConnectionError as error:
        _fail(f"{error}\nNothing answers there: 'tickstack up' starts the stack, 'tickstack status' shows it.")
    except (TickstackError, ClientError, BotoCoreError, Boto3Error) as error:
        _fail(str(error))


@contextmanager
def interruption_told(outcome: str = "nothing stays running") -> Iterator[None]:
    """Say after Ctrl-C how things stand: what was started has been stopped. SIGTERM and a closed terminal count too."""
    former = {number: signal.signal(number, signal.default_int_handler) for number in (signal.SIGTERM, signal.SIGHUP)}
    try:
        yield
    except KeyboardInterrupt:
        err.print(f"\ninterrupted: {outcome}")
        raise
    finally:
        for number, handler in former.items():
            signal.signal(number, handler)


def _fail(message: str) -> NoReturn:
    err.print("error:", style="bold red", end=" ")
    err.print(message, markup=False)
    sys.exit(1)
