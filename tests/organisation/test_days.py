from datetime import UTC, date, datetime

import pytest

from organisation.days import Span, covers, local_day

JUNE_30, JULY_1, JULY_2 = date(2025, 6, 30), date(2025, 7, 1), date(2025, 7, 2)


def test_a_span_holds_both_its_ends_and_nothing_beyond() -> None:
    span = Span(JULY_1, JULY_1)

    assert [span.holds(day) for day in (JUNE_30, JULY_1, JULY_2)] == [False, True, False]
    assert Span().holds(JULY_1)


def test_a_span_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(ValueError, match="is before"):
        Span(JULY_1, JUNE_30)


def test_spans_that_touch_on_one_day_share_that_day() -> None:
    assert Span(None, JULY_1).common(Span(JULY_1, None)) == Span(JULY_1, JULY_1)
    assert Span(None, JUNE_30).common(Span(JULY_1, None)) is None
    assert Span().common(Span()) == Span()


@pytest.mark.parametrize(
    ("parts", "whole", "covered"),
    [
        ([Span(None, JUNE_30), Span(JULY_1, None)], Span(), True),
        ([Span(JULY_1, None), Span(None, JUNE_30)], Span(), True),
        ([Span(None, JUNE_30), Span(JULY_2, None)], Span(), False),
        ([Span(None, JUNE_30)], Span(None, JUNE_30), True),
        ([Span(None, JUNE_30)], Span(None, JULY_1), False),
        ([Span(JULY_1, None)], Span(None, JULY_1), False),
        ([], Span(), False),
    ],
)
def test_parts_cover_a_span_when_no_day_is_left_out(parts: list[Span], whole: Span, *, covered: bool) -> None:
    assert covers(parts, whole) is covered


def test_the_day_changes_at_midnight_where_the_units_are() -> None:
    assert local_day(datetime(2025, 6, 30, 16, 59, tzinfo=UTC)) == JUNE_30
    assert local_day(datetime(2025, 6, 30, 17, 0, tzinfo=UTC)) == JULY_1
