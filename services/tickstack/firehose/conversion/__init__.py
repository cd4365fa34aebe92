"""Record format conversion: JSON records by a Glue table's columns into Parquet and ORC files."""
