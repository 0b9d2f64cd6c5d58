"""Numbers that add up, and the bar that shows them. Pure arithmetic; templates/parts/sum.html draws it."""

from collections.abc import Sequence
from dataclasses import dataclass

# The fills stay apart without colour: by their pattern, and in grey by how dark they are.
FILLS = {
    "plain": "#0b5563",
    "hatched": "url(#hatched)",
    "dotted": "url(#dotted)",
    "empty": "#fff",
    "black": "#0b0c0c",
    "lined": "url(#lined)",
    "crossed": "url(#crossed)",
    "grey": "#b1b4b6",
}
# The bar is never narrower than this; a number that would not fit its part is left to the list above it.
_NARROWEST_PIXELS = 340


@dataclass(frozen=True)
class Part:
    """One term of a sum: how much, in words, and its fill."""

    amount: float
    label: str
    fill: str
    href: str | None = None
    text: str | None = None
    """What is written for the amount, where it is not the number itself."""

    @property
    def shown(self) -> str:
        """The amount as people read it."""
        return self.text if self.text is not None else f"{self.amount:g}"

    @property
    def paint(self) -> str:
        """The value of an SVG `fill`."""
        return FILLS[self.fill]


@dataclass(frozen=True)
class Segment:
    """One part of the bar; positions in per cent of its width, the chip in pixels."""

    part: Part
    start: str
    width: str
    middle: str
    chip: int | None
    chip_shift: str


def segments(parts: Sequence[Part]) -> list[Segment]:
    """Lay the parts side by side. Parts of nothing are left out; an empty sum gives an empty bar."""
    total = sum(part.amount for part in parts)
    found: list[Segment] = []
    done = 0.0
    for part in parts:
        if part.amount <= 0:
            continue
        found.append(_segment(part, 100 * done / total, 100 * part.amount / total))
        done += part.amount
    return found


def _segment(part: Part, start: float, width: float) -> Segment:
    chip = 16 + 10 * len(part.shown)
    fits = width / 100 * _NARROWEST_PIXELS >= chip
    return Segment(
        part=part,
        start=f"{start:.2f}%",
        width=f"{width:.2f}%",
        middle=f"{start + width / 2:.2f}%",
        chip=chip if fits else None,
        chip_shift=f"{-chip / 2:.1f}",
    )
