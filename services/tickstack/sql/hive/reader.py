"""What statements of Hive's grammar share: names, texts, types, lists of columns and of properties."""

from collections.abc import Callable
from typing import NoReturn

from tickstack.errors import TickstackError
from tickstack.glue.model import Column
from tickstack.sql.hive.statements import Spec, TableName
from tickstack.sql.hive.tokens import Token, tokens

_ATOMS = {
    **{
        name: name
        for name in ("boolean", "tinyint", "smallint", "int", "bigint", "float", "double", "string", "binary")
    },
    "date": "date",
    "timestamp": "timestamp",
    "integer": "int",
}
_SIZED = {"decimal": 2, "char": 1, "varchar": 1}


class HiveSyntaxError(TickstackError):
    """The statement does not follow Hive's grammar; the text is the message that Athena gives."""


class Reader:
    """Reads a statement from left to right. What does not fit raises HiveSyntaxError.

    In Hive a text may stand in double quotes; with ``quoted_names`` these are around names, as in Trino.
    """

    def __init__(self, statement: str, *, quoted_names: bool = False) -> None:
        self.statement = statement
        self._quoted_names = quoted_names
        self._tokens = tokens(statement)
        self._at = 0
        self._end = len(statement)

    def fail(self) -> NoReturn:
        """ANTLR's message for a token that begins no alternative; the line and column of the token, from one."""
        begin = self._tokens[0].start if self._tokens else 0
        if self._at < len(self._tokens):
            token = self._tokens[self._at]
            start, read = token.start, self.statement[begin : token.end]
        else:
            start, read = len(self.statement), self.statement[begin:] + "<EOF>"
        before = self.statement[:start]
        line, column = before.count("\n") + 1, start - (before.rfind("\n") + 1) + 1
        raise HiveSyntaxError(f"line {line}:{column}: no viable alternative at input '{read}'")

    def _next(self) -> Token | None:
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def skip(self, *words: str) -> bool:
        """Go past these words and marks if all of them are next."""
        ahead = self._tokens[self._at : self._at + len(words)]
        same = len(ahead) == len(words) and all(
            token.kind in ("word", "mark") and token.value.upper() == word
            for token, word in zip(ahead, words, strict=True)
        )
        if same:
            self._at += len(words)
        return same

    def need(self, *words: str) -> None:
        """As ``skip``; they must be there."""
        for word in words:
            if not self.skip(word):
                self.fail()

    def is_text(self) -> bool:
        """Whether a text is next."""
        token = self._next()
        return token is not None and token.kind == "text"

    def is_mark(self, mark: str) -> bool:
        """Whether ``mark`` is next."""
        token = self._next()
        return token is not None and token.kind == "mark" and token.value == mark

    def rest(self) -> str:
        """The text of the statement from the next token on."""
        token = self._next()
        if token is None:
            self.fail()
        self._at = len(self._tokens)
        return self.statement[token.start : self._end]

    def drop(self, *words: str) -> bool:
        """Leave these words away if the statement ends with them."""
        last = self._tokens[max(self._at, len(self._tokens) - len(words)) :]
        same = [token.value.upper() for token in last if token.kind == "word"] == list(words)
        if same:
            del self._tokens[-len(words) :]
            self._end = self._tokens[-1].end
        return same

    def parenthesised(self) -> str:
        """The text between this parenthesis and its own end."""
        if not self.is_mark("("):
            self.fail()
        first, depth = self._at, 0
        while True:
            token = self._take("word", "backquoted", "text", "number", "mark")
            depth += (token.kind, token.value) == ("mark", "(")
            depth -= (token.kind, token.value) == ("mark", ")")
            if depth == 0:
                return self.statement[self._tokens[first].end : token.start].strip()

    def begins_list_of_names(self) -> bool:
        """Whether ``(a, b)`` is next, and no query or row in parentheses."""
        ahead = self._tokens[self._at : self._at + 3]
        return (
            len(ahead) == 3
            and (ahead[0].kind, ahead[0].value) == ("mark", "(")
            and ahead[1].value.upper() not in ("SELECT", "WITH", "VALUES", "TABLE")
            and ahead[1].kind != "mark"
            and (ahead[2].kind, ahead[2].value) in (("mark", ","), ("mark", ")"))
        )

    def listed(self) -> tuple[str, ...]:
        """The texts between the commas, up to the end."""
        found, depth, start = [], 0, self._at
        for index, token in enumerate(self._tokens[start:], start):
            depth += (token.value in "([" and token.kind == "mark") - (token.value in ")]" and token.kind == "mark")
            if token.kind == "mark" and token.value == "," and depth == 0:
                found.append(self._between(start, index))
                start = index + 1
        self._at = len(self._tokens)
        return (*found, self._between(start, self._at))

    def _between(self, first: int, after: int) -> str:
        if first >= after:
            self.fail()
        return self.statement[self._tokens[first].start : self._tokens[after - 1].end]

    def end(self) -> None:
        if self._next() is not None:
            self.fail()

    def _take(self, *kinds: str) -> Token:
        token = self._next()
        if token is None or token.kind not in kinds:
            self.fail()
        self._at += 1
        return token

    def text(self) -> str:
        return self._take("text").value

    def value(self) -> str:
        """A text or a number, as partition values are."""
        return self._take("text", "number").value

    def number(self) -> int:
        return int(self._take("number").value)

    def word(self) -> str:
        return self._take("word").value

    def identifier(self) -> str:
        """A bare or backquoted name, in lower case; bare ones do not begin with an underscore."""
        token = self._next()
        if token is not None and token.kind == "word" and token.value.startswith("_") and not self._quoted_names:
            self.fail()
        if self._quoted_names and self.is_text() and token is not None and self.statement[token.start] == '"':
            return self._take("text").value.lower()
        return self._take("word", "backquoted").value.lower()

    def table(self) -> TableName:
        """``t``, ``d.t`` or ``AwsDataCatalog.d.t``."""
        first = self._next()
        parts = [self.identifier()]
        while self.skip("."):
            parts.append(self.identifier())
        start, end = (first.start if first else 0), self._tokens[self._at - 1].end
        if len(parts) > 3 or (len(parts) == 3 and parts[0] != "awsdatacatalog"):
            raise HiveSyntaxError(f"Invalid table name {'.'.join(parts)}")
        database = parts[-2] if len(parts) > 1 else None
        return TableName(database, parts[-1], self.statement[start:end])

    def several[T](self, read: Callable[[], T]) -> tuple[T, ...]:
        """``(a, b, ...)``."""
        self.need("(")
        found = [read()]
        while self.skip(","):
            found.append(read())
        self.need(")")
        return tuple(found)

    def columns(self) -> tuple[Column, ...]:
        return self.several(self.column)

    def column(self) -> Column:
        """``name type [COMMENT 'text']``."""
        return self.typed(self.identifier())

    def typed(self, name: str) -> Column:
        """What follows the name of a column."""
        return Column(name, self.type(), self.text() if self.skip("COMMENT") else None)

    def properties(self) -> dict[str, str]:
        """``('key'='value', ...)``."""

        def one() -> tuple[str, str]:
            key = self.text()
            self.need("=")
            return key, self.text()

        return dict(self.several(one))

    def spec(self) -> Spec:
        """``(key = 'value', ...)`` of a partition."""

        def one() -> tuple[str, str]:
            key = self.identifier()
            self.need("=")
            return key, self.value()

        return self.several(one)

    def type(self) -> str:
        """A type in Hive's own spelling: lower case, without blanks."""
        name = self.word().lower()
        if name in _ATOMS:
            return _ATOMS[name]
        if name in _SIZED:
            return name + self._sizes(_SIZED[name], needed=name != "decimal")
        if name == "array":
            self.need("<")
            inner = self.type()
        elif name == "map":
            self.need("<")
            key = self.type()
            self.need(",")
            inner = f"{key},{self.type()}"
        elif name == "struct":
            self.need("<")
            inner = self._fields()
        else:
            self._at -= 1
            self.fail()
        self.need(">")
        return f"{name}<{inner}>"

    def _sizes(self, most: int, *, needed: bool) -> str:
        if not needed and not self.skip("("):
            return "(10,0)"
        if needed:
            self.need("(")
        found = [self.number()]
        while len(found) < most and self.skip(","):
            found.append(self.number())
        self.need(")")
        if most == 2 and len(found) == 1:
            found.append(0)
        return f"({','.join(map(str, found))})"

    def _fields(self) -> str:
        fields = []
        while True:
            name = self.identifier()
            self.need(":")
            fields.append(f"{name}:{self.type()}")
            if self.skip("COMMENT"):
                self.text()
            if not self.skip(","):
                return ",".join(fields)
