"""Charts keep to their width and scale, whatever the numbers are."""

import pytest

from web.indicators.drawing import MOST_BARS, PLOT_PIXELS, bars, columns, nice
from web.indicators.figures import Figure, Row, Value


def figure(*rows: tuple[str, Value, Value]) -> Figure:
    return Figure(
        "Theo tháng", ("Tháng", "Phản ánh", "Trả lời"), [Row(name, values) for name, *values in rows]
    )


@pytest.mark.parametrize(
    ("most", "end"),
    [(0, 2), (1, 2), (2, 2), (3, 10), (10, 10), (11, 20), (20, 20), (21, 50), (51, 100), (999, 1000)],
)
def test_a_scale_ends_at_a_round_number(most: int, end: int) -> None:
    assert nice(most) == end


def test_columns_stand_on_the_line_and_within_the_width() -> None:
    drawn = columns(figure(("12/2024", 10, 0), ("01/2025", 5, -3), ("02/2025", 0, 2)))
    first, second, third = drawn.months
    assert (first.raised.top, first.raised.height, first.answered.height) == (0, PLOT_PIXELS, 0)
    assert (second.raised.top, second.raised.height, second.answered.height) == (75, 75, 0)
    assert third.answered.top + third.answered.height == PLOT_PIXELS
    assert [(month.label, month.year) for month in drawn.months] == [("12", "2024"), ("1", "2025"), ("2", "")]
    assert float(third.answered.left[:-1]) + float(third.answered.width[:-1]) < 100
    assert [line.label for line in drawn.lines] == ["0", "5", "10"]


def test_many_months_are_not_all_named() -> None:
    rows = [(f"{month % 12 + 1:02}/{2024 + month // 12}", 1, 1) for month in range(30)]
    assert sum(bool(month.label) for month in columns(figure(*rows)).months) == MOST_BARS - 2


def test_bars_are_shares_of_the_longest_and_not_too_many() -> None:
    drawn = bars(figure(("Đường", 8, 2), ("Nước", 4, 8), ("Khác", -1, 0)))
    assert [(bar.raised, bar.answered) for bar in drawn] == [
        ("100.0%", "25.0%"),
        ("50.0%", "100.0%"),
        ("0.0%", "0.0%"),
    ]
    assert len(bars(figure(*((str(place), place, 0) for place in range(MOST_BARS + 5))))) == MOST_BARS


def test_of_nothing_there_is_an_empty_chart() -> None:
    assert columns(figure()).months == []
    assert bars(figure(("Đường", 0, 0)))[0].raised == "0.0%"
