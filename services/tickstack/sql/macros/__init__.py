"""Which of the DuckDB macros a statement needs: a database has no others, as each costs a quarter of a millisecond."""

import re
from collections.abc import Iterable

from tickstack.sql.binding import pack

_PIECE = re.compile(r"'(?:[^']|'')*'|\"[^\"]*\"|\w+")
_CALLED = re.compile(r"\b[a-z_]\w*(?=\s*\()")


def called(sql: str) -> set[str]:
    """The names that are followed by a parenthesis."""
    return set(_CALLED.findall(sql))


def once(head: str, body: str) -> tuple[str, str]:
    """The row of a macro whose arguments are computed once, and not wherever ``body`` names them: DuckDB puts the text
    of an argument in each of these places, so that macros in macros grow without bound."""
    name, _, listed = head.removesuffix(")").partition("(")
    parameters = listed.split(", ")

    def bound(match: re.Match[str]) -> str:
        return f"struct_extract(\"{name}\", '{match.group()}')" if match.group() in parameters else match.group()

    packed = pack((each, each) for each in parameters)
    return head, f'list_transform([{packed}], lambda "{name}": {_PIECE.sub(bound, body)})[1]'


class Macros:
    """Macros by name. A row is a macro's head and body."""

    def __init__(self, rows: Iterable[tuple[str, str]]) -> None:
        self._made = {head.partition("(")[0]: f"CREATE MACRO {head} AS {body}" for head, body in rows}
        self._calls = {
            name: sorted(called(text.partition(" AS ")[2]) & self._made.keys()) for name, text in self._made.items()
        }

    def used(self, sql: str) -> list[str]:
        """The statements that make the macros which ``sql`` calls, each after those that it calls itself."""
        found: dict[str, None] = {}
        for name in sorted(called(sql) & self._made.keys()):
            self._add(name, found)
        return [self._made[name] for name in found]

    def _add(self, name: str, found: dict[str, None]) -> None:
        if name not in found:
            for each in self._calls[name]:
                self._add(each, found)
            found[name] = None
