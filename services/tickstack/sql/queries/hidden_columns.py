"""Columns that every table of files has and ``*`` does not show: of which object a row is.

https://docs.aws.amazon.com/athena/latest/ug/querying-glue-catalog.html and Trino's Hive connector call them so.
"""

from tickstack.sql.types import BIGINT, TIMESTAMP_TZ, VARCHAR, TrinoType

HIDDEN: dict[str, TrinoType] = {"$path": VARCHAR, "$file_size": BIGINT, "$file_modified_time": TIMESTAMP_TZ}
"""Their names and types, in the order in which a scan gives them."""
