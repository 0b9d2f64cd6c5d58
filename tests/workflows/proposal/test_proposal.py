"""Ward 3 proposes, District 1 decides: what is accepted is carried out, a refusal says why, and the ward is told."""

import re
from datetime import date, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from database.session import Database
from organisation.tables import posting
from organisation.units import unit_by_handle
from periods.dated import from_json
from periods.errors import CalendarEnds
from tests.stores import BOTH_STORES
from tests.workflows.cycle import ANSWERS, Cycle, at
from tests.workflows.proposal.proposed import DREDGE, STAFF, Proposed
from tests.workflows.steps import Steps
from workflows.completion import ProblemsFound
from workflows.deadlines import ZONE
from workflows.deployment import deploy_files, shipped_files
from workflows.direction.tables import direction
from workflows.direction.take_back import take_back
from workflows.house import HOUSE
from workflows.proposal import clock
from workflows.proposal.matter_kind import ProposalKind
from workflows.proposal.tables import proposal_event
from workflows.tick import tick

FIRST = "proposal:1"
ACCEPT: dict[str, Any] = {"plan": "Đưa vào kế hoạch nạo vét tháng 6.", "plan_due": "2025-06-10"}
ASSIGN: dict[str, Any] = {"unit": "D001-TTQ", "work": "Kiểm tra cống ngõ 12.", "work_due": "2025-06-10"}
_CLOCK = dict(shipped_files())["proposal_clock.dmn"]
REFUSE: dict[str, Any] = {"reason_code": "KN-03", "reason": "Chưa có nguồn kinh phí trong năm."}


@pytest.fixture
def proposed(database: Database) -> Proposed:
    """May's cycle is open, nothing is sent yet."""
    cycle = Cycle(database)
    cycle.open()
    return Proposed(cycle, Steps(database, cycle.now))


@BOTH_STORES
def test_each_proposal_of_an_accepted_report_waits_for_the_head_of_the_unit_above(proposed: Proposed) -> None:
    proposed.report(DREDGE, STAFF)
    first, second = proposed.rows
    assert (first.number, first.year, first.handle, first.decider, first.period) == (
        1,
        2025,
        "C003",
        "D001",
        "2025-05",
    )
    assert (first.what, first.field, first.wanted_by) == (
        DREDGE["what"],
        "infrastructure",
        date(2025, 6, 30),
    )
    assert (second.number, second.field, second.wanted_by) == (2, None, None)
    assert proposed.steps.open(FIRST) == {"decide": "D001.head"}
    assert first.due_at == at(26, 17), "seven working days of a district"
    assert "7 ngày làm việc" in from_json(first.due_words).explanation["vi"]
    assert [(words, to) for words, to, _ in proposed.steps.told(FIRST)] == [
        ("matter_waiting", "D001.head"),
        ("matter_told", "C003.head"),
        ("matter_told", "C003.reporter"),
    ]


def test_the_table_says_by_when_by_level_and_field(proposed: Proposed) -> None:
    proposed.report({**STAFF, "field": "security"}, {**STAFF, "field": "policy"})
    assert [row.due_at for row in proposed.rows] == [at(22, 17), at(5, 17, month=6)]


@BOTH_STORES
def test_what_is_accepted_is_carried_out_by_the_units_desk_and_its_outcome_told(proposed: Proposed) -> None:
    proposed.report(DREDGE)
    before = len(proposed.steps.told(FIRST))
    proposed.decide("accept", **ACCEPT)
    assert proposed.steps.open(FIRST) == {"carry_out": "D001.reporter"}
    assert proposed.steps.task(FIRST, "carry_out").due_at == at(10, 17, month=6)
    assert proposed.states == ["accepted"]
    proposed.steps.do("d001.reporter", FIRST, "carry_out", outcome="done", text="Đã nạo vét 120 m.")
    (row,) = proposed.rows
    assert (row.state, row.outcome, row.result) == ("ended", "done", "Đã nạo vét 120 m.")
    assert proposed.steps.status(FIRST) == "completed"
    assert [(words, to) for words, to, _ in proposed.steps.told(FIRST)[before:]] == [
        ("matter_told", "C003.head"),
        ("matter_told", "C003.reporter"),
        ("matter_assigned", "D001.reporter"),
        ("matter_told", "C003.head"),
        ("matter_told", "C003.reporter"),
    ]


def test_what_is_refused_ends_with_its_reason(proposed: Proposed) -> None:
    proposed.report(DREDGE)
    proposed.decide("refuse", **REFUSE)
    (row,) = proposed.rows
    assert (row.state, row.reason_code, row.answer) == ("refused", "KN-03", REFUSE["reason"])
    assert proposed.steps.status(FIRST) == "completed"
    assert proposed.steps.told(FIRST)[-1][:2] == ("matter_told", "C003.reporter")


@BOTH_STORES
def test_what_is_given_to_another_unit_becomes_a_direction_and_ends_with_its_outcome(
    proposed: Proposed,
) -> None:
    proposed.report(DREDGE)
    proposed.decide("assign", **ASSIGN)
    (row,) = proposed.rows
    given = proposed.steps.row(sa.select(direction))
    assert (row.state, row.direction_key, row.assigned_name) == ("assigned", given.key, given.to_name)
    assert (given.to_handle, given.what, given.checked_by, given.about) == (
        "D001-TTQ",
        ASSIGN["work"],
        "D001.head",
        FIRST,
    )
    subject = f"direction:{given.key}"
    proposed.steps.do("d001-ttq.officer", subject, "carry_out", outcome="partly", text="Đã làm một nửa.")
    proposed.steps.do("d001.head", subject, "check_outcome", decision="accept")
    proposed.steps.pump()
    (row,) = proposed.rows
    assert (row.state, row.outcome, row.result) == ("ended", "partly", "Đã làm một nửa.")
    assert proposed.steps.status(FIRST) == "completed"


@BOTH_STORES
def test_a_direction_that_is_taken_back_has_the_proposal_decided_anew(proposed: Proposed) -> None:
    proposed.report(DREDGE)
    proposed.decide("assign", **ASSIGN)
    with proposed.cycle.database.write() as session:
        head = proposed.steps.viewer("d001.head")
        take_back(session, HOUSE, head, 1, "Giao nhầm.", now=proposed.steps.now)
    proposed.steps.pump()
    (row,) = proposed.rows
    assert (row.state, row.decision, row.direction_key) == ("waiting", None, None)
    assert proposed.steps.open(FIRST) == {"decide": "D001.head"}
    proposed.decide("assign", **ASSIGN)
    assert (proposed.states, proposed.rows[0].direction_key) == (["assigned"], 2)


@BOTH_STORES
def test_what_cannot_be_done_by_its_day_is_decided_again_and_gets_a_later_one(proposed: Proposed) -> None:
    proposed.report(DREDGE)
    proposed.decide("accept", **ACCEPT)
    proposed.steps.go_to(at(9, month=6))
    before = len(proposed.steps.told(FIRST))
    proposed.steps.do(
        "d001.reporter", FIRST, "carry_out", outcome="again", text="Mưa liên tục, cần thêm hai tuần."
    )
    (row,) = proposed.rows
    assert (row.state, row.decision, row.due_at) == ("waiting", None, at(18, 17, month=6))
    assert proposed.steps.open(FIRST) == {"decide": "D001.head"}
    assert [(words, to) for words, to, _ in proposed.steps.told(FIRST)[before:]] == [
        ("matter_told", "C003.head"),
        ("matter_told", "C003.reporter"),
        ("matter_waiting", "D001.head"),
    ]
    proposed.decide("accept", **{**ACCEPT, "plan_due": "2025-06-24"})
    assert proposed.steps.task(FIRST, "carry_out").due_at == at(24, 17, month=6)
    proposed.steps.do("d001.reporter", FIRST, "carry_out", outcome="done", text="Đã nạo vét.")
    assert (proposed.states, proposed.steps.status(FIRST)) == (["ended"], "completed")
    with proposed.cycle.database.read() as session:
        asked = session.execute(sa.select(proposal_event).where(proposal_event.c.what == "reopened")).one()
    assert asked.text == "Mưa liên tục, cần thêm hai tuần."


@BOTH_STORES
def test_what_is_passed_up_is_decided_by_the_unit_above_by_a_date_of_its_own(proposed: Proposed) -> None:
    proposed.report(DREDGE)
    proposed.steps.now = at(20, 9)
    proposed.decide("pass", pass_reason="Vượt thẩm quyền của quận.")
    (row,) = proposed.rows
    assert (row.state, row.decider, row.due_at) == ("waiting", "P01", at(3, 17, month=6))
    assert proposed.steps.open(FIRST) == {"decide": "P01.head"}
    assert proposed.steps.told(FIRST)[-1][:2] == ("matter_waiting", "P01.head")
    with pytest.raises(ProblemsFound) as found:
        proposed.decide("pass", by="p01.head", pass_reason="Lên nữa.")
    assert [problem.path for problem in found.value.problems] == ["decision"]
    proposed.decide("refuse", by="p01.head", **REFUSE)
    assert proposed.states == ["refused"]


@BOTH_STORES
def test_what_a_closed_unit_has_not_decided_is_pressed_on_and_passed_to_whoever_took_over(
    proposed: Proposed,
) -> None:
    proposed.report(DREDGE)
    proposed.steps.now = at(2, 9, month=7)
    with proposed.cycle.database.read() as session:
        told = ProposalKind().offices(session, proposed.rows[0].key, proposed.steps.now)
    assert (told["above"], told["above_head"]) == (["P01@2025-07-01.receiver"], ["P01@2025-07-01.head"])
    proposed.decide("pass", pass_reason="Quận đã kết thúc hoạt động.")
    assert proposed.steps.open(FIRST) == {"decide": "P01@2025-07-01.head"}
    proposed.decide("refuse", by="p01@2025-07-01.head", **REFUSE)
    assert proposed.states == ["refused"]


@BOTH_STORES
def test_what_a_closed_unit_has_not_decided_goes_to_whoever_took_over_the_next_day(
    proposed: Proposed,
) -> None:
    proposed.report(DREDGE, STAFF)
    proposed.decide("accept", key=2, **ACCEPT)
    for day in (1, 1, 2):
        proposed.steps.now = at(day, month=7)
        tick(proposed.cycle.database, HOUSE, proposed.steps.now)
    first, second = proposed.rows
    assert (first.state, first.decider, first.due_at) == ("waiting", "P01@2025-07-01", at(15, 17, month=7))
    assert second.decider == "D001", "what is being carried out stays where it is"
    assert proposed.steps.open(FIRST) == {"decide": "P01@2025-07-01.head"}
    assert proposed.steps.told(FIRST)[-1] == ("matter_waiting", "P01@2025-07-01.head", at(1, month=7))
    with proposed.cycle.database.read() as session:
        story = session.scalars(sa.select(proposal_event.c.what).where(proposal_event.c.proposal_key == 1))
        assert list(story) == ["received", "passed"]
    proposed.decide("refuse", by="p01@2025-07-01.head", **REFUSE)
    assert proposed.states == ["refused", "accepted"]


def test_nothing_goes_to_whoever_took_over_where_nobody_heads_it(proposed: Proposed) -> None:
    proposed.report(DREDGE)
    with proposed.cycle.database.write() as session:
        heir = unit_by_handle(session, "P01@2025-07-01").key
        session.execute(sa.delete(posting).where(posting.c.unit == heir))
    proposed.steps.now = at(1, month=7)
    tick(proposed.cycle.database, HOUSE, proposed.steps.now)
    assert proposed.steps.open(FIRST) == {"decide": "D001.head"}


@pytest.mark.parametrize("days", [b"null", b"0", b"-3", b"100000", b'"nhanh"'])
def test_a_table_that_says_no_day_blocks_no_report(proposed: Proposed, days: bytes) -> None:
    table = re.sub(rb"(<outputEntry[^>]*>)<text>\d+</text>", rb"\1<text>%b</text>" % days, _CLOCK)
    with proposed.cycle.database.write() as session:
        deploy_files(session, HOUSE, [("proposal_clock.dmn", table)], actor="owner", now=at(5))
    proposed.report(DREDGE)
    (row,) = proposed.rows
    assert row.due_at == at(29, 17), "ten working days"
    assert "proposal_clock" in from_json(row.due_words).explanation["vi"]


def test_a_calendar_that_ends_blocks_no_report(proposed: Proposed, monkeypatch: pytest.MonkeyPatch) -> None:
    def ends(*_: Any) -> Any:
        raise CalendarEnds(None, "2025", 2025, 2025)

    monkeypatch.setattr(clock, "working_calendar", ends)
    proposed.report(DREDGE)
    assert proposed.rows[0].due_at == at(29, 17), "two weeks"


def test_who_does_not_decide_is_reminded_and_it_goes_up_the_ladder(proposed: Proposed) -> None:
    proposed.report(DREDGE)
    before = len(proposed.steps.told(FIRST))
    proposed.steps.go_to(at(31))
    assert proposed.steps.told(FIRST)[before:] == [
        ("matter_before", "D001.head", at(23, 8)),
        ("matter_due", "D001.head", at(26, 17)),
        ("matter_late_1", "D001.head", at(27, 8)),
        ("matter_late_2", "D001.head", at(29, 8)),
        ("matter_late_2", "D001.leader", at(29, 8)),
        ("matter_late_2", "P01.receiver", at(29, 8)),
    ]
    proposed.decide("refuse", **REFUSE)
    assert proposed.states == ["refused"], "a late decision counts"


def test_whoever_carries_it_out_late_is_reminded_by_the_same_ladder(proposed: Proposed) -> None:
    proposed.report(DREDGE)
    proposed.decide("accept", **ACCEPT)
    before = len(proposed.steps.told(FIRST))
    proposed.steps.go_to(at(20, month=6))
    assert [(words, to) for words, to, _ in proposed.steps.told(FIRST)[before:]] == [
        ("matter_before", "D001.reporter"),
        ("matter_due", "D001.head"),
        ("matter_due", "D001.reporter"),
        ("matter_late_1", "D001.head"),
        ("matter_late_1", "D001.reporter"),
        ("matter_late_2", "D001.head"),
        ("matter_late_2", "D001.leader"),
        ("matter_late_2", "P01.receiver"),
    ]


@pytest.mark.parametrize("day", ["2025-05-15", "2025-05-14", "2031-05-16"])
def test_what_is_accepted_is_to_be_done_on_a_day_ahead(proposed: Proposed, day: str) -> None:
    proposed.report(DREDGE)
    with pytest.raises(ProblemsFound) as found:
        proposed.decide("accept", plan="Làm ngay.", plan_due=day)
    assert [problem.path for problem in found.value.problems] == ["plan_due"]


def test_persons_have_no_place_in_a_decision(proposed: Proposed) -> None:
    proposed.report(DREDGE)
    with pytest.raises(ProblemsFound):
        proposed.decide("refuse", reason_code="KN-09", reason="Gọi 0912 345 678.")


def test_a_returned_report_has_proposed_nothing_yet_and_then_each_thing_once(proposed: Proposed) -> None:
    cycle = proposed.cycle
    cycle.now = at(15, 9)
    cycle.submit("C003", {**ANSWERS, "proposals": [dict(DREDGE)]})
    cycle.send_back("C003", "D001")
    assert proposed.rows == []
    proposed.report(DREDGE)
    assert len(proposed.rows) == 1


@BOTH_STORES
def test_a_correction_changes_adds_and_withdraws_what_is_undecided_and_nothing_else(
    proposed: Proposed,
) -> None:
    proposed.report(DREDGE, STAFF, {"what": "Mua máy bơm."}, {"what": "Sửa đường."})
    proposed.decide("accept", key=3, **ACCEPT)
    proposed.decide("refuse", key=4, **REFUSE)

    def changed(rows: Any) -> Any:
        dredge, _staff, pump, _road = rows
        return [
            {"what": "Thêm đèn."},
            {**pump, "what": "Mua hai máy bơm."},
            {**dredge, "what": "Nạo vét ngay."},
        ]

    proposed.correct(changed)
    assert [(row.what, row.state, row.number) for row in proposed.rows] == [
        ("Nạo vét ngay.", "waiting", 1),
        (STAFF["what"], "withdrawn", 2),
        ("Mua máy bơm.", "accepted", 3),
        ("Sửa đường.", "refused", 4),
        ("Thêm đèn.", "waiting", 5),
    ]
    assert proposed.steps.status("proposal:2") == "terminated"
    for key in (3, 4):
        told = [to for words, to, _ in proposed.steps.told(f"proposal:{key}") if words == "matter_told"]
        assert (told[-3:] == ["D001.head", "C003.head", "C003.reporter"]) == (key == 3), "told what is kept"
    assert proposed.steps.told("proposal:2")[-1][:2] == ("matter_told", "D001.head")
    before = len(proposed.steps.told("proposal:1"))
    proposed.correct(lambda rows: rows)
    assert len(proposed.steps.told("proposal:1")) == before
    assert len(proposed.rows) == 5, "said again, each is the same"
    assert proposed.states == ["waiting", "withdrawn", "accepted", "refused", "waiting"]


def test_what_a_correction_drops_while_it_is_carried_out_goes_on_and_both_units_are_told(
    proposed: Proposed,
) -> None:
    proposed.report(DREDGE)
    proposed.decide("accept", **ACCEPT)
    proposed.correct(lambda _rows: [])
    assert proposed.states == ["accepted"]
    assert [to for _words, to, _at in proposed.steps.told(FIRST)[-3:]] == [
        "D001.head",
        "C003.head",
        "C003.reporter",
    ]


def test_a_correction_names_no_item_of_another_report(proposed: Proposed) -> None:
    proposed.report(DREDGE, unit="C004")
    proposed.report(STAFF)
    proposed.correct(lambda _rows: [{"what": "Việc khác.", "proposal": "1"}])
    assert [(row.handle, row.what, row.state) for row in proposed.rows] == [
        ("C004", DREDGE["what"], "waiting"),
        ("C003", STAFF["what"], "withdrawn"),
        ("C003", "Việc khác.", "waiting"),
    ]


def test_one_whose_case_the_operator_ended_counts_as_withdrawn_and_both_units_are_told(
    proposed: Proposed,
) -> None:
    proposed.report(DREDGE)
    proposed.steps.cut_short(FIRST)
    assert proposed.states == ["withdrawn"]
    assert {to for words, to, _ in proposed.steps.told(FIRST)[-3:]} == {
        "C003.head",
        "C003.reporter",
        "D001.head",
    }


@BOTH_STORES
def test_every_step_is_kept_with_office_moment_and_words(proposed: Proposed) -> None:
    proposed.report(DREDGE)
    proposed.decide("pass", pass_reason="Vượt thẩm quyền.")
    proposed.steps.now += timedelta(hours=1)
    proposed.decide("accept", by="p01.head", **ACCEPT)
    with proposed.cycle.database.read() as session:
        events = session.execute(sa.select(proposal_event).order_by(proposal_event.c.key)).all()
    assert [(one.what, one.unit_name, one.office["en"]) for one in events] == [
        ("received", "Quận 1", "Head of the ward, Phường 3"),
        ("passed", "Tỉnh A", "Head of the urban district, Quận 1"),
        ("accepted", "Tỉnh A", "Head of the province, Tỉnh A"),
    ]
    assert (events[-1].at, events[-1].due_at) == (
        proposed.steps.now,
        datetime(2025, 6, 10, 17, tzinfo=ZONE),
    )
