"""The head of Ward 3 receives on Thursdays: opened ahead, prepared, held, concluded; who is late is told."""

from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa

from database.session import Database
from notifications.tables import outbox
from periods.dated import from_json
from tests.stores import BOTH_STORES
from tests.workflows.cycle import at
from tests.workflows.issues.handled import SORTED
from tests.workflows.reception.received import CLOCK, HELD, NAMED, NOT_HELD, THURSDAY, Received
from workflows.completion import ProblemsFound
from workflows.direction.tables import direction
from workflows.errors import NotYours, Refused, StalePage
from workflows.house import HOUSE
from workflows.issues.tables import issue, issue_source
from workflows.papers import find_paper, latest_paper
from workflows.reception.document import notice_facts
from workflows.reception.looking_back import still_open
from workflows.reception.opening import open_planned
from workflows.reception.tables import reception, reception_calendar, reception_event, reception_plan
from workflows.subject import Subject


@pytest.fixture
def ward(database: Database) -> Received:
    """Ward 3 set its Thursdays on 5 May; the sitting of 15 May is opened five working days ahead."""
    ward = Received(database, at(5, 9))
    ward.sets("c003.head", THURSDAY)
    ward.go_to(at(8, 9))
    ward.key = next(row.key for row in ward.all(reception) if row.planned_on == date(2025, 5, 15))
    return ward


def on_the_day(ward: Received, hour: int = 9) -> None:
    """The sitting of 15 May is prepared, and its day has come."""
    ward.do("c003.reporter", ward.subject, "prepare", holder="head", holder_reason="", note="")
    ward.go_to(at(15, hour))


def held(ward: Received) -> None:
    on_the_day(ward)
    ward.do("c003.reporter", ward.subject, "hold", **HELD)


def test_sittings_are_opened_ahead_on_the_days_that_the_unit_has_set(ward: Received) -> None:
    rows = ward.all(reception)
    assert [(row.planned_on, row.opened_at) for row in rows] == [
        (date(2025, 5, 8), at(5, 9)),
        (date(2025, 5, 15), at(8, 8)),
    ]
    assert ward.open(ward.subject) == {"prepare": "C003.reporter"}
    assert ward.task(ward.subject, "prepare").due_at == at(14, 17)
    assert [(words, to) for words, to, _ in ward.told(ward.subject)] == [
        ("matter_assigned", "C003.head"),
        ("matter_assigned", "C003.reporter"),
    ]


def test_a_day_off_is_moved_and_says_why(database: Database) -> None:
    """Thursday, 1 May is Labour Day, and the Friday after it is swapped off."""
    ward = Received(database, at(21, 9, month=4))
    ward.sets("c003.head", THURSDAY)
    ward.go_to(at(25, 9, month=4))
    row = next(row for row in ward.all(reception) if row.planned_on == date(2025, 5, 1))
    assert row.meets_on == date(2025, 5, 5)
    [why] = from_json(row.dates["hold"]).steps
    assert "01/05/2025" in why["vi"]
    assert "chuyển sang 05/05/2025" in why["vi"]
    assert "moved to 05/05/2025" in why["en"]


def test_two_days_that_move_to_one_are_held_on_two(database: Database) -> None:
    ward = Received(database, at(18, 9, month=4))
    ward.sets("c003.head", "3", "4", "5")
    ward.go_to(at(1, 9))
    moved = [row for row in ward.all(reception) if date(2025, 4, 30) <= row.planned_on < date(2025, 5, 7)]
    assert [(row.planned_on.day, row.meets_on.day) for row in moved] == [(30, 5), (1, 6), (2, 12)], (
        "what is moved takes no day of the rhythm"
    )
    assert "05/05/2025 đã có buổi khác" in from_json(moved[1].dates["hold"]).steps[0]["vi"]


def test_fewer_days_than_the_law_wants_are_refused(database: Database) -> None:
    with pytest.raises(Refused, match="42/2013/QH13"):
        Received(database, at(5, 9)).sets("c003.head")


@pytest.mark.parametrize(
    ("who", "days", "words"),
    [
        ("c003.head", ("4", "0"), "Monday to Friday"),
        ("c003.head", ("4", "6"), "Monday to Friday"),
        ("c003.head", ("4", "x"), "Monday to Friday"),
        ("d001.head", ("10", "20", "29"), "1 to 28"),
        ("d001.head", ("10", "20", "0"), "1 to 28"),
    ],
)
def test_a_day_that_cannot_be_is_refused_and_never_left_out(
    database: Database, who: str, days: tuple[str, ...], words: str
) -> None:
    ward = Received(database, at(5, 9))
    with pytest.raises(Refused, match=words):
        ward.sets(who, *days)
    assert ward.all(reception_calendar) == []


def test_a_day_may_be_typed_with_a_nought_before_it(database: Database) -> None:
    district = Received(database, at(5, 9))
    district.sets("d001.head", "05", "28")
    assert [row.days for row in district.all(reception_calendar)] == [[5, 28]]


def test_a_district_sets_two_days_of_the_month(database: Database) -> None:
    district = Received(database, at(5, 9))
    with pytest.raises(Refused, match="at least 2 different days"):
        district.sets("d001.head", "10")
    district.sets("d001.head", "10", "25")
    district.go_to(at(20))
    assert [(row.planned_on, row.meets_on) for row in district.all(reception)] == [
        (date(2025, 5, 10), date(2025, 5, 12)),
        (date(2025, 5, 25), date(2025, 5, 26)),
    ]


@BOTH_STORES
def test_the_whole_way_of_a_sitting(ward: Received) -> None:
    on_the_day(ward)
    first = ward.raised("c003.reporter", **NAMED)
    second = ward.raised("c003.reporter", summary="Đèn ngõ 7 hỏng.", **CLOCK)
    ward.do("c003.reporter", ward.subject, "hold", **HELD)
    assert ward.open(ward.subject) == {"close": "C003.head"}
    assert ward.sitting.due_at == at(19, 17), "two working days after the day"
    ward.do("c003.head", ward.subject, "close", conclusion="Báo cáo kết quả hằng tuần.")
    ward.pump()
    assert (ward.sitting.state, ward.status(ward.subject)) == ("closed", "completed")
    given = ward.row(sa.select(direction))
    assert (given.to_handle, given.about, given.due_at) == ("C003", f"issue:{first.key}", at(23, 17))
    assert ward.issue(first.key).direction_key == given.key
    assert ward.issue(second.key).direction_key is None
    events = [
        (row.what, row.office["vi"]) for row in ward.all(reception_event) if row.reception_key == ward.key
    ]
    assert events == [
        ("opened", "Hệ thống"),
        ("prepared", "Cán bộ tổng hợp, Phường 3"),
        ("raised", "Cán bộ tổng hợp, Phường 3"),
        ("named", "Cán bộ tổng hợp, Phường 3"),
        ("raised", "Cán bộ tổng hợp, Phường 3"),
        ("clock", "Cán bộ tổng hợp, Phường 3"),
        ("held", "Cán bộ tổng hợp, Phường 3"),
        ("closed", "Lãnh đạo phường, Phường 3"),
    ]
    with ward.database.read() as session:
        paper = latest_paper(session, Subject("reception", ward.key), "reception")
        assert paper is not None
        content, name = find_paper(session, ward.viewer("d001.head"), paper.key, ward.now)
        facts = notice_facts(session, ward.key)
    assert content.startswith(b"%PDF")
    assert name == f"reception_{ward.key}_1.pdf"
    assert [(one.unit, one.by_when, one.named) for one in facts.conclusions] == [
        ("Phường 3", date(2025, 5, 23), True),
        ("Phường 3", ward.row(sa.select(issue).where(issue.c.key == second.key)).due_at.date(), False),
    ]
    assert ("matter_told", "D001.receiver", ward.now) in ward.told(ward.subject)


def test_an_issue_has_a_receipt_and_its_channel(ward: Received) -> None:
    on_the_day(ward)
    taken = ward.raised("c003.reporter", **CLOCK)
    source = ward.row(sa.select(issue_source).where(issue_source.c.issue_key == taken.key))
    assert (source.receipt, source.channel) == (taken.receipt, "reception")


@BOTH_STORES
def test_the_head_names_an_agency_and_it_verifies_at_once(database: Database) -> None:
    province = Received(database, at(5, 9))
    province.opens("p01.head", date(2025, 5, 5))
    taken = province.raised("p01.head", **{**NAMED, "unit": "P01-SXD", "what": "Kiểm tra tại chỗ."})
    row = province.row(sa.select(issue))
    given = province.row(sa.select(direction))
    assert (row.state, given.what, given.checked_by) == ("verifying", "Kiểm tra tại chỗ.", "P01.head")
    assert row.directed_at == province.now
    name = f"issue:{taken.key}"
    assert province.open(name) == {"verify": "P01-SXD.officer"}


def test_the_head_names_a_unit_below_and_it_sorts_the_issue_out(database: Database) -> None:
    district = Received(database, at(5, 9))
    district.opens("d001.head", date(2025, 5, 5))
    taken = district.raised("d001.receiver", way="later")
    assert district.open(f"issue:{taken.key}") == {"triage": "D001.receiver"}
    district.decides("d001.head", taken.key, **NAMED)
    assert district.open(f"issue:{taken.key}") == {"triage": "C003.receiver"}
    charge = district.row(sa.select(issue)).charge_unit_key
    assert charge == district.row(sa.select(direction)).to_unit_key
    district.do("c003.receiver", f"issue:{taken.key}", "triage", **SORTED)
    assert district.open(f"issue:{taken.key}") == {"verify": "C003.reporter"}


def test_what_is_worked_on_already_stays_where_it_is(database: Database) -> None:
    district = Received(database, at(5, 9))
    district.opens("d001.head", date(2025, 5, 5))
    taken = district.raised("d001.receiver", way="later")
    district.do("d001.receiver", f"issue:{taken.key}", "triage", **SORTED)
    district.decides("d001.head", taken.key, **NAMED)
    assert district.open(f"issue:{taken.key}") == {"verify": "D001.reporter"}
    assert district.row(sa.select(direction)).to_handle == "C003", "the direction is given nevertheless"


def test_no_sitting_is_concluded_while_an_issue_has_no_owner_and_date(ward: Received) -> None:
    held(ward)
    taken = ward.raised("c003.reporter", way="later")
    with pytest.raises(ProblemsFound) as found:
        ward.do("c003.head", ward.subject, "close", conclusion="")
    assert taken.number in found.value.problems[0].message["vi"]
    ward.decides("c003.head", taken.key, **CLOCK)
    ward.do("c003.head", ward.subject, "close", conclusion="")
    assert ward.sitting.state == "closed"


def test_a_day_that_was_named_and_has_passed_is_named_anew(ward: Received) -> None:
    held(ward)
    taken = ward.raised("c003.reporter", **{**NAMED, "due": "2025-05-16"})
    ward.go_to(at(16, 18))
    with pytest.raises(ProblemsFound):
        ward.do("c003.head", ward.subject, "close", conclusion="")
    ward.decides("c003.head", taken.key, **NAMED)
    ward.do("c003.head", ward.subject, "close", conclusion="")
    assert ward.sitting.state == "closed"


@pytest.mark.parametrize(
    ("said", "path"),
    [
        ({"way": "named", "unit": "", "due": "2025-05-23"}, "unit"),
        ({"way": "named", "unit": "C005", "due": "2025-05-23"}, "unit"),
        ({"way": "named", "unit": "C003", "due": ""}, "due"),
        ({"way": "named", "unit": "C003", "due": "2025-05-15"}, "due"),
        ({"way": "named", "unit": "C003", "due": "2099-05-15"}, "due"),
        ({"way": "clock", "summary": "Gọi 0912345678."}, "summary"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_taken_down(
    ward: Received, said: dict[str, Any], path: str
) -> None:
    on_the_day(ward)
    with pytest.raises(ProblemsFound) as found:
        ward.raised("c003.reporter", **said)
    assert [one.path for one in found.value.problems] == [path]
    assert ward.all(issue) == []


def test_issues_are_taken_down_from_the_day_on_and_by_the_unit_alone(ward: Received) -> None:
    with pytest.raises(Refused, match="15/05/2025"):
        ward.raised("c003.reporter")
    on_the_day(ward)
    for who in ("c004.reporter", "d001.head"):
        with pytest.raises(NotYours):
            ward.raised(who)
    assert ward.raised("c003.reporter", **CLOCK).number == "1/2025"


def test_the_morning_of_the_day_does_not_wait_for_the_preparation(ward: Received) -> None:
    ward.go_to(at(15, 9))
    assert ward.open(ward.subject) == {"hold": "C003.reporter"}
    assert ("matter_due", "C003.reporter", at(14, 17)) in ward.told(ward.subject)


def test_a_sitting_that_nobody_notes_as_held_is_told_rung_by_rung(ward: Received) -> None:
    ward.go_to(at(25))
    told = [one for one in ward.told(ward.subject) if one[2] >= at(15, 9)]
    assert told == [
        ("matter_due", "C003.head", at(15, 17)),
        ("matter_due", "C003.reporter", at(15, 17)),
        ("matter_late_1", "C003.head", at(16, 8)),
        ("matter_late_1", "C003.reporter", at(16, 8)),
        ("matter_late_2", "C003.head", at(20, 8)),
        ("matter_late_2", "D001.head", at(20, 8)),
        ("matter_late_2", "D001.receiver", at(20, 8)),
    ]


def test_whoever_prepared_in_time_is_reminded_of_the_day(ward: Received) -> None:
    ward.do("c003.reporter", ward.subject, "prepare", holder="head", holder_reason="", note="")
    ward.go_to(at(14, 18))
    assert ("matter_before", "C003.reporter", at(14, 8)) in ward.told(ward.subject)


def test_a_sitting_that_is_not_concluded_is_told_of_further_and_further_up(ward: Received) -> None:
    held(ward)
    ward.go_to(at(28))
    told = [one for one in ward.told(ward.subject) if one[2] > at(15, 9)]
    assert told == [
        ("matter_due", "C003.head", at(19, 17)),
        ("matter_late_1", "C003.head", at(20, 8)),
        ("matter_late_1", "C003.reporter", at(20, 8)),
        ("matter_late_2", "C003.head", at(22, 8)),
        ("matter_late_2", "D001.head", at(22, 8)),
        ("matter_late_2", "D001.receiver", at(22, 8)),
    ]


@BOTH_STORES
def test_a_sitting_that_is_not_held_says_why_and_is_made_up_for(ward: Received) -> None:
    ward.do("c003.reporter", ward.subject, "prepare", holder="head", holder_reason="", note="")
    ward.do("c003.reporter", ward.subject, "hold", **{**NOT_HELD, "make_up_on": "2025-05-16"})
    assert (ward.sitting.state, ward.status(ward.subject)) == ("cancelled", "completed")
    made_up = ward.row(sa.select(reception).where(reception.c.makes_up == ward.key))
    assert (made_up.meets_on, made_up.regular) == (date(2025, 5, 16), False)
    assert ward.open(f"reception:{made_up.key}") == {"prepare": "C003.reporter"}


def test_there_are_no_more_groups_than_visits(ward: Received) -> None:
    on_the_day(ward)
    with pytest.raises(ProblemsFound) as found:
        ward.do("c003.reporter", ward.subject, "hold", **{**HELD, "visitors": 3, "groups": 4})
    assert [one.path for one in found.value.problems] == ["groups"]
    ward.do("c003.reporter", ward.subject, "hold", **{**HELD, "visitors": 3, "groups": 3})
    assert ward.sitting.state == "held"


@pytest.mark.parametrize("day", ["2025-05-08", "2025-05-22", "2025-05-15"])
def test_a_day_to_make_up_for_it_lies_ahead_and_is_free(ward: Received, day: str) -> None:
    ward.go_to(at(15, 9))
    with pytest.raises(ProblemsFound) as found:
        ward.do("c003.reporter", ward.subject, "hold", **{**NOT_HELD, "make_up_on": day})
    assert [one.path for one in found.value.problems] == ["make_up_on"]


def test_a_sitting_with_issues_was_held_and_one_to_come_was_not(ward: Received) -> None:
    ward.do("c003.reporter", ward.subject, "prepare", holder="head", holder_reason="", note="")
    with pytest.raises(ProblemsFound):
        ward.do("c003.reporter", ward.subject, "hold", **HELD)
    ward.go_to(at(15, 9))
    ward.raised("c003.reporter", **CLOCK)
    with pytest.raises(ProblemsFound):
        ward.do("c003.reporter", ward.subject, "hold", **NOT_HELD)


def test_a_deputy_receives_with_a_reason(ward: Received) -> None:
    on_the_day(ward)
    with pytest.raises(ProblemsFound):
        ward.do("c003.reporter", ward.subject, "hold", **{**HELD, "holder": "deputy"})
    why = {"holder": "deputy", "holder_reason": "Lãnh đạo đi công tác."}
    ward.do("c003.reporter", ward.subject, "hold", **{**HELD, **why})
    assert (ward.sitting.holder, ward.sitting.holder_reason) == ("deputy", "Lãnh đạo đi công tác.")


def test_nothing_is_taken_down_or_decided_after_the_conclusion(ward: Received) -> None:
    held(ward)
    taken = ward.raised("c003.reporter", **CLOCK)
    ward.do("c003.head", ward.subject, "close", conclusion="")
    with pytest.raises(StalePage):
        ward.raised("c003.reporter", **CLOCK)
    with pytest.raises(StalePage):
        ward.decides("c003.head", taken.key, **NAMED)


def test_what_was_given_is_not_given_twice(ward: Received) -> None:
    on_the_day(ward)
    taken = ward.raised("c003.head", **NAMED)
    with pytest.raises(Refused, match="has been given"):
        ward.decides("c003.head", taken.key, **CLOCK)


def test_what_is_open_of_former_sittings_is_looked_at_before_the_next(ward: Received) -> None:
    on_the_day(ward)
    late = ward.raised("c003.reporter", summary="Đèn ngõ 7 hỏng.", **CLOCK)
    urgent = ward.raised("c003.reporter", **{**CLOCK, "urgency": "urgent"})
    with ward.database.read() as session:
        found = still_open(session, ward.sitting.unit_key)
    assert [line.row.issue_key for line in found] == [urgent.key, late.key], "what is due first at the top"


def test_a_case_that_was_ended_from_outside_waits_for_nobody(ward: Received) -> None:
    ward.cut_short(ward.subject)
    assert (ward.sitting.state, ward.sitting.cancelled_reason) == ("cancelled", "Chạy nhầm.")


def test_one_that_was_held_and_was_ended_from_outside_is_closed_without_a_notice(ward: Received) -> None:
    held(ward)
    ward.cut_short(ward.subject)
    assert (ward.sitting.state, ward.sitting.document_number) == ("closed", None)


def test_a_day_is_opened_by_hand_once_and_never_for_the_past(ward: Received) -> None:
    ward.opens("c003.head", date(2025, 5, 9))
    assert (ward.sitting.regular, ward.sitting.meets_on) == (False, date(2025, 5, 9))
    for day in (date(2025, 5, 9), date(2025, 5, 15), date(2025, 5, 7)):
        with pytest.raises(Refused):
            ward.opens("c003.head", day)


def test_a_sitting_that_was_not_held_is_made_up_for_later_by_one_opened_by_hand(ward: Received) -> None:
    ward.do("c003.reporter", ward.subject, "prepare", holder="head", holder_reason="", note="")
    ward.do("c003.reporter", ward.subject, "hold", **NOT_HELD)
    missed = ward.key
    ward.opens("c003.head", date(2025, 5, 16), makes_up=missed)
    assert (ward.sitting.makes_up, ward.sitting.regular) == (missed, False)
    with pytest.raises(Refused, match="makes up"):
        ward.opens("c003.head", date(2025, 5, 20), makes_up=missed)
    ward.do("c003.reporter", ward.subject, "prepare", holder="head", holder_reason="", note="")
    ward.go_to(at(16, 9))
    ward.do("c003.reporter", ward.subject, "hold", **NOT_HELD)
    ward.opens("c003.head", date(2025, 5, 20), makes_up=missed)
    assert ward.sitting.makes_up == missed, "what was to make up for it was not held either"


@pytest.mark.parametrize("which", ["held", "of another unit", "unknown"])
def test_nothing_else_is_made_up_for(ward: Received, which: str) -> None:
    key = {"held": ward.key, "of another unit": ward.key, "unknown": 999}[which]
    who = "c004.head" if which == "of another unit" else "c003.head"
    if which == "of another unit":
        ward.do("c003.reporter", ward.subject, "prepare", holder="head", holder_reason="", note="")
        ward.do("c003.reporter", ward.subject, "hold", **NOT_HELD)
    with pytest.raises(Refused, match="makes up"):
        ward.opens(who, date(2025, 5, 16), makes_up=key)


def test_the_day_of_a_sitting_that_was_not_held_is_not_opened_again_and_it_is_said_why(
    ward: Received,
) -> None:
    ward.do("c003.reporter", ward.subject, "prepare", holder="head", holder_reason="", note="")
    ward.do("c003.reporter", ward.subject, "hold", **NOT_HELD)
    with pytest.raises(Refused, match="said not to be held"):
        ward.opens("c003.head", date(2025, 5, 15))


def test_other_days_count_from_the_next_sitting_on_and_what_is_open_stays(ward: Received) -> None:
    ward.sets("c003.head", "2", reason="Thứ Năm có giao ban.")
    plan = ward.row(sa.select(reception_plan))
    assert plan.planned_on == date(2025, 5, 13)
    assert ward.sitting.state == "planned"
    assert [(row.days, row.reason) for row in ward.all(reception_calendar)] == [
        ([4], ""),
        ([2], "Thứ Năm có giao ban."),
    ]


def test_days_that_passed_while_nothing_ran_are_not_opened(database: Database) -> None:
    ward = Received(database, at(5, 9))
    ward.sets("c003.head", THURSDAY)
    ward.now = at(28)
    ward.go_to(at(28))
    assert [row.planned_on for row in ward.all(reception)] == [date(2025, 5, 29)]


@BOTH_STORES
def test_whoever_comes_second_to_open_a_sitting_opens_nothing(database: Database) -> None:
    ward = Received(database, at(5, 9))
    ward.sets("c003.head", THURSDAY)
    plan = ward.row(sa.select(reception_plan))
    for _ in range(2):
        with database.write() as session:
            open_planned(session, HOUSE, plan, ward.now)
    assert [row.planned_on for row in ward.all(reception)] == [date(2025, 5, 8)]
    assert ward.row(sa.select(reception_plan)).planned_on == date(2025, 5, 15)


def test_a_unit_that_is_closed_opens_no_more(database: Database) -> None:
    ward = Received(database, at(16, 9, month=6))
    ward.sets("c004.head", THURSDAY)
    ward.go_to(at(20, 9, month=7))
    assert max(row.planned_on for row in ward.all(reception)) == date(2025, 6, 26)
    assert ward.all(reception_plan) == []


def test_a_unit_that_is_closed_opens_none_by_hand(database: Database) -> None:
    ward = Received(database, at(30, 9, month=6))
    for moment in (at(30, 9, month=6), at(2, 9, month=7)):
        ward.now = moment
        with pytest.raises(Refused, match="exists no longer"):
            ward.opens("c004.head", date(2025, 7, 3))


def test_what_cannot_be_opened_is_told_to_the_operators_and_tried_again(
    ward: Received, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ValueError("hỏng")

    with monkeypatch.context() as patched:
        patched.setattr("workflows.reception.opening.open_sitting", broken)
        ward.go_to(at(15, 8))
    told = ward.row(sa.select(outbox).where(outbox.c.rule == "reception_not_opened"))
    assert (told.recipient, told.facts["unit"]) == ("operator", "Phường 3")
    ward.go_to(at(15, 10))
    assert date(2025, 5, 22) in {row.planned_on for row in ward.all(reception)}
