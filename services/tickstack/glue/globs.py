"""Exclude patterns of crawlers: globs as Java's NIO file systems read them, relative to the include path."""

import functools
import re
from collections.abc import Iterable


def matches_any(patterns: Iterable[str], path: str) -> bool:
    return any(compile_glob(pattern).fullmatch(path) for pattern in patterns)


@functools.cache
def compile_glob(pattern: str) -> re.Pattern[str]:
    r"""``*`` stays in a folder, ``**`` crosses folders, ``?`` is one character; ``[a-z]``, ``{a,b}``, ``\`` to escape.

    Raises ValueError for a pattern that Java refuses.
    """
    out: list[str] = []
    position, grouped = 0, False
    while position < len(pattern):
        char = pattern[position]
        if char == "\\":
            if position + 1 == len(pattern):
                raise ValueError(f"No character to escape in {pattern}")
            out.append(re.escape(pattern[position + 1]))
            position += 1
        elif char == "*":
            across = pattern.startswith("**", position)
            out.append(".*" if across else "[^/]*")
            position += across
        elif char == "[":
            text, position = _bracket(pattern, position)
            out.append(text)
        elif char == "{" and grouped:
            raise ValueError(f"Cannot nest groups in {pattern}")
        else:
            grouped = char == "{" or (grouped and char != "}")
            out.append(_plain(char, grouped))
        position += 1
    if grouped:
        raise ValueError(f"Missing '}}' in {pattern}")
    return re.compile("".join(out), re.DOTALL)


def _plain(char: str, grouped: bool) -> str:
    special = {"?": "[^/]", "{": "(?:", ",": "|" if grouped else ",", "}": ")"}
    return special.get(char, re.escape(char))


def _bracket(pattern: str, start: int) -> tuple[str, int]:
    """The expression for the bracket at ``start``, and where it ends; a slash never matches."""
    end = pattern.find("]", start + 1)
    if end < 0:
        raise ValueError(f"Missing ']' in {pattern}")
    inner = pattern[start + 1 : end]
    negated, inner = inner.startswith("!"), inner.removeprefix("!")
    first, rest = ("-", inner[1:]) if inner.startswith("-") else ("", inner)
    body = re.escape(first) + "".join(char if char == "-" else re.escape(char) for char in rest)
    return f"(?!/)[{'^' if negated else ''}{body}]", end
