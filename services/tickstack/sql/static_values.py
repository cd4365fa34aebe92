"""The values that a condition in DuckDB SQL allows for a column, where it says them outright: ``=`` or ``IN``.

The SQL is that of ``queries.pruning``, in which every operator stands in parentheses.
"""

import re

_NAMED = r'"\w+"\."{name}"'
_SHAPES = (r"\({column} = (?P<one>[^\"]+)\)", r"\((?P<one>[^\"]+) = {column}\)", r"\({column} IN \((?P<one>[^\"]+)\)\)")


def static_values(condition: str, name: str) -> str | None:
    """A DuckDB list of the values, None for any other condition."""
    column = _NAMED.format(name=re.escape(name.replace('"', '""')))
    for shape in _SHAPES:
        found = re.fullmatch(shape.format(column=column), condition, re.DOTALL)
        if found is not None:
            return f"[{found['one']}]"
    return None
