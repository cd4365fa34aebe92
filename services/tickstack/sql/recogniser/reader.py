"""Tokens read from left to right: what the readers of types, expressions and queries share."""

from collections.abc import Callable, Sequence

from tickstack.sql.recogniser.tokens import IDENTIFIERS, TEXT

_BACKTRACKS = 30
_KEPT = 4


class NotSureError(Exception):
    """The statement goes on in a way that this reader does not know."""


class Reader:
    """``kind`` is that of the token at ``at``."""

    def __init__(self, kinds: Sequence[str]) -> None:
        self._kinds = kinds
        self.at = 0
        self.kind = kinds[0]
        self._backtracks = _BACKTRACKS
        self._furthest = 0
        self.spare: list[tuple[int, int]] = []

    def ahead(self, count: int = 1) -> str:
        """The kind of a later token; after the end it is the end's."""
        at = self.at + count
        return self._kinds[at] if at < len(self._kinds) else self._kinds[-1]

    def step(self) -> None:
        """Go on to the next token."""
        self.at += 1
        if self.at >= len(self._kinds):
            raise NotSureError
        self.kind = self._kinds[self.at]

    def move(self, at: int) -> None:
        """Go back to a token that was read before."""
        self._furthest = self.furthest
        self.at, self.kind = at, self._kinds[at]

    @property
    def furthest(self) -> int:
        """The last token that any way has come to."""
        return max(self._furthest, self.at)

    def take(self, kind: str) -> bool:
        """Whether the token is of ``kind``; if so it is read."""
        if self.kind != kind:
            return False
        self.step()
        return True

    def expect(self, *kinds: str) -> None:
        """Read tokens of ``kinds``, one after another."""
        for kind in kinds:
            if self.kind != kind:
                raise NotSureError
            self.step()

    def one_of(self, kinds: Sequence[str] | frozenset[str]) -> None:
        """Read a token of one of ``kinds``."""
        if self.kind not in kinds:
            raise NotSureError
        self.step()

    def identifier(self) -> None:
        """``identifier``"""
        if self.kind not in IDENTIFIERS:
            raise NotSureError
        self.step()

    def name(self) -> None:
        """``qualifiedName``"""
        self.identifier()
        start = self.at
        while self.kind == "." and self.ahead() in IDENTIFIERS:
            self.step()
            self.step()
        if self.at - start > 2 * _KEPT:
            self.spare.append((start, self.at - 2 * _KEPT))

    def string(self) -> None:
        """``string``, of the basic kind."""
        self.expect(TEXT)

    def listed(self, item: Callable[[], None]) -> None:
        """``item (',' item)*``"""
        again = self.repeating()
        item()
        while self.kind == ",":
            self.step()
            again()
            item()

    def repeating(self, start: int | None = None) -> Callable[[], None]:
        """What to call after each part of many and the sign behind it: a few parts tell as much as thousands.

        ``spare`` gets the tokens of each part but the last ones: without these the statement is the same to a grammar.
        """
        parts = [self.at if start is None else start]

        def again() -> None:
            parts.append(self.at)
            if len(parts) > _KEPT:
                self.spare.append((parts.pop(0), parts[0]))

        return again

    def enclosed(self, item: Callable[[], None]) -> None:
        """``'(' item ')'``"""
        self.expect("(")
        item()
        self.expect(")")

    def first_of(self, *ways: Callable[[], None]) -> None:
        """The first way that leads on; how often one may fail is bounded for the whole statement."""
        start, spare = self.at, len(self.spare)
        for way in ways[:-1]:
            try:
                way()
            except NotSureError:
                self._backtracks -= 1
                if self._backtracks < 0:
                    raise
                self.move(start)
                del self.spare[spare:]
            else:
                return
        ways[-1]()
