"""The picture of the hourly highs: one line per company, percent of its first hour, as small multiples."""

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

COLUMNS = 5


def draw(rows: Sequence[Sequence[str | None]], path: Path, title: str) -> None:
    """Draw rows of (company, high, when, hour) into a PNG at ``path``."""
    import matplotlib  # the backend is chosen before pyplot is imported

    matplotlib.use("Agg")
    from matplotlib import pyplot

    highs: dict[str, dict[int, float]] = defaultdict(dict)
    for company, high, _when, hour in rows:
        if company and high and hour:
            highs[company][int(hour)] = float(high)
    height = -(-len(highs) // COLUMNS)
    figure, grid = pyplot.subplots(height, COLUMNS, figsize=(13, 2.6 * height + 0.6), sharex=True, squeeze=False)
    for axes in grid.flat[len(highs) :]:
        axes.set_visible(False)
    for axes, (company, hours) in zip(grid.flat, sorted(highs.items()), strict=False):
        best = max(hours, key=hours.__getitem__)
        axes.plot(list(hours), list(hours.values()), marker="o", markersize=3, color="#1f6f8b")
        axes.plot(best, hours[best], marker="o", markersize=6, color="#d1495b")
        axes.annotate(
            f"{hours[best]:,.2f}",
            (best, hours[best]),
            textcoords="offset points",
            xytext=(0, 7),
            ha="center",
            fontsize=8,
        )
        axes.set_title(company, fontsize=10, loc="left", fontweight="bold")
        axes.margins(x=0.15, y=0.25)
        axes.tick_params(labelsize=8)
        axes.spines[["top", "right"]].set_visible(False)
        axes.set_xticks(sorted(hours))
    figure.suptitle(title, fontsize=11, x=0.01, ha="left")
    figure.supxlabel("hour of the day, New York", fontsize=9)
    figure.supylabel("highest price in the hour, USD", fontsize=9)
    figure.tight_layout()
    figure.savefig(path, dpi=130)
    pyplot.close(figure)
