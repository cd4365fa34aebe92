"""``docs/functions.md``: every function by the page of Trino's documentation that tells of it, out of the rows.

``python -m tickstack.sql.functions.page`` prints it.
"""

from collections.abc import Iterable

from tickstack.sql.functions import BY_NAME, NAMES, REFUSED, ROWS, Function
from tickstack.sql.functions.names import TOPICS

# Names with a grammar of their own have no row: an example of each, with its result.
FORMS = {
    "coalesce": ("coalesce(NULL, 1)", "1"),
    "grouping": ("grouping(y)", "0"),
    "if": ("if(1 > 2, 'a', 'b')", "b"),
    "json_array": ("json_array(1, 'a')", '[1,"a"]'),
    "json_exists": ("""json_exists('{"a": 1}', 'strict $.a')""", "true"),
    "json_object": ("json_object('a': 1)", '{"a":1}'),
    "json_query": ("""json_query('{"a": [1]}', 'lax $.a')""", "[1]"),
    "json_value": ("""json_value('{"a": 1}', 'lax $.a')""", "1"),
    "nullif": ("nullif(1, 1)", None),
    "try": ("try(1 / 0)", None),
    "typeof": ("typeof(1)", "integer"),
}

_HEAD = """# Functions

What statements may call, by the page of Trino's documentation that tells of it: signature, example, result. Examples
of aggregates are over the rows `(1, 'a')`, `(2, 'b')`, `(NULL, 'c')` of `x` and `y`. Each example is a test. What is
refused, at the end, fails with NOT_SUPPORTED and its name. `make functions` writes this page out of the rows of
`services/tickstack/sql/functions`.
"""

_TITLES = {
    "datetime": "Dates and times",
    "json": "JSON",
    "math": "Mathematics",
    "regexp": "Regular expressions",
    "string": "Text",
    "url": "URLs",
    "uuid": "UUID",
    "ipaddress": "IP addresses",
}


def _cell(text: str) -> str:
    """Text as code in a cell of a table."""
    shown = text.replace("|", "\\|").replace("\n", " ")
    return f"``{shown}``" if "`" in shown else f"`{shown}`" if shown.strip() else ""


def _line(row: Function) -> str:
    result = row.result if isinstance(row.result, str) and not row.result.startswith("$") else ""
    made = f"{row.signature} → {result}" if result else row.signature
    value = "" if row.value is None else _cell(row.value)
    return f"| {_cell(made)} | {_cell(row.example)} | {value or 'NULL'} |"


def _title(page: str) -> str:
    name = page.rsplit("/", 1)[-1].removesuffix(".html")
    return _TITLES.get(name, name.capitalize())


def _sections(rows: Iterable[Function]) -> Iterable[str]:
    pages: dict[str, list[Function]] = {}
    for row in rows:
        pages.setdefault(row.source.partition("#")[0], []).append(row)
    for page in sorted(pages):
        yield f"## [{_title(page)}]({page})\n"
        yield "| signature | example | result |\n| --- | --- | --- |"
        yield "\n".join(map(_line, sorted(pages[page], key=lambda row: row.name))) + "\n"


def _forms() -> Iterable[str]:
    yield "## Names with a grammar of their own\n"
    yield "| example | result |\n| --- | --- |"
    for example, value in FORMS.values():
        yield f"| {_cell(example)} | {'NULL' if value is None else _cell(value)} |"
    yield ""


def _refused() -> Iterable[str]:
    yield "## Refused by name\n"
    missing = NAMES - BY_NAME.keys() - FORMS.keys()
    for topic, names in TOPICS.items():
        found = sorted(missing & set(names.split()))
        if found:
            yield f"- {topic}: {', '.join(f'`{name}`' for name in found)}"
    shown = sorted({row.shown() for row in REFUSED})
    if shown:
        yield f"- single signatures: {', '.join(f'`{each}`' for each in shown)}"


def markdown() -> str:
    """The page."""
    return "\n".join((_HEAD, *_sections(ROWS), *_forms(), *_refused())) + "\n"


if __name__ == "__main__":
    print(markdown(), end="")
