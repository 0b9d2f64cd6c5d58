"""The diagram's timers, by moving the clock: each fires once, at its minute, and tells whom its rule names."""

from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa

from notifications.sentences import render
from notifications.tables import outbox
from tests.stores import BOTH_STORES
from tests.workflows.cycle import Cycle, at

pytestmark = BOTH_STORES

MINUTE = timedelta(minutes=1)
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
    assert {rule for rule, _ in cycle.told("C003")} == {"before_2", "approve_waiting", "sent", "receive_late"}


def test_a_slow_receiver_is_reminded(cycle: Cycle) -> None:
    cycle.open()
    cycle.now = at(14, 9)
    cycle.submit("C003")
    cycle.go_to(at(16, 16, 59))
    assert "receive_late" not in {rule for rule, _ in cycle.told("C003")}
    cycle.go_to(at(16, 17))
    assert ("receive_late", DESK) in cycle.told("C003")


def test_what_nobody_received_ends_with_the_cycle_and_counts_as_sent(cycle: Cycle) -> None:
    cycle.open()
    cycle.now = at(14, 9)
    cycle.submit("C003")
    closes = cycle.report("C003").closes_at
    cycle.go_to(closes - MINUTE)
    assert cycle.open_elements("C003") == ["accept"]
    cycle.go_to(closes)
    assert cycle.open_elements("C003") == []
    ended = cycle.report("C003")
    assert (ended.outcome, ended.accepted_at) == ("on_time", None)


def test_what_was_never_sent_ends_with_the_cycle_and_is_missing(cycle: Cycle) -> None:
    cycle.open()
    closes = cycle.report("C003").closes_at
    cycle.go_to(closes - MINUTE)
    assert cycle.open_elements("C003") == ["draft"]
    cycle.go_to(closes)
    assert cycle.open_elements("C003") == []
    assert cycle.report("C003").outcome == "missing"


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


def words_of(cycle: Cycle, unit: str, rule: str) -> tuple[str, str]:
    """The words a rule was told in last, and what they say."""
    with cycle.database.read() as session:
        row = session.execute(
            sa.select(outbox)
            .where(outbox.c.about == f"report:{cycle.report(unit).key}", outbox.c.rule == rule)
            .order_by(outbox.c.key.desc())
        ).first()
    assert row is not None, rule
    read = render(row.words, "vi", row.facts)
    return row.words, f"{read.subject} {read.body}"


@pytest.mark.parametrize(
    ("rule", "moment"),
    [("before_1", at(20, 8)), ("due", at(21, 17)), ("after_1", at(22, 17)), ("after_3", at(26, 17))],
)
def test_a_returned_report_is_reminded_of_its_correction_and_not_of_a_first_submission(
    cycle: Cycle, rule: str, moment: datetime
) -> None:
    cycle.open()
    cycle.go_to(at(15, 9))
    cycle.submit("C003")
    cycle.go_to(at(19, 9))
    cycle.send_back("C003", "D001")
    cycle.go_to(moment)
    words, said = words_of(cycle, "C003", rule)
    assert words == f"correct_{rule}"
    assert "21/05/2025 17:00" in said or rule.startswith("after_")
    assert "16/05" not in said
    assert "chưa gửi báo cáo" not in said


def test_a_reminder_that_a_downtime_kept_past_the_due_date_speaks_of_no_time_left(cycle: Cycle) -> None:
    cycle.open()
    cycle.now = at(28)
    cycle.pump()
    words, said = words_of(cycle, "C003", "before_2")
    assert words == "due"
    assert "còn 2 ngày" not in said
