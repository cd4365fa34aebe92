"""UNLOAD: https://docs.aws.amazon.com/athena/latest/ug/unload.html."""

from tickstack.athena.locations import check_location
from tickstack.athena.writes.columns import check_names
from tickstack.athena.writes.properties import Properties, layout_of
from tickstack.athena.writes.work import Made, Work, partition_folder
from tickstack.engine.writing import check
from tickstack.errors import AwsError
from tickstack.sql.failures import failure
from tickstack.sql.statements.insertion import inserted
from tickstack.sql.statements.writes import Unload

_KNOWN = frozenset({"format", "compression", "compression_level", "field_delimiter", "partitioned_by"})


def _compressible(properties: Properties) -> Properties:
    """The compression counts for ORC and Parquet alone: text is zipped, and Avro has its own default."""
    if str(properties.get("format", "")).upper() in ("ORC", "PARQUET"):
        return properties
    return {key: value for key, value in properties.items() if key != "compression"}


def unload(work: Work, statement: Unload) -> Made:
    """Write the rows of the query below a place that is empty."""
    unknown = next((key for key in statement.properties if key not in _KNOWN), None)
    if unknown is not None:
        raise failure("INVALID_TABLE_PROPERTY", f"line 1:1: Table property '{unknown}' does not exist")
    try:
        check_location(statement.location)
    except AwsError:
        raise failure("INVALID_ARGUMENTS", f"Invalid S3 location: {statement.location}") from None
    prepared, columns = work.prepare(statement.query)
    check_names(columns)
    check(columns)
    layout = layout_of(_compressible(statement.properties), columns, None)
    work.require_empty(statement.location, "UNLOAD")
    sql = inserted(prepared.translation.sql, columns, layout.columns, range(len(columns)))
    with work.written(prepared, sql, layout) as made:
        objects = [
            work.upload(file, partition_folder(statement.location, layout, file.values), layout) for file in made.files
        ]
    return Made(made.rows, tuple(objects), made.scanned_bytes, listed=True)
