"""Which row of one list is which of another: the same issue, though it was edited or moved."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from forms.form import RowList

Row = Mapping[str, Any]
Pair = tuple[int | None, int | None]

ALIKE = 0.5
TITLE_WEIGHS = 0.6
"""How much of two rows must agree (0 to 1) for them to count as one row that was changed; the text that names a row
weighs more than the rest together, since most issues share their choices."""


def match_rows(rows: RowList, before: Sequence[Row], after: Sequence[Row]) -> list[Pair]:
    """Pairs of places (before, after), in the order of `after`; then those that are gone, as (place, None).

    Equal rows are paired first, wherever they stand; of the rest the most alike, and of those the nearest.
    """
    found = dict(_equal(before, after))
    taken = set(found.values())
    left = [place for place in range(len(before)) if place not in taken]
    new = [place for place in range(len(after)) if place not in found]
    for _score, place, was in sorted(_alike(rows, before, after, left, new)):
        if place not in found and was not in taken:
            found[place] = was
            taken.add(was)
    kept: list[Pair] = [(found.get(place), place) for place in range(len(after))]
    return kept + [(place, None) for place in left if place not in taken]


def _equal(before: Sequence[Row], after: Sequence[Row]) -> Iterator[tuple[int, int]]:
    free = list(range(len(before)))
    for place, row in enumerate(after):
        same = [was for was in free if before[was] == row]
        if same:
            nearest = min(same, key=lambda was: abs(was - place))
            free.remove(nearest)
            yield place, nearest


def _alike(
    rows: RowList, before: Sequence[Row], after: Sequence[Row], left: Sequence[int], new: Sequence[int]
) -> Iterator[tuple[tuple[float, int], int, int]]:
    titles = {was: _words(rows, before[was]) for was in left}
    for place in new:
        title = _words(rows, after[place])
        for was in left:
            score = TITLE_WEIGHS * _shared(titles[was], title)
            score += (1 - TITLE_WEIGHS) * _agreeing(rows, before[was], after[place])
            if score >= ALIKE:
                yield (-score, abs(was - place)), place, was


def _words(rows: RowList, row: Row) -> frozenset[str]:
    return frozenset(str(row.get(rows.title) or "").lower().split())


def _shared(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other) if one | other else 0.0


def _agreeing(rows: RowList, one: Row, other: Row) -> float:
    fields = [field.key for field in rows.fields if field.key != rows.title]
    return sum(one.get(key) == other.get(key) for key in fields) / len(fields) if fields else 0.0
