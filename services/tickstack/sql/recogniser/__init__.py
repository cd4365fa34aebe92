"""A fast reader of Trino's grammar that only says yes: what it does not accept, ANTLR decides.

It follows https://github.com/trinodb/trino/blob/422/core/trino-parser/src/main/antlr4/io/trino/sql/parser/SqlBase.g4
rule by rule for queries, and leaves out what is rare. Whatever it accepts has a derivation in that grammar; where a
word could mean two things it tries the likelier one only, and says no if that leads nowhere.
"""

from tickstack.sql.bounds import DEPTH
from tickstack.sql.recogniser.queries import QueryReader
from tickstack.sql.recogniser.reader import NotSureError
from tickstack.sql.recogniser.tokens import END, kinds

_OPENING = ("(", "[", "CASE")
_CLOSING = (")", "]", "END")
_SIGNS = ("+", "-", "NOT")


def _deep(found: list[str]) -> bool:
    """Whether what opens and closes is nested more than ``DEPTH`` deep, or as many signs stand in a row."""
    if sum(map(found.count, _OPENING + _SIGNS)) <= DEPTH:
        return False
    depth = deepest = row = longest = 0
    for kind in found:
        depth += (kind in _OPENING) - (kind in _CLOSING)
        row = row + 1 if kind in _SIGNS else 0
        deepest, longest = max(deepest, depth), max(longest, row)
    return deepest > DEPTH or longest >= DEPTH


def accepts(statement: str) -> bool:
    """Whether ``statement`` surely is one of Trino's queries, and surely not nested too deeply."""
    found = kinds(statement)
    if found is None or _deep(found):
        return False
    reader = QueryReader(found)
    try:
        reader.query()
    except (NotSureError, RecursionError):
        return False
    return reader.kind == END


__all__ = ["accepts"]
