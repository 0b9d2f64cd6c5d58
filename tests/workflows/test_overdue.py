"""What is late, for those who must see that it comes."""

import pytest

from tests.stores import BOTH_STORES
from tests.workflows.cycle import DUE_WARD, Cycle, at
from workflows.overdue import Overdue, overdue

pytestmark = BOTH_STORES


def late(cycle: Cycle, username: str, cursor: str | None = None) -> Overdue:
    with cycle.database.read() as session:
        return overdue(session, cycle.viewer(username), cycle.now, cursor=cursor)


def names(found: Overdue) -> list[str]:
    return [line.row.unit_name for line in found.rows]


def test_at_the_very_minute_nothing_is_late_and_one_after_it_is(cycle: Cycle) -> None:
    cycle.open()
    cycle.go_to(DUE_WARD)
    assert late(cycle, "d001.leader").total == 0
    cycle.go_to(at(16, 17, 1))
    assert names(late(cycle, "d001.leader")) == ["Phường 3", "Phường 4"]


def test_a_leader_sees_his_part_of_the_tree_and_no_other(cycle: Cycle) -> None:
    cycle.open()
    cycle.go_to(at(16, 18))
    assert names(late(cycle, "d002.leader")) == ["Xã 5"]
    assert late(cycle, "p01.leader").total == 3
    assert late(cycle, "admin").total == 3
    assert names(late(cycle, "c003.head")) == ["Phường 3"]
    assert late(cycle, "p01-sxd.officer").total == 0


def test_each_row_says_who_was_told_and_what_comes_next(cycle: Cycle) -> None:
    cycle.open()
    cycle.go_to(at(19, 18))
    row = late(cycle, "d002.leader").rows[0]
    assert [(told.at, told.rule, len(told.offices)) for told in row.told] == [
        (at(14, 8), "before_2", 1),
        (at(15, 8), "before_1", 1),
        (DUE_WARD, "due", 2),
        (at(19, 17), "after_1", 2),
    ]
    assert row.coming is not None
    assert (row.coming.rule, row.coming.at) == ("after_3", at(21, 17))
    assert row.holder is not None
    assert row.holder.step == "draft"


def test_the_most_pressing_is_the_leader_s_own_report_that_waits_for_others(cycle: Cycle) -> None:
    cycle.open()
    cycle.go_to(at(16, 18))
    found = late(cycle, "d001.leader").pressing
    assert found is not None
    assert (found.row.handle, found.waiting_for) == ("D001", 2)
    assert late(cycle, "c003.head").pressing is None


def test_a_returned_report_is_late_again_after_its_new_date(cycle: Cycle) -> None:
    cycle.open()
    cycle.go_to(at(15, 9))
    cycle.submit("C005")
    cycle.go_to(at(16, 10))
    cycle.send_back("C005", "D002")
    cycle.go_to(at(20, 17))
    assert late(cycle, "c005.head").total == 0
    cycle.go_to(at(20, 17, 1))
    assert late(cycle, "c005.head").total == 1
    cycle.submit("C005")
    assert late(cycle, "c005.head").total == 0


def test_a_closed_cycle_has_nothing_overdue(cycle: Cycle) -> None:
    cycle.open()
    cycle.go_to(at(12, month=6))
    assert late(cycle, "admin").total == 0


def test_the_list_goes_on_by_its_cursor_and_a_foreign_one_begins_anew(
    cycle: Cycle, monkeypatch: pytest.MonkeyPatch
) -> None:
    cycle.open()
    cycle.go_to(at(16, 18))
    monkeypatch.setattr("workflows.overdue.PAGE", 2)
    first = late(cycle, "admin")
    second = late(cycle, "admin", first.next_cursor)
    assert names(first) + names(second) == ["Phường 3", "Phường 4", "Xã 5"]
    assert second.next_cursor is None
    for foreign in ("", "x", "-1", "9" * 5000):
        assert len(names(late(cycle, "admin", foreign))) == 2
