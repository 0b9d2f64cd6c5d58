"""Charts of the indicators: columns by month and bars by name, each with two rows. Pure arithmetic.

templates/parts/trends.html draws them. Across, everything is in per cent of the width, so that a chart fits a phone
and a desk; upwards in pixels. What was taken back more often than it came is drawn as nothing: the table has it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from web.indicators.figures import Figure, Row

PLOT_PIXELS = 150
GUTTER, WHOLE = 9.0, 100.0
MOST_BARS = 12
BARS_SHARE = 0.72
_STEPS = (1, 2, 5)


@dataclass(frozen=True)
class Column:
    """One of the two columns of a month."""

    left: str
    width: str
    top: int
    height: int


@dataclass(frozen=True)
class Month:
    """The columns of a month and what is written below; the year only where it begins."""

    raised: Column
    answered: Column
    middle: str
    label: str
    year: str


@dataclass(frozen=True)
class Line:
    """A line of the scale: how high, and what it stands for."""

    top: int
    label: str


@dataclass(frozen=True)
class Columns:
    """A chart of columns."""

    months: Sequence[Month]
    lines: Sequence[Line]


@dataclass(frozen=True)
class Bar:
    """A name with its two bars, in per cent of the longest."""

    row: Row
    raised: str
    answered: str


def columns(figure: Figure) -> Columns:
    """The chart of a figure by month: its names are months, its first two numbers what is drawn."""
    most = nice(max((value for row in figure.rows for value in _drawn(row)), default=0))
    wide = (WHOLE - GUTTER) / max(len(figure.rows), 1)
    every = -(-len(figure.rows) // MOST_BARS)
    return Columns(
        [_month(row, place, wide, most, every) for place, row in enumerate(figure.rows)],
        [Line(_top(value, most), str(value)) for value in sorted({0, most // 2, most})],
    )


def bars(figure: Figure) -> list[Bar]:
    """The longest bars of a figure, by its first two numbers."""
    shown = figure.rows[:MOST_BARS]
    most = max((value for row in shown for value in _drawn(row)), default=0) or 1
    return [Bar(row, *(f"{100 * value / most:.1f}%" for value in _drawn(row))) for row in shown]


def nice(most: int) -> int:
    """The end of a scale: 1, 2 or 5 times a power of ten, even so that its half is a whole number."""
    scale = 1
    while True:
        for step in _STEPS:
            if step * scale >= max(most, 2) and (step * scale) % 2 == 0:
                return step * scale
        scale *= 10


def _month(row: Row, place: int, wide: float, most: int, every: int) -> Month:
    left, one = GUTTER + place * wide, wide * BARS_SHARE / 2
    start = left + wide * (1 - BARS_SHARE) / 2
    month, year = row.name.split("/")
    raised, answered = _drawn(row)
    named = place % every == 0
    return Month(
        raised=_column(start, one, raised, most),
        answered=_column(start + one, one, answered, most),
        middle=f"{left + wide / 2:.2f}%",
        label=str(int(month)) if named else "",
        year=year if named and (place == 0 or int(month) <= every) else "",
    )


def _column(left: float, wide: float, value: int, most: int) -> Column:
    top = _top(value, most)
    return Column(f"{left:.2f}%", f"{wide:.2f}%", top, PLOT_PIXELS - top)


def _top(value: int, most: int) -> int:
    return round(PLOT_PIXELS * (1 - value / most))


def _drawn(row: Row) -> tuple[int, int]:
    raised, answered = (max(0, value) if isinstance(value, int) else 0 for value in row.values[:2])
    return raised, answered
