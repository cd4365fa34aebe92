"""Java's regular expressions, as Trino's Joni reads them, for Python's ``regex``.

What differs is escaped or rewritten, and what Joni does not know is refused in its words
(https://trino.io/docs/422/functions/regexp.html, https://github.com/jruby/joni).
"""

import re
from collections.abc import Callable
from functools import lru_cache

import regex

from tickstack.sql.python import refusal

_REPEAT = re.compile(r"(?:[*+?]|\{(?P<low>\d+)(?P<more>,(?P<high>\d*))?\})[?+]?")
_FLAGS = re.compile(r"\(\?[imsx]*(?:-[imsx]+)?[:)]")
_GROUP = re.compile(r"\(\?(?::|=|!|>|<=|<!|<(?P<name>[A-Za-z_]\w*)>)")
_COMMENT = re.compile(r"\(\?#[^)]*\)")
_PROPERTY = re.compile(r"\\([pP])(?:\{([^}]*)\}|([A-Z]))")
_KEPT = "AbBdDGnrsStuwWfapPxc0123456789"  # escapes of letters and digits that mean the same
_REWRITTEN = {"z": r"\Z", "Z": r"(?=\n?\Z)", "e": r"\x1b", "v": r"\x0b"}
_IN_CLASS = {"e": r"\x1b", "v": r"\x0b"}
_ERRORS = (
    ("missing )", "end pattern with unmatched parenthesis"),
    ("unbalanced parenthesis", "unmatched close parenthesis"),
    ("unterminated character set", "premature end of char-class"),
    ("nothing to repeat", "target of repeat operator is not specified"),
    ("bad escape", "end pattern at escape"),
    ("bad character range", "empty range in char class"),
    ("unknown property", "invalid character property name"),
    ("invalid group reference", "invalid backref number/name"),
)


def _invalid(message: str) -> Exception:
    return refusal("INVALID_FUNCTION_ARGUMENT", message)


class _Reader:
    """One pass over a pattern; ``atom`` is where what the next repetition repeats begins in ``made``."""

    def __init__(self, pattern: str) -> None:
        self.pattern, self.at, self.depth, self.made = pattern, 0, 0, list[str]()
        self.groups, self.names = list[tuple[int, bool]](), set[str]()
        self.atom, self.repeated = 0, False

    def translated(self) -> str:
        while self.at < len(self.pattern):
            character, place = self.pattern[self.at], len(self.made)
            if character == "\\":
                self._escape()
            elif self.depth:
                self._within_class(character)
                continue
            elif self._repeat():
                continue
            else:
                place = self._outside(character)
            if not self.depth or character == "[":
                self.atom, self.repeated = place, False
        if self.depth:
            raise _invalid("premature end of char-class")
        return "".join(self.made)

    def _take(self, text: str, count: int = 1) -> None:
        self.made.append(text)
        self.at += count

    def _escape(self) -> None:
        letter = self.pattern[self.at + 1 : self.at + 2]
        if not letter:
            raise _invalid("end pattern at escape")
        if letter == "Q" and not self.depth:
            end = self.pattern.find(r"\E", self.at)
            literal = self.pattern[self.at + 2 : end if end >= 0 else None]
            self._take(regex.escape(literal), len(literal) + (4 if end >= 0 else 2))
            return
        named = re.compile(r"\\k<(\w+)>").match(self.pattern, self.at)
        if named and not self.depth:
            self._take(self._referred(named[1]), len(named[0]))
            return
        if letter in "pP" and self._property():
            return
        wide = re.compile(r"\\x\{([0-9A-Fa-f]{1,6})\}").match(self.pattern, self.at)
        if wide:
            self._take(rf"\U{int(wide[1], 16):08x}", len(wide[0]))
            return
        if letter == "c" and self.at + 2 < len(self.pattern):
            self._take(rf"\x{ord(self.pattern[self.at + 2]) & 0x1F:02x}", 3)
            return
        rewritten = (_IN_CLASS if self.depth else _REWRITTEN).get(letter)
        if rewritten or (letter.isascii() and letter.isalnum() and letter not in _KEPT):
            self._take(rewritten or letter, 2)
        else:
            self._take("\\" + letter, 2)

    def _referred(self, name: str) -> str:
        if name.isdigit():
            return rf"(?:\{int(name)})"
        if name not in self.names:
            raise _invalid(f"undefined name <{name}> reference")
        return f"(?P={name})"

    def _property(self) -> bool:
        """A property of characters: without ``Is``, ``=`` and underscores, as Trino's documentation says."""
        found = _PROPERTY.match(self.pattern, self.at)
        if found is None:
            return False
        name = found[2] if found[3] is None else found[3]
        made = rf"\{found[1]}{{{name}}}"
        if not _known_property(name):
            raise _invalid(f"invalid character property name <{name}>")
        self._take(made, len(found[0]))
        return True

    def _within_class(self, character: str) -> None:
        posix = re.compile(r"\[:\^?\w+:\]").match(self.pattern, self.at)
        if posix:
            self._take(posix[0], len(posix[0]))
        elif character == "[":
            self._open()
        elif character == "]":
            self.depth -= 1
            self._take("]")
        elif character in "-|~" and self.pattern[self.at + 1 : self.at + 2] == character:
            self._take(f"\\{character}\\{character}", 2)  # sets' operators to Python alone
        else:
            self._take(character)

    def _open(self) -> None:
        self.depth += 1
        first = re.compile(r"\[\^?\]?").match(self.pattern, self.at)
        assert first is not None
        text = first[0]
        if text.endswith("]") and "]" not in self.pattern[first.end() :]:
            raise _invalid("empty char-class")
        self._take(text.replace("]", r"\]"), len(text))

    def _repeat(self) -> bool:
        """A repetition, which may itself be repeated; in a look-behind it has one length."""
        found = _REPEAT.match(self.pattern, self.at)
        if found is None:
            return False
        low, high = found["low"], found["high"]
        if low and high and int(high) < int(low):
            raise _invalid("upper is smaller than lower in repeat range")
        varies = low is None or (found["more"] is not None and low != high)
        if varies and any(behind for _, behind in self.groups):
            raise _invalid("invalid pattern in look-behind")
        if self.repeated:
            self.made[self.atom :] = ["(?:", *self.made[self.atom :], ")"]
        self._take(found[0], len(found[0]))
        self.repeated = True
        return True

    def _outside(self, character: str) -> int:
        """Something that begins or is an atom; where that begins."""
        place = len(self.made)
        if character == "[":
            self._open()
        elif character == "(":
            self._group()
        elif character == ")" and self.groups:
            place = self.groups.pop()[0]
            self._take(character)
        else:
            self._take(r"\{" if character == "{" else character)
        return place

    def _group(self) -> None:
        comment = _COMMENT.match(self.pattern, self.at)
        if comment:
            self.at = comment.end()
            return
        flags = _FLAGS.match(self.pattern, self.at)
        begun = flags or _GROUP.match(self.pattern, self.at)
        if begun is None and self.pattern.startswith("(?", self.at):
            raise _invalid("undefined group option")
        text = begun[0] if begun else "("
        name = begun["name"] if begun and not flags else None
        if name in self.names:
            raise _invalid(f"multiplex defined name <{name}>")
        if name:
            self.names.add(name)
        if not flags or text.endswith(":"):
            self.groups.append((len(self.made), text.startswith("(?<") and not name))
        self._take(text, len(text))


@lru_cache(maxsize=512)
def _known_property(name: str) -> bool:
    if not name.isalnum() or name.lower().startswith("is"):
        return False
    try:
        regex.compile(rf"\p{{{name}}}", regex.VERSION1)
    except regex.error:
        return False
    return True


@lru_cache(maxsize=512)
def compiled(pattern: str) -> "regex.Pattern[str]":
    """A Java pattern, compiled. Raises INVALID_FUNCTION_ARGUMENT in Joni's words."""
    text = _Reader(pattern).translated()
    try:
        return regex.compile(text, regex.VERSION1)
    except regex.error as error:
        known = next((message for part, message in _ERRORS if part in str(error)), str(error.msg))
        raise _invalid(known) from None


_PATIENCE = 30.0  # seconds for one search
_RISKY = re.compile(r"\)[*+{]|\\[1-9k]")  # what may try exponentially many ways


def search(pattern: str, text: str, start: int = 0) -> "regex.Match[str] | None":
    """The first match from a place on. A pattern that may take for ever leaves other threads at work, and is ended."""
    return _patiently(pattern, compiled(pattern).search, text, start)


def whole(pattern: str, text: str) -> "regex.Match[str] | None":
    """The match of all of the text, with the same patience."""
    return _patiently(pattern, compiled(pattern).fullmatch, text, 0)


def _patiently(
    pattern: str, match: Callable[..., "regex.Match[str] | None"], text: str, start: int
) -> "regex.Match[str] | None":
    if _RISKY.search(pattern) is None:
        return match(text, start)
    try:
        return match(text, start, concurrent=True, timeout=_PATIENCE)
    except TimeoutError:
        message = f"Regular expression matching took longer than {_PATIENCE:.0f} seconds: {pattern}"
        raise refusal("EXCEEDED_TIME_LIMIT", message) from None
