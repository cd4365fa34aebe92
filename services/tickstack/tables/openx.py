"""OpenX's lenient JSON: what the SerDe org.openx.data.jsonserde.JsonSerDe takes for an object or an array.

Beside JSON it takes comments, unquoted and single-quoted text, ``=`` and ``=>`` for ``:``, ``;`` for ``,``; it stops
at the end of the first value, and of keys that mean the same column the last one counts.
"""

# ruff: noqa: S105 -- a token of JSON is no password

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

_BLANK = re.compile(r"(?:[ \t\r\n]+|/\*.*?\*/|(?://|#)[^\r\n]*)*", re.DOTALL)
_LITERAL = re.compile(r"[^\s{}\[\]/\\:,=;#]+")
_QUOTED = {quote: re.compile(rf"{quote}((?:[^{quote}\\]|\\.)*){quote}", re.DOTALL) for quote in "'\""}
_ESCAPE = re.compile(r"\\(u[0-9A-Fa-f]{4}|.)", re.DOTALL)
_ESCAPES = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f", "a": "\a", "v": "\v"}
_CONSTANTS = {"true": True, "false": False}
_NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?")


class InvalidJson(ValueError):  # noqa: N818  Hive's name for it
    """The text is not even OpenX's JSON."""


class Number(str):
    """A number as it is written, which stays so in a column of text."""

    __slots__ = ()


class _Reader:
    def __init__(self, text: str) -> None:
        self.text, self.at = text, 0

    def fail(self, what: str) -> InvalidJson:
        return InvalidJson(f"{what} at {self.at} [character {self.at + 1} line 1]")

    def token(self) -> str:
        """The next character that counts, or nothing at the end."""
        match = _BLANK.match(self.text, self.at)
        self.at = match.end() if match else self.at
        return self.text[self.at : self.at + 1]

    def value(self) -> Any:
        token = self.token()
        if token == "{":
            return self.object()
        if token == "[":
            return self.array()
        if token and token in "'\"":
            return self.quoted(token)
        return self.literal()

    def quoted(self, quote: str) -> str:
        match = _QUOTED[quote].match(self.text, self.at)
        if match is None:
            raise self.fail("Unterminated string")
        self.at = match.end()
        if "\\" not in match[1]:
            return match[1]
        text = _ESCAPE.sub(_unescaped, match[1])
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")  # halves of one character meet

    def literal(self) -> Any:
        match = _LITERAL.match(self.text, self.at)
        if match is None:
            raise self.fail("A value was expected" if self.at < len(self.text) else "End of input")
        self.at = match.end()
        word = match.group()
        if word.lower() == "null":
            return None
        if word in _CONSTANTS:
            return _CONSTANTS[word]
        return Number(word) if _NUMBER.fullmatch(word) else word

    def object(self) -> dict[str, Any]:
        self.at += 1
        found: dict[str, Any] = {}
        if self.token() == "}":
            self.at += 1
            return found
        while True:
            key = self.value()
            if not isinstance(key, str):
                raise self.fail("A name must be text")
            if self.token() not in (":", "="):
                raise self.fail("Expected a ':' after a key")
            self.at += 2 if self.text.startswith("=>", self.at) else 1
            found.pop(key, None)
            found[key] = self.value()
            token = self.token()
            if token not in ("}", ",", ";"):
                raise self.fail("Expected a ',' or '}'")
            self.at += 1
            if token == "}" or self.token() == "}":
                self.at += token != "}"
                return found

    def array(self) -> list[Any]:
        self.at += 1
        found: list[Any] = []
        while True:
            token = self.token()
            if token == "]":
                self.at += 1
                return found
            if token in (",", ";"):
                self.at += 1
                found.append(None)
                continue
            found.append(self.value())
            token = self.token()
            if token not in ("]", ",", ";"):
                raise self.fail("Expected a ',' or ']'")
            self.at += token != "]"


def _unescaped(match: re.Match[str]) -> str:
    letter = match[1]
    return chr(int(letter[1:], 16)) if len(letter) == 5 else _ESCAPES.get(letter, letter)


def _pairs(found: list[tuple[str, Any]]) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for key, value in found:
        made.pop(key, None)
        made[key] = value
    return made


_JSON = json.JSONDecoder(
    object_pairs_hook=_pairs, parse_float=Number, parse_int=Number, parse_constant=str, strict=False
)


def first(text: str) -> Any:
    """The first value of a line, with numbers as they are written. Raises InvalidJson.

    Python's own decoder reads it if it is JSON, which is ten times as fast.
    """
    try:
        return _JSON.raw_decode(text)[0]
    except ValueError:
        return _Reader(text).value()


def written(value: Any) -> str:
    """The value as JSON, numbers as they were written."""
    if isinstance(value, Number):
        return str(value)
    if isinstance(value, dict):
        return "{" + ",".join(f"{json.dumps(key)}:{written(held)}" for key, held in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(written, value)) + "]"
    return json.dumps(value)


def _once(found: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(found)
    if len(made) != len(found):
        raise InvalidJson("Duplicate field")
    return made


_STRICT = json.JSONDecoder(object_pairs_hook=_once, parse_float=Number, parse_int=Number, parse_constant=str)


def strict(line: str) -> Any:
    """The value of a line that is JSON and nothing else; numbers stay as they are written. Raises InvalidJson."""
    try:
        return _STRICT.decode(line)
    except json.JSONDecodeError as error:
        raise InvalidJson(f"{error.msg} at {error.pos} [character {error.pos + 1} line 1]") from None


def records(document: str) -> list[str]:
    """The records of a document ``{"Records": [...]}``, each on a line. Raises InvalidJson."""
    value = first(document)
    found = value.get("Records") if isinstance(value, dict) else None
    if not isinstance(found, list):
        raise InvalidJson("there are no Records in the document")
    return [written(each) for each in found]


def normalised(line: str, columns: Sequence[str], *, lower: bool = True, dots: bool = False) -> str:
    """The line as a JSON object whose keys are lower-case; an array gives its values to ``columns`` in order."""
    value = first(line)
    if isinstance(value, list):
        value = dict(zip(columns, value, strict=False))
    found: dict[str, Any] = {}
    held: Mapping[str, Any] = value if isinstance(value, dict) else {}
    for key, each in held.items():
        name = key.lower() if lower else key
        name = name.replace(".", "_") if dots else name
        found.pop(name, None)
        found[name] = each
    return written(found)


__all__ = ["InvalidJson", "Number", "first", "normalised", "records", "strict", "written"]
