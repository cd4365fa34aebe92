"""Athena's queries as trees of sqlglot: Trino's grammar, clause by clause."""
