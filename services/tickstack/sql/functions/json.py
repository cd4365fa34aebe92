"""Functions on JSON text and on Trino's ``json`` type, which take both."""

from tickstack.sql.functions.row import Expression, Function, rows
from tickstack.sql.json import extract as json_extract
from tickstack.sql.json import text as json_text
from tickstack.sql.python import python, refusal

_row = rows("https://trino.io/docs/current/functions/json.html")


def _parsed(text: str) -> str:
    try:
        return json_text.canonical(text)
    except (ValueError, RecursionError):
        raise refusal("INVALID_FUNCTION_ARGUMENT", f"Cannot convert value to JSON: '{text}'") from None


def _both(name: str, rest: str, call: Expression, example: str, value: str | None) -> tuple[Function, Function]:
    """The rows of a function for text and for json."""
    return (
        _row(name, f"varchar{rest}", call, example, value),
        _row(name, f"json{rest.replace('$1', 'varchar')}", call, example, value),
    )


def _containing(kind: str, wanted: str) -> tuple[Function, Function]:
    example = f"json_array_contains('[1, 2.5, true, \"a\"]', {wanted})"
    return _both("json_array_contains", f", {kind} -> boolean", python(json_extract.array_contains), example, "true")


ROWS = (
    _row("json_parse", "varchar -> json", python(_parsed), """json_parse('{"b" : 1.0, "a" : [ ]}')""",
         '{"a":[],"b":1.0}'),
    _row("json_format", "json -> varchar", "{0}", "json_format(JSON '[1, 2]')", "[1,2]"),
    *_both("json_extract", ", JsonPath -> json", python(json_extract.extract),
           """json_extract('{"a" : [1, {"b c" : 2}]}', '$.a[1]')""", '{"b c":2}'),
    *_both("json_extract_scalar", ", JsonPath -> $1", python(json_extract.extract_scalar),
           """json_extract_scalar('{"a" : [1, {"b c" : 2}]}', '$.a[1]["b c"]')""", "2"),
    *_both("json_size", ", JsonPath -> bigint", python(json_extract.size), """json_size('{"x" : {"a": 1}}', '$.x')""",
           "1"),
    *_both("json_array_length", " -> bigint", python(json_extract.array_length), "json_array_length('[1, 2]')", "2"),
    *_both("json_array_get", ", bigint -> json", python(json_extract.array_get),
           """json_array_get('["a", [3, 9]]', -1)""", "[3,9]"),
    *_containing("boolean", "true"),
    *_containing("bigint", "1"),
    *_containing("double", "2.5"),
    *_containing("varchar", "'a'"),
    *_both("is_json_scalar", " -> boolean", python(json_extract.is_scalar), "is_json_scalar('[1]')", "false"),
)  # fmt: skip
