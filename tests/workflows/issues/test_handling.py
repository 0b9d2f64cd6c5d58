"""The diagram `issue_handling`, through every route, every return, every timer and every escalation."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from engine.tables import OPEN_TASK, task
from tests.workflows.cycle import Cycle, at
from tests.workflows.issues.handled import ANSWER, CONFIRMED, DONE, FOUND, SORTED, Handled
from tests.workflows.issues.register import events, issues, parties, report_and_accept, sources
from tests.workflows.played import Playing
from tests.workflows.verification.joint import BUILDERS, INSPECTORS, Joint
from workflows.completion import ProblemsFound
from workflows.draft_at import draft_at
from workflows.errors import NotYourRole, Refused, StalePage
from workflows.house import HOUSE
from workflows.issues.begin import begin_waiting
from workflows.issues.by_hand import reopen_by_hand
from workflows.issues.handling.working import extensions
from workflows.issues.matter_kind import IssueKind
from workflows.number_steps import take_numbers
from workflows.open_task import find_task
from workflows.verification.tables import verification

CITED = "Báo Hà Nội Mới số 18.200, bài “Ngõ 5 ngập”"


def a_flood_is_taken_down(cycle: Cycle) -> None:
    cycle.now = at(7)
    Handled(cycle).raised()


@pytest.fixture
def flood(played: Playing) -> Handled:
    """Ward 3 has taken down a flood, on Wednesday 7 May 2025 at 8."""
    return Handled.first(played(a_flood_is_taken_down))


def answered(flood: Handled, who: str = "c003.reporter", head: str = "c003.head") -> None:
    """All the way to the answer, by one desk and one head."""
    flood.do(who, FOUND)
    flood.do(who, DONE)
    flood.do(who, ANSWER)
    flood.do(head, {"decision": "approve"})


def test_an_issue_goes_from_its_receipt_to_its_confirmation(flood: Handled) -> None:
    assert flood.open() == [("triage", "C003.receiver")]
    assert flood.due() == at(7, 17)
    flood.do("c003.receiver", SORTED)
    assert (flood.open(), flood.due()) == ([("verify", "C003.reporter")], at(14, 17))
    flood.do("c003.reporter", FOUND)
    assert (flood.open(), flood.due()) == ([("handle", "C003.reporter")], at(21, 17))
    flood.do("c003.reporter", DONE)
    assert (flood.open(), flood.due()) == ([("answer", "C003.reporter")], at(28, 17))
    flood.do("c003.reporter", ANSWER)
    assert (flood.open(), flood.row.state) == ([("review", "C003.head")], "verifying")
    flood.do("c003.head", {"decision": "approve"})
    assert (flood.open(), flood.row.state) == ([("confirm", "C003.reporter")], "answered")
    assert flood.row.answered_at == flood.cycle.now
    flood.do("c003.reporter", CONFIRMED)
    assert (flood.open(), flood.row.state, flood.ended()) == ([], "resolved", True)
    assert [became for what, became in events(flood.cycle, flood.key) if what == "state"] == [
        "verifying",
        "answered",
        "resolved",
    ]


def test_what_needs_no_handling_is_answered_at_once(flood: Handled) -> None:
    flood.do("c003.receiver", SORTED)
    flood.do("c003.reporter", {**FOUND, "decision": "answer"})
    assert flood.open() == [("answer", "C003.reporter")]


def test_an_agency_handles_it_and_the_unit_that_gave_it_reviews(flood: Handled) -> None:
    flood.do("c003.receiver", {**SORTED, "decision": "up", "up_reason": "Cống thuộc tuyến cấp tỉnh."})
    assert flood.open() == [("triage", "D001.receiver")]
    flood.do("d001.receiver", {**SORTED, "decision": "agency", "agency": "P01-SXD"})
    assert flood.open() == [("verify", "P01-SXD.officer")]
    assert parties(flood.cycle, flood.key)["P01-SXD"] == ("charge", "own")
    flood.do("p01-sxd.officer", FOUND)
    flood.do("p01-sxd.officer", DONE)
    flood.do("p01-sxd.officer", ANSWER)
    assert flood.open() == [("review", "D001.head")]
    flood.do("d001.head", {"decision": "approve"})
    assert flood.open() == [("confirm", "C003.reporter")]


def test_an_agency_that_is_not_beside_the_unit_cannot_be_chosen(flood: Handled) -> None:
    with pytest.raises(ProblemsFound):
        flood.do("c003.receiver", {**SORTED, "decision": "agency", "agency": "C004"})


def test_the_unit_above_takes_charge_and_may_send_it_further_up(flood: Handled) -> None:
    reason = {"decision": "up", "up_reason": "Vượt thẩm quyền."}
    for who in ("c003.receiver", "d001.receiver"):
        flood.do(who, {**SORTED, **reason})
    assert flood.open() == [("triage", "P01.receiver")]
    assert parties(flood.cycle, flood.key)["D001"] == ("charge", "own")
    assert [became for what, became in events(flood.cycle, flood.key) if what == "charge"] == ["D001", "P01"]
    flood.do("p01.receiver", SORTED)
    assert flood.due() == at(14, 17) + timedelta(days=2)


def test_a_joint_verification_comes_before_the_handling(flood: Handled) -> None:
    cycle = flood.cycle
    flood.do("c003.receiver", {**SORTED, "decision": "up", "up_reason": "Nhiều cơ quan."})
    flood.do("d001.receiver", {**SORTED, "decision": "joint", "question": "Vì sao nước rút chậm?"})
    with cycle.database.read() as session:
        (asked,) = session.execute(sa.select(verification)).all()
    assert (asked.cause, asked.lead, asked.requester) == (f"issue:{flood.key}", "D001", "C003")
    joint = Joint(cycle.database, cycle.now, asked.key)
    joint.pump()
    assert (flood.open(), joint.open()) == ([], [("convene", "D001.reporter")])
    joint.convene()
    joint.answer(BUILDERS)
    joint.answer(INSPECTORS)
    joint.conclude()
    joint.opine(BUILDERS)
    joint.opine(INSPECTORS)
    joint.approve()
    assert flood.open() == [("handle", "D001.reporter")]
    with cycle.database.read() as session:
        facts = find_task(session, cycle.viewer("d001.reporter"), joint.task("d001.reporter", "handle"))
        shown = IssueKind().matter(session, facts, cycle.now).shown
    assert "Cống hẹp và tường rào lấn." in [one.text for one in shown]


def test_a_duplicate_joins_the_issue_it_is(flood: Handled) -> None:
    first = flood.key
    again = Handled(flood.cycle)
    again.raised(summary="Ngõ 5 ngập nặng khi mưa lớn.")
    again.do(
        "c003.receiver",
        {**SORTED, "decision": "duplicate", "duplicate_of": str(first), "duplicate_reason": "Cùng ngõ 5."},
    )
    assert (again.row.merged_into, again.ended(), flood.row.mentions) == (first, True, 2)
    assert ("matter_told", "C003.reporter") in again.told()


def test_what_is_not_handled_is_closed_with_reason_and_evidence(flood: Handled) -> None:
    why = {"reason_code": "not_ours", "reason": "Tranh chấp dân sự.", "evidence": "Công văn 15."}
    with pytest.raises(ProblemsFound):
        flood.do("c003.receiver", {**SORTED, "decision": "none", **why, "evidence": ""})
    flood.do("c003.receiver", {**SORTED, "decision": "none", **why})
    assert (flood.row.state, flood.ended()) == ("closed_unresolved", True)


def test_a_poor_answer_goes_back_with_a_coded_reason(flood: Handled) -> None:
    flood.do("c003.receiver", SORTED)
    flood.do("c003.reporter", {**FOUND, "decision": "answer"})
    flood.do("c003.reporter", ANSWER)
    back = {"decision": "return", "reason_code": "no_date", "reason": "Chưa rõ ai làm."}
    flood.do("c003.head", back)
    assert flood.open() == [("answer", "C003.reporter")]
    assert ("matter_returned", "C003.reporter") in flood.told()
    flood.do("c003.reporter", ANSWER)
    flood.do("c003.head", {"decision": "approve"})
    assert ("answer_returned", "1") in events(flood.cycle, flood.key)
    assert flood.row.state == "answered"


@pytest.mark.parametrize(("granted", "due"), [(True, at(13, 17, month=6)), (False, at(28, 17))])
def test_more_time_is_asked_for_and_decided_by_the_head(flood: Handled, *, granted: bool, due: Any) -> None:
    flood.do("c003.receiver", SORTED)
    flood.do("c003.reporter", FOUND)
    ask = {"decision": "extend", "measures": "Đang chờ vật tư.", "reason": "Chậm thầu."}
    for impossible in ("2025-05-28", "2026-06-01", "9999-12-31"):
        with pytest.raises(ProblemsFound):
            flood.do("c003.reporter", {**ask, "new_due": impossible})
    flood.do("c003.reporter", {**ask, "new_due": "2025-06-13"})
    assert flood.open() == [("extend", "C003.head")]
    decision = {"decision": "grant", "new_due": "2025-06-13"} if granted else {"decision": "refuse"}
    flood.do("c003.head", {**decision, "reason": "Đúng là phải đợi."})
    assert flood.open() == [("handle", "C003.reporter")]
    assert flood.row.due_at == due
    with flood.cycle.database.read() as session:
        assert extensions(session, flood.key) == int(granted)
    flood.do("c003.reporter", DONE)
    assert flood.due() == due


def test_a_reopened_issue_is_sorted_out_anew_with_new_dates(flood: Handled) -> None:
    flood.do("c003.receiver", SORTED)
    answered(flood)
    flood.cycle.go_to(at(12))
    flood.do("c003.reporter", {"decision": "reopen", "reason": "Hôm qua lại ngập."})
    assert (flood.open(), flood.row.state) == ([("triage", "C003.receiver")], "reopened")
    assert (flood.due(), flood.row.due_at, flood.row.answered_at) == (at(12, 17), at(2, 17, month=6), None)
    flood.do("c003.receiver", SORTED)
    answered(flood)
    flood.do("c003.reporter", {**CONFIRMED, "decision": "unresolved"})
    assert (flood.row.state, flood.ended()) == ("closed_unresolved", True)


def test_what_an_agency_answered_and_is_reopened_goes_back_to_the_desk_of_the_unit_that_gave_it(
    flood: Handled,
) -> None:
    """An agency has no receiving desk: nobody would have got the task."""
    given = {**SORTED, "decision": "agency", "agency": BUILDERS}
    for _ in range(2):
        flood.do("c003.receiver", given)
        answered(flood, f"{BUILDERS.lower()}.officer")
        flood.do("c003.reporter", {"decision": "reopen", "reason": "Hôm qua lại ngập."})
        assert flood.open() == [("triage", "C003.receiver")]
        assert events(flood.cycle, flood.key)[-1] == ("charge", "C003")
    assert ("matter_told", f"{BUILDERS}.officer") in flood.told()
    flood.do("c003.receiver", SORTED)
    assert flood.open() == [("verify", "C003.reporter")]


def test_sorting_out_is_pressed_rung_by_rung(flood: Handled) -> None:
    flood.cycle.go_to(at(7, 14, 59))
    assert flood.told() == []
    flood.cycle.go_to(at(7, 15))
    assert flood.told() == [("matter_before", "C003.receiver")]
    flood.cycle.go_to(at(7, 17))
    assert flood.told()[1:] == [("matter_due", "C003.head"), ("matter_due", "C003.receiver")]
    flood.cycle.go_to(at(8))
    assert flood.told()[3:] == [("matter_late_1", "C003.head"), ("matter_late_1", "C003.receiver")]
    flood.cycle.go_to(at(12))
    late = {who for rule, who in flood.told() if rule == "matter_late_2"}
    assert late == {"C003.head", "C003.receiver", "D001.receiver"}


def test_the_answer_is_pressed_from_the_day_before_it_is_due(flood: Handled) -> None:
    flood.do("c003.receiver", SORTED)
    before = len(flood.told())
    flood.cycle.go_to(at(27))
    assert flood.told()[before:] == [("matter_before", "C003.reporter")]
    flood.cycle.go_to(at(28, 17))
    assert {rule for rule, _ in flood.told()[before + 1 :]} == {"matter_due"}
    flood.cycle.go_to(at(29))
    assert ("matter_late_1", "C003.receiver") in flood.told()
    flood.cycle.go_to(at(2, month=6))
    assert ("matter_late_2", "D001.receiver") in flood.told()
    answered(flood)
    assert flood.row.answered_at > flood.row.due_at


def test_what_is_being_handled_is_not_reopened_and_whoever_asks_is_told_so(flood: Handled) -> None:
    head = flood.cycle.viewer("c003.head")
    with flood.cycle.database.write() as session, pytest.raises(StalePage, match="is being handled"):
        reopen_by_hand(session, HOUSE, head, flood.key, "Vẫn ngập.", now=flood.cycle.now)


def test_a_program_writes_over_the_draft_of_a_form_that_keeps_it(flood: Handled) -> None:
    flood.do("c003.receiver", SORTED)
    for said in (FOUND, DONE):
        flood.do("c003.reporter", said)
    flood.saves("c003.reporter", {"text": "Đang viết dở."})
    flood.do("c003.reporter", ANSWER, by_program=True)
    with flood.cycle.database.read() as session:
        kept = draft_at(session, f"issue:{flood.key}/answer_issue")
    assert (kept.answers, kept.revision) == (ANSWER, 2)


def test_how_its_dates_came_about_is_kept_through_every_change(flood: Handled) -> None:
    """Sorting out changes the issue twice: its new date, and the dates of the work, beside each other."""
    first = flood.dates()
    assert set(first) == {"triage", "answer"}
    assert first["answer"].at == flood.row.due_at
    flood.do("c003.receiver", {**SORTED, "urgency": "very"})
    kept = flood.dates()
    assert set(kept) == {"triage", "answer", "verify", "handle"}
    assert kept["answer"].at == flood.row.due_at != first["answer"].at, "that of its new urgency"
    answered(flood)
    assert flood.dates() == {**kept, "confirm": flood.dates()["confirm"]}


def test_a_very_urgent_issue_is_pressed_by_the_working_hour(cycle: Cycle) -> None:
    cycle.now = at(7)
    flood = Handled(cycle)
    flood.raised(urgency="very")
    flood.do("c003.receiver", {**SORTED, "urgency": "very"})
    assert flood.row.due_at == at(9, 17)
    before = len(flood.told())
    flood.cycle.go_to(at(9, 14, 59))
    assert flood.told()[before:] == []
    flood.cycle.go_to(at(9, 15))
    assert flood.told()[before:] == [("matter_before", "C003.head"), ("matter_before", "C003.reporter")]
    flood.cycle.go_to(at(9, 17))
    before = len(flood.told())
    flood.cycle.go_to(at(12, 8))
    assert ("matter_late_2", "D001.receiver") in flood.told()[before:]
    flood.cycle.go_to(at(12, 9))
    assert ("matter_late_1", "C003.receiver") in flood.told()[before:]


def test_a_head_who_does_not_decide_about_more_time_is_reminded(flood: Handled) -> None:
    flood.do("c003.receiver", SORTED)
    flood.do("c003.reporter", FOUND)
    ask = {"decision": "extend", "measures": "Đang chờ.", "reason": "Chậm thầu.", "new_due": "2025-06-13"}
    flood.do("c003.reporter", ask)
    before = len(flood.told())
    flood.cycle.go_to(at(9, 17))
    assert flood.told()[before:] == [("matter_due", "C003.head")]


def test_nobody_is_waited_for_for_ever_and_what_is_not_confirmed_stays_answered(flood: Handled) -> None:
    flood.do("c003.receiver", SORTED)
    answered(flood)
    assert flood.due() == at(14, 17)
    before = len(flood.told())
    flood.cycle.go_to(at(14, 17))
    assert ("matter_due", "C003.reporter") in flood.told()[before:]
    flood.cycle.go_to(at(21, 17))
    assert (flood.open(), flood.ended(), flood.row.state) == ([], True, "answered")


def test_a_hot_issue_has_a_clock_of_hours_and_the_press_one_from_its_publication(cycle: Cycle) -> None:
    cycle.now = at(7, 9)
    hot, press = Handled(cycle), Handled(cycle)
    hot.raised(urgency="flash")
    press.raised(channel="press", published="2025-05-05", citation=CITED)
    assert (hot.due(), hot.row.due_at) == (at(7, 10), at(8, 9))
    assert press.row.due_at == at(26, 17)
    with pytest.raises(ProblemsFound):
        press.raised(channel="press", published="2025-05-08", citation=CITED)
    with pytest.raises(ProblemsFound):
        press.raised(channel="press", citation=CITED)
    with pytest.raises(ProblemsFound):
        press.raised(channel="press", published="2025-05-05")
    assert sources(cycle, press.key)[0].citation == CITED


def test_a_stranger_and_an_agency_take_nothing_down(cycle: Cycle) -> None:
    for who in ("p01-sxd.officer", "p01-sxd.head", "admin"):
        with pytest.raises(NotYourRole):
            Handled(cycle).raised(who)


def test_a_person_is_never_written_down(cycle: Cycle) -> None:
    with pytest.raises(ProblemsFound):
        Handled(cycle).raised(summary="Ông gọi từ 0912345678 báo ngập.")


def test_issues_of_reports_begin_by_themselves_once(cycle: Cycle) -> None:
    cycle.open()
    report_and_accept(cycle, {"summary": "Ngập."}, {"summary": "Đèn hỏng.", "status": "answered"})
    for _ in range(2):
        begin_waiting(cycle.database, HOUSE, cycle.now)
    flood, lamp = (Handled(cycle, row.key) for row in issues(cycle))
    assert flood.open() == [("triage", "C003.receiver")]
    assert lamp.row.instance_key is None


def test_an_issue_has_no_numbers_that_are_added_up(flood: Handled) -> None:
    with flood.cycle.database.write() as session:
        (key,) = session.scalars(sa.select(task.c.key).where(OPEN_TASK, task.c.element == "triage"))
        with pytest.raises(Refused) as refused:
            take_numbers(session, flood.cycle.viewer("c003.receiver"), key, now=flood.cycle.now)
    assert "no numbers" in refused.value.text["en"]
