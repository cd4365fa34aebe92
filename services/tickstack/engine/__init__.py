"""Statements run by DuckDB as Athena would run them."""

from tickstack.engine.engine import Engine, Prepared
from tickstack.engine.results import Cancelled, OutputColumn, Result
from tickstack.engine.writing import Layout, Written, WrittenFile

__all__ = ["Cancelled", "Engine", "Layout", "OutputColumn", "Prepared", "Result", "Written", "WrittenFile"]
