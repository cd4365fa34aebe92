"""Parts of JSON text by a path like ``$.a[0]["b c"]``, read as a stream: what follows the part does not matter.

Text that is no JSON up to there gives None, and of equal keys the first counts
(https://github.com/trinodb/trino/blob/422/core/trino-main/src/main/java/io/trino/operator/scalar/JsonExtract.java).
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from json.decoder import scanstring  # type: ignore[attr-defined]  # typeshed leaves it out
from typing import Any

from tickstack.sql.json.text import KEEPING, NumberText, Pairs, parse, write
from tickstack.sql.python import refusal

_BLANK = re.compile(r"[ \t\n\r]*")
_TOKEN = re.compile(r'\.(?P<member>[\w:]+)|\[(?P<plain>\w+)\]|\["(?P<quoted>(?:[^"\\]|\\["\\])*)"\]')
_LONG = range(-(2**63), 2**63)


@lru_cache(maxsize=512)
def steps(path: str) -> tuple[str, ...]:
    """The members and indices of a path. Raises INVALID_FUNCTION_ARGUMENT."""
    found, at = [], 1
    while path.startswith("$") and at < len(path):
        match = _TOKEN.match(path, at)
        if match is None:
            break
        quoted = match["quoted"]
        found.append(match["member"] or match["plain"] or re.sub(r"\\(.)", r"\1", quoted or ""))
        at = match.end()
    if not path.startswith("$") or at < len(path):
        raise refusal("INVALID_FUNCTION_ARGUMENT", f"Invalid JSON path: '{path}'")
    return tuple(found)


def _skip(text: str, at: int) -> int:
    blank = _BLANK.match(text, at)
    assert blank is not None
    return blank.end()


def value_at(text: str, at: int) -> tuple[Any, int]:
    """The value that begins at ``at``, and where it ends. Raises ValueError."""
    try:
        value, end = KEEPING.raw_decode(text, at)
    except RecursionError:
        raise ValueError("nested too deep") from None
    if isinstance(value, NumberText) and text[end : end + 1] not in ("", " ", "\t", "\n", "\r", ",", "]", "}"):
        raise ValueError("a number goes on")
    return value, end


def _following(text: str, at: int, closing: str) -> int | None:
    """Where the next item begins, or None at the end. Raises ValueError."""
    at = _skip(text, at)
    if text[at : at + 1] == closing:
        return None
    if text[at : at + 1] != ",":
        raise ValueError(f"{closing} or a comma was expected")
    return _skip(text, at + 1)


def elements(text: str, at: int) -> Iterator[int]:
    """Where the elements of the array that begins at ``at`` begin. Raises ValueError."""
    begin: int | None = _skip(text, at + 1)
    if text[begin : begin + 1] == "]":  # type: ignore[operator]  # it is a number here
        return
    while begin is not None:
        yield begin
        begin = _following(text, value_at(text, begin)[1], "]")


def members(text: str, at: int) -> Iterator[tuple[str, int]]:
    """The keys of the object that begins at ``at``, and where their values begin. Raises ValueError."""
    begin: int | None = _skip(text, at + 1)
    if text[begin : begin + 1] == "}":  # type: ignore[operator]  # it is a number here
        return
    while begin is not None:
        if text[begin : begin + 1] != '"':
            raise ValueError("a key was expected")
        key, end = scanstring(text, begin + 1, True)
        end = _skip(text, end)
        if text[end : end + 1] != ":":
            raise ValueError("a colon was expected")
        value = _skip(text, end + 1)
        yield key, value
        begin = _following(text, value_at(text, value)[1], "}")


def _located(text: str, path: tuple[str, ...]) -> int | None:
    at: int | None = _skip(text, 0)
    for step in path:
        assert at is not None
        begun = text[at : at + 1]
        if begun == "{":
            at = next((place for key, place in members(text, at) if key == step), None)
        elif begun == "[" and re.fullmatch(r"[+]?\d{1,9}", step, re.ASCII):
            wanted = int(step)
            at = next((place for index, place in enumerate(elements(text, at)) if index == wanted), None)
        else:
            return None
        if at is None:
            return None
    return at


def _valid(text: str) -> str:
    return text.encode("utf-8", "replace").decode()


def extract(text: str, path: str) -> str | None:
    """``json_extract``."""
    known = steps(path)
    try:
        at = _located(text, known)
        return None if at is None else _valid(write(value_at(text, at)[0]))
    except ValueError:
        return None


def extract_scalar(text: str, path: str) -> str | None:
    """``json_extract_scalar``: a number as it is written; NULL for null, objects and arrays."""
    known = steps(path)
    try:
        at = _located(text, known)
        if at is None or text[at : at + 1] in ("{", "["):
            return None
        return _plain(value_at(text, at)[0])
    except ValueError:
        return None


def _plain(value: Any) -> str | None:
    if isinstance(value, bool):
        return "true" if value else "false"
    return None if value is None else _valid(str(value))


def size(text: str, path: str) -> int | None:
    """``json_size``: how many members or elements; none in a scalar."""
    known = steps(path)
    try:
        at = _located(text, known)
        if at is None:
            return None
        begun = text[at : at + 1]
        if begun == "{":
            return sum(1 for _ in members(text, at))
        if begun == "[":
            return sum(1 for _ in elements(text, at))
        value_at(text, at)
    except ValueError:
        return None
    return 0


def array_length(text: str) -> int | None:
    """``json_array_length``."""
    at = _skip(text, 0)
    try:
        return sum(1 for _ in elements(text, at)) if text[at : at + 1] == "[" else None
    except ValueError:
        return None


def array_get(text: str, index: int) -> str | None:
    """``json_array_get``, counted from the end for a negative index; a string comes without its quotes."""
    at = _skip(text, 0)
    try:
        if text[at : at + 1] != "[":
            return None
        places = list(elements(text, at)) if index < 0 else elements(text, at)
        wanted = index + len(places) if isinstance(places, list) else index
        found = next((place for number, place in enumerate(places) if number == wanted), None)
        if found is None:
            return None
        value, end = value_at(text, found)
    except ValueError:
        return None
    if isinstance(value, dict | list | Pairs):
        return _valid(write(parse(text[found:end])))
    return _plain(value)


def array_contains(text: str, wanted: bool | float | str) -> bool | None:
    """``json_array_contains``: whole numbers are not equal to those with a point."""
    at = _skip(text, 0)
    try:
        if text[at : at + 1] != "[":
            return None
        return any(_equals(value_at(text, place)[0], wanted) for place in elements(text, at))
    except ValueError:
        return None


def _equals(value: Any, wanted: bool | float | str) -> bool:
    if isinstance(value, NumberText):
        whole = re.fullmatch(r"-?\d+", value) is not None
        if isinstance(wanted, float):
            return not whole and float(value) == wanted
        return whole and type(wanted) is int and int(value) in _LONG and int(value) == wanted
    return type(value) is type(wanted) and value == wanted


def is_scalar(text: str) -> bool:
    """``is_json_scalar``."""
    try:
        return not isinstance(parse(text), dict | list)
    except ValueError:
        raise refusal("INVALID_FUNCTION_ARGUMENT", f"Invalid JSON value: {text}") from None
