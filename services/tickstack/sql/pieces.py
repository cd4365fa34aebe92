"""The pieces of a statement's text, whatever its grammar: comments, blanks, texts, quoted names, words and signs."""

import re
from collections.abc import Iterator
from typing import NamedTuple

_OTHERS = r"""(?P<text>'(?:[^']|'')*')|(?P<name>"(?:[^"]|"")*"|`[^`]*`)|(?P<word>\w+)|(?P<blank>\s+)|(?P<sign>.)"""
_ALL, _UNOPENED = (
    re.compile(f"(?P<comment>{comment})|{_OTHERS}", re.DOTALL) for comment in (r"--[^\r\n]*|/\*.*?\*/", r"--[^\r\n]*")
)


class Piece(NamedTuple):
    """``kind`` is comment, blank, text, name, word or sign; ``text`` is as written, quotes and all."""

    kind: str
    text: str


def pieces(statement: str) -> Iterator[Piece]:
    """All of ``statement``, in order."""
    closed = statement.rfind("*/")  # behind it no comment is looked for at each of what may be many a ``/*``
    at = 0
    while at < len(statement):
        match = (_ALL if at < closed else _UNOPENED).match(statement, at)
        assert match is not None  # a sign is any character
        yield Piece(match.lastgroup or "", match.group())
        at = match.end()
