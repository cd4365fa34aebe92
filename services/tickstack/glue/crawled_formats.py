"""What a crawler writes into a table for each classification: Java classes, the SerDe's parameters, the table's."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tickstack.glue.inference import Schema
from tickstack.glue.sampling import File

_HIVE = "org.apache.hadoop.hive."
_TEXT = ("org.apache.hadoop.mapred.TextInputFormat", f"{_HIVE}ql.io.HiveIgnoreKeyTextOutputFormat")
_ONE = {"serialization.format": "1"}


@dataclass(frozen=True)
class Form:
    """``serde_parameters`` and ``parameters`` are those of files like the one that is given."""

    input_format: str
    output_format: str
    serde: str
    serde_parameters: Callable[[Schema, File], Mapping[str, str]] = lambda _schema, _file: _ONE
    parameters: Callable[[File], Mapping[str, str]] = lambda _file: {}


def _delimited(file: File) -> Mapping[str, str]:
    header = {"skip.header.line.count": "1"} if file.header else {}
    return {"areColumnsQuoted": "false", "columnsOrdered": "true", "delimiter": file.delimiter, **header}


FORMS = {
    "json": Form(
        *_TEXT,
        "org.openx.data.jsonserde.JsonSerDe",
        serde_parameters=lambda schema, _: {"paths": ",".join(sorted(schema.keys))},
    ),
    "csv": Form(
        *_TEXT,
        f"{_HIVE}serde2.lazy.LazySimpleSerDe",
        serde_parameters=lambda _, file: {"field.delim": file.delimiter},
        parameters=_delimited,
    ),
    "parquet": Form(
        f"{_HIVE}ql.io.parquet.MapredParquetInputFormat",
        f"{_HIVE}ql.io.parquet.MapredParquetOutputFormat",
        f"{_HIVE}ql.io.parquet.serde.ParquetHiveSerDe",
    ),
    "orc": Form(f"{_HIVE}ql.io.orc.OrcInputFormat", f"{_HIVE}ql.io.orc.OrcOutputFormat", f"{_HIVE}ql.io.orc.OrcSerde"),
    "avro": Form(
        f"{_HIVE}ql.io.avro.AvroContainerInputFormat",
        f"{_HIVE}ql.io.avro.AvroContainerOutputFormat",
        f"{_HIVE}serde2.avro.AvroSerDe",
        serde_parameters=lambda _, file: {**_ONE, **file.serde_parameters},
    ),
}
