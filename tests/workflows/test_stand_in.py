"""Somebody stands in for an absent colleague: he sees and does the tasks, which keep their dates."""

import pytest

from tests.workflows.cycle import ANSWERS, Cycle, at
from workflows.case import case
from workflows.claim import claim
from workflows.complete_task import complete_task
from workflows.errors import NotYours
from workflows.house import HOUSE
from workflows.inbox import inbox
from workflows.staff_account import add_account, let_stand_in
from workflows.submission_document import submission_facts


def tasks_of(cycle: Cycle, username: str) -> list[tuple[str, object]]:
    viewer = cycle.viewer(username)
    with cycle.database.read() as session:
        found = inbox(session, viewer, cycle.now, scope="mine")
    return [(row.unit_name, row.due_at) for row in found.rows]


def test_a_stand_in_sees_the_tasks_on_his_days_only(cycle: Cycle) -> None:
    cycle.open()
    own = tasks_of(cycle, "c003.reporter")
    assert own == [("Phường 3", at(16, 17))]
    assert tasks_of(cycle, "c004.reporter") == [("Phường 4", at(16, 17))]
    with cycle.database.write() as session:
        days = {"first": at(8).date(), "last": at(9).date()}
        let_stand_in(session, "c003.reporter", "c004.reporter", **days, now=cycle.now)
    cycle.now = at(7, 23, 59)
    assert len(tasks_of(cycle, "c004.reporter")) == 1
    cycle.now = at(8, 0, 0)
    assert sorted(tasks_of(cycle, "c004.reporter")) == [("Phường 3", at(16, 17)), ("Phường 4", at(16, 17))]
    cycle.now = at(9, 23, 59)
    assert len(tasks_of(cycle, "c004.reporter")) == 2
    cycle.now = at(10, 0, 0)
    assert len(tasks_of(cycle, "c004.reporter")) == 1


def test_an_account_of_no_office_sees_nothing(cycle: Cycle) -> None:
    cycle.open()
    with cycle.database.write() as session:
        add_account(
            session,
            "a.operator",
            "mot mat khau dai",
            unit_code=None,
            roles=["operator"],
            office="",
            now=cycle.now,
        )
    assert tasks_of(cycle, "a.operator") == []


def test_a_stand_in_does_what_the_absent_one_had_taken(cycle: Cycle) -> None:
    cycle.open()
    draft = cycle.task("C003", "draft")
    with cycle.database.write() as session:
        claim(session, cycle.viewer("c003.reporter"), draft, now=cycle.now)
        days = {"first": at(8).date(), "last": at(9).date()}
        let_stand_in(session, "c003.reporter", "c004.reporter", **days, now=cycle.now)
    cycle.now = at(8, 9)
    assert ("Phường 3", at(16, 17)) in tasks_of(cycle, "c004.reporter")
    with cycle.database.write() as session:
        complete_task(session, HOUSE, cycle.viewer("c004.reporter"), draft, ANSWERS, now=cycle.now)
    assert cycle.open_elements("C003") == ["approve"]


def test_after_his_days_a_stand_in_does_nothing_more(cycle: Cycle) -> None:
    cycle.open()
    draft = cycle.task("C003", "draft")
    with cycle.database.write() as session:
        claim(session, cycle.viewer("c003.reporter"), draft, now=cycle.now)
        days = {"first": at(8).date(), "last": at(8).date()}
        let_stand_in(session, "c003.reporter", "c004.reporter", **days, now=cycle.now)
    cycle.now = at(9, 9)
    with cycle.database.write() as session, pytest.raises(NotYours):
        complete_task(session, HOUSE, cycle.viewer("c004.reporter"), draft, ANSWERS, now=cycle.now)
    assert cycle.open_elements("C003") == ["draft"]


@pytest.mark.parametrize(("writer", "also"), [("c003.reporter", "; cũng là người soạn"), ("c003.second", "")])
def test_who_approves_for_the_absent_head_is_named_as_standing_in(
    cycle: Cycle, writer: str, also: str
) -> None:
    cycle.open()
    with cycle.database.write() as session:
        add_account(
            session,
            "c003.second",
            "mot mat khau dai",
            unit_code="C003",
            roles=["reporter"],
            office="Cán bộ tổng hợp, Phường 3",
            now=cycle.now,
        )
        days = {"first": at(7).date(), "last": at(9).date()}
        let_stand_in(session, "c003.head", "c003.reporter", **days, now=cycle.now)
    with cycle.database.write() as session:
        complete_task(
            session, HOUSE, cycle.viewer(writer), cycle.task("C003", "draft"), ANSWERS, now=cycle.now
        )
    with cycle.database.write() as session:
        decision = {"decision": "approve"}
        viewer = cycle.viewer("c003.reporter")
        complete_task(session, HOUSE, viewer, cycle.task("C003", "approve"), decision, now=cycle.now)
    named = f"Cán bộ tổng hợp, Phường 3 (làm thay Lãnh đạo phường, Phường 3{also})"
    with cycle.database.read() as session:
        key = cycle.report("C003").key
        facts, _ = submission_facts(session, key)
        held = case(session, cycle.viewer("d001.head"), key, cycle.now).hand_overs
    assert facts.approval.office == named
    assert [over.office["vi"] for over in held if over.element == "approve"] == [named]
