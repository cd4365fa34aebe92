"""Java patterns that DuckDB's RE2 reads alike, for the sake of speed: over ASCII text without an end of a line.

A pattern qualifies by its tokens: letters, classes, groups, alternatives and greedy or lazy repetition, nothing that
looks around or back. RE2 prefers alternatives as Java does; where a repeated group could be empty, they differ.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from tickstack.sql.python import RefusalError
from tickstack.sql.regexp.java import compiled

_TOKEN = re.compile(
    r"""(?P<set>\[\^?(?:\\[dDwWtnrf\\\]\[\-.^$|?*+(){}/"' ]|[^\\\[\]&\-|~]|-(?=\])|(?<=\[)-|[A-Za-z0-9]-[A-Za-z0-9])+\])
    |(?P<escape>\\(?:[dDwWsS]|[^A-Za-z0-9\s]))|(?P<edge>\\[bB]|[\^$])|(?P<open>\((?:\?:)?(?!\?))|(?P<close>\))
    |(?P<repeat>(?:[*+?]|\{\d{1,3}(?:,\d{0,3})?\})\??)(?![*+?{])|(?P<either>\|)|(?P<plain>[^\\\[\](){}*+?|^$])""",
    re.VERBOSE,
)
_BLANK = {r"\s": r"[\t-\r ]", r"\S": r"[^\t-\r ]"}


@dataclass(frozen=True)
class Native:
    """A pattern for RE2: how many groups it has, and whether each match has all of them, and is never empty."""

    text: str
    groups: int
    complete: bool
    filled: bool


@lru_cache(maxsize=512)
def native(pattern: str) -> Native | None:
    """The pattern for RE2, or None where it might mean something else there."""
    flags = "(?i)" if pattern.startswith("(?i)") else ""
    rest = pattern.removeprefix("(?i)")
    if not pattern.isascii() or not rest:
        return None
    found: list[tuple[str, str]] = []
    at = 0
    while at < len(rest):
        match = _TOKEN.match(rest, at)
        if match is None:
            return None
        found.append((str(match.lastgroup), match[0]))
        at = match.end()
    return _checked(pattern, flags, found)


def _checked(pattern: str, flags: str, tokens: list[tuple[str, str]]) -> Native | None:
    kinds = [kind for kind, _ in tokens]
    repeats = [(before, text) for before, (kind, text) in zip(["", *kinds], tokens, strict=False) if kind == "repeat"]
    after_groups = [text for before, text in repeats if before == "close"]
    if any(text not in ("?", "??") for text in after_groups):
        return None
    if any(before not in ("set", "escape", "plain", "close") for before, _ in repeats):
        return None
    try:
        groups = compiled(pattern).groups
        bare = "".join(text for kind, text in tokens if kind != "edge")
        filled = compiled(bare).fullmatch("") is None
    except RefusalError:
        return None
    text = flags + "".join(_BLANK.get(text, text) for _, text in tokens)
    return Native(text, groups, not after_groups and "either" not in kinds, filled)


_REPLACEMENT = re.compile(r"\$(?P<group>\d)(?!\d)|\\(?P<escaped>.)|(?P<plain>[^$\\]+)", re.DOTALL | re.ASCII)


def rewritten(replacement: str, groups: int) -> str | None:
    """Java's replacement as RE2's, or None for one that is refused or names a group."""
    made, at = "", 0
    while at < len(replacement):
        match = _REPLACEMENT.match(replacement, at)
        if match is None or int(match["group"] or 0) > groups:
            return None
        if match["group"]:
            made += f"\\{match['group']}"
        else:
            made += "\\\\" if match["escaped"] == "\\" else match["escaped"] or match["plain"]
        at = match.end()
    return made
