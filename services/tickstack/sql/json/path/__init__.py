"""The path language of SQL/JSON: ``lax $.a[*] ? (@.b > 1)``.

https://trino.io/docs/422/functions/json.html#json-path-language. ``syntax`` reads a path, ``evaluation`` finds what it
means in a JSON value. A value is Python's: None, bool, str, int, float, list, dict, and Decimal for a literal with a
point.
"""

from tickstack.sql.json.path.evaluation import evaluate
from tickstack.sql.json.path.numbers import PathError
from tickstack.sql.json.path.syntax import Path, PathSyntaxError, parse

__all__ = ["Path", "PathError", "PathSyntaxError", "evaluate", "parse"]
