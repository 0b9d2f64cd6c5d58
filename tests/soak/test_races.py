"""The short form of bench/races.py."""

from bench.races import double_submits, races
from tests.soak.conftest import Make
from tests.stores import ON_POSTGRESQL

pytestmark = ON_POSTGRESQL


def test_of_eight_heads_at_one_approval_one_wins_and_seven_are_told(make: Make) -> None:
    figures = races(make(6), 6)
    assert (figures["won"], figures["told_somebody_else"]) == (6, 42)


def test_a_form_sent_many_times_at_once_is_done_once(make: Make) -> None:
    figures = double_submits(make(2), 2, at_once=12)
    assert (figures["won"], figures["told_somebody_else"]) == (2, 22)
