"""SHOW CREATE TABLE: the statement that would make the table again, a row for each line."""

from collections.abc import Iterator, Mapping

from tickstack.athena.ddl.answers import Answer, strings
from tickstack.athena.ddl.session import Session
from tickstack.athena.ddl.views import is_view
from tickstack.errors import QueryError
from tickstack.glue.records import Description
from tickstack.glue.table_checks import refuse_lakes
from tickstack.sql.hive.statements import ShowCreateTable

_HIDDEN = ("EXTERNAL", "comment")


def show_create_table(session: Session, statement: ShowCreateTable) -> Answer:
    record = session.require_table(statement.name)
    if is_view(record):
        raise QueryError("NOT_SUPPORTED", f"Relation '{statement.name.written}' is a view, not a table", type=1200)
    storage = record.description.get("StorageDescriptor", {})
    refuse_lakes(record.description.get("Parameters", {}), storage.get("InputFormat", ""))
    return strings(["createtab_stmt"], list(_lines(statement.name.written.strip("`"), record.description)))


def _lines(name: str, description: Description) -> Iterator[str]:
    storage = description.get("StorageDescriptor", {})
    serde = storage.get("SerdeInfo", {})
    yield f"CREATE EXTERNAL TABLE `{name}`("
    yield from _columns(storage.get("Columns", []))
    comment = description.get("Parameters", {}).get("comment")
    if comment is not None:
        yield f"COMMENT {_quoted(comment)}"
    if description.get("PartitionKeys"):
        yield "PARTITIONED BY ( "
        yield from _columns(description["PartitionKeys"])
    if storage.get("BucketColumns"):
        yield "CLUSTERED BY ( "
        yield from _listed(f"  {column}" for column in storage["BucketColumns"])
        yield f"INTO {storage['NumberOfBuckets']} BUCKETS"
    yield "ROW FORMAT SERDE "
    yield f"  {_quoted(serde.get('SerializationLibrary', ''))} "
    if serde.get("Parameters"):
        yield "WITH SERDEPROPERTIES ( "
        yield from _pairs(serde["Parameters"])
    yield "STORED AS INPUTFORMAT "
    yield f"  {_quoted(storage.get('InputFormat', ''))} "
    yield "OUTPUTFORMAT "
    yield f"  {_quoted(storage.get('OutputFormat', ''))}"
    yield "LOCATION"
    yield f"  {_quoted(storage.get('Location', ''))}"
    yield "TBLPROPERTIES ("
    parameters = description.get("Parameters", {})
    yield from _pairs({key: value for key, value in parameters.items() if key not in _HIDDEN})


def _columns(columns: list[Description]) -> Iterator[str]:
    return _listed(f"  `{each['Name']}` {each['Type']}{_comment(each)}" for each in columns)


def _comment(column: Description) -> str:
    return f" COMMENT {_quoted(column['Comment'])}" if column.get("Comment") else ""


def _pairs(pairs: Mapping[str, str]) -> Iterator[str]:
    return _listed(f"  {_quoted(key)}={_quoted(value)}" for key, value in sorted(pairs.items()))


def _listed(items: Iterator[str]) -> Iterator[str]:
    """Items with ``, `` between them and ``)`` after the last."""
    made = list(items)
    for item in made[:-1]:
        yield f"{item}, "
    yield f"{made[-1] if made else ''})"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace("'", "\\'")
    return "'" + "".join(f"\\u{ord(char):04x}" if ord(char) < 32 else char for char in escaped) + "'"
