"""What keeps the work on a statement in proportion to its length: a bound on nesting.

Trino too refuses what is nested too deeply (STACK_OVERFLOW).
"""

import re

from tickstack.sql.pieces import Piece, pieces

DEPTH = 100

_SHAPES = {"CASE": "C", "END": "E", "NOT": "!"}


def _shape(piece: Piece) -> str:
    """One character for a piece of the statement."""
    if piece.kind == "word":
        return _SHAPES.get(piece.text.upper(), "x")
    return piece.text if piece.kind == "sign" else "x"


def too_deep(statement: str) -> bool:
    """Whether parentheses, CASEs, or signs and NOTs in a row are nested more than ``DEPTH`` deep."""
    shapes = "".join(_shape(piece) for piece in pieces(statement) if piece.kind not in ("comment", "blank"))
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
