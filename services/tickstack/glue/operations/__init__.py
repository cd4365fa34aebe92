"""Glue's operations, one module per resource; each function is named as boto3 names the operation."""

from tickstack.glue.operations import (
    crawler_schedules,
    crawlers,
    databases,
    partition_indexes,
    partitions,
    search,
    table_versions,
    tables,
    tags,
)

MODULES = (databases, tables, search, table_versions, partitions, partition_indexes, crawlers, crawler_schedules, tags)
