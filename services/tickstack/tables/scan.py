"""A table as a DuckDB scan: its objects' lines in files of a private folder, and the SQL that reads columns from them.

Files are cut at line ends into pieces of bounded size, so that one large object neither fills memory nor keeps a
single core busy. The number of the part that a line came from stands in its file's name and gives its partition values.
"""

# ruff: noqa: S608 -- SQL is what this module makes, out of quoted parts

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from tickstack.glue.model import Storage, Table
from tickstack.sql.queries.hidden_columns import HIDDEN
from tickstack.sql.quoting import literal_text, name
from tickstack.sql.type_text import hive_type
from tickstack.sql.types import duckdb_type
from tickstack.tables import avro, keys, lines, serdes
from tickstack.tables.columnar import Footer
from tickstack.tables.columnar_reader import Reader
from tickstack.tables.files import ObjectStore, Part, StoredObject, decompressed, fetched
from tickstack.tables.forms import FORMS
from tickstack.tables.kept import Kept

type Columns = frozenset[str] | None
"""Names of columns; None is all."""


@dataclass
class Spool:
    """The rows of one table on disk: files by the number of their part, and of what objects whole files are.

    ``sources`` says of each file, by its own number, which part and which object it is of. ``footers`` are those of
    files with columns, as far as they are known.
    """

    folder: Path
    files: dict[int, list[Path]] = field(default_factory=dict)
    objects: dict[str, StoredObject] = field(default_factory=dict)
    sources: list[tuple[int, StoredObject]] = field(default_factory=list)
    footers: dict[str, Footer] = field(default_factory=dict)

    @property
    def unread(self) -> dict[str, StoredObject]:
        """The files whose footers are not known."""
        return {path: item for path, item in self.objects.items() if path not in self.footers}

    def add(self, part: int, text: str, item: StoredObject) -> None:
        """Keep lines of an object, which end without a newline."""
        self._path(part, "txt", item).write_text(text, encoding="utf-8", newline="")

    def keep(self, part: int, item: StoredObject) -> Path:
        """Where the file of a whole object goes."""
        path = self._path(part, "parquet", item)
        self.objects[str(path)] = item
        return path

    def _path(self, part: int, extension: str, item: StoredObject) -> Path:
        path = self.folder / f"{len(self.sources)}-{part}.{extension}"
        self.sources.append((part, item))
        self.files.setdefault(part, []).append(path)
        return path


def fill(
    spool: Spool, parts: Sequence[Part], table: Table, store: ObjectStore, kept: Kept, stop: Callable[[], bool]
) -> None:
    """Fetch the objects of ``parts`` into ``spool``."""
    spool.folder.mkdir(parents=True)
    for number, part in enumerate(parts):
        if part.storage.serde in FORMS:
            own = replace(part, storage=avro.of_table(table, part.storage))
            _fill_columnar(spool, number, own, store, kept, stop)
            continue
        read = lines.reader(table, part.storage)
        for item, data in fetched(store, part.objects, stop):
            for piece in read(item, decompressed(item, data)):
                spool.add(number, piece, item)


def _fill_columnar(
    spool: Spool, number: int, part: Part, store: ObjectStore, kept: Kept, stop: Callable[[], bool]
) -> None:
    form = FORMS[part.storage.serde]
    variant = form.variant(part.storage)
    places = {item: spool.keep(number, item) for item in part.objects}
    missing = []
    for item, path in places.items():
        found = kept.link(item, path, variant)
        if found is None:
            missing.append(item)
        elif found.footer is not None:
            spool.footers[str(path)] = found.footer
    for item, data in fetched(store, missing, stop):
        path = places[item]
        form.check(data, item)
        if form.make is None:
            path.write_bytes(data)
            kept.keep(item, path)
        else:
            footer = spool.footers[str(path)] = form.make(data, item, part.storage, path, stop)
            kept.keep(item, path, variant, footer)


def _empty(table: Table, *, hidden: bool) -> str:
    columns = [(each.name, hive_type(each.type)) for each in (*table.storage.columns, *table.partition_keys)]
    columns += HIDDEN.items() if hidden else ()
    nulls = (f"CAST(NULL AS {duckdb_type(kind)}) AS {name(called)}" for called, kind in columns)
    return f"SELECT {', '.join(nulls)} WHERE false"


def _rows(table: Table, storage: Storage, files: Sequence[Path], number: str) -> str:
    paths = ", ".join(literal_text(str(path)) for path in files)
    numbered = number.format(path="filename")
    split = (
        f"SELECT {numbered}, trim(unnest(string_split(content, chr(10))), chr(32) || chr(9) || chr(13)) AS line "
        f"FROM read_text([{paths}])"
    )
    if storage.serde not in serdes.SERDES or serdes.SERDES[storage.serde].name == "text":
        split = split.replace("chr(32) || chr(9) || chr(13)", "chr(13)")
    return serdes.select(storage, table.storage.columns, split)


def select(table: Table, parts: Sequence[Part], spool: Spool, reader: Reader, *, hidden: bool) -> str:
    """The SELECT that gives the table's columns and partition keys from the files of ``spool``, and hidden columns."""
    groups: dict[str, tuple[Storage, list[Path]]] = {}
    for number, part in enumerate(parts):
        own = part.storage.columns if part.storage.serde in FORMS else ()
        kind = f"{part.storage.serde} {sorted(part.storage.serde_parameters.items())} {own}"
        groups.setdefault(kind, (part.storage, []))[1].extend(spool.files.get(number, []))
    numbered = keys.FILE if hidden else keys.PART
    joined = hidden or bool(table.partition_keys)
    made = []
    for storage, files in groups.values():
        if files and storage.serde in FORMS:
            made += reader.selects(FORMS[storage.serde], storage, files, numbered if joined else keys.NONE)
        elif files:
            made.append(_rows(table, storage, files, numbered))
    if not made:
        if table.storage.serde not in FORMS:
            serdes.select(table.storage, table.storage.columns, "")  # an empty table of an unknown one is refused too
        return _empty(table, hidden=hidden)
    names = [column.name for column in (*table.storage.columns, *table.partition_keys)]
    columns = ", ".join(map(name, [*names, *(HIDDEN if hidden else ())]))
    rows = " UNION ALL ".join(made)
    if not joined:
        return f"SELECT {columns} FROM ({rows})"
    common = (
        keys.of_files(table, parts, spool.sources) if hidden else keys.of_values(table, [part.values for part in parts])
    )
    return f"SELECT {columns} FROM ({rows}) AS d JOIN {common} ON d.{keys.NUMBER} = k.{keys.NUMBER}"


def size(part: Part, files: Sequence[Path], footers: Mapping[str, Footer], columns: Columns) -> int:
    """The bytes that a scan of a part fetches: whole objects, but of Parquet the chunks of the used ``columns``."""
    if part.storage.serde in FORMS:
        return sum(footers[str(path)].fetched(columns) for path in files)
    return part.size
