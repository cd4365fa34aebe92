"""File formats of CREATE TABLE: the classes that Glue keeps for each."""

from collections.abc import Mapping
from dataclasses import dataclass

_HIVE, _MAPRED = "org.apache.hadoop.hive.ql.io.", "org.apache.hadoop.mapred."
_SERDE2 = "org.apache.hadoop.hive.serde2."


@dataclass(frozen=True)
class Format:
    """Java classes, and the parameters that the SerDe has where the statement names none."""

    serde: str
    input_format: str
    output_format: str
    parameters: Mapping[str, str]


_ONE = {"serialization.format": "1"}
_TEXT_IN, _TEXT_OUT = _MAPRED + "TextInputFormat", _HIVE + "HiveIgnoreKeyTextOutputFormat"
LAZY_SIMPLE = _SERDE2 + "lazy.LazySimpleSerDe"

FORMATS = {
    "TEXTFILE": Format(LAZY_SIMPLE, _TEXT_IN, _TEXT_OUT, _ONE),
    "SEQUENCEFILE": Format(
        LAZY_SIMPLE, _MAPRED + "SequenceFileInputFormat", _HIVE + "HiveSequenceFileOutputFormat", _ONE
    ),
    "RCFILE": Format(
        _SERDE2 + "columnar.LazyBinaryColumnarSerDe", _HIVE + "RCFileInputFormat", _HIVE + "RCFileOutputFormat", _ONE
    ),
    "ORC": Format(_HIVE + "orc.OrcSerde", _HIVE + "orc.OrcInputFormat", _HIVE + "orc.OrcOutputFormat", _ONE),
    "PARQUET": Format(
        _HIVE + "parquet.serde.ParquetHiveSerDe",
        _HIVE + "parquet.MapredParquetInputFormat",
        _HIVE + "parquet.MapredParquetOutputFormat",
        _ONE,
    ),
    "AVRO": Format(
        _SERDE2 + "avro.AvroSerDe",
        _HIVE + "avro.AvroContainerInputFormat",
        _HIVE + "avro.AvroContainerOutputFormat",
        _ONE,
    ),
    "ION": Format(
        "com.amazon.ionhiveserde.IonHiveSerDe",
        "com.amazon.ionhiveserde.formats.IonInputFormat",
        "com.amazon.ionhiveserde.formats.IonOutputFormat",
        _ONE,
    ),
    "JSONFILE": Format("org.apache.hive.hcatalog.data.JsonSerDe", _TEXT_IN, _TEXT_OUT, _ONE),
}
