"""CREATE [EXTERNAL] TABLE: its clauses in their order."""

from collections.abc import Mapping

from tickstack.glue.model import Column
from tickstack.sql.hive.reader import HiveSyntaxError, Reader
from tickstack.sql.hive.statements import CreateTable

FORMATS = ("TEXTFILE", "SEQUENCEFILE", "RCFILE", "ORC", "PARQUET", "AVRO", "ION", "JSONFILE")

# The clauses of ROW FORMAT DELIMITED and the SerDe's parameters; Hive itself spells the third like that.
_DELIMITED = (
    (("FIELDS", "TERMINATED", "BY"), "field.delim"),
    (("ESCAPED", "BY"), "escape.delim"),
    (("COLLECTION", "ITEMS", "TERMINATED", "BY"), "colelction.delim"),
    (("MAP", "KEYS", "TERMINATED", "BY"), "mapkey.delim"),
    (("LINES", "TERMINATED", "BY"), "line.delim"),
    (("NULL", "DEFINED", "AS"), "serialization.null.format"),
)


def create_table(reader: Reader, *, external: bool) -> CreateTable:
    """What follows ``TABLE``. Raises HiveSyntaxError, also for a table that Athena does not take."""
    if_not_exists = reader.skip("IF", "NOT", "EXISTS")
    name = reader.table()
    columns = reader.columns() if reader.is_mark("(") else ()
    comment = reader.text() if reader.skip("COMMENT") else None
    keys, transforms = _partitions(reader, external=external) if reader.skip("PARTITIONED", "BY") else ((), ())
    bucket_columns, buckets = _buckets(reader)
    serde, parameters = _row_format(reader)
    made = CreateTable(
        name=name,
        external=external,
        if_not_exists=if_not_exists,
        columns=columns,
        comment=comment,
        partition_keys=keys,
        partition_transforms=transforms,
        bucket_columns=bucket_columns,
        buckets=buckets,
        serde=serde,
        serde_parameters=parameters,
        format=_format(reader),
        location=reader.text() if reader.skip("LOCATION") else None,
        properties=reader.properties() if reader.skip("TBLPROPERTIES") else {},
    )
    _check(made)
    return made


def _partitions(reader: Reader, *, external: bool) -> tuple[tuple[Column, ...], tuple[str, ...]]:
    """Columns, as Hive partitions by them, and what Iceberg partitions by: ``id``, ``day(ts)``, ``bucket(4, id)``."""
    if external:
        return reader.columns(), ()

    def one() -> Column | str:
        name = reader.identifier()
        if reader.is_mark("("):
            return f"{name}({reader.parenthesised()})"
        return name if reader.is_mark(",") or reader.is_mark(")") else reader.typed(name)

    found = reader.several(one)
    columns = tuple(each for each in found if isinstance(each, Column))
    return columns, tuple(each for each in found if isinstance(each, str))


def _buckets(reader: Reader) -> tuple[tuple[str, ...], int | None]:
    if not reader.skip("CLUSTERED", "BY"):
        return (), None
    columns = reader.several(reader.identifier)
    reader.need("INTO")
    count = reader.number()
    reader.need("BUCKETS")
    return columns, count


def _row_format(reader: Reader) -> tuple[str | None, Mapping[str, str]]:
    """The SerDe's class, None where the format implies it, and its parameters."""
    if not reader.skip("ROW", "FORMAT"):
        return None, {}
    if reader.skip("SERDE"):
        serde = reader.text()
        return serde, reader.properties() if reader.skip("WITH", "SERDEPROPERTIES") else {}
    reader.need("DELIMITED")
    given = {}
    for words, key in _DELIMITED:
        if reader.skip(*words):
            given[key] = reader.text()
    if "field.delim" in given:
        given["serialization.format"] = given["field.delim"]
    return None, given


def _format(reader: Reader) -> str | tuple[str, str]:
    if not reader.skip("STORED", "AS"):
        return "TEXTFILE"
    if reader.skip("INPUTFORMAT"):
        input_format = reader.text()
        reader.need("OUTPUTFORMAT")
        return input_format, reader.text()
    found = next((known for known in FORMATS if reader.skip(known)), None)
    if found is None:
        reader.fail()
    return found


def _check(made: CreateTable) -> None:
    """Measured on Athena: what it refuses before the statement is queued."""
    iceberg = made.properties.get("table_type", "").upper() == "ICEBERG"
    if made.location is None:
        raise HiveSyntaxError("No location was specified for table. An S3 location must be specified")
    if not made.external and not iceberg:
        raise HiveSyntaxError("External keyword required for table type HIVE")
    if made.external and iceberg:
        raise HiveSyntaxError("External keyword not supported for table type ICEBERG")
