"""Exceptions first: late, back again, stopped by a fault; and the morning of whoever leads."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from engine.incidents import open_incident
from engine.statements import Driver
from tests.stores import BOTH_STORES
from tests.web.work.matters import given
from tests.workflows.cycle import Cycle, at
from tests.workflows.issues.handled import ANSWER, FOUND, SORTED, Handled
from workflows.boards import exceptions as board
from workflows.boards.exceptions import Exceptions, exceptions, late_ones
from workflows.boards.morning import Morning, leads, morning
from workflows.direction.tables import direction


def found(cycle: Cycle, who: str = "d001.head") -> Exceptions:
    with cycle.database.read() as session:
        return exceptions(session, cycle.viewer(who), cycle.now)


def this_morning(cycle: Cycle, who: str = "d001.head") -> Morning:
    with cycle.database.read() as session:
        return morning(session, cycle.viewer(who), cycle.now)


@BOTH_STORES
def test_the_worst_comes_first_urgent_ones_before_all(cycle: Cycle, monkeypatch: pytest.MonkeyPatch) -> None:
    first, urgent = Handled(cycle), Handled(cycle)
    cycle.now = at(2)
    first.raised()
    cycle.open()
    cycle.go_to(at(9))
    urgent.raised(urgency="flash")
    cycle.now = at(27)
    late = found(cycle).late
    assert late[0].subject == f"issue:{urgent.key}"
    assert late[0].urgent
    rest = [one.due_at for one in late[1:]]
    assert rest == sorted(rest)
    assert f"issue:{first.key}" in [one.subject for one in late]
    assert any(one.subject.startswith("report:") for one in late)
    assert found(cycle).late_total == len(late)
    monkeypatch.setattr(board, "MOST", 1)  # of its own page, and no limit of what is asked for
    with cycle.database.read() as session:
        assert late_ones(session, cycle.viewer("d001.head"), cycle.now, most=len(late))[0] == late


def test_what_is_late_below_is_an_exception_above_and_nowhere_beside(cycle: Cycle) -> None:
    flood = Handled(cycle)
    cycle.now = at(8)
    flood.raised()
    cycle.now = at(30, month=6)
    for who, sees in (("c003.head", True), ("d001.head", True), ("p01.leader", True), ("c004.head", False)):
        subjects = [one.subject for one in found(cycle, who).late]
        assert (f"issue:{flood.key}" in subjects) is sees, who


def test_what_is_in_time_is_no_exception(cycle: Cycle) -> None:
    cycle.open()
    Handled(cycle).raised()
    with cycle.database.write() as session:
        given(session, cycle)
    assert found(cycle) == Exceptions([], 0, [], 0, [], 0)


@BOTH_STORES
def test_what_came_back_is_told_until_it_goes_out_again(cycle: Cycle) -> None:
    cycle.open()
    flood = Handled(cycle)
    cycle.go_to(at(15, 9))
    cycle.submit("C003")
    cycle.send_back("C003", "D001")
    flood.raised()
    flood.do("c003.receiver", SORTED)
    flood.do("c003.reporter", {**FOUND, "decision": "answer"})
    flood.do("c003.reporter", ANSWER)
    assert f"issue:{flood.key}" not in subjects_back(cycle)
    flood.do("c003.head", {"decision": "return", "reason_code": "no_date", "reason": "Chưa rõ ai làm."})
    assert subjects_back(cycle) == {f"issue:{flood.key}", f"report:{cycle.report('C003').key}"}
    flood.do("c003.reporter", ANSWER)
    assert f"issue:{flood.key}" not in subjects_back(cycle), "another answer waits for its reviewer"


def subjects_back(cycle: Cycle) -> set[str]:
    back = found(cycle, "c003.head")
    assert back.returned_total == len(back.returned)
    assert all(one.returned for one in back.returned)
    return {one.subject for one in back.returned}


def test_a_fault_is_told_to_the_unit_it_holds_up(cycle: Cycle) -> None:
    cycle.open()
    flood = Handled(cycle)
    flood.raised()
    with cycle.database.write() as session:
        for key in (cycle.report("C003").instance_key, flood.row.instance_key):
            open_incident(Driver(session), key, "send", ref=f"x{key}", error=ValueError("x"), now=cycle.now)
    stopped = found(cycle, "c003.head").stopped
    assert [one.href for one in stopped] == [
        f"/reports/{cycle.report('C003').key}",
        f"/issues/{flood.key}",
    ]
    assert found(cycle, "c003.head").stopped_total == 2
    assert found(cycle, "c004.head").stopped == []


@BOTH_STORES
def test_a_morning_tells_what_changed_what_waits_and_what_is_due_today(cycle: Cycle) -> None:
    cycle.open()
    cycle.go_to(at(15, 9))
    cycle.submit("C003")
    Handled(cycle).raised()
    with cycle.database.write() as session:
        key = given(session, cycle)
        session.execute(
            sa.update(direction).where(direction.c.key == key).values(due_at=cycle.now + timedelta(hours=2))
        )
    seen = this_morning(cycle)
    assert seen.changed.since == at(14, 0)
    assert dict(seen.changed.issues) == {"raised": 1, "mentions": 1, "received": 1}
    assert seen.changed.reports_sent == 1
    assert [one.subject for one in seen.today] == [f"direction:{key}"]
    cycle.now = at(16, 9)
    cycle.now += timedelta(days=4)
    assert this_morning(cycle).changed.reports_sent == 0


def test_who_leads_begins_the_day_with_it(cycle: Cycle) -> None:
    assert [leads(cycle.viewer(who)) for who in ("d001.head", "p01.leader", "c003.reporter", "admin")] == [
        True,
        True,
        False,
        False,
    ]


def test_an_account_without_a_unit_sees_empty_boards(cycle: Cycle) -> None:
    cycle.open()
    cycle.now = at(27)
    assert this_morning(cycle, "admin").hot.urgent == []
