"""What the functions on regular expressions compute: Trino's loops over Joni's matches.

https://github.com/trinodb/trino/blob/422/core/trino-main/src/main/java/io/trino/operator/scalar/JoniRegexpFunctions.java
"""

from collections.abc import Iterator

import regex

from tickstack.sql.python import refusal
from tickstack.sql.regexp.java import compiled, search


def _invalid(message: str) -> Exception:
    return refusal("INVALID_FUNCTION_ARGUMENT", message)


def _matches(text: str, pattern: str, start: int = 0) -> "Iterator[regex.Match[str]]":
    """Each match after the one before; an empty one also right after another."""
    while start <= len(text):
        match = search(pattern, text, start)
        if match is None:
            return
        yield match
        start = match.end() + (match.end() == match.start())


def _checked(pattern: str, group: int) -> int:
    groups = compiled(pattern).groups
    if group < 0:
        raise _invalid("Group cannot be negative")
    if group > groups:
        raise _invalid(f"Pattern has {groups} groups. Cannot access group {group}")
    return group


def count(text: str, pattern: str) -> int:
    """How many matches there are."""
    return sum(1 for _ in _matches(text, pattern))


def like(text: str, pattern: str) -> bool:
    """Whether the pattern is anywhere in the text."""
    return search(pattern, text) is not None


def extract(text: str, pattern: str, group: int = 0) -> str | None:
    """The first match or a group of it."""
    _checked(pattern, group)
    match = search(pattern, text)
    return match[group] if match else None


def extract_all(text: str, pattern: str, group: int = 0) -> list[str | None]:
    """Every match or a group of each."""
    _checked(pattern, group)
    return [match[group] for match in _matches(text, pattern)]


def position(text: str, pattern: str, start: int = 1, occurrence: int = 1) -> int:
    """Where the nth match from a place on begins, or -1."""
    if start < 1:
        raise _invalid("start position cannot be smaller than 1")
    if occurrence < 1:
        raise _invalid("occurrence cannot be smaller than 1")
    if start > len(text):
        return -1
    for number, match in enumerate(_matches(text, pattern, start - 1), 1):
        if number == occurrence:
            return int(match.start()) + 1
    return -1


def split(text: str, pattern: str) -> list[str]:
    """The text between matches, empty pieces at the end as well."""
    pieces, end = [], 0
    for match in _matches(text, pattern):
        pieces.append(text[end : match.start()])
        end = match.end()
    return [*pieces, text[end:]]


def pieces(text: str, pattern: str) -> list[list[str | None]]:
    """For each match the text before it and its groups, and at the end the text that remains."""
    made: list[list[str | None]] = []
    end = 0
    for match in _matches(text, pattern):
        made.append([text[end : match.start()], *match.groups()])
        end = match.end()
    return [*made, [text[end:]]]


def replace(text: str, pattern: str, replacement: str = "") -> str:
    """Every match replaced: ``$1`` and ``${name}`` are its groups, a backslash takes the next character as it is."""
    made, end = [], 0
    for match in _matches(text, pattern):
        made += [text[end : match.start()], _expanded(match, replacement)]
        end = match.end()
    return "".join((*made, text[end:]))


def _expanded(match: "regex.Match[str]", replacement: str) -> str:
    if "$" not in replacement and "\\" not in replacement:
        return replacement
    made, at = [], 0
    while at < len(replacement):
        character = replacement[at]
        at += 1
        if character not in "$\\":
            made.append(character)
            continue
        if at == len(replacement):
            raise _invalid(f"Illegal replacement sequence: {replacement}")
        if character == "\\":
            made.append(replacement[at])
            at += 1
            continue
        group, at = _group(match, replacement, at)
        made.append(match[group] or "")
    return "".join(made)


def _group(match: "regex.Match[str]", replacement: str, at: int) -> tuple[int, int]:
    """The group that is named after a ``$``, and where the text goes on: the longest number that is a group."""
    if replacement[at] == "{":
        end = replacement.find("}", at)
        name = replacement[at + 1 : end if end >= 0 else None]
        if name not in match.re.groupindex:
            raise _invalid(f"Illegal replacement sequence: unknown group {{ {name} }}")
        return match.re.groupindex[name], end + 1 if end >= 0 else len(replacement)
    if not "0" <= replacement[at] <= "9":
        raise _invalid(f"Illegal replacement sequence: {replacement}")
    group = int(replacement[at])
    if group > match.re.groups:
        raise _invalid(f"Illegal replacement sequence: unknown group {group}")
    at += 1
    while at < len(replacement) and "0" <= replacement[at] <= "9":
        longer = group * 10 + int(replacement[at])
        if longer > match.re.groups:
            break
        group, at = longer, at + 1
    return group, at
