"""Athena's text as sqlglot's tokens, where Trino's numbers and words are others than sqlglot's."""

import re
from collections.abc import Iterator
from typing import ClassVar

from sqlglot.dialects.trino import Trino
from sqlglot.tokenizer_core import Token, TokenType

_BASES = {TokenType.HEX_STRING: 16, TokenType.BIT_STRING: 2}
_OCTAL = re.compile(r"[oO][0-7_]+")


def _whole_numbers(tokens: list[Token]) -> Iterator[Token]:
    """``0x1F``, ``0o17`` and ``0b11`` as the decimal numbers that they are: of the second, sqlglot makes two tokens."""
    zero: Token | None = None
    for token in tokens:
        adjacent = zero is not None and token.start == zero.end + 1
        if zero is not None and adjacent and token.token_type == TokenType.VAR and _OCTAL.fullmatch(token.text):
            yield _number(int(token.text[1:].replace("_", ""), 8), token, zero.start)
            zero = None
            continue
        if zero is not None:
            yield zero
        zero = token if token.token_type == TokenType.NUMBER and token.text == "0" else None
        if zero is None:
            base = _BASES.get(token.token_type)
            yield token if base is None else _number(int(token.text.replace("_", ""), base), token, token.start)
    if zero is not None:
        yield zero


def _number(value: int, token: Token, start: int) -> Token:
    return Token(TokenType.NUMBER, str(value), token.line, token.col, start, token.end)


_NUMBER_AND_MORE = re.compile(r"(.*[eE][0-9]+)[+-].*")


class AthenaTokenizer(Trino.Tokenizer):
    """Without words of other dialects: in Trino ``1 isnull`` is a column called isnull."""

    KEYWORDS: ClassVar = {
        word: kind for word, kind in Trino.Tokenizer.KEYWORDS.items() if word not in ("ISNULL", "NOTNULL")
    }
    BIT_STRINGS: ClassVar = [("0b", "")]  # numbers, as ``tokenize`` has them
    HEX_STRINGS: ClassVar = [("0x", "")]  # and these; the parser reads those in quotes

    def tokenize(self, sql: str) -> list[Token]:
        """The tokens: whole numbers to any base as decimal ones; after an exponent without a sign, sqlglot takes the
        sign of what follows for its own."""
        tokens = list(_whole_numbers(super().tokenize(sql)))
        for index, token in enumerate(tokens):
            number = _NUMBER_AND_MORE.fullmatch(token.text) if token.token_type == TokenType.NUMBER else None
            if number is not None:
                sign = token.start + len(number[1])
                blank = "".join(character if character == "\n" else " " for character in sql[:sign])
                kept = Token(TokenType.NUMBER, number[1], token.line, token.col, token.start, sign - 1)
                return [*tokens[:index], kept, *self.tokenize(blank + sql[sign:])]
        return tokens
