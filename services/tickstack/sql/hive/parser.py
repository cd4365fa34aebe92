"""Hive's statements by their first words: each row reads what follows."""

from collections.abc import Callable

from tickstack.sql.hive import statements as hive
from tickstack.sql.hive.alter import alter_table
from tickstack.sql.hive.create_table import create_table
from tickstack.sql.hive.reader import Reader


def _create_database(reader: Reader) -> hive.Statement:
    if_not_exists = reader.skip("IF", "NOT", "EXISTS")
    return hive.CreateDatabase(
        name=reader.identifier(),
        if_not_exists=if_not_exists,
        comment=reader.text() if reader.skip("COMMENT") else None,
        location=reader.text() if reader.skip("LOCATION") else None,
        properties=reader.properties() if reader.skip("WITH", "DBPROPERTIES") else {},
    )


def _drop_database(reader: Reader) -> hive.Statement:
    if_exists = reader.skip("IF", "EXISTS")
    name = reader.identifier()
    cascade = reader.skip("CASCADE")
    if not cascade:
        reader.skip("RESTRICT")
    return hive.DropDatabase(name, if_exists, cascade)


def _alter_database(reader: Reader) -> hive.Statement:
    name = reader.identifier()
    reader.need("SET", "DBPROPERTIES")
    return hive.AlterDatabase(name, reader.properties())


def _drop_table(reader: Reader) -> hive.Statement:
    if_exists = reader.skip("IF", "EXISTS")
    return hive.DropTable(reader.table(), if_exists)


def _show_databases(reader: Reader) -> hive.Statement:
    return hive.ShowDatabases(_pattern(reader))


def _pattern(reader: Reader) -> str | None:
    """``LIKE 'pattern'`` or ``'pattern'``."""
    if reader.skip("LIKE"):
        return reader.text()
    return reader.text() if reader.is_text() else None


def _within(reader: Reader) -> str | None:
    return reader.identifier() if reader.skip("IN") or reader.skip("FROM") else None


def _show_tables(reader: Reader) -> hive.Statement:
    return hive.ShowTables(_within(reader), _pattern(reader))


def _show_views(reader: Reader) -> hive.Statement:
    return hive.ShowViews(_within(reader), _pattern(reader))


def _show_columns(reader: Reader) -> hive.Statement:
    if not reader.skip("IN"):
        reader.need("FROM")
    name = reader.table()
    database = _within(reader)
    return hive.ShowColumns(hive.TableName(database, name.table, name.written) if database else name)


def _show_properties(reader: Reader) -> hive.Statement:
    name = reader.table()
    key = None
    if reader.skip("("):
        key = reader.text()
        reader.need(")")
    return hive.ShowProperties(name, key)


def _describe(reader: Reader) -> hive.Statement:
    detail = next((word for word in ("FORMATTED", "EXTENDED") if reader.skip(word)), None)
    return hive.Describe(reader.table(), detail)


ROWS: tuple[tuple[tuple[str, ...], Callable[[Reader], hive.Statement]], ...] = (
    (("CREATE", "DATABASE"), _create_database),
    (("CREATE", "SCHEMA"), _create_database),
    (("CREATE", "EXTERNAL", "TABLE"), lambda reader: create_table(reader, external=True)),
    (("CREATE", "TABLE"), lambda reader: create_table(reader, external=False)),
    (("DROP", "DATABASE"), _drop_database),
    (("DROP", "SCHEMA"), _drop_database),
    (("DROP", "TABLE"), _drop_table),
    (("ALTER", "DATABASE"), _alter_database),
    (("ALTER", "SCHEMA"), _alter_database),
    (("ALTER", "TABLE"), alter_table),
    (("MSCK", "REPAIR", "TABLE"), lambda reader: hive.RepairTable(reader.table())),
    (("SHOW", "DATABASES"), _show_databases),
    (("SHOW", "SCHEMAS"), _show_databases),
    (("SHOW", "TABLES"), _show_tables),
    (("SHOW", "VIEWS"), _show_views),
    (("SHOW", "COLUMNS"), _show_columns),
    (("SHOW", "PARTITIONS"), lambda reader: hive.ShowPartitions(reader.table())),
    (("SHOW", "TBLPROPERTIES"), _show_properties),
    (("SHOW", "CREATE", "TABLE"), lambda reader: hive.ShowCreateTable(reader.table())),
    (("DESCRIBE",), _describe),
    (("DESC",), _describe),
)


def parse(statement: str) -> hive.Statement:
    """The statement as data. Raises HiveSyntaxError."""
    reader = Reader(statement)
    read = next((read for words, read in ROWS if reader.skip(*words)), None)
    if read is None:
        reader.fail()
    made = read(reader)
    reader.end()
    return made
