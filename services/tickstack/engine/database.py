"""A DuckDB that can reach nothing: made for one statement, and gone with it.

Objects are fetched by the engine and not by DuckDB's httpfs. That is the safer way, since DuckDB then has neither a
network nor a secret and its only files are the lines of the tables that the statement names, in a folder of its own;
and it is no slower, since httpfs asks twice per object (HEAD, then GET) where the engine asks once, sixteen at a time.
Its extensions are part of DuckDB's wheel; once they are loaded, external access ends and the configuration is locked.
"""

import inspect
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
from duckdb import func

from tickstack.sql.java_numbers import double, double_as_varchar, real, real_as_varchar
from tickstack.sql.joda import zones
from tickstack.sql.macros import Macros, called, prelude
from tickstack.sql.macros import dates as date_macros
from tickstack.sql.macros import numbers as number_macros
from tickstack.sql.python import PythonFunction, used
from tickstack.sql.stopping import StoppedError
from tickstack.sql.text_numbers import positional
from tickstack.tables import delimited, grok, json_numbers, moment_texts, opencsv, regex_lines, serdes

EXTENSIONS = ("json", "icu")
AT_ONCE = 4  # statements that run; the others are queued
SHARE = 6  # of the service's memory: one for each statement, and two for everything else
THREADS = 2


FUNCTIONS = (
    PythonFunction("double_to_varchar", double_as_varchar, ("double",), "varchar", nulls=False),
    PythonFunction("real_to_varchar", real_as_varchar, ("float",), "varchar", nulls=False),
    PythonFunction("java_double", double, ("double",), "varchar", nulls=False),
    PythonFunction("java_real", real, ("float",), "varchar", nulls=False),
    PythonFunction("positional", positional, ("varchar",), "varchar", nulls=True),
    PythonFunction("zone_or_null", zones.known, ("varchar",), "varchar", nulls=True),
    PythonFunction("json_spelt", json_numbers.json_spelt, ("varchar", "varchar", "varchar"), "varchar", nulls=False),
    PythonFunction("json_line", serdes.json_line, ("varchar", "varchar"), "varchar", nulls=True),  # ignored is NULL
    PythonFunction("csv_fields", opencsv.fields, ("varchar", "varchar"), "varchar[]", nulls=False),
    PythonFunction("escaped_fields", delimited.escaped_fields, ("varchar", "varchar"), "varchar[]", nulls=False),
    PythonFunction("matched_groups", regex_lines.fields, ("varchar", "varchar"), "varchar[]", nulls=True),
    PythonFunction("grok_fields", grok.fields, ("varchar", "varchar", "integer"), "varchar[]", nulls=True),
    PythonFunction("text_millis", moment_texts.millis, ("varchar", "varchar"), "bigint", nulls=True),
    PythonFunction("unescaped", delimited.unescaped, ("varchar", "varchar"), "varchar", nulls=False),
)
MACROS = Macros((*serdes.MACROS, *prelude.MACROS, *number_macros.MACROS, *date_macros.MACROS))


def _stoppable(each: PythonFunction, stop: Callable[[], bool]) -> Callable[..., Any]:
    """The function, which ends the statement by itself: DuckDB asks whether it is interrupted once in 2,048 calls."""
    function = each.function

    def call(*values: Any) -> Any:
        if stop():
            raise StoppedError
        return function(*values)

    names = (inspect.Parameter(f"p{at}", inspect.Parameter.POSITIONAL_ONLY) for at in range(len(each.parameters)))
    call.__signature__ = inspect.Signature(list(names))  # type: ignore[attr-defined]  # DuckDB counts them
    return call


class Supply:
    """Makes in a database, once, the macros and functions in Python that statements call, also by way of one another.

    The functions end the statement when ``stop`` says so.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection, stop: Callable[[], bool]) -> None:
        self._connection = connection
        self._stop = stop
        self._made: set[str] = set()

    def __call__(self, sql: str) -> None:
        macros = MACROS.used(sql)
        text = "\n".join([sql, *macros.values()])
        names = called(text)
        for each in (*used(text), *(own for own in FUNCTIONS if own.name in names)):
            if each.name not in self._made:
                self._function(each)
        wanted = {name: statement for name, statement in macros.items() if name not in self._made}
        if wanted:
            self._connection.execute(";\n".join(wanted.values()))
        self._made.update(wanted)

    def _function(self, each: PythonFunction) -> None:
        self._made.add(each.name)
        nulls = func.FunctionNullHandling.SPECIAL if each.nulls else func.FunctionNullHandling.DEFAULT
        function = _stoppable(each, self._stop)
        self._connection.create_function(each.name, function, list(each.parameters), each.result, null_handling=nulls)


def statement_memory(limit: str) -> str:
    """What a statement may hold before it spills to disk, if ``limit`` (``512m``, ``2g``) is what the service may."""
    unit = {"b": 1, "k": 2**10, "m": 2**20, "g": 2**30}[limit[-1].lower()]
    return f"{max(int(limit[:-1]) * unit // SHARE, 64 * 2**20) // 2**20}MiB"


def connect(folder: Path, memory: str) -> duckdb.DuckDBPyConnection:
    """A locked database that may read ``folder`` and write temporary files below it, with ``memory`` for its work."""
    connection = duckdb.connect(
        ":memory:",
        config={
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
            "python_enable_replacements": "false",
            "memory_limit": memory,
            "threads": str(THREADS),
            "temp_directory": str(folder / "spill"),
        },
    )
    for name in EXTENSIONS:
        connection.load_extension(name)
    connection.execute("SET TimeZone = 'UTC'")
    allowed = str(folder / "tables").replace("'", "''")
    connection.execute(f"SET allowed_directories = ['{allowed}/']")
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")
    return connection
