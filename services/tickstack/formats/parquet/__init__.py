"""Parquet files as Hive's ParquetHiveSerDe lays them out, which is what Firehose writes.

Its timestamps are INT96 and its lists and maps have names of their own; of the libraries that write these, pyarrow is
170 MB and fastparquet needs pandas. Source: https://github.com/apache/parquet-format.
"""
