"""Paths as trees: https://github.com/trinodb/trino/blob/422/core/trino-parser/src/main/antlr4/io/trino/jsonpath/JsonPath.g4.

Words are case-sensitive and none is reserved. A string is in double quotes, which are doubled within it.
"""

import re
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import Any

_TOKEN = re.compile(
    r"""[ \r\n\t]*(?:(?P<number>(?:\d+(?:\.\d*)?|\.\d+)(?:[Ee][+-]?\d+)?)|(?P<string>"(?:[^"]|"")*")
    |(?P<variable>\$[A-Za-z_]\w*)|(?P<word>[A-Za-z_]\w*)|(?P<sign>==|<>|!=|<=|>=|&&|\|\||\.\.|[-+*/%.,\[\]()?@$<>!]))""",
    re.VERBOSE | re.ASCII,
)
METHODS = ("type", "size", "double", "ceiling", "floor", "abs", "keyvalue", "datetime")
COMPARISONS = ("==", "<>", "!=", "<=", ">=", "<", ">")


class PathSyntaxError(ValueError):
    """The text is no path."""


@dataclass(frozen=True)
class Node:
    """A step of a path or a predicate: its kind, the nodes that it is made of, and what else it says."""

    kind: str
    parts: tuple["Node", ...] = ()
    value: Any = None


@dataclass(frozen=True)
class Path:
    """A path with its mode."""

    lax: bool
    root: Node
    variables: frozenset[str] = field(default_factory=frozenset)


class _Reader:
    """A recursive-descent reader."""

    def __init__(self, text: str) -> None:
        self.text, self.tokens, self.at = text, list[tuple[str, str, int]](), 0
        self.variables: set[str] = set()
        place = 0
        while text[place:].strip(" \r\n\t"):
            match = _TOKEN.match(text, place)
            if match is None:
                raise self.error(len(text) - len(text[place:].lstrip(" \r\n\t")))
            kind = str(match.lastgroup)
            self.tokens.append((kind, match[kind], match.start(kind)))
            place = match.end()
        self.tokens.append(("end", "<EOF>", len(text)))

    def error(self, place: int | None = None) -> PathSyntaxError:
        where = self.tokens[self.at][2] if place is None else place
        shown = self.tokens[self.at][1] if place is None else self.text[where]
        return PathSyntaxError(f"line 1:{where + 1}: mismatched input '{shown}' in JSON path")

    def peek(self, *texts: str) -> bool:
        kind, text, _ = self.tokens[self.at]
        return kind in ("sign", "word") and text in texts

    def take(self, *texts: str) -> str | None:
        if not self.peek(*texts):
            return None
        self.at += 1
        return self.tokens[self.at - 1][1]

    def expect(self, *texts: str) -> None:
        for text in texts:
            if self.take(text) is None:
                raise self.error()

    def kind(self, kind: str) -> str:
        found, text, _ = self.tokens[self.at]
        if found != kind:
            raise self.error()
        self.at += 1
        return text

    def path(self) -> Path:
        mode = self.take("lax", "strict")
        if mode is None:
            raise self.error()
        root = self.sum()
        self.kind("end")
        return Path(mode == "lax", root, frozenset(self.variables))

    def sum(self) -> Node:
        made = self.product()
        while operator := self.take("+", "-"):
            made = Node("binary", (made, self.product()), operator)
        return made

    def product(self) -> Node:
        made = self.signed()
        while operator := self.take("*", "/", "%"):
            made = Node("binary", (made, self.signed()), operator)
        return made

    def signed(self) -> Node:
        sign = self.take("+", "-")
        return Node("unary", (self.signed(),), sign) if sign else self.accessor()

    def accessor(self) -> Node:
        made = self.primary()
        while True:
            if self.take(".."):
                made = Node("descendants", (made,), self.kind("word"))
            elif self.take("."):
                made = self.member(made)
            elif self.take("["):
                made = self.subscripts(made)
            elif self.take("?"):
                self.expect("(")
                made = Node("filter", (made, self.disjunction()))
                self.expect(")")
            else:
                return made

    def member(self, base: Node) -> Node:
        if self.take("*"):
            return Node("members", (base,))
        if self.tokens[self.at][0] == "string":
            return Node("member", (base,), self.string())
        name = self.kind("word")
        if name in METHODS and self.take("("):
            if name == "datetime" and self.tokens[self.at][0] == "string":
                self.at += 1
            self.expect(")")
            return Node("method", (base,), name)
        return Node("member", (base,), name)

    def subscripts(self, base: Node) -> Node:
        if self.take("*"):
            self.expect("]")
            return Node("elements", (base,))
        ranges = []
        while True:
            first = self.sum()
            ranges.append(Node("range", (first, self.sum()) if self.take("to") else (first,)))
            if not self.take(","):
                self.expect("]")
                return Node("subscripts", (base, *ranges))

    def string(self) -> str:
        return self.kind("string")[1:-1].replace('""', '"')

    def primary(self) -> Node:
        kind, text, _ = self.tokens[self.at]
        if kind == "number":
            self.at += 1
            return Node("literal", (), _number(text))
        if kind == "string":
            return Node("literal", (), self.string())
        if kind == "variable":
            self.at += 1
            self.variables.add(text[1:])
            return Node("variable", (), text[1:])
        if self.take("("):
            made = self.sum()
            self.expect(")")
            return made
        word = self.take("$", "@", "last", "true", "false", "null")
        if word is None:
            raise self.error()
        constants = {"true": True, "false": False, "null": None}
        return Node("literal", (), constants[word]) if word in constants else Node(_NAMES[word])

    def disjunction(self) -> Node:
        made = self.conjunction()
        while self.take("||"):
            made = Node("or", (made, self.conjunction()))
        return made

    def conjunction(self) -> Node:
        made = self.negation()
        while self.take("&&"):
            made = Node("and", (made, self.negation()))
        return made

    def negation(self) -> Node:
        return Node("not", (self.delimited(),)) if self.take("!") else self.predicate()

    def delimited(self) -> Node:
        if self.take("exists"):
            self.expect("(")
            made = Node("exists", (self.sum(),))
        else:
            self.expect("(")
            made = self.disjunction()
        self.expect(")")
        return made

    def predicate(self) -> Node:
        """A comparison, or else a predicate in parentheses: both may begin with one."""
        start = self.at
        if not (self.peek("exists") and self.tokens[self.at + 1][1] == "("):
            try:
                return self.compared(self.sum())
            except PathSyntaxError:
                if self.tokens[start][1] != "(":
                    raise
                self.at = start
        made = self.delimited()
        if self.take("is"):
            self.expect("unknown")
            return Node("unknown", (made,))
        return made

    def compared(self, left: Node) -> Node:
        operator = self.take(*COMPARISONS)
        if operator:
            return Node("compare", (left, self.sum()), "<>" if operator == "!=" else operator)
        if self.take("like_regex"):
            self.string()
            if self.take("flag"):
                self.string()
            return Node("like_regex", (left,))
        self.expect("starts", "with")
        if self.tokens[self.at][0] == "variable":
            return Node("starts", (left, self.primary()))
        return Node("starts", (left, Node("literal", (), self.string())))


_NAMES = {"$": "context", "@": "current", "last": "last"}


def _number(text: str) -> int | float | Decimal:
    if "e" in text.lower():
        return float(text)
    return Decimal(text) if "." in text else int(text)


@lru_cache(maxsize=256)
def parse(text: str) -> Path:
    """The tree of a path. Raises PathSyntaxError, whose message says where."""
    try:
        return _Reader(text).path()
    except RecursionError:
        raise PathSyntaxError("line 1:1: the path is nested too deep") from None


def kinds(node: Node) -> frozenset[tuple[str, Any]]:
    """The kinds of all nodes of a tree, methods with their names."""
    here = (node.kind, node.value if node.kind == "method" else None)
    return frozenset({here}.union(*(kinds(part) for part in node.parts)))
