"""The grammar of row pattern recognition: MATCH_RECOGNIZE in FROM, and the same clauses in the frame of a window.

https://github.com/trinodb/trino/blob/422/core/trino-parser/src/main/antlr4/io/trino/sql/parser/SqlBase.g4, rules
``patternRecognition``, ``windowFrame`` and ``rowPattern``.
"""

from dataclasses import dataclass, field
from typing import Any

from sqlglot import exp
from sqlglot.tokenizer_core import Token, TokenType

from tickstack.sql.parser.conditions import Conditions, placed
from tickstack.sql.row_patterns.matching.pattern import (
    Anchor,
    Choice,
    Empty,
    Excluded,
    Pattern,
    Permutation,
    Repeated,
    Sequence,
    Variable,
)

_SIGNS = {TokenType.STAR: (0, None), TokenType.PLUS: (1, None), TokenType.PLACEHOLDER: (0, 1)}
_EMPTY = (("SHOW", "EMPTY", "MATCHES"), ("OMIT", "EMPTY", "MATCHES"), ("WITH", "UNMATCHED", "ROWS"))


@dataclass(frozen=True)
class Skipping:
    """AFTER MATCH SKIP: where to, ``PAST LAST``, ``NEXT``, ``FIRST`` or ``LAST``, and to which variable."""

    to: str
    label: exp.Identifier | None = None


@dataclass
class ParsedPattern:
    """PATTERN: its tree; its variables in the order in which they first appear, each label's number being its place;
    and where its quantifiers with their bounds, its exclusions and its anchors stand."""

    tree: Pattern = field(default_factory=Empty)
    labels: list[str] = field(default_factory=list)
    quantifiers: list[tuple[int | None, int | None, exp.Expr]] = field(default_factory=list)
    exclusions: list[exp.Expr] = field(default_factory=list)
    anchors: list[exp.Expr] = field(default_factory=list)


def canonical(name: exp.Expr) -> str:
    """A name as SQL compares it: in capitals, unless it is quoted."""
    return name.name if name.args.get("quoted") else name.name.upper()


class MatchGrammar(Conditions):
    """The clauses of row pattern recognition."""

    def sort_item(self) -> exp.Ordered:
        """``x DESC NULLS FIRST``; ``queries`` has its grammar."""
        raise NotImplementedError

    def match_recognize(self, relation: exp.Expr) -> exp.MatchRecognize:
        """``MATCH_RECOGNIZE (...)`` after its input."""
        self._advance(2)
        made = exp.MatchRecognize(this=relation)
        if self._match(TokenType.PARTITION_BY):
            made.set("partition_by", self.listed(self._parse_disjunction))
        if self._match(TokenType.ORDER_BY):
            made.set("order", exp.Order(expressions=self.listed(self.sort_item)))
        self.measures(made)
        made.set("rows", self._rows_per_match())
        self.pattern_clauses(made)
        self.expect(TokenType.R_PAREN)
        return made

    def measures(self, made: exp.Expr) -> None:
        """``MEASURES x AS y, ...``"""
        if self.words("MEASURES"):
            made.set("measures", self.listed(self._measure))

    def _measure(self) -> exp.Alias:
        value = self._parse_disjunction()
        if not self.words("AS"):
            self.raise_error("Unexpected token")
        return exp.Alias(this=value, alias=self.identifier())

    def _rows_per_match(self) -> str:
        """``ONE``, ``ALL``, or ALL with the first word of what it says of empty matches and unmatched rows."""
        if self.words("ONE", "ROW", "PER", "MATCH"):
            return "ONE"
        if not self.words("ALL", "ROWS", "PER", "MATCH"):
            return "ONE"
        return next((f"ALL {words[0]}" for words in _EMPTY if self.words(*words)), "ALL SHOW")

    def pattern_clauses(self, made: exp.Expr) -> None:
        """AFTER MATCH, INITIAL or SEEK, PATTERN, SUBSET, DEFINE, as far as they are there."""
        if self.words("AFTER", "MATCH"):
            token = self._curr
            made.set("after", self._skipping())
            made.set("after_place", placed(exp.Null(), token))
        token = self._curr
        if self.words("INITIAL") or self.words("SEEK"):
            made.set("search", placed(exp.var(token.text.upper()), token))
        token = self._curr
        if self.words("PATTERN"):
            self.expect(TokenType.L_PAREN)
            made.set("pattern", PatternReader(self).whole())
            made.set("pattern_place", placed(exp.Null(), token))
            self.expect(TokenType.R_PAREN)
        if self.words("SUBSET"):
            made.set("subsets", self.listed(self._subset))
        if self.words("DEFINE"):
            made.set("define", self.listed(self._definition))

    def _skipping(self) -> Skipping:
        if not self.words("SKIP"):
            self.raise_error("Unexpected token")
        if self.words("PAST", "LAST", "ROW"):
            return Skipping("PAST LAST")
        if not self.words("TO"):
            self.raise_error("Unexpected token")
        if self.words("NEXT", "ROW"):
            return Skipping("NEXT")
        for word in ("FIRST", "LAST"):
            if self.may_be_name(self._next) and self.words(word):
                return Skipping(word, self.identifier())
        return Skipping("LAST", self.identifier())

    def _subset(self) -> exp.Tuple:
        name = self.identifier()
        self.expect(TokenType.EQ)
        return exp.Tuple(this=name, expressions=self.names())

    def _definition(self) -> exp.Alias:
        name = self.identifier()
        if not self.words("AS"):
            self.raise_error("Unexpected token")
        return exp.Alias(this=self._parse_disjunction(), alias=name)


class PatternReader:
    """Reads a row pattern with a parser's tokens."""

    def __init__(self, grammar: Any) -> None:
        self._grammar = grammar
        self._rest = ""  # what is left of a token such as ``A$``
        self._made = ParsedPattern()

    def whole(self) -> ParsedPattern:
        """The pattern up to its parenthesis."""
        self._made.tree = self._choice()
        return self._made

    @property
    def _token(self) -> Token:
        token: Token = self._grammar._curr  # noqa: SLF001  the reader is a part of the grammar
        return token

    def _kind(self) -> TokenType | None:
        return None if self._rest else self._token.token_type

    def _take(self, kind: TokenType) -> bool:
        if self._kind() != kind:
            return False
        self._grammar._advance()  # noqa: SLF001
        return True

    def _expect(self, kind: TokenType) -> None:
        if not self._take(kind):
            self._grammar.raise_error("Unexpected token")

    def _place(self, token: Token) -> exp.Expr:
        return placed(exp.Null(), token)

    def _choice(self) -> Pattern:
        parts = [self._sequence()]
        while self._take(TokenType.PIPE):
            parts.append(self._sequence())
        return Choice(tuple(parts)) if len(parts) > 1 else parts[0]

    def _sequence(self) -> Pattern:
        parts = [self._quantified()]
        while not self._ends():
            parts.append(self._quantified())
        return Sequence(tuple(parts)) if len(parts) > 1 else parts[0]

    def _ends(self) -> bool:
        if self._kind() == TokenType.DASH:
            return True
        return self._kind() in (TokenType.PIPE, TokenType.R_PAREN, TokenType.COMMA, TokenType.SENTINEL)

    def _quantified(self) -> Pattern:
        part, token = self._primary(), self._token
        if self._take(TokenType.DQMARK):
            return Repeated(part, 0, 1, greedy=False)
        kind = self._kind()
        if kind in _SIGNS:
            self._take(kind)
            least, most = _SIGNS[kind]
            return Repeated(part, least, most, greedy=not self._take(TokenType.PLACEHOLDER))
        if kind != TokenType.L_BRACE or self._grammar._next.token_type == TokenType.DASH:  # noqa: SLF001
            return part
        return self._range(part, token)

    def _range(self, part: Pattern, token: Token) -> Pattern:
        """``{2}``, ``{2,}``, ``{,3}``, ``{2,3}``, ``{,}``"""
        self._take(TokenType.L_BRACE)
        low = self._number()
        high = low
        if self._take(TokenType.COMMA):
            high = self._number()
        self._expect(TokenType.R_BRACE)
        self._made.quantifiers.append((low, high, self._place(token)))
        return Repeated(part, low or 0, high, greedy=not self._take(TokenType.PLACEHOLDER))

    def _number(self) -> int | None:
        text = self._token.text
        return int(text.replace("_", "")) if self._take(TokenType.NUMBER) else None

    def _primary(self) -> Pattern:
        token = self._token
        if self._take(TokenType.CARET):
            self._made.anchors.append(self._place(token))
            return Anchor("^")
        if self._take(TokenType.L_BRACE):
            self._made.exclusions.append(self._place(token))
            self._expect(TokenType.DASH)
            inner = self._choice()
            self._expect(TokenType.DASH)
            self._expect(TokenType.R_BRACE)
            return Excluded(inner)
        if self._take(TokenType.L_PAREN):
            return self._closed()
        permuted = self._grammar._next.token_type == TokenType.L_PAREN  # noqa: SLF001
        if not self._rest and permuted and self._grammar.words("PERMUTE"):
            self._take(TokenType.L_PAREN)
            parts = [self._choice()]
            while self._take(TokenType.COMMA):
                parts.append(self._choice())
            self._expect(TokenType.R_PAREN)
            return Permutation(tuple(parts)) if len(parts) > 1 else parts[0]
        return self._variable(token)

    def _closed(self) -> Pattern:
        if self._take(TokenType.R_PAREN):
            return Empty()
        inner = self._choice()
        self._expect(TokenType.R_PAREN)
        return inner

    def _variable(self, token: Token) -> Pattern:
        """A variable or ``$``, which sqlglot takes for a part of the name before it."""
        if token.token_type == TokenType.IDENTIFIER:
            return self._labelled(canonical(self._grammar.identifier()))
        text = self._rest or token.text
        name, dollar, after = text.partition("$")
        if name:
            self._rest = dollar + after
        else:
            self._rest = after
            self._made.anchors.append(self._place(token))
        if not self._rest:
            self._grammar._advance()  # noqa: SLF001
        return self._labelled(name.upper()) if name else Anchor("$")

    def _labelled(self, name: str) -> Variable:
        if name not in self._made.labels:
            self._made.labels.append(name)
        return Variable(self._made.labels.index(name))
