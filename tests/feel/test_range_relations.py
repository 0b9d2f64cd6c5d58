"""DMN 1.5, 10.3.4.9, table 78: how points and ranges lie to each other, each end included or not."""

import pytest

from tests.feel.asking import ask

TRUE = """
before(1, 10); before(1, (1..10]); before(1, [5..10]); before([1..10), 10); before([1..10], 15)
before([1..10], [15..20]); before([1..10), [10..20]); before([1..10], (10..20])
after(10, 5); after(12, [1..10]); after(10, [1..10)); after([11..20], 10); after((11..20], 11)
after([11..20], [1..10]); after([11..20], [1..11)); after((11..20], [1..11])
meets([1..5], [5..10]); met by([5..10], [1..5])
overlaps([1..5], [3..8]); overlaps([3..8], [1..5]); overlaps([1..8], [3..5]); overlaps([3..5], [1..8])
overlaps([1..5], [5..8]); overlaps([5..8], [1..5])
overlaps before([1..5], [3..8]); overlaps before([1..5], [5..8]); overlaps before([1..5), (1..5])
overlaps before([1..5], (1..5]); overlaps after([3..8], [1..5]); overlaps after([5..8], [1..5])
overlaps after((1..5], [1..5)); overlaps after((1..5], [1..5])
finishes(10, [1..10]); finishes([5..10], [1..10]); finishes([5..10), [1..10)); finishes([1..10], [1..10])
finishes((1..10], [1..10]); finished by([1..10], 10); finished by([1..10], [5..10]); finished by([1..10], (1..10])
includes([1..10], 5); includes([1..10], 1); includes([1..10], 10); includes([1..10], [4..6])
includes((1..10], (1..5]); includes([1..10], (1..10)); includes([1..10), [5..10)); includes([1..10], [1..10])
during(5, [1..10]); during([4..6], [1..10]); during((1..5], (1..10]); during([1..10], [1..10])
starts(1, [1..10]); starts([1..5], [1..10]); starts((1..5], (1..10]); starts([1..10), [1..10])
started by([1..10], 1); started by([1..10], [1..5]); started by((1..10], (1..5]); started by([1..10], [1..10))
coincides(5, 5); coincides([1..5], [1..5])
before(@"2026-11-01", @"2026-11-14"); during(@"2026-11-14", [@"2026-11-01"..@"2026-11-30"])
"""
FALSE = """
before(10, 1); before(1, [1..10]); before([1..10], 10); before([1..10], [10..20])
after(5, 10); after(10, [1..10]); after([11..20], 12); after([11..20], 11); after([1..10], [11..20])
meets([1..5), [5..10]); meets([1..5], (5..10]); meets([1..5], [6..10])
met by([5..10], [1..5)); met by((5..10], [1..5]); met by([6..10], [1..5])
overlaps([1..5], [6..8]); overlaps([6..8], [1..5]); overlaps([1..5], (5..8]); overlaps([1..5), [5..8])
overlaps before([1..5], [6..8]); overlaps before([1..5], (5..8]); overlaps before([1..5), [5..8])
overlaps before([1..5), [1..5]); overlaps before([1..5], [1..5])
overlaps after([6..8], [1..5]); overlaps after((5..8], [1..5]); overlaps after([5..8], [1..5))
overlaps after([1..5], [1..5)); overlaps after([1..5], [1..5])
finishes(10, [1..10)); finishes([5..10), [1..10]); finished by([1..10), 10); finished by([1..10), [5..10])
includes([1..10], 12); includes((1..10], 1); includes([1..10), 10)
during(12, [1..10]); during(1, (1..10]); during(10, [1..10))
starts(1, (1..10]); starts(2, [1..10]); starts((1..5], [1..10]); starts([1..5], (1..10])
started by((1..10], 1); started by([1..10], 2); started by([1..10], (1..5]); started by((1..10], [1..5])
coincides(3, 4); coincides((1..5), [1..5]); coincides([1..5], [2..6])
"""


def each(written: str) -> list[str]:
    return [text for line in written.strip().splitlines() for text in line.split("; ")]


@pytest.mark.parametrize("text", each(TRUE))
def test_a_relation_that_holds(text: str) -> None:
    assert ask(text) is True


@pytest.mark.parametrize("text", each(FALSE))
def test_a_relation_that_does_not_hold(text: str) -> None:
    assert ask(text) is False


@pytest.mark.parametrize("text", ['before(1, "a")', "meets([1..3], 2)", "during(null, [1..2])", "before(1)"])
def test_what_cannot_be_compared_is_null(text: str) -> None:
    assert ask(text) is None
