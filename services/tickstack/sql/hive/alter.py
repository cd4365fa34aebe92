"""ALTER TABLE: what follows the table's name, and the partition's where there is one."""

from collections.abc import Callable

from tickstack.sql.hive import statements as hive
from tickstack.sql.hive.reader import Reader


def alter_table(reader: Reader) -> hive.Statement:
    """What follows ``ALTER TABLE``."""
    name = reader.table()
    partition = reader.spec() if reader.skip("PARTITION") else ()
    if reader.skip("SET", "LOCATION"):
        return hive.SetLocation(name, reader.text(), partition)
    if partition:
        return _altered_partition(reader, name, partition)
    read = next((read for words, read in _ROWS if reader.skip(*words)), None)
    if read is None:
        reader.fail()
    return read(reader, name)


def _altered_partition(reader: Reader, name: hive.TableName, partition: hive.Spec) -> hive.Statement:
    if reader.skip("RENAME", "TO", "PARTITION"):
        return hive.RenamePartition(name, partition, reader.spec())
    reader.need("ADD", "COLUMNS")
    return hive.AddColumns(name, reader.columns(), partition)


def _added(reader: Reader, name: hive.TableName) -> hive.Statement:
    if reader.skip("COLUMNS") or reader.skip("COLUMN"):
        return hive.AddColumns(name, reader.columns())
    if_not_exists = reader.skip("IF", "NOT", "EXISTS")
    partitions = []
    reader.need("PARTITION")
    while True:
        partitions.append((reader.spec(), reader.text() if reader.skip("LOCATION") else None))
        if not reader.skip("PARTITION"):
            return hive.AddPartitions(name, tuple(partitions), if_not_exists)


def _partitions(reader: Reader) -> tuple[hive.Spec, ...]:
    reader.need("PARTITION")
    found = [reader.spec()]
    while reader.skip(",", "PARTITION"):
        found.append(reader.spec())
    return tuple(found)


def _changed(reader: Reader, name: hive.TableName) -> hive.Statement:
    reader.skip("COLUMN")
    return hive.ChangeColumn(name, reader.identifier(), reader.column())


def _dropped(reader: Reader, name: hive.TableName) -> hive.Statement:
    if_exists = reader.skip("IF", "EXISTS")
    return hive.DropPartitions(name, _partitions(reader), if_exists)


_ROWS: tuple[tuple[tuple[str, ...], Callable[[Reader, hive.TableName], hive.Statement]], ...] = (
    (("SET", "TBLPROPERTIES"), lambda reader, name: hive.SetProperties(name, reader.properties())),
    (("REPLACE", "COLUMNS"), lambda reader, name: hive.ReplaceColumns(name, reader.columns())),
    (("ADD",), _added),
    (("CHANGE",), _changed),
    (("DROP",), _dropped),
    (("RENAME", "TO"), lambda reader, name: hive.RenameTable(name, reader.table())),
)
