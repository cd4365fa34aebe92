"""Statements run by DuckDB as Athena would run them."""

from tickstack.engine.engine import Engine, Prepared
from tickstack.engine.results import Cancelled, OutputColumn, Result

__all__ = ["Cancelled", "Engine", "OutputColumn", "Prepared", "Result"]
