"""Statements run by DuckDB as Athena would run them."""

from tickstack.engine.engine import Engine, Prepared
from tickstack.engine.results import Cancelled, OutputColumn, Result
from tickstack.engine.writing import Written, WrittenFile
from tickstack.engine.written_forms import Layout

__all__ = ["Cancelled", "Engine", "Layout", "OutputColumn", "Prepared", "Result", "Written", "WrittenFile"]
