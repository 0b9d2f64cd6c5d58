from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from web.charts import FILLS, Part, segments
from web.data_calls import show as data_call
from web.indicators import page as indicators
from web.proposals import lists as proposals


def test_parts_stand_side_by_side_and_fill_the_bar() -> None:
    on_time, late, missing = (
        Part(7, "Đúng hạn", "plain"),
        Part(2, "Nộp muộn", "hatched"),
        Part(0, "Không gửi", "black"),
    )
    first, second = segments([on_time, late, missing])
    assert (first.start, first.width, first.middle) == ("0.00%", "77.78%", "38.89%")
    assert (second.start, second.width) == ("77.78%", "22.22%")
    assert (first.chip, first.chip_shift) == (26, "-13.0")


def test_a_number_that_does_not_fit_is_left_to_the_list() -> None:
    wide, narrow = segments([Part(99, "Đúng hạn", "plain"), Part(1, "Nộp muộn", "hatched")])
    assert wide.chip
    assert narrow.chip is None


def test_nothing_at_all_is_an_empty_bar() -> None:
    assert segments([Part(0, "Đúng hạn", "plain")]) == []


@given(st.lists(st.integers(0, 4000), min_size=1, max_size=6))
def test_the_widths_add_up_to_the_whole(amounts: list[int]) -> None:
    found = segments([Part(amount, "", "plain") for amount in amounts])
    widths = sum(float(one.width.rstrip("%")) for one in found)
    assert abs(widths - (100 if sum(amounts) else 0)) < 0.05


def test_every_fill_can_be_told_without_colour() -> None:
    assert len(set(FILLS.values())) == len(FILLS) == 8


@pytest.mark.parametrize("fill", [paint[5:-1] for paint in FILLS.values() if paint.startswith("url")])
def test_every_pattern_is_drawn(fill: str) -> None:
    assert f'<pattern id="{fill}"' in Path("web/templates/parts/sums.html").read_text()


@pytest.mark.parametrize(
    "fills",
    [
        proposals.FILLS,
        indicators.FILLS,
        indicators.HELD_FILLS,
        {state: fill for state, (_colour, fill) in data_call.LOOKS.items()},
    ],
)
def test_no_two_terms_of_a_sum_look_alike(fills: Mapping[str, str]) -> None:
    assert len(set(fills.values())) == len(fills)
    assert set(fills.values()) <= FILLS.keys()
