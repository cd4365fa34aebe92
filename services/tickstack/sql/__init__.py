"""Athena's SQL: statements parsed, typed and translated. Pure: text and types in, text out."""
