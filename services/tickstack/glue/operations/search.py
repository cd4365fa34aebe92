"""SearchTables: tables of every database by the words in their descriptions."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from tickstack.errors import NotSupportedError
from tickstack.glue.catalog import Catalog
from tickstack.glue.operations.listing import Reply, Request, listed, own, refuse
from tickstack.glue.records import Description

_SORTED = frozenset({"Name", "DatabaseName", "Owner", "Description", "CreateTime", "UpdateTime"})


def search_tables(catalog: Catalog, request: Request) -> Reply:
    """Tables that have every word of SearchText, a text in quotes as a whole, and fulfil every filter.

    A name's words are what stands between its punctuation, underscores too: AWS says which only by "-, :, #, etc.".
    """
    own(catalog, request, "SearchTables")
    refuse(request, "SearchTables", "IncludeStatusDetails")
    if request.get("ResourceShareType") == "FOREIGN":
        return {"TableList": []}
    tests = [_has_text(request.get("SearchText", "")), *map(_fulfils, request.get("Filters", []))]
    tables = [table for table in _tables(catalog) if all(test(table) for test in tests)]
    ordered = list(enumerate(_sorted(tables, request.get("SortCriteria", []))))
    found, token = listed(ordered, request, key=lambda item: item[0], default=100)
    return {"TableList": [table for _, table in found], "NextToken": token}


def _tables(catalog: Catalog) -> list[Description]:
    databases = [catalog.require_database(name) for name in sorted(catalog.databases())]
    return [record.tables[name].description for record in databases for name in sorted(record.tables)]


def _sorted(tables: Sequence[Description], criteria: Sequence[Mapping[str, str]]) -> list[Description]:
    """In the order of the criterion, of which a request has one at most."""
    found = list(tables)
    for criterion in criteria:
        field = criterion.get("FieldName", "")
        if field not in _SORTED:
            raise NotSupportedError(f"Glue SearchTables sorted by {field}")
        found.sort(key=lambda table: (field in table, table.get(field, "")), reverse=criterion.get("Sort") == "DESC")
    return found


def _has_text(text: str) -> Callable[[Description], bool]:
    quoted = re.fullmatch(r"\s*\"(.*)\"\s*", text, re.DOTALL)
    if quoted:
        return lambda table: quoted[1].lower() in (value.lower() for value in _texts(table))
    words = set(_words(text))
    return lambda table: words <= {word for value in _texts(table) for word in _words(value)}


def _fulfils(predicate: Mapping[str, str]) -> Callable[[Description], bool]:
    key, value = predicate.get("Key", ""), predicate.get("Value", "")
    if "Comparator" in predicate:
        raise NotSupportedError("Glue SearchTables with a filter that has a Comparator")
    words = set(_words(value))

    def test(table: Description) -> bool:
        found = table.get(key, table.get("Parameters", {}).get(key))
        if found is None or isinstance(found, datetime):
            return False
        return words <= set(_words(str(found))) or str(found).lower() == value.lower()

    return test


def _texts(table: Description) -> Iterable[str]:
    """What a search looks at: names, descriptions, columns and properties."""
    yield from (table[key] for key in ("Name", "DatabaseName", "Description", "Owner") if table.get(key))
    storage = table.get("StorageDescriptor", {})
    columns: Iterable[Mapping[str, Any]] = (*storage.get("Columns", []), *table.get("PartitionKeys", []))
    yield from (column[key] for column in columns for key in ("Name", "Comment") if column.get(key))
    yield from (text for pair in table.get("Parameters", {}).items() for text in pair)


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.lower())
