"""A DuckDB that can reach nothing: made for one statement, and gone with it.

Objects are fetched by the engine and not by DuckDB's httpfs. That is the safer way, since DuckDB then has neither a
network nor a secret and its only files are the lines of the tables that the statement names, in a folder of its own;
and it is no slower, since httpfs asks twice per object (HEAD, then GET) where the engine asks once, sixteen at a time.
Its extensions are part of DuckDB's wheel; once they are loaded, external access ends and the configuration is locked.
"""

from collections.abc import Iterable
from pathlib import Path

import duckdb
from duckdb import func

from tickstack.sql import prelude
from tickstack.sql.python import PythonFunction
from tickstack.sql.values import double_as_varchar, real_as_varchar
from tickstack.tables import serdes

EXTENSIONS = ("json", "icu")
MEMORY_LIMIT = "1GB"
THREADS = 2


def _functions(connection: duckdb.DuckDBPyConnection) -> None:
    make = connection.create_function
    make("double_to_varchar", double_as_varchar, ["double"], "varchar")
    make("real_to_varchar", real_as_varchar, ["float"], "varchar")
    make("json_number", serdes.json_number, ["varchar", "varchar"], "varchar")
    special = func.FunctionNullHandling.SPECIAL  # an ignored line is NULL
    make("json_line", serdes.json_line, ["varchar", "varchar"], "varchar", null_handling=special)


def add(connection: duckdb.DuckDBPyConnection, functions: Iterable[PythonFunction]) -> None:
    """Make the functions in Python that a statement calls."""
    for each in functions:
        nulls = func.FunctionNullHandling.SPECIAL if each.nulls else func.FunctionNullHandling.DEFAULT
        connection.create_function(each.name, each.function, list(each.parameters), each.result, null_handling=nulls)


def connect(folder: Path) -> duckdb.DuckDBPyConnection:
    """A locked database that may read ``folder`` and write temporary files below it."""
    connection = duckdb.connect(
        ":memory:",
        config={
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
            "python_enable_replacements": "false",
            "memory_limit": MEMORY_LIMIT,
            "threads": str(THREADS),
            "temp_directory": str(folder / "spill"),
        },
    )
    for name in EXTENSIONS:
        connection.load_extension(name)
    _functions(connection)
    for head, body in serdes.MACROS:
        connection.execute(f"CREATE MACRO {head} AS {body}")
    for statement in prelude.statements():
        connection.execute(statement)
    connection.execute("SET TimeZone = 'UTC'")
    allowed = str(folder / "tables").replace("'", "''")
    connection.execute(f"SET allowed_directories = ['{allowed}/']")
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")
    return connection
