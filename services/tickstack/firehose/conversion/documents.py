"""A record's bytes as JSON documents, one after the other, and what Jackson says of bytes that are none.

The wordings are those of Jackson's own messages; the position is that of the first character it cannot take.
"""

import json
import re
from typing import Any

_BLANK = re.compile(r"[ \t\r\n]*")
_WORD = re.compile(r"[\w$]+")
_NESTING = re.compile(r'"(?:[^"\\]|\\.)*"?|[\[{]|[\]}]', re.DOTALL)
MAX_DEPTH = 1000
TOO_DEEP = f"Document nesting depth ({MAX_DEPTH + 1}) exceeds the maximum allowed ({MAX_DEPTH})"
_SOURCE = "com.fasterxml.jackson.databind.util.ByteBufferBackedInputStream@4f8e5cde"
_EXPECTED = "expected a valid value (number, String, array, object, 'true', 'false' or 'null')"


class MalformedJson(ValueError):  # noqa: N818  it is the data that is wrong
    """The bytes are not JSON; the text is Jackson's."""


class Number(str):
    """A number as it is written."""

    __slots__ = ()


def _refused(token: str) -> Any:
    raise _NonStandard(token)


class _NonStandard(Exception):  # noqa: N818
    """A token that Python takes for a number and JSON does not."""


_DECODER = json.JSONDecoder(parse_float=Number, parse_constant=_refused)
_LONG = json.JSONDecoder(parse_float=Number, parse_int=Number, parse_constant=_refused)


def documents(data: bytes) -> list[Any]:
    """The documents of a record; a fraction and a very long whole number stay as they are written.

    Raises MalformedJson.
    """
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        raise MalformedJson(_invalid_utf8(data, error)) from None
    text = text.removeprefix("\ufeff")
    if text.count("[") + text.count("{") > MAX_DEPTH and _depth(text) > MAX_DEPTH:
        raise MalformedJson(TOO_DEEP)
    found = []
    at = _after_blanks(text, 0)
    while at < len(text):
        value, at = _document(text, at)
        found.append(value)
        at = _after_blanks(text, at)
    return found


def _depth(text: str) -> int:
    """How deep brackets are nested; those within strings are none."""
    depth = deepest = 0
    for token in _NESTING.finditer(text):
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(token[0], 0)
        deepest = max(deepest, depth)
    return deepest


def _document(text: str, at: int) -> tuple[Any, int]:
    try:
        return _DECODER.raw_decode(text, at)
    except json.JSONDecodeError as error:
        raise MalformedJson(_explained(text, error)) from None
    except _NonStandard as error:
        token = str(error)
        where = _where(text, text.find(token, at) + len(token))
        feature = "enable JsonParser.Feature.ALLOW_NON_NUMERIC_NUMBERS to allow"
        raise MalformedJson(f"Non-standard token '{token}': {feature}{where}") from None
    except RecursionError:
        raise MalformedJson(TOO_DEEP) from None
    except ValueError:  # more digits than Python makes a number of
        return _LONG.raw_decode(text, at)


def _after_blanks(text: str, at: int) -> int:
    match = _BLANK.match(text, at)
    return match.end() if match else at


def _where(text: str, at: int) -> str:
    """Where Jackson stood: lines and columns count from one, and it has read the character."""
    line = text.count("\n", 0, at) + 1
    column = at - (text.rfind("\n", 0, at) + 1) + 1
    return f"\n at [Source: {_SOURCE}; line: {line}, column: {column}]"


def _explained(text: str, error: json.JSONDecodeError) -> str:
    """Jackson's message for what Python's decoder complains of."""
    at = error.pos
    if error.msg.startswith("Unterminated string"):
        return f"Unexpected end-of-input: was expecting closing quote for a string value{_where(text, len(text))}"
    if error.msg.startswith("Invalid control character"):
        code = ord(text[at])
        fix = "has to be escaped using backslash to be included in string value"
        return f"Illegal unquoted character ((CTRL-CHAR, code {code})): {fix}{_where(text, at + 1)}"
    if error.msg.startswith("Invalid \\"):
        return f"Unrecognized character escape {_named(text[at + 1 : at + 2] or text[at])}{_where(text, at + 2)}"
    at = _after_blanks(text, at)
    if at >= len(text):
        return f"Unexpected end-of-input{_where(text, at)}"
    word = _WORD.match(text, at)
    if "property name" not in error.msg and "delimiter" not in error.msg and word and not word[0][0].isdigit():
        expected = "was expecting ('true', 'false' or 'null')"
        return f"Unrecognized token '{word[0]}': {expected}{_where(text, word.end() + 1)}"
    return f"Unexpected character ({_named(text[at])}): {_wanted(error.msg)}{_where(text, at + 1)}"


def _wanted(message: str) -> str:
    if "property name" in message:
        return "was expecting double-quote to start field name"
    if "':'" in message:
        return "was expecting a colon to separate field name and value"
    return "was expecting comma to separate entries" if "','" in message else _EXPECTED


def _named(letter: str) -> str:
    code = ord(letter)
    return f"(CTRL-CHAR, code {code})" if code < 32 else f"'{letter}' (code {code})"


def _invalid_utf8(data: bytes, error: UnicodeDecodeError) -> str:
    at = error.start if "start" in error.reason else min(error.end, len(data) - 1)
    part = "start" if at == error.start else "middle"
    return f"Invalid UTF-8 {part} byte 0x{data[at]:x}{_where(data[:at].decode(errors='replace'), at + 1)}"
