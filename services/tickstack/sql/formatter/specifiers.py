"""The syntax of a format: ``%[index$][flags][width][.precision]conversion``, and what Java refuses of it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

_SPECIFIER = re.compile(r"%(?:(\d+)\$)?([-#+ 0,(<]*)(\d+)?(\.\d+)?([tT])?([A-Za-z%])")
_CONVERSIONS = "bBhHsScCdoxXeEfgGaAn%"
_MOMENTS = "HIklMSLNpzZsQBbhAaCYyjmdeRTrDFc"


class FormatError(Exception):
    """An exception of ``java.util``, by its name without ``Exception``, and its message."""

    def __init__(self, name: str, message: str) -> None:
        super().__init__(f"{name}: {message}")


@dataclass(frozen=True)
class Specifier:
    """One specifier; ``moment`` is ``t`` or ``T`` before the conversion of a date or time."""

    text: str
    index: int | None
    flags: str
    width: int | None
    precision: int | None
    moment: str
    conversion: str

    def padded(self, made: str) -> str:
        """``made`` brought to the width with blanks."""
        return made.ljust(self.width or 0) if "-" in self.flags else made.rjust(self.width or 0)

    def fixed(self) -> str:
        """What takes no argument: a percent sign or the end of a line."""
        return "\n" if self.conversion == "n" else self.padded("%")

    def shown_flags(self) -> str:
        """The flags in the order in which Java shows them."""
        return "".join(flag for flag in "-#+ 0,(<" if flag in self.flags)


@lru_cache(maxsize=512)
def pieces(pattern: str) -> tuple[str | Specifier, ...]:
    """Plain text and specifiers in turn, all of them read before any is used, as in Java. Raises FormatError."""
    return tuple(_pieces(pattern))


def _pieces(pattern: str) -> Iterator[str | Specifier]:
    at = 0
    while at < len(pattern):
        percent = pattern.find("%", at)
        if percent < 0:
            yield pattern[at:]
            return
        if percent > at:
            yield pattern[at:percent]
        match = _SPECIFIER.match(pattern, percent)
        if match is None:
            raise FormatError("UnknownFormatConversion", f"Conversion = '{_unknown(pattern, percent)}'")
        yield _checked(match)
        at = match.end()


def _unknown(pattern: str, percent: int) -> str:
    """The character at which a specifier ends to be one; Java shows the percent sign where the text ends."""
    rest = re.compile(r"(?:\d+\$)?[-#+ 0,(<]*\d*(?:\.\d+)?[tT]?").match(pattern, percent + 1)
    at = rest.end() if rest else percent + 1
    return pattern[at] if at < len(pattern) else "%"


def _checked(match: re.Match[str]) -> Specifier:
    index, flags, width, precision, moment, conversion = match.groups()
    if (moment and conversion not in _MOMENTS) or (not moment and conversion not in _CONVERSIONS):
        raise FormatError("UnknownFormatConversion", f"Conversion = '{moment or conversion}'")
    made = Specifier(
        match[0],
        int(index) if index and int(index) else None,
        flags,
        int(width) if width else None,
        int(precision[1:]) if precision else None,
        moment or "",
        conversion,
    )
    doubled = next((flag for flag in flags if flags.count(flag) > 1), None)
    if doubled:
        raise FormatError("DuplicateFormatFlags", f"Flags = '{doubled}'")
    if width is None and ("-" in flags or ("0" in flags and not moment and conversion in "doxXeEfgGaA")):
        raise FormatError("MissingFormatWidth", match[0])
    _refuse_flags(made)
    return made


_ALLOWED = {
    **dict.fromkeys("bBhHsS", "-#<"),
    **dict.fromkeys("cC%", "-<"),
    "d": "-+ 0,(<",
    **dict.fromkeys("oxX", "-#0<"),
    **dict.fromkeys("eE", "-#+ 0(<"),
    "f": "-#+ 0,(<",
    **dict.fromkeys("gG", "-+ 0,(<"),
    **dict.fromkeys("aA", "-#+ 0<"),
    "n": "",
}


def _refuse_flags(made: Specifier) -> None:
    if made.moment or made.conversion == "n":
        return
    wrong = next((flag for flag in made.shown_flags() if flag not in _ALLOWED[made.conversion]), None)
    if wrong:
        raise FormatError("FormatFlagsConversionMismatch", f"Conversion = {made.conversion}, Flags = {wrong}")
    if {"-", "0"} <= set(made.flags) or {"+", " "} <= set(made.flags):
        raise FormatError("IllegalFormatFlags", f"Flags = '{made.shown_flags()}'")
    if made.precision is not None and made.conversion in "doxXcC%":
        raise FormatError("IllegalFormatPrecision", str(made.precision))
