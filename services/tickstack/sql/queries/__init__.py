"""Queries translated: FROM, WHERE, GROUP BY and what else a SELECT has, set operations, WITH."""
