"""Glue's operations, one module per resource; each function is named as boto3 names the operation."""

from tickstack.glue.operations import crawlers, databases, partitions, table_versions, tables, tags

MODULES = (databases, tables, table_versions, partitions, crawlers, tags)
