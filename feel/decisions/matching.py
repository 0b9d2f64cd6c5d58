"""Finding the same rows again in another version of a table."""

from bisect import bisect_left
from collections.abc import Hashable, Sequence

Pair = tuple[int | None, int | None]


def match(before: Sequence[Sequence[Hashable]], after: Sequence[Sequence[Hashable]]) -> list[Pair]:
    """Which row was which: in the order of the new table, then those that are gone. Places count from 0.

    Each row has several keys, the surest first; a key counts where it is not empty. Each row is found once.
    """
    found: dict[int, int] = {}
    taken: set[int] = set()
    for level in range(max((len(keys) for keys in (*before, *after)), default=0)):
        waiting: dict[Hashable, list[int]] = {}
        for was, keys in enumerate(before):
            if was not in taken and keys[level]:
                waiting.setdefault(keys[level], []).append(was)
        for now, keys in enumerate(after):
            if now not in found and (candidates := waiting.get(keys[level])):
                found[now] = candidates.pop(0)
                taken.add(found[now])
    gone: list[Pair] = [(was, None) for was in range(len(before)) if was not in taken]
    return [*((found.get(now), now) for now in range(len(after))), *gone]


def moved_among(pairs: Sequence[tuple[int, int]]) -> set[tuple[int, int]]:
    """The fewest pairs by whose moving the old order became the new one; `pairs` are in the new order.

    All but a longest stretch that kept its order (patience sorting).
    """
    ends: list[int] = []
    """The old places at which the best stretches of each length end, and which pair that is."""
    at_end: list[int] = []
    before: list[int | None] = []
    for here, (was, _now) in enumerate(pairs):
        length = bisect_left(ends, was)
        before.append(at_end[length - 1] if length else None)
        ends[length : length + 1] = [was]
        at_end[length : length + 1] = [here]
    kept: set[int] = set()
    step = at_end[-1] if at_end else None
    while step is not None:
        kept.add(step)
        step = before[step]
    return {pair for here, pair in enumerate(pairs) if here not in kept}
