"""What the functions on text compute in Python: distances, codes and stems of words, text as a map, UTF-8."""

import re
import unicodedata
from functools import cache, lru_cache
from typing import Any, Literal

import snowballstemmer

from tickstack.sql.python import refusal

_SOUNDEX = "01230120022455012623010202"  # of A to Z
_FORMS: dict[str, Literal["NFC", "NFD", "NFKC", "NFKD"]] = {
    "NFC": "NFC",
    "NFD": "NFD",
    "NFKC": "NFKC",
    "NFKD": "NFKD",
}
_LANGUAGES = {
    "ca": "catalan", "da": "danish", "de": "german", "en": "english", "es": "spanish", "eu": "basque", "fi": "finnish",
    "fr": "french", "hu": "hungarian", "hy": "armenian", "ir": "irish", "it": "italian", "lt": "lithuanian",
    "nl": "dutch", "no": "norwegian", "pt": "portuguese", "ro": "romanian", "ru": "russian", "sv": "swedish",
    "tr": "turkish",
}  # fmt: skip


def _invalid(message: str) -> Exception:
    return refusal("INVALID_FUNCTION_ARGUMENT", message)


def levenshtein(left: str, right: str) -> int:
    """The least number of characters to insert, delete or change."""
    longer, shorter = (left, right) if len(left) >= len(right) else (right, left)
    if not shorter:
        return len(longer)
    if len(longer) * (len(shorter) - 1) > 1_000_000:
        raise _invalid("The combined inputs for Levenshtein distance are too large")
    above = list(range(len(shorter) + 1))
    for row, character in enumerate(longer, 1):
        here = [row]
        for column, other in enumerate(shorter, 1):
            here.append(min(here[-1] + 1, above[column] + 1, above[column - 1] + (character != other)))
        above = here
    return above[-1]


def hamming(left: str, right: str) -> int:
    """The number of places at which texts of one length differ."""
    if len(left) != len(right):
        raise _invalid("The input strings to hamming_distance function must have the same length")
    return sum(a != b for a, b in zip(left, right, strict=True))


def position(text: str, part: str, instance: int) -> int:
    """Where the nth occurrence begins, counted from the end for a negative one; occurrences may overlap."""
    if instance == 0:
        raise _invalid("'instance' must be a positive or negative number.")
    if not part:
        return 1
    index = -1 if instance > 0 else len(text)
    for _ in range(abs(instance)):
        if instance < 0 and index == 0:
            return 0
        index = text.find(part, index + 1) if instance > 0 else text.rfind(part, 0, index + len(part) - 1)
        if index < 0:
            return 0
    return index + 1


def soundex(text: str) -> str:
    """The code as Apache Commons Codec gives it: https://commons.apache.org/codec/ (US_ENGLISH)."""
    letters = "".join(character for character in text if character.isalpha()).upper()
    codes = []
    for letter in letters:
        if not "A" <= letter <= "Z":
            index = ord(letter) - ord("A")
            raise _invalid(f"The character is not mapped: {letter} (index={index})")
        codes.append(_SOUNDEX[ord(letter) - ord("A")])
    if not letters:
        return ""
    made, last = letters[0], codes[0]
    for letter, code in zip(letters[1:], codes[1:], strict=True):
        if letter in "HW":
            continue
        if code not in ("0", last):
            made += code
        if len(made) == 4:
            break
        last = code
    return made.ljust(4, "0")


def luhn(text: str) -> bool:
    """Whether a number's check digit is right."""
    total = 0
    for place, character in enumerate(reversed(text)):
        if not "0" <= character <= "9":
            raise _invalid("Input contains non-digit character")
        doubled = int(character) * (1 + place % 2)
        total += doubled - 9 if doubled > 9 else doubled
    return bool(text) and total % 10 == 0


def normalized(text: str, form: str = "NFC") -> str:
    """Unicode's normal forms."""
    known = _FORMS.get(form)
    if known is None:
        raise _invalid("Normalization form must be one of [NFD, NFC, NFKD, NFKC]")
    return unicodedata.normalize(known, text)


@cache
def _stemmer(language: str) -> Any:
    return snowballstemmer.stemmer(_LANGUAGES[language])


@lru_cache(maxsize=10_000)
def stem(word: str, language: str = "en") -> str:
    """A word without its endings, by the Snowball algorithms."""
    if language not in _LANGUAGES:
        raise _invalid(f"Unknown stemmer language: {language}")
    return str(_stemmer(language).stemWord(word))


def _entries(text: str, between: str, within: str, quote: str) -> list[tuple[str, str]]:
    if not between:
        raise _invalid("entryDelimiter is empty")
    if not within:
        raise _invalid("keyValueDelimiter is empty")
    if between == within:
        raise _invalid("entryDelimiter and keyValueDelimiter must not be the same")
    entries = text.split(between)
    found = []
    for entry in entries[:-1] if not entries[-1] else entries:
        parts = entry.split(within)
        if len(parts) != 2:
            shown = f"{quote}{entry}{quote}"
            raise _invalid(f"Key-value delimiter must appear exactly once in each entry. Bad input: {shown}")
        found.append((parts[0], parts[1]))
    return found


def to_map(text: str, between: str, within: str) -> list[tuple[str, str]]:
    """``a=1,b=2`` as a map."""
    made: dict[str, str] = {}
    for key, value in _entries(text, between, within, "'"):
        if key in made:
            raise _invalid(f"Duplicate keys ({key}) are not allowed")
        made[key] = value
    return list(made.items())


def to_multimap(text: str, between: str, within: str) -> list[tuple[str, list[str]]]:
    """``a=1,a=2`` as a map of lists. Its error quotes a bad entry without quotation marks (SplitToMultimapFunction)."""
    made: dict[str, list[str]] = {}
    for key, value in _entries(text, between, within, ""):
        made.setdefault(key, []).append(value)
    return list(made.items())


_INVALID = re.compile(
    rb"[\xf8-\xfb][\x80-\xbf]{0,4}|[\xfc-\xfd][\x80-\xbf]{0,5}|[\xf0-\xf7][\x80-\xbf]{0,3}|[\xe0-\xef][\x80-\xbf]{0,2}"
    rb"|[\xc0-\xdf][\x80-\xbf]?|[\x80-\xff]"
)


def from_utf8(data: bytes, replacement: str = "\ufffd") -> str:
    """Text of bytes, with ``replacement`` for those that are no UTF-8.

    As many bytes as the first of them announces are replaced by one character, which is more at once than Python takes
    (SliceUtf8.fixInvalidUtf8, https://github.com/airlift/slice).
    """
    if len(replacement) > 1:
        raise _invalid("Replacement character string must empty or a single character")
    made, rest = [], data
    while rest:
        try:
            made.append(rest.decode())
            break
        except UnicodeDecodeError as error:
            made += [rest[: error.start].decode(), replacement]
            wrong = _INVALID.match(rest, error.start)
            rest = rest[wrong.end() if wrong else error.end :]
    return "".join(made)


def from_utf8_code(data: bytes, replacement: int) -> str:
    """``from_utf8`` with a code point for what is no UTF-8."""
    if not 0 <= replacement <= 0x10FFFF or 0xD800 <= replacement <= 0xDFFF:
        raise _invalid("Invalid replacement character")
    return from_utf8(data, chr(replacement))
