"""The short form of bench/outages.py."""

from bench.outages import failing_disks
from tests.soak.conftest import Make


def test_a_disk_that_fails_loses_nothing_and_what_it_refused_is_taken_later(make: Make) -> None:
    figures = failing_disks(make(20), 20)
    assert figures["acknowledged"] == 20
    assert figures["taken_until_full"] < 20
