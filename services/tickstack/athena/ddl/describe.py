"""DESCRIBE, also FORMATTED and EXTENDED: columns padded to 20 characters, partition keys told twice."""

from collections.abc import Iterator, Mapping

from tickstack.athena.ddl.answers import Answer, strings, varchars
from tickstack.athena.ddl.session import Session
from tickstack.athena.ddl.views import is_view, shown_columns
from tickstack.glue.records import Description, TableRecord
from tickstack.glue.table_checks import refuse_lakes
from tickstack.sql.hive.statements import Describe

_WIDTH = 20
_BLANK = "\t \t "
_OPENX = ("org.openx.data.jsonserde.JsonSerDe", "org.apache.hive.hcatalog.data.JsonSerDe")


def describe(session: Session, statement: Describe) -> Answer:
    record = session.require_table(statement.name)
    if is_view(record):
        return varchars(["column", "type"], [f"{name}\t{kind}" for name, kind in shown_columns(record)])
    if record.description.get("Parameters", {}).get("table_type", "").upper() == "ICEBERG":
        refuse_lakes(record.description["Parameters"], "")
    lines = list(_columns(record))
    database = session.place(statement.name)[0]
    if statement.detail == "FORMATTED":
        lines += ["", *_formatted(database, record.description)]
    if statement.detail == "EXTENDED":
        lines += ["", f"Detailed Table Information\t{_extended(database, record.description)}\t"]
    return strings(["col_name", "data_type", "comment"], lines)


def _columns(record: TableRecord) -> Iterator[str]:
    storage = record.description.get("StorageDescriptor", {})
    comment = "from deserializer" if storage.get("SerdeInfo", {}).get("SerializationLibrary") in _OPENX else ""
    for column in storage.get("Columns", []):
        yield _line(column["Name"], column["Type"], column.get("Comment") or comment)
    keys = [_line(key["Name"], key["Type"], key.get("Comment") or "") for key in record.keys]
    yield from keys
    if keys:
        yield _BLANK
        yield "# Partition Information\t \t "
        yield _line("# col_name", "data_type", "comment")
        yield _BLANK
        yield from keys


def _line(name: str, kind: str, comment: str) -> str:
    return "\t".join(part.ljust(_WIDTH) for part in (name, kind, comment.partition("\t")[0]))


def _formatted(database: str, description: Description) -> Iterator[str]:
    storage = description.get("StorageDescriptor", {})
    yield "# Detailed Table Information\t \t "
    told = {
        "Database:": database,
        "Owner:": description.get("Owner", "hadoop"),
        "CreateTime:": f"{description['CreateTime']:%a %b %d %H:%M:%S UTC %Y}",
        "LastAccessTime:": "UNKNOWN",
        "Protect Mode:": "None",
        "Retention:": str(description.get("Retention", 0)),
        "Location:": storage.get("Location", ""),
        "Table Type:": description.get("TableType", ""),
    }
    yield from _pairs(told)
    yield "Table Parameters:\t \t "
    yield from _indented(description.get("Parameters", {}))
    yield _BLANK
    yield "# Storage Information\t \t "
    serde = storage.get("SerdeInfo", {})
    yield from _pairs(
        {
            "SerDe Library:": serde.get("SerializationLibrary", ""),
            "InputFormat:": storage.get("InputFormat", ""),
            "OutputFormat:": storage.get("OutputFormat", ""),
            "Compressed:": "Yes" if storage.get("Compressed") else "No",
            "Num Buckets:": str(storage.get("NumberOfBuckets", -1)),
            "Bucket Columns:": f"[{', '.join(storage.get('BucketColumns', []))}]",
            "Sort Columns:": "[]",
        }
    )
    yield "Storage Desc Params:\t \t "
    yield from _indented(serde.get("Parameters", {}))


def _pairs(told: Mapping[str, str]) -> Iterator[str]:
    for name, value in told.items():
        yield f"{name.ljust(_WIDTH)}\t{value.ljust(_WIDTH)}\t "


def _indented(parameters: Mapping[str, str]) -> Iterator[str]:
    for key, value in sorted(parameters.items()):
        yield f"\t{key.ljust(_WIDTH)}\t{value.ljust(_WIDTH)}"


def _extended(database: str, description: Description) -> str:
    """One line in the form of Hive's Thrift structure, with what people look for in it."""
    storage = description.get("StorageDescriptor", {})
    columns = ", ".join(f"FieldSchema(name:{each['Name']}, type:{each['Type']})" for each in storage.get("Columns", []))
    parameters = ", ".join(f"{key}={value}" for key, value in sorted(description.get("Parameters", {}).items()))
    return (
        f"Table(tableName:{description['Name']}, dbName:{database}, owner:{description.get('Owner', 'hadoop')}, "
        f"sd:StorageDescriptor(cols:[{columns}], location:{storage.get('Location', '')}, "
        f"inputFormat:{storage.get('InputFormat', '')}, outputFormat:{storage.get('OutputFormat', '')}), "
        f"parameters:{{{parameters}}}, tableType:{description.get('TableType', '')})"
    )
