"""Who runs a statement and where: ``current_user`` and its kin, https://trino.io/docs/422/functions/session.html.

AWS does not say what Athena's ``current_user`` is; here every statement is the user ``tickstack``'s.
"""

from tickstack.sql.coercion import Typed
from tickstack.sql.quoting import literal_text
from tickstack.sql.types import VARCHAR

WORDS = frozenset(("current_user", "current_catalog", "current_schema"))
_SAID = {"current_user": "tickstack", "current_catalog": "awsdatacatalog"}


def said(word: str, database: str) -> Typed:
    """The value of one of these words for a statement in ``database``."""
    return Typed(literal_text(_SAID.get(word, database.lower())), VARCHAR)
