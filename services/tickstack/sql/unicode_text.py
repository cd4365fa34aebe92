"""``U&'d\\0061t\\+000061'``: text with escapes, https://trino.io/docs/current/language/types.html#varchar."""

# ruff: noqa: ARG001 -- the handlers of one table share a signature

import re

from sqlglot import exp

from tickstack.sql.coercion import Typed, text
from tickstack.sql.expressions import Expressions, Place

_HEX = re.compile(r"\+([0-9A-Fa-f]{6})|([0-9A-Fa-f]{4})")


def decoded(written: str, escape: str = "\\") -> str:
    """The text that ``written`` stands for. Raises ValueError in Trino's words."""
    if len(escape) != 1 or escape in "+'\" " or escape in "0123456789abcdefABCDEF":
        raise ValueError("Invalid Unicode escape character" if len(escape) == 1 else "Empty Unicode escape character")
    made, at = "", 0
    while at < len(written):
        if written[at] != escape:
            made += written[at]
            at += 1
        elif written[at + 1 : at + 2] == escape:
            made += escape
            at += 2
        else:
            match = _HEX.match(written, at + 1)
            if match is None:
                raise ValueError(f"Incomplete escape sequence: {written[at + 1 :]}")
            code = int(match[1] or match[2], 16)
            if code > 0x10FFFF or 0xD800 <= code < 0xE000:
                raise ValueError(f"Invalid escaped character: {match[1] or match[2]}")
            made += chr(code)
            at = match.end()
    return made


def literal(self: Expressions, node: exp.Expr, place: Place) -> Typed:
    """A literal with escapes."""
    escape = node.args.get("escape")
    try:
        return text(decoded(node.name, escape.name if isinstance(escape, exp.Expr) else "\\"))
    except ValueError as error:
        self.source.fail("SYNTAX_ERROR", str(error), node)
