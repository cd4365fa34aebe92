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
_SIGNS = ("+", "-", "NOT")


def accepts(statement: str) -> bool:
    """Whether ``statement`` surely is one of Trino's queries, and surely not nested too deeply."""
    found = kinds(statement)
    if found is None or any(sum(map(found.count, some)) > DEPTH for some in (_OPENING, _SIGNS)):
        return False
    reader = QueryReader(found)
    try:
        reader.query()
    except (NotSureError, RecursionError):
        return False
    return reader.kind == END


__all__ = ["accepts"]
