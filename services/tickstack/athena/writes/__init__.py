"""Statements that write: CREATE TABLE AS, INSERT and UNLOAD. Each runs its query and puts the files of rows into S3."""

from tickstack.athena.writes.running import run, runs, update_type
from tickstack.athena.writes.work import Made, Work

__all__ = ["Made", "Work", "run", "runs", "update_type"]
