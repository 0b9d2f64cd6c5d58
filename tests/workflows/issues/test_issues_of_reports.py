"""The issues of an accepted report enter the register by themselves, each once."""

from typing import Any

import pytest

from tests.workflows.cycle import Cycle, at
from tests.workflows.issues.register import events, issues, parties, report_and_accept, sources, told
from tests.workflows.played import Playing
from workflows.complete_task import complete_task
from workflows.corrections import open_correction
from workflows.draft import Origin
from workflows.house import HOUSE
from workflows.issues.open_for_report import open_for_report, starting_draft
from workflows.open_task import find_task
from workflows.submission import draft_answers, draft_revision
from workflows.task_forms import form_for

FLOOD = {"summary": "Ngập ở ngõ 5 sau mưa lớn.", "field": "infrastructure", "mentions": 14}


@pytest.fixture
def may(played: Playing) -> Cycle:
    """The cycle of May, open."""
    return played(Cycle.open)


def test_an_issue_is_registered_when_the_report_is_accepted_and_not_before(may: Cycle) -> None:
    may.submit("C003", told(FLOOD))
    assert issues(may) == []
    may.accept("C003", "D001")
    (found,) = issues(may)
    assert (found.number, found.year, found.state, found.mentions) == (1, 2025, "received", 14)
    assert (found.category, found.channel, found.area) == ("infrastructure", "hotline", "all")
    assert found.raised_on.isoformat() == "2025-05-07"
    assert found.due_at == may.now.replace(day=28, hour=17, minute=0)
    assert events(may, found.key) == [("received", "hotline")]
    assert [(row.kind, row.period, row.mentions) for row in sources(may, found.key)] == [
        ("report", "2025-05", 14)
    ]


def test_the_unit_that_raised_it_and_all_above_see_it_and_nobody_else(may: Cycle) -> None:
    report_and_accept(may, FLOOD)
    assert parties(may, issues(may)[0].key) == {
        "C003": ("raised", "raised"),
        "D001": ("above", "below"),
        "P01": ("above", "below"),
        "VN": ("above", "below"),
    }


@pytest.mark.parametrize(
    ("status", "state", "way"),
    [
        ("new", "received", []),
        ("verifying", "verifying", ["verifying"]),
        ("answered", "answered", ["answered"]),
        ("resolved", "resolved", ["answered", "resolved"]),
        ("closed", "closed_unresolved", ["closed_unresolved"]),
    ],
)
def test_an_issue_enters_as_far_along_as_the_report_says(
    may: Cycle, status: str, state: str, way: list[str]
) -> None:
    report_and_accept(may, {**FLOOD, "status": status})
    (found,) = issues(may)
    assert found.state == state
    assert events(may, found.key) == [("received", "hotline"), *(("state", one) for one in way)]


def test_what_a_ward_sent_upward_is_in_the_charge_of_the_district(may: Cycle) -> None:
    report_and_accept(may, {**FLOOD, "status": "forwarded"})
    (found,) = issues(may)
    assert parties(may, found.key)["D001"] == ("charge", "own")
    assert found.raised_unit_key != found.charge_unit_key


def test_the_next_draft_begins_with_what_is_open_and_telling_it_again_doubles_nothing(may: Cycle) -> None:
    report_and_accept(may, FLOOD, {**FLOOD, "summary": "Đèn đường hỏng.", "status": "resolved"})
    may.now = at(9, month=6)
    may.open("2025-06")
    first = starting(may)
    assert [row["summary"] for row in first] == ["Ngập ở ngõ 5 sau mưa lớn."]
    may.submit("C003", told({**first[0], "status": "answered", "mentions": "20"}, {"summary": "Rác ở chợ."}))
    may.accept("C003", "D001")
    flood, _lamp, rubbish = issues(may)
    assert (flood.state, flood.mentions, rubbish.number) == ("answered", 20, 3)
    assert [row.period for row in sources(may, flood.key)] == ["2025-05", "2025-06"]
    with may.database.read() as session:
        again = open_for_report(session, flood.raised_unit_key, 200)
    assert [(one.row.key, one.periods) for one in again] == [(flood.key, 2), (rubbish.key, 1)]


def starting(cycle: Cycle) -> list[dict[str, Any]]:
    with cycle.database.read() as session:
        facts = find_task(session, cycle.viewer("c003.reporter"), cycle.task("C003", "draft"))
        return list(starting_draft(session, facts, form_for(session, facts))["issues"])


def test_a_correction_changes_the_issue_and_makes_no_second_one(may: Cycle) -> None:
    report_and_accept(may, FLOOD)
    before = may.report("C003")
    with may.database.write() as session:
        key = open_correction(
            session, HOUSE, may.viewer("d001.receiver"), before.key, "Sai địa bàn.", now=may.now
        )
    may.pump()
    with may.database.read() as session:
        (row,) = draft_answers(session, key)["issues"]
    assert row["register"] == str(issues(may)[0].key)
    correct(may, told({**row, "summary": "Ngập ở ngõ 7.", "urgency": "urgent"}))
    (found,) = issues(may)
    assert (found.summary, found.urgency) == ("Ngập ở ngõ 7.", "urgent")
    assert [row.replaced for row in sources(may, found.key)] == [True, False]
    assert events(may, found.key)[-1] == ("corrected", "new")


def correct(cycle: Cycle, answers: dict[str, Any]) -> None:
    """The whole way of the correction: drafted, approved, accepted."""
    do(cycle, "c003.reporter", "draft", answers)
    do(cycle, "c003.head", "approve", {"decision": "approve"})
    cycle.pump()
    do(cycle, "d001.receiver", "accept", {"decision": "accept"})


def do(cycle: Cycle, who: str, element: str, answers: dict[str, Any]) -> None:
    with cycle.database.write() as session:
        task_key, viewer = cycle.task("C003", element), cycle.viewer(who)
        revision = draft_revision(session, find_task(session, viewer, task_key).report.key)
        origin = Origin(revision)
        complete_task(session, HOUSE, viewer, task_key, answers, now=cycle.now, origin=origin)


def test_a_page_cannot_speak_about_an_issue_that_its_unit_does_not_see(may: Cycle) -> None:
    report_and_accept(may, FLOOD)
    strange = issues(may)[0].key
    may.submit("C004", told({**FLOOD, "register": str(strange), "status": "resolved"}))
    may.accept("C004", "D001")
    mine, other = issues(may)
    assert (mine.state, other.state) == ("received", "resolved")
    assert events(may, mine.key) == [("received", "hotline")]
