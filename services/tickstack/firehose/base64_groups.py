"""Base64 as Firehose reads a transformer's answer: every group of four characters is decoded on its own.

Transformers often append the base64 of a newline to base64 text, which leaves padding in the middle; AWS decodes both
halves. Blanks may stand between groups, never inside; every group is complete.
"""

import binascii
import re

_DIGIT = "[A-Za-z0-9+/]"
_RUN = re.compile(rf"[\x00-\x20]*((?:{_DIGIT}{{4}})*(?:{_DIGIT}{{4}}|{_DIGIT}{{3}}=|{_DIGIT}{{2}}==))")


def decode(text: str) -> bytes:
    """Decode ``text``. Raises ValueError when it is not made of whole base64 groups."""
    try:
        return binascii.a2b_base64(text, strict_mode=True)
    except binascii.Error:
        return b"".join(map(binascii.a2b_base64, _runs(text)))


def _runs(text: str) -> list[str]:
    """The stretches of ``text`` that carry padding at most at their ends."""
    runs = []
    position, end = 0, len(text.rstrip("".join(map(chr, range(33)))))
    while position < end:
        match = _RUN.match(text, position)
        if match is None:
            raise ValueError(f"no base64 group at character {position + 1}")
        runs.append(match[1])
        position = match.end()
    return runs
