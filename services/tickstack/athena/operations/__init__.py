"""Athena's operations, one module per resource; each function is named as boto3 names the operation."""

from tickstack.athena.operations import (
    data_catalogs,
    named_queries,
    prepared_statements,
    query_executions,
    query_results,
    tags,
    work_groups,
)

MODULES = (query_executions, query_results, named_queries, prepared_statements, work_groups, data_catalogs, tags)
