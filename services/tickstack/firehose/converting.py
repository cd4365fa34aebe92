"""Format conversion between the stream and its surroundings: the table is looked up, a sealed object becomes a file.

The table is looked up for every object, so that LATEST follows it. Source of the error records' keys: captures.
"""

import binascii
import json
import uuid
from collections.abc import Mapping
from typing import Any

from tickstack.errors import AwsError
from tickstack.firehose.conversion.batch import Converted, all_failed, convert, table_not_found
from tickstack.firehose.conversion.definition import Conversion, conversion
from tickstack.firehose.conversion.schema import CatalogError, TableNotFoundError, TableReference
from tickstack.firehose.faults import Fault
from tickstack.firehose.ports import Tables
from tickstack.firehose.records import Output
from tickstack.firehose.work import Sealed

_SUB_INDEX = 6  # digits of a record's id


def check_table(description: Mapping[str, Any], tables: Tables) -> None:
    """Look up the table of a checked destination that converts.

    Raises InvalidArgumentException, or ServiceUnavailableException when Glue does not answer.
    """
    if (wanted := conversion(description)) is None:
        return
    try:
        tables.schema(wanted.table)
    except TableNotFoundError as error:
        details = f"Service: AWSGlue; Status Code: 400; Error Code: EntityNotFoundException; Request ID: {uuid.uuid4()}"
        raise AwsError("InvalidArgumentException", f"{error} ({details}; Proxy: null)") from None
    except CatalogError as error:
        raise AwsError("ServiceUnavailableException", f"Glue cannot be asked: {error}", status=503) from error


def converted(sealed: Sealed, wanted: Conversion, tables: Tables, ended_ms: int) -> tuple[Converted, dict[int, bytes]]:
    """Convert the records of an object, at ``ended_ms``: what became of them, and the lines of those that failed.

    Raises CatalogError.
    """
    records = [item.data for item in sealed.items]
    try:
        made = convert(records, tables.schema(wanted.table), wanted)
    except TableNotFoundError:
        made = all_failed(records, table_not_found(wanted))
    lines = {index: _line(sealed.items[index], fault, wanted.table, ended_ms) for index, fault in made.failed.items()}
    return made, lines


def _line(output: Output, fault: Fault, table: TableReference, ended_ms: int) -> bytes:
    """The line of an error object for one record."""
    line = {
        "attemptsMade": 1,
        "arrivalTimestamp": output.arrival_ms,
        "lastErrorCode": fault.code,
        "lastErrorMessage": fault.message,
        "attemptEndingTimestamp": ended_ms,
        "rawData": binascii.b2a_base64(output.data, newline=False).decode("ascii"),
        "sequenceNumber": output.record_id[:-_SUB_INDEX],
        "subSequenceNumber": int(output.record_id[-_SUB_INDEX:] or 0),
        "dataCatalogTable": {
            "catalogId": table.catalog,
            "databaseName": table.database,
            "tableName": table.name,
            "region": table.region,
            "versionId": table.version,
            "roleArn": table.role,
        },
    }
    return (json.dumps(line, separators=(",", ":")) + "\n").encode("ascii")
