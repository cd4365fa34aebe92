"""What keeps the work on a statement in proportion to its length: a bound on nesting, and long lists checked in part.

Trino too refuses what is nested too deeply (STACK_OVERFLOW). The grammar reads some hundred elements of a list of
literals and not ten thousand: its grammar is the same for each, and the gate is the slowest part of a statement.
"""

import re

DEPTH = 100
LISTED = 100

_PIECES = re.compile(
    r"""(?P<skipped>--[^\r\n]*|/\*.*?\*/|\s+)|(?P<text>'(?:[^']|'')*')|"(?:[^"]|"")*"|`[^`]*`|(?P<word>\w+)|.""",
    re.DOTALL,
)
_NUMBER = re.compile(r"\d+(?:[eE]\d*)?")
_LITERAL = r"-?(?:I(?:\.I?)?(?:[-+]I)?|\.I|S|N)"
_ROW = rf"\({_LITERAL}(?:,{_LITERAL})*\)"
_LISTS = [re.compile(rf"((?:{each},){{{LISTED}}})((?:{each},)+)") for each in (_LITERAL, _ROW)]
_SHAPES = {"NULL": "N", "TRUE": "N", "FALSE": "N", "CASE": "C", "END": "E", "NOT": "!"}


def _shape(match: re.Match[str]) -> str:
    """One character for a piece of the statement."""
    text = match.group()
    if match.lastgroup == "text":
        return "S"
    if match.lastgroup != "word":
        return text if len(text) == 1 else "x"
    return "I" if _NUMBER.fullmatch(text) else _SHAPES.get(text.upper(), "x")


def _pieces(statement: str) -> tuple[str, list[tuple[int, int]]]:
    """The shapes of the statement's pieces as one text, and where each piece is."""
    found = [match for match in _PIECES.finditer(statement) if match.lastgroup != "skipped"]
    return "".join(map(_shape, found)), [match.span() for match in found]


def too_deep(statement: str) -> bool:
    """Whether parentheses, CASEs, or signs and NOTs in a row are nested more than ``DEPTH`` deep."""
    shapes, _ = _pieces(statement)
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


def shortened(statement: str) -> str:
    """The statement with blanks for all but the first of many literals in a list; every other place stays."""
    shapes, spans = _pieces(statement)
    holes = [match.span(2) for pattern in _LISTS for match in pattern.finditer(shapes)]
    if not holes:
        return statement
    made = list(statement)
    for first, last in holes:
        start, end = spans[first][0], spans[last - 1][1]
        made[start:end] = re.sub(r"[^\n]", " ", statement[start:end])
    return "".join(made)
