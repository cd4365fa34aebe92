"""The formats of files with columns, by their SerDes."""

from tickstack.tables import avro, orc, parquet

FORMS = {parquet.SERDE: parquet.FORM, orc.SERDE: orc.FORM, avro.SERDE: avro.FORM}
