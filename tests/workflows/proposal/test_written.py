"""Proposals as a report tells them: numbered in the document; a text of an earlier form is read and printed, too."""

import pytest

from database.session import Database
from tests.workflows.cycle import ANSWERS, Cycle, at
from tests.workflows.proposal.proposed import DREDGE, STAFF, Proposed
from tests.workflows.steps import Steps
from workflows.completion import ProblemsFound
from workflows.submission import Actor, keep_version
from workflows.submission_document import submission_facts

HEADING = "Đề xuất, kiến nghị"


@pytest.fixture
def proposed(database: Database) -> Proposed:
    cycle = Cycle(database)
    cycle.open()
    return Proposed(cycle, Steps(database, cycle.now))


def printed(cycle: Cycle) -> tuple[str, ...]:
    with cycle.database.read() as session:
        facts, _version = submission_facts(session, cycle.report("C003").key)
    return next(part.paragraphs for part in facts.parts if part.title == HEADING)


def test_the_document_numbers_them_under_the_heading_it_had(proposed: Proposed) -> None:
    proposed.cycle.now = at(15, 9)
    proposed.cycle.submit("C003", {**ANSWERS, "proposals": [dict(DREDGE), dict(STAFF)]})
    assert printed(proposed.cycle) == (
        f"1. {DREDGE['what']} (Lĩnh vực: Hạ tầng kỹ thuật; Mong xong trước ngày: 30/06/2025)",
        f"2. {STAFF['what']}",
    )


def test_without_any_the_heading_stays(proposed: Proposed) -> None:
    proposed.cycle.now = at(15, 9)
    proposed.cycle.submit("C003")
    assert printed(proposed.cycle) == ()


def test_a_text_that_was_sent_before_is_printed_and_enters_no_register(proposed: Proposed) -> None:
    cycle, head = proposed.cycle, Actor(1, {"vi": "Lãnh đạo phường", "en": "Head of the ward"})
    cycle.now = at(15, 9)
    cycle.submit("C003")
    with cycle.database.write() as session:
        before = {**ANSWERS, "proposals": "Nạo vét cống.\nThêm đèn."}
        keep_version(session, cycle.report("C003").key, before, head, cycle.now)
    assert printed(cycle) == ("1. Nạo vét cống.\nThêm đèn.",)
    cycle.accept("C003", "D001")
    assert proposed.rows == []


def test_a_program_that_sends_a_text_has_proposed_one_thing(proposed: Proposed) -> None:
    cycle = proposed.cycle
    cycle.now = at(15, 9)
    cycle.submit("C003", {**ANSWERS, "proposals": "Nạo vét cống."})
    cycle.accept("C003", "D001")
    assert [row.what for row in proposed.rows] == ["Nạo vét cống."]


@pytest.mark.parametrize(
    ("day", "taken"), [("2025-05-13", False), ("2025-05-14", False), ("2025-05-15", True)]
)
def test_what_is_proposed_is_wished_for_after_the_period_of_its_report(
    proposed: Proposed, day: str, *, taken: bool
) -> None:
    proposed.cycle.now = at(15, 9)
    answers = {**ANSWERS, "proposals": [dict(STAFF), {**DREDGE, "wanted_by": day}]}
    if taken:
        proposed.cycle.submit("C003", answers)
        return
    with pytest.raises(ProblemsFound) as found:
        proposed.cycle.submit("C003", answers)
    [problem] = found.value.problems
    assert problem.path == "proposals.1.wanted_by"
    assert problem.summary["vi"].startswith("Đề xuất 2: chọn một ngày sau 14/05/2025")
