"""Which of the DuckDB macros a statement needs: a database has no others, as each costs a quarter of a millisecond."""

import re
from collections.abc import Iterable, Sequence

from tickstack.sql.binding import pack
from tickstack.sql.macros.expansion import Size, expanded

_PIECE = re.compile(r"'(?:[^']|'')*'|\"[^\"]*\"|\w+")
_CALLED = re.compile(r"\b[a-z_]\w*(?=\s*\()")
LARGE = 20_000  # words of a statement with its macros expanded: about a second of DuckDB's time


def called(sql: str) -> set[str]:
    """The names that are followed by a parenthesis."""
    return set(_CALLED.findall(sql))


def _parameters(head: str) -> list[str]:
    return [each for each in head.removesuffix(")").partition("(")[2].split(", ") if each]


def once(head: str, body: str) -> tuple[str, str]:
    """The row of a macro whose arguments are computed once, and not wherever ``body`` names them: DuckDB puts the text
    of an argument in each of these places, so that macros in macros grow without bound."""
    name, parameters = head.partition("(")[0], _parameters(head)

    def bound(match: re.Match[str]) -> str:
        return f"struct_extract(\"{name}\", '{match.group()}')" if match.group() in parameters else match.group()

    packed = pack((each, each) for each in parameters)
    return head, f'list_transform([{packed}], lambda "{name}": {_PIECE.sub(bound, body)})[1]'


class Macros:
    """Macros by name. A row is a macro's head and body."""

    def __init__(self, rows: Iterable[tuple[str, str]]) -> None:
        self._rows = {head.partition("(")[0]: (head, body) for head, body in rows}
        self._calls = {name: sorted(called(body) & self._rows.keys()) for name, (_, body) in self._rows.items()}
        self._sizes: dict[str, tuple[Sequence[str], Size]] = {}
        for name in self._rows:
            self._measure(name)

    def used(self, sql: str) -> dict[str, str]:
        """The macros that ``sql`` calls, with the statements that make them, each after those that it calls itself."""
        found: dict[str, None] = {}
        for name in sorted(called(sql) & self._rows.keys()):
            self._add(name, found)
        if not found:
            return {}
        large = expanded(sql, (), self._sizes).own > LARGE
        return {name: self._made(name, sparing=large) for name in found}

    def _add(self, name: str, found: dict[str, None]) -> None:
        if name not in found:
            for each in self._calls[name]:
                self._add(each, found)
            found[name] = None

    def _measure(self, name: str) -> None:
        if name in self._sizes:
            return
        for each in self._calls[name]:
            self._measure(each)
        head, body = self._rows[name]
        parameters = _parameters(head)
        self._sizes[name] = parameters, expanded(body, parameters, self._sizes)

    def _made(self, name: str, *, sparing: bool) -> str:
        head, body = self._rows[name]
        several = any(count > 1 for count in self._sizes[name][1].copies.values())
        head, body = once(head, body) if sparing and several else (head, body)
        return f"CREATE MACRO {head} AS {body}"
