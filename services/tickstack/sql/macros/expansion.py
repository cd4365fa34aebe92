"""How much DuckDB makes of a text in which macros are called: it puts the text of an argument wherever the body of a
macro names its parameter, so that macros in macros grow without bound."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

_PIECE = re.compile(r"'(?:[^']|'')*'|\"[^\"]*\"|\w+\s*:=|\w+|[(),]")


@dataclass(frozen=True)
class Size:
    """Words of its own, and how often each parameter stands among them; of a text without parameters, ``own`` alone."""

    own: int
    copies: Mapping[str, int]


@dataclass
class _Call:
    """A parenthesis: what it calls, the arguments that are read, and the one that is being read."""

    name: str
    read: list[Counter[str]] = field(default_factory=list)
    current: Counter[str] = field(default_factory=Counter)

    def spread(self, macros: Mapping[str, tuple[Sequence[str], Size]]) -> Counter[str]:
        """What the call is after its expansion."""
        given = [*self.read, self.current]
        if self.name not in macros:
            return sum(given, Counter())
        parameters, size = macros[self.name]
        made = Counter({"": size.own})
        for parameter, argument in zip(parameters, given, strict=False):
            made.update({word: count * size.copies.get(parameter, 0) for word, count in argument.items()})
        return made


def expanded(text: str, parameters: Sequence[str], macros: Mapping[str, tuple[Sequence[str], Size]]) -> Size:
    """The size of ``text`` where ``macros`` (their parameters and sizes) are expanded."""
    calls, before = [_Call("")], ""
    for match in _PIECE.finditer(text):
        piece = match.group()
        if piece == "(":
            calls.append(_Call(before))
        elif piece == ")" and len(calls) > 1:
            made = calls.pop().spread(macros)
            calls[-1].current.update(made)
        elif piece == ",":
            calls[-1].read.append(calls[-1].current)
            calls[-1].current = Counter()
        elif not piece.endswith("="):
            calls[-1].current[piece if piece in parameters else ""] += 1
        before = piece
    found = sum([*calls[0].read, calls[0].current], Counter())
    return Size(found.pop("", 0), dict(found))
