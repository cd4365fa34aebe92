"""Which files make one table, and which of its folders are partitions.

A target's files whose schemas are alike are one table at the target's own prefix, and the folders below it are its
partition keys, however few folders there are: a single ``yyyy/MM/dd/HH/`` gives partition_0 to partition_3, and
tomorrow's crawl the same table. (AWS may move the root of a table down when folders do not vary; its rule is not
documented, and a table that changes its name and keys with the second hour of data serves nobody.) Files that lie
beside folders are a table each, as they are on AWS.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from tickstack.glue.inference import Schema, merge_schemas, similarity
from tickstack.glue.sampling import File

_ALIKE = 0.7
_CLUSTERS = 5


@dataclass(frozen=True)
class Policy:
    """``combine``: only the format must agree. ``level``: depth of the table's folder, the bucket being 1; 0: any."""

    combine: bool = False
    level: int = 0


@dataclass(frozen=True)
class Layout:
    """One table: its folder (ends with a slash; empty: the bucket) or its single file, and its files by partition.

    An unpartitioned table has the one partition ``()`` and no keys.
    """

    root: str
    keys: tuple[str, ...]
    partitions: Mapping[tuple[str, ...], tuple[File, ...]]

    @property
    def files(self) -> list[File]:
        return [file for files in self.partitions.values() for file in files]


@dataclass(frozen=True)
class _Folder:
    path: str
    files: tuple[File, ...]
    folders: tuple["_Folder", ...]

    def leaves(self) -> Iterator["_Folder"]:
        """The folders with files, at or below this one."""
        if self.files:
            yield self
        for folder in self.folders:
            yield from folder.leaves()

    @property
    def depth(self) -> int:
        """The level of the folder; the bucket is 1."""
        return self.path.count("/") + 1


def group(files: Sequence[File], root: str, policy: Policy) -> list[Layout]:
    """The tables of ``files``, all below ``root`` (ends with a slash, or empty for the bucket)."""
    alone = [file for file in files if not file.key.startswith(root)]
    tree = _tree(root, [file for file in files if file.key.startswith(root)])
    return [_single(file) for file in alone] + list(_tables(tree, policy))


def _tree(path: str, files: Sequence[File]) -> _Folder:
    inside: dict[str, list[File]] = {}
    own = []
    for file in files:
        name, slash, _ = file.key[len(path) :].partition("/")
        if slash:
            inside.setdefault(name, []).append(file)
        else:
            own.append(file)
    folders = tuple(_tree(f"{path}{name}/", members) for name, members in inside.items())
    return _Folder(path, tuple(own), folders)


def _tables(folder: _Folder, policy: Policy) -> Iterator[Layout]:
    if folder.files and folder.folders:
        yield from (_single(file) for file in folder.files)
        yield from _tables(replace(folder, files=()), policy)
        return
    leaves = list(folder.leaves())
    if not leaves:
        return
    deep_enough = folder.depth >= policy.level or not folder.folders
    if deep_enough and _one_depth(leaves) and _alike(_units(folder, leaves), policy):
        yield _table(folder, leaves)
    elif folder.folders:
        for inner in folder.folders:
            yield from _tables(inner, policy)
    else:
        yield from (_single(file) for file in folder.files)


def _one_depth(leaves: Sequence[_Folder]) -> bool:
    return len({leaf.depth for leaf in leaves}) == 1


def _units(folder: _Folder, leaves: Sequence[_Folder]) -> list[Sequence[File]]:
    """What is compared: folders with one another, or the files of a single folder."""
    return [leaf.files for leaf in leaves] if folder.folders else [(file,) for file in folder.files]


def _alike(units: Sequence[Sequence[File]], policy: Policy) -> bool:
    files = [file for unit in units for file in unit]
    if len({(file.classification, file.compression) for file in files}) > 1:
        return False
    if policy.combine:
        return True
    distinct: dict[frozenset[str], Schema] = {}
    for unit in units:
        schema = schema_of_files(unit)
        names = frozenset(schema.columns)
        distinct[names] = merge_schemas(distinct.get(names, Schema()), schema)
    schemas = list(distinct.values())
    pairs = ((left, right) for index, left in enumerate(schemas) for right in schemas[:index])
    return len(schemas) <= _CLUSTERS and all(similarity(left, right) > _ALIKE for left, right in pairs)


def schema_of_files(files: Sequence[File]) -> Schema:
    schema = Schema()
    for file in files:
        schema = merge_schemas(schema, file.schema)
    return schema


def _single(file: File) -> Layout:
    return Layout(file.key, (), {(): (file,)})


def _table(folder: _Folder, leaves: Sequence[_Folder]) -> Layout:
    paths = [tuple(leaf.path[len(folder.path) :].split("/")[:-1]) for leaf in leaves]
    names = [_named(level) for level in zip(*paths, strict=True)]
    keys = tuple(name or f"partition_{index}" for index, name in enumerate(names))
    partitions = {
        tuple(part.partition("=")[2] if name else part for name, part in zip(names, path, strict=True)): leaf.files
        for path, leaf in zip(paths, leaves, strict=True)
    }
    return Layout(folder.path, keys, partitions)


def _named(folders: Sequence[str]) -> str | None:
    """The key of a level whose folders are all ``key=value`` with one key."""
    names = {name.lower() if equals else "" for name, equals, _ in (folder.partition("=") for folder in folders)}
    return (names.pop() or None) if len(names) == 1 else None
