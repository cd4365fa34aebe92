"""The tokens of Hive's grammar: words, names in back quotes, texts with their escapes, numbers and marks."""

import re
from typing import NamedTuple


class Token(NamedTuple):
    """``kind`` is word, backquoted, text, number or mark; ``value`` is without quotes."""

    kind: str
    value: str
    start: int
    end: int


_TOKEN = re.compile(
    r"(?P<skipped>\s+|--[^\r\n]*|/\*.*?\*/)"
    r"|(?P<text>'(?:[^'\\]|\\.|'')*'|\"(?:[^\"\\]|\\.|\"\")*\")"
    r"|`(?P<backquoted>(?:[^`]|``)*)`"
    r"|(?P<number>-?\d+(?:\.\d+)?(?![A-Za-z_]))"
    r"|(?P<word>\w+)"
    r"|(?P<mark>.)",
    re.DOTALL,
)
_ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|[0-3][0-7]{2}|.)|(['\"])\2", re.DOTALL)
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "0": "\0", "Z": "\x1a"}


def _unescaped(quoted: str) -> str:
    """A text without its quotes and escapes: Hive's ``\\001`` is octal, ``\\u0001`` hexadecimal."""

    def one(match: re.Match[str]) -> str:
        code = match[1]
        if code is None:
            return match[2]
        if code[0] == "u" and len(code) > 1:
            return chr(int(code[1:], 16))
        if len(code) == 3:
            return chr(int(code, 8))
        return _ESCAPED.get(code, f"\\{code}" if code in "%_" else code)

    return _ESCAPE.sub(one, quoted[1:-1])


def tokens(statement: str) -> list[Token]:
    """The tokens of a statement, without blanks and comments."""
    found = []
    for match in _TOKEN.finditer(statement):
        kind = match.lastgroup or ""
        if kind == "skipped":
            continue
        value = _unescaped(match.group()) if kind == "text" else match.group(kind).replace("``", "`")
        found.append(Token(kind, value, match.start(), match.end()))
    return found
