"""What keeps the work on a statement in proportion to its length: a bound on nesting.

Trino too refuses what is nested too deeply (STACK_OVERFLOW).
"""

import re

DEPTH = 100

_PIECES = re.compile(
    r"""(?P<skipped>--[^\r\n]*|/\*.*?\*/|\s+)|(?P<text>'(?:[^']|'')*')|"(?:[^"]|"")*"|`[^`]*`|(?P<word>\w+)|.""",
    re.DOTALL,
)
_SHAPES = {"CASE": "C", "END": "E", "NOT": "!"}


def _shape(match: re.Match[str]) -> str:
    """One character for a piece of the statement."""
    text = match.group()
    if match.lastgroup == "text":
        return "S"
    if match.lastgroup != "word":
        return text if len(text) == 1 else "x"
    return _SHAPES.get(text.upper(), "x")


def too_deep(statement: str) -> bool:
    """Whether parentheses, CASEs, or signs and NOTs in a row are nested more than ``DEPTH`` deep."""
    shapes = "".join(_shape(match) for match in _PIECES.finditer(statement) if match.lastgroup != "skipped")
    if re.search(rf"[!+-]{{{DEPTH}}}", shapes):
        return True
    depth = 0
    for shape in shapes:
        if shape in "([C":
            depth += 1
        elif shape in ")]E":
            depth -= 1
        if depth > DEPTH:
            return True
    return False
