"""What a file that holds its schema says of itself, and who reads it for a crawler."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class FileSchema:
    """Columns with Hive's types, the number of records, and what the SerDe has to know."""

    columns: tuple[tuple[str, str], ...]
    records: int
    serde_parameters: Mapping[str, str] = field(default_factory=dict)


type ReadSchema = Callable[[bytes], FileSchema]
"""Reads a file of a format, of Parquet its end. Raises ValueError for one that cannot be read."""
