"""A chart of bars over time in plain characters, by plotext."""

from collections.abc import Sequence
from typing import NamedTuple

from tickstack.cli.metrics import Window

TICKS = 4
UNITS = (("G", 1e9), ("M", 1e6), ("k", 1e3))


class Size(NamedTuple):
    """Of a chart, in characters."""

    width: int
    height: int


def chart(values: Sequence[float | None], when: Window, size: Size, full: float | None = None) -> str:
    """Bars for ``values``, one per period of ``when``, from zero to ``full`` or the highest.

    A period without a value has none.
    """
    import plotext  # a chart is the only thing that needs it

    heights = [value or 0.0 for value in values]
    top = full or max(heights) or 1.0
    instants = when.instants()
    places = [round(share * (len(values) - 1) / TICKS) for share in range(TICKS + 1)]
    form = "%H:%M" if when.period * when.count <= 86_400 else "%m-%d"
    figure = plotext.figure
    figure.clear()
    figure.plot_size(*size)
    figure.theme("colorless")
    if any(heights):
        figure.draw(figure.bar(list(range(len(heights))), heights, width=1))
    figure.ruler("y").lim(0, top)
    figure.ruler("y").ticks([0, top], ["0".rjust(5), number(top, short=True).rjust(5)])
    figure.ruler("x").lim(-0.5, len(values) - 0.5)
    figure.ruler("x").ticks(places, [instants[place].strftime(form) for place in places])
    return str(figure.build().string(colorless=True)).rstrip()


def number(value: float, *, short: bool = False) -> str:
    """``1,234``, ``12.5``, ``0.123``: no more digits than a person reads; ``98.3k`` in short."""
    if short:
        for letter, size in UNITS:
            if abs(value) >= size:
                return f"{value / size:.3g}{letter}"
    if value == int(value) or abs(value) >= 1000:
        return f"{value:,.0f}"
    return f"{value:,.3g}"
