"""What a statement about the catalog runs in: whose catalog, which database, and the hands that it has."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from tickstack.athena.ddl.answers import no_database, no_table
from tickstack.athena.saved import PreparedStatements
from tickstack.glue.catalog import Catalog
from tickstack.glue.records import DatabaseRecord, TableRecord
from tickstack.sql.hive.statements import TableName
from tickstack.sql.translate import Column

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client


@dataclass(frozen=True)
class Session:
    """``analysed`` gives the columns of a query in a database, without running it. Raises QueryError."""

    catalog: Catalog
    prepared_statements: PreparedStatements
    workgroup: str
    database: str
    s3: "Callable[[], S3Client]"
    clock: Callable[[], datetime]
    analysed: Callable[[str, str], tuple[Column, ...]]

    def place(self, name: TableName) -> tuple[str, str]:
        """Database and table that a name means."""
        return name.database or self.database, name.table

    def require_database(self, name: str) -> DatabaseRecord:
        """Raises HiveError."""
        found = self.catalog.find_database(name)
        if found is None:
            raise no_database(name)
        return found

    def require_table(self, name: TableName) -> TableRecord:
        """Raises HiveError."""
        database, table = self.place(name)
        found = self.catalog.find_table(database, table)
        if found is None:
            raise no_table(database, table)
        return found
