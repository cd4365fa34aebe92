"""Statements about the catalog: those of Hive's grammar and those on views, run against Glue's catalog by themselves.

Each is a function of the session and the statement's record; ``run`` finds it by the record's class.
"""

from tickstack.athena.ddl.answers import Answer, HiveError
from tickstack.athena.ddl.running import run, runs
from tickstack.athena.ddl.session import Session

__all__ = ["Answer", "HiveError", "Session", "run", "runs"]
