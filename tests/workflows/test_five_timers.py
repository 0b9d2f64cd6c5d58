"""The diagram's timers, by moving the clock: each fires once, at its minute, and tells whom its rule names."""

from datetime import datetime

import pytest

from tests.workflows.cycle import Cycle, at

OWN, HEAD = "C003.reporter", "C003.head"
DESK, DISTRICT_HEAD = "D001.receiver", "D001.head"

FIRED = [
    (at(14, 8), "before_2", {OWN}),
    (at(15, 8), "before_1", {OWN}),
    (at(16, 17), "due", {OWN, HEAD}),
    (at(19, 17), "after_1", {OWN, DESK}),
    (at(21, 17), "after_3", {OWN, HEAD, DESK, DISTRICT_HEAD}),
]


@pytest.mark.parametrize(("moment", "rule", "who"), FIRED, ids=[rule for _, rule, _ in FIRED])
def test_a_timer_fires_at_its_minute_and_not_before(
    cycle: Cycle, moment: datetime, rule: str, who: set[str]
) -> None:
    cycle.open()
    cycle.go_to(moment.replace(minute=59, hour=moment.hour - 1))
    assert rule not in {told for told, _ in cycle.told("C003")}
    cycle.go_to(moment)
    assert {recipient for told, recipient in cycle.told("C003") if told == rule} == who


def test_all_five_fire_once_and_in_order(cycle: Cycle) -> None:
    cycle.open()
    cycle.go_to(at(28))
    rules = [rule for rule, _ in cycle.told("C003")]
    assert list(dict.fromkeys(rules)) == ["before_2", "before_1", "due", "after_1", "after_3"]
    assert len(cycle.told("C003")) == len(set(cycle.told("C003")))


def test_after_a_downtime_each_fires_once(cycle: Cycle) -> None:
    cycle.open()
    cycle.now = at(28)
    cycle.pump()
    cycle.pump()
    rules = [rule for rule, _ in cycle.told("C003")]
    assert list(dict.fromkeys(rules)) == ["before_2", "before_1", "due", "after_1", "after_3"]
    assert len(cycle.told("C003")) == len(set(cycle.told("C003")))


def test_who_has_submitted_is_not_reminded(cycle: Cycle) -> None:
    cycle.open()
    cycle.go_to(at(14, 9))
    cycle.submit("C003")
    cycle.go_to(at(22))
    assert {rule for rule, _ in cycle.told("C003")} == {"before_2", "sent", "receive_late"}


def test_a_slow_receiver_is_reminded(cycle: Cycle) -> None:
    cycle.open()
    cycle.now = at(14, 9)
    cycle.submit("C003")
    cycle.go_to(at(16, 16, 59))
    assert "receive_late" not in {rule for rule, _ in cycle.told("C003")}
    cycle.go_to(at(16, 17))
    assert ("receive_late", DESK) in cycle.told("C003")


def test_after_a_return_only_reminders_still_ahead_are_armed(cycle: Cycle) -> None:
    cycle.open()
    cycle.go_to(at(15, 9))
    cycle.submit("C003")
    cycle.go_to(at(19, 9))
    cycle.send_back("C003", "D001")
    before = len(cycle.told("C003"))
    cycle.go_to(at(21, 16, 59))
    later = cycle.told("C003")[before:]
    assert {rule for rule, _ in later} == {"before_1"}
    cycle.go_to(at(21, 17))
    assert ("due", HEAD) in cycle.told("C003")


def test_the_root_s_own_head_is_told_where_nobody_stands_above(cycle: Cycle) -> None:
    cycle.open()
    cycle.go_to(at(30))
    assert ("after_1", "P01.head") in cycle.told("P01")
