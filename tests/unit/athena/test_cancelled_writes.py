"""A statement that writes and is stopped while its files are put into S3."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tickstack.athena import writes
from tickstack.engine import Cancelled, Written, WrittenFile
from tickstack.glue.catalog import Catalog
from tickstack.sql.translate import Column
from tickstack.sql.types import INTEGER


@dataclass
class WritingEngine:
    """Gives two files, whatever the query."""

    folder: Path

    def prepare(self, query: str, **_: Any) -> Any:
        return SimpleNamespace(translation=SimpleNamespace(sql=query, columns=(Column("a", INTEGER),)))

    @contextmanager
    def written(self, *_: Any, **__: Any) -> Iterator[Written]:
        files = tuple(WrittenFile(self.folder / str(number), ()) for number in range(2))
        for each in files:
            each.path.write_bytes(b"rows")
        yield Written(2, files, 0)


@dataclass
class Bucket:
    """Notes what is put, and stops the statement after ``patience`` objects."""

    cancelled: threading.Event
    patience: int
    put: int = 0

    def list_objects_v2(self, **_: Any) -> dict[str, Any]:
        return {}

    def put_object(self, **_: Any) -> None:
        self.put += 1
        if self.put == self.patience:
            self.cancelled.set()


@pytest.mark.parametrize("patience", [1, 2])
def test_no_table_is_made_for_a_statement_that_was_stopped(tmp_path: Path, patience: int) -> None:
    def clock() -> datetime:
        return datetime(2026, 1, 1, tzinfo=UTC)

    catalog = Catalog("123456789012", "us-east-1", clock=clock)
    catalog.create_database({"Name": "d"})
    cancelled = threading.Event()
    bucket: Any = Bucket(cancelled, patience)
    work = writes.Work(
        engine=WritingEngine(tmp_path),
        catalog=catalog,
        s3=lambda: bucket,
        clock=clock,
        cancelled=cancelled,
        database="d",
        parameters=(),
        query_id="q",
        tables="s3://bucket/t",
        enforced=False,
    )
    with pytest.raises(Cancelled):
        writes.run(work, "CREATE TABLE t AS SELECT 1 AS a")
    assert catalog.find_table("d", "t") is None
    assert bucket.put == patience
