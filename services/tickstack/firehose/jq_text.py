"""The text of a jq program: its tokens, the keys of an object construction, and what jq 1.6 does not know yet.

The library embeds a later jq; a query that only that one understands would be refused by AWS, so it is here too.
Source: the manuals of jq 1.6 and 1.7 and the changelog of 1.7.
"""

import json
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

_TOKEN = re.compile(
    r"""(?P<blank>\s+|\#[^\n]*)
      | (?P<name>[$@.]?[A-Za-z_][A-Za-z0-9_]*(?:::[A-Za-z_][A-Za-z0-9_]*)*)
      | (?P<string>")
      | (?P<open>[({\[])
      | (?P<close>[)}\]])
      | (?P<other>\d+(?:\.\d*)?(?:[eE][+-]?\d+)?|.)""",
    re.VERBOSE | re.DOTALL,
)
_STRING = re.compile(r'(?:[^"\\]|\\[^(])*')

_SINCE_1_7 = frozenset({"abs", "pick", "ltrim", "rtrim", "trim", "toarray", "@base32d", "@urid"})


class QueryError(ValueError):
    """The text is not a query that jq 1.6 takes for dynamic partitioning."""


class Token(NamedTuple):
    """``depth`` counts the brackets around it; those of a bracket itself are the ones outside."""

    kind: str
    text: str
    depth: int


def tokens(program: str) -> list[Token]:
    """The tokens of ``program`` without blanks and comments; a string, with all that it interpolates, is one."""
    found, depth, position = [], 0, 0
    while position < len(program):
        match = _TOKEN.match(program, position)
        assert match is not None
        kind = str(match.lastgroup)
        end = match.end() if kind != "string" else _string_end(program, match.end())
        depth -= kind == "close"
        if kind != "blank":
            found.append(Token(kind, program[position:end], depth))
        depth += kind == "open"
        position = end
    return found


def _string_end(program: str, position: int) -> int:
    """The position after the string whose content begins at ``position``. Raises QueryError when it does not end."""
    while True:
        match = _STRING.match(program, position)
        assert match is not None
        position = match.end()
        if program[position : position + 1] == '"':
            return position + 1
        if program[position : position + 2] != r"\(":
            raise QueryError("a string does not end")
        position = _interpolation_end(program, position + 2)


def _interpolation_end(program: str, position: int) -> int:
    depth = 1
    while position < len(program):
        match = _TOKEN.match(program, position)
        assert match is not None
        position = match.end() if match.lastgroup != "string" else _string_end(program, match.end())
        depth += (match.lastgroup == "open") - (match.lastgroup == "close")
        if not depth:
            return position
    raise QueryError("a string does not end")


def object_keys(program: str) -> list[str]:
    """The keys of the object that ``program`` constructs, in their order. Raises QueryError for any other program."""
    listed = tokens(program)
    if not listed or listed[0].text != "{" or listed[-1].text != "}" or any(each.depth == 0 for each in listed[1:-1]):
        raise QueryError("it must be the construction of one object: {key: expression, ...}")
    return [_key(entry) for entry in _entries(listed[1:-1])]


def _entries(listed: Sequence[Token]) -> Iterator[list[Token]]:
    entry: list[Token] = []
    for token in listed:
        if token.depth == 1 and token.text == ",":
            yield entry
            entry = []
        else:
            entry.append(token)
    if entry:
        yield entry


def _key(entry: Sequence[Token]) -> str:
    first = entry[0] if entry else Token("other", "", 1)
    if first.kind == "name" and first.text[0] not in ".@":
        return first.text.removeprefix("$")
    if first.kind == "string" and r"\(" not in first.text:
        try:
            return str(json.loads(first.text))
        except ValueError:
            raise QueryError(f"{first.text} is no string") from None
    raise QueryError("a key must be a name or a string")


def check_version(program: str) -> None:
    """Raises QueryError for what came after jq 1.6: functions, formats, ``if`` without ``else``."""
    listed = tokens(program)
    branches: list[bool] = []
    for token, following in zip(listed, [*(each.text for each in listed[1:]), ""], strict=True):
        if token.kind != "name" or following == ":":
            continue
        if token.text in _SINCE_1_7:
            raise QueryError(f"jq 1.6 has no {token.text}")
        if token.text == "if":
            branches.append(False)
        elif token.text == "else" and branches:
            branches[-1] = True
        elif token.text == "end" and branches and not branches.pop():
            raise QueryError("jq 1.6 has no if without else")
