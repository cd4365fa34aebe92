"""What PATTERN says, as a tree, and what an expression of DEFINE or MEASURES points to."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Variable:
    """A primary pattern variable, by its number."""

    label: int


@dataclass(frozen=True)
class Empty:
    """``()``"""


@dataclass(frozen=True)
class Anchor:
    """``^`` or ``$``"""

    at: Literal["^", "$"]


@dataclass(frozen=True)
class Sequence:
    """``A B``"""

    parts: tuple["Pattern", ...]


@dataclass(frozen=True)
class Choice:
    """``A | B``, the first preferred."""

    parts: tuple["Pattern", ...]


@dataclass(frozen=True)
class Permutation:
    """``PERMUTE(A, B)``"""

    parts: tuple["Pattern", ...]


@dataclass(frozen=True)
class Excluded:
    """``{- A -}``"""

    part: "Pattern"


@dataclass(frozen=True)
class Repeated:
    """``A{least,most}``; without ``most`` any number."""

    part: "Pattern"
    least: int
    most: int | None
    greedy: bool = True


type Pattern = Variable | Empty | Anchor | Sequence | Choice | Permutation | Excluded | Repeated


@dataclass(frozen=True)
class Pointer:
    """A row that an expression looks at, seen from the current row of a match.

    The ``offset``-th row from the last (or first) of those with one of ``labels`` (None for any), and from there
    ``step`` rows on in the partition. ``final`` looks from the end of the match.
    """

    labels: frozenset[int] | None = None
    last: bool = True
    offset: int = 0
    step: int = 0
    final: bool = False

    @property
    def base(self) -> "Pointer":
        """The same without the step."""
        return Pointer(self.labels, self.last, self.offset, 0, self.final)
