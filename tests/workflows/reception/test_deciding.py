"""Deciding who does an issue of a sitting, when it has gone on meanwhile: sent up, answered, or taken back."""

from datetime import date

import pytest
import sqlalchemy as sa

from database.session import Database
from tests.workflows.cycle import at
from tests.workflows.issues.handled import ANSWER, FOUND, SORTED
from tests.workflows.reception.received import CLOCK, HELD, NAMED, Received
from workflows.direction.tables import direction
from workflows.direction.take_back import take_back
from workflows.errors import Refused
from workflows.house import HOUSE
from workflows.issues.tables import issue
from workflows.reception.document import notice_facts
from workflows.reception.rows import lines_of
from workflows.reception.tables import reception_issue

UP = {**SORTED, "decision": "up", "up_reason": "Vượt thẩm quyền của phường."}


@pytest.fixture
def ward(database: Database) -> Received:
    """Ward 3 receives on Monday, 5 May, opened by hand."""
    ward = Received(database, at(5, 9))
    ward.opens("c003.head", date(2025, 5, 5))
    ward.pump()
    return ward


def test_a_day_off_that_the_head_names_is_moved_at_once(ward: Received) -> None:
    taken = ward.raised("c003.reporter", **{**NAMED, "due": "2025-05-18"})
    with ward.database.read() as session:
        [line] = lines_of(session, reception_issue.c.issue_key == taken.key)
    assert (line.to_confirm, line.due) == (True, at(19, 17)), "Sunday, and so Monday"
    ward.do("c003.reporter", ward.subject, "hold", **HELD)
    ward.do("c003.head", ward.subject, "close", conclusion="")
    [given] = ward.all(direction)
    assert given.due_at == at(19, 17)


def test_what_was_sent_up_stays_with_the_unit_above_whatever_the_head_below_names(ward: Received) -> None:
    taken = ward.raised("c003.reporter", way="later")
    name = f"issue:{taken.key}"
    ward.do("c003.receiver", name, "triage", **UP)
    assert ward.open(name) == {"triage": "D001.receiver"}
    charge = ward.row(sa.select(issue)).charge_unit_key
    ward.decides("c003.head", taken.key, **NAMED)
    assert ward.open(name) == {"triage": "D001.receiver"}
    assert ward.row(sa.select(issue)).charge_unit_key == charge


def test_what_was_answered_meanwhile_is_given_to_nobody_when_the_head_concludes(ward: Received) -> None:
    taken = ward.raised("c003.reporter", **{**NAMED, "due": "2025-05-06"})
    name = f"issue:{taken.key}"
    ward.do("c003.reporter", ward.subject, "hold", **HELD)
    ward.do("c003.receiver", name, "triage", **SORTED)
    ward.do("c003.reporter", name, "verify", **{**FOUND, "decision": "answer"})
    ward.do("c003.reporter", name, "answer", **ANSWER)
    ward.do("c003.head", name, "review", decision="approve")
    ward.go_to(at(7, 9))
    ward.do("c003.head", ward.subject, "close", conclusion="")
    assert ward.sitting.state == "closed"
    assert ward.all(direction) == []
    with ward.database.read() as session:
        [said] = notice_facts(session, ward.key).conclusions
    assert (said.unit, said.named) == ("Phường 3", False)


def test_what_nobody_gave_goes_its_ordinary_way_when_the_case_is_ended_from_outside(ward: Received) -> None:
    for said in (NAMED, {"way": "later"}):
        ward.raised("c003.reporter", **said)
    ward.do("c003.reporter", ward.subject, "hold", **HELD)
    ward.cut_short(ward.subject)
    with ward.database.read() as session:
        lines = lines_of(session, reception_issue.c.reception_key == ward.key)
    assert [(line.decided, line.to_confirm, line.due) for line in lines] == [
        (True, False, row.due_at) for row in ward.all(issue)
    ]


def test_what_the_head_left_to_the_ordinary_clock_nobody_else_decides_otherwise(ward: Received) -> None:
    taken = ward.raised("c003.reporter", way="later")
    ward.decides("c003.head", taken.key, **CLOCK)
    with pytest.raises(Refused, match="The head has decided"):
        ward.decides("c003.reporter", taken.key, **NAMED)
    assert ward.issue(taken.key).way == "clock"
    ward.decides("c003.head", taken.key, **NAMED)
    assert ward.issue(taken.key).direction_key is not None


def test_what_a_clerk_wrote_down_a_clerk_mends(ward: Received) -> None:
    taken = ward.raised("c003.reporter", **CLOCK)
    ward.decides("c003.receiver", taken.key, **NAMED)
    assert ward.issue(taken.key).way == "named"


def test_what_was_taken_back_is_named_anew(ward: Received) -> None:
    taken = ward.raised("c003.head", **NAMED)
    first = ward.issue(taken.key).direction_key
    head = ward.viewer("c003.head")
    with ward.database.write() as session:
        take_back(session, HOUSE, head, first, "Giao nhầm.", now=ward.now)
    ward.decides("c003.head", taken.key, **NAMED)
    second = ward.issue(taken.key).direction_key
    assert [row.key for row in ward.all(direction)] == [first, second]
