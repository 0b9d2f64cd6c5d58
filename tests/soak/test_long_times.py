"""The short form of bench/years.py."""

from datetime import date

from bench.years import clock_jumps, many_years, weeks_down
from tests.soak.conftest import Make
from tests.stores import BOTH_STORES


@BOTH_STORES
def test_after_45_days_down_every_timer_fires_once_in_order_and_says_how_late_it_is(make: Make) -> None:
    figures = weeks_down(make(3))
    assert figures["passed"] == figures["armed"]
    assert figures["latest_seconds"] > 30 * 86_400
    assert figures["ended"] == figures["chains_valid"] == 4


@BOTH_STORES
def test_a_clock_that_leaps_and_falls_back_fires_nothing_twice(make: Make) -> None:
    figures = clock_jumps(make(2), jumps=6)
    assert figures["timers_once"] > 0
    assert figures["cycles"] == 2


def test_the_months_around_a_leap_day_open_once_and_on_time(make: Make) -> None:
    figures = many_years(make(1), first=2028, until=date(2028, 3, 1))
    assert figures["leap_days"] == 1
    assert figures["month"] >= 2
