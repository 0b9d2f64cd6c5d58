"""The monthly control opens by itself, asks each unit in charge, turns silence red and presses all the way up."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import sqlalchemy as sa

from database.session import Database
from notifications.tables import outbox
from organisation.responsibilities import set_responsible
from organisation.staff import find_staff
from organisation.units import unit_by_handle
from tests.stores import BOTH_STORES
from tests.workflows.cycle import at
from tests.workflows.follow_up.controlled import CLOSES, DUE, OPENS, Month, handled_to_answer
from tests.workflows.issues.handled import ANSWER, CONFIRMED
from tests.workflows.steps import Steps
from workflows.completion import ProblemsFound
from workflows.follow_up.filling import AGAIN, fill_some
from workflows.follow_up.matter_kind import FollowUpKind
from workflows.follow_up.opening import open_follow_ups
from workflows.follow_up.tables import follow_up, follow_up_line, follow_up_plan, follow_up_to_fill
from workflows.house import HOUSE
from workflows.open_task import find_task
from workflows.staff_account import let_stand_in
from workflows.tick import tick


@pytest.fixture
def month(database: Database) -> Month:
    found = Month(database, Steps(database, at(20)))
    found.open(at(20))
    return found


@BOTH_STORES
def test_a_month_opens_at_its_hour_and_once(month: Month) -> None:
    month.raised(20)
    month.open(OPENS - timedelta(minutes=1))
    with month.database.read() as session:
        assert session.execute(sa.select(follow_up)).all() == []
        plan = session.execute(sa.select(follow_up_plan)).one()
    assert plan.dates["due"]["explanation"]["en"] == (
        "from 05/06/2025 + 3 working days to confirm = 10/06/2025"
    )
    month.open(OPENS)
    month.open(OPENS + timedelta(minutes=1))
    with month.database.read() as session:
        rows = session.execute(sa.select(follow_up).order_by(follow_up.c.handle)).all()
        assert session.execute(sa.select(follow_up_plan.c.month)).scalar_one() == "2025-07"
    assert [(row.handle, row.due_at, row.closes_at) for row in rows] == [
        (unit, DUE, CLOSES) for unit in ("C003", "D001", "P01", "VN")
    ]


@BOTH_STORES
def test_who_is_in_charge_gets_one_task_and_who_has_nothing_to_confirm_gets_none(month: Month) -> None:
    month.raised(20)
    month.raised(21, "Đèn đường ngõ 7 hỏng.")
    month.open()
    subject = month.subject("C003")
    assert month.steps.open(subject) == {"confirm_issues": "C003.reporter"}
    assert month.steps.task(subject, "confirm_issues").due_at == DUE
    assert month.steps.open(month.subject("D001")) == {}
    assert month.ranks("C003") == month.ranks("P01") == {"waiting": 2}
    assert [(words, to) for words, to, _ in month.steps.told(subject)] == [
        ("matter_assigned", "C003.reporter"),
        ("matter_told", "C003.head"),
        ("matter_told", "C003.receiver"),
    ]


def test_a_line_says_how_old_it_is_who_has_it_and_how_often_it_was_put_off(month: Month) -> None:
    month.raised(20)
    month.open()
    (line,) = month.lines("P01", "p01.head").lines
    assert (line.row.since, line.row.holder["vi"]) == (at(20, 9), "Cán bộ tổng hợp, Phường 3")
    assert (line.row.charge_name, line.row.extensions, line.row.months, line.said) == ("Phường 3", 0, 0, None)


@BOTH_STORES
def test_what_is_confirmed_is_kept_and_shown_in_every_list_and_changes_no_state(month: Month) -> None:
    first, second = month.raised(20), month.raised(21, "Đèn đường ngõ 7 hỏng.")
    month.open()
    month.steps.go_to(at(6, 9, month=6))
    month.confirm("C003", first, said="done")
    assert month.steps.open(month.subject("C003")) == {"confirm_issues": "C003.reporter"}, "one is left"
    month.confirm("C003", second, said="stuck", next_step="Xin kinh phí.")
    assert (month.steps.open(month.subject("C003")), month.steps.status(month.subject("C003"))) == (
        {},
        "completed",
    )
    assert [month.ranks(unit) for unit in ("C003", "D001", "P01")] == [{"confirmed": 2}] * 3
    assert month.of("C003").closed_at == at(6, 9, month=6)
    assert [(one.issue_key, one.said, one.state) for one in month.answers()] == [
        (first.key, "done", "verifying"),
        (second.key, "stuck", "verifying"),
    ]
    assert month.state(first) == "verifying"
    found = {line.row.issue_key: line for line in month.lines("C003", "c003.reporter").lines}
    assert found[first.key].differs, "it is said to be done, and the register says otherwise"
    assert found[first.key].task_key is not None, "there it is really done"
    assert not found[second.key].differs
    told = month.steps.told(month.subject("C003"))
    assert told[-1][:2] == ("matter_told", "D001.receiver"), "who is stuck needs help from above"


@BOTH_STORES
def test_silence_turns_red_and_is_pressed_rung_by_rung_up_to_the_leader(month: Month) -> None:
    month.raised(20)
    month.open()
    subject, before = month.subject("C003"), len(month.steps.told(month.subject("C003")))
    month.steps.go_to(DUE - timedelta(minutes=1))
    assert month.ranks("D001") == {"waiting": 1}
    month.steps.go_to(at(20, month=6))
    assert month.steps.told(subject)[before:] == [
        ("matter_before", "C003.reporter", at(9, 8, month=6)),
        ("matter_due", "C003.head", DUE),
        ("matter_due", "C003.reporter", DUE),
        ("matter_late_1", "C003.head", at(11, 8, month=6)),
        ("matter_late_1", "C003.reporter", at(11, 8, month=6)),
        ("matter_late_1", "D001.receiver", at(11, 8, month=6)),
        ("matter_late_2", "C003.head", at(13, 8, month=6)),
        ("matter_late_2", "D001.head", at(13, 8, month=6)),
    ]
    assert [month.ranks(unit) for unit in ("C003", "D001", "P01")] == [{"red": 1}] * 3
    assert month.steps.open(subject) == {"confirm_issues": "C003.reporter"}, "it is taken late, too"


def test_the_leader_who_answers_for_the_field_is_told_and_whoever_stands_in_for_him(month: Month) -> None:
    month.raised(20)
    with month.database.write() as session:
        leader, stand_in = find_staff(session, "c003.receiver"), find_staff(session, "c003.reporter")
        assert leader is not None
        assert stand_in is not None
        ward = unit_by_handle(session, "C003").key
        set_responsible(
            session, ward, "infrastructure", leader.key, since=at(1).date(), actor=None, now=at(1)
        )
        let_stand_in(
            session,
            "c003.receiver",
            "c003.reporter",
            first=at(12, month=6).date(),
            last=at(14, month=6).date(),
            now=at(1),
        )
    month.open()
    month.steps.go_to(at(14, month=6))
    told = [to for words, to, _ in month.steps.told(month.subject("C003")) if words == "matter_late_2"]
    assert told == ["C003.head", "D001.head", f"staff:{leader.key}", f"staff:{stand_in.key}"]


def test_what_is_confirmed_late_is_red_no_more(month: Month) -> None:
    issue = month.raised(20)
    month.open()
    month.steps.go_to(at(12, 9, month=6))
    month.confirm("C003", issue)
    assert month.ranks("P01") == {"confirmed": 1}
    (line,) = month.lines("P01", "p01.head").lines
    assert line.said.at > month.of("P01").due_at


@BOTH_STORES
def test_a_month_that_closes_over_silence_tells_and_the_next_one_carries_it_on(month: Month) -> None:
    silent, ended = month.raised(20), month.raised(21, "Đèn đường ngõ 7 hỏng.")
    month.open()
    subject = month.subject("C003")
    handled_to_answer(ended)
    ended.do("c003.reporter", ANSWER)
    ended.do("c003.head", {"decision": "approve"})
    ended.do("c003.reporter", CONFIRMED)
    month.steps.go_to(CLOSES + timedelta(hours=1))
    assert (month.steps.open(subject), month.steps.status(subject)) == ({}, "completed")
    assert month.steps.told(subject)[-2:] == [
        ("matter_told", "C003.head", CLOSES),
        ("matter_told", "D001.receiver", CLOSES),
    ]
    assert month.ranks("C003") == {"red": 1, "settled": 1}, "what has ended is not red"
    month.open(at(7, 8, month=7))
    following = month.of("C003", "2025-07")
    assert (following.waiting, following.carried, following.gone) == (1, 1, 1)
    (line,) = month.lines("C003", "c003.head", "2025-07").lines
    assert (line.row.issue_key, line.row.months, line.before.rank) == (silent.key, 1, 0)
    assert month.steps.open(month.subject("C003", "2025-07")) == {"confirm_issues": "C003.reporter"}


def test_what_was_promised_is_held_against_what_moved(month: Month) -> None:
    issue = month.raised(20)
    month.open()
    month.confirm("C003", issue, next_on="2025-06-20")
    month.open(at(7, 8, month=7))
    (line,) = month.lines("C003", "c003.head", "2025-07").lines
    assert (line.said_before.next_step, line.moved, line.broken) == ("Nạo vét cống.", False, True)


def test_who_confirms_reads_in_his_language_what_was_promised(month: Month) -> None:
    issue = month.raised(20)
    month.open()
    month.confirm("C003", issue, next_on="2025-06-20")
    month.open(at(7, 8, month=7))
    task_key = month.steps.task(month.subject("C003", "2025-07"), "confirm_issues").key
    with month.database.read() as session:
        facts = find_task(session, month.steps.viewer("c003.reporter"), task_key)
        _, promised = FollowUpKind().matter(session, facts, month.steps.now).shown
    assert promised.text == "Nạo vét cống."
    assert promised.heading["en"].startswith("Issue 1/2025")
    assert promised.note == {"vi": "Đang làm, kịp hạn, 20/06/2025", "en": "Under way, in time, 20/06/2025"}


def test_nobody_is_pressed_where_nothing_is_left_to_confirm(month: Month) -> None:
    ended = month.raised(20)
    month.open()
    handled_to_answer(ended)
    ended.do("c003.reporter", ANSWER)
    ended.do("c003.head", {"decision": "approve"})
    month.steps.go_to(at(20, month=6))
    told = {words for words, _, _ in month.steps.told(month.subject("C003"))}
    assert told == {"matter_assigned", "matter_told"}
    assert month.ranks("D001") == {"settled": 1}


@pytest.mark.parametrize("day", ["2025-06-05", "2025-06-01", "2035-01-01"])
def test_a_next_step_lies_ahead(month: Month, day: str) -> None:
    issue = month.raised(20)
    month.open()
    with pytest.raises(ProblemsFound) as found:
        month.confirm("C003", issue, next_on=day)
    assert [problem.path for problem in found.value.problems] == ["issues.0.next_on"]


@BOTH_STORES
def test_a_long_list_is_filled_in_parts_confirmed_in_parts_and_shown_in_pages(
    month: Month, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workflows.follow_up.filling.AT_ONCE", 2)
    issues = [month.raised(20, f"Ngập ở ngõ {number}.") for number in range(5)]
    month.open()
    assert month.ranks("VN") == {"waiting": 5}
    with month.database.read() as session:
        assert session.execute(sa.select(sa.func.count()).select_from(follow_up_line)).scalar_one() == 20
    month.confirm("C003", *issues[:2])
    seen, cursor = [], ""
    while True:
        page = month.lines("P01", "p01.head", cursor=cursor, most=2)
        seen += [line.row.issue_key for line in page.lines]
        if page.next_cursor is None:
            break
        cursor = page.next_cursor
    assert seen == [one.key for one in (*issues[2:], *issues[:2])], "what is confirmed stands last"


def test_after_a_standstill_only_a_month_that_is_not_over_is_opened(month: Month) -> None:
    month.raised(20)
    month.open(at(11, month=8))
    with month.database.read() as session:
        assert set(session.scalars(sa.select(follow_up.c.month))) == {"2025-08"}


@BOTH_STORES
def test_rivals_open_it_side_by_side_and_once(month: Month) -> None:
    month.raised(20)
    with ThreadPoolExecutor(4) as rivals:
        list(rivals.map(lambda _: open_follow_ups(month.database, HOUSE, OPENS), range(4)))
    month.open(OPENS)  # a slow machine leaves some of it to the next tick
    assert month.ranks("P01") == {"waiting": 1}
    assert month.steps.open(month.subject("C003")) == {"confirm_issues": "C003.reporter"}
    with month.database.read() as session:
        failed = sa.select(outbox.c.key).where(outbox.c.rule == "follow_up_not_opened")
        assert session.execute(failed).all() == []


def refuse(*_args: object, **_named: object) -> None:
    raise ValueError


@BOTH_STORES
def test_a_list_that_cannot_be_filled_holds_up_no_other_and_is_tried_again(
    month: Month, monkeypatch: pytest.MonkeyPatch
) -> None:
    month.raised(20)
    with monkeypatch.context() as broken:
        broken.setattr("workflows.follow_up.filling.start_matter", refuse)
        month.open()
    assert (month.ranks("P01"), month.ranks("C003")) == ({"waiting": 1}, {})
    with month.database.read() as session:
        told = session.execute(sa.select(outbox).where(outbox.c.rule == "follow_up_not_opened")).one()
    assert (told.recipient, told.facts["unit"]) == ("operator", "Phường 3")
    month.open(OPENS + AGAIN - timedelta(seconds=1))
    assert month.ranks("C003") == {}
    month.open(OPENS + AGAIN)
    assert month.ranks("C003") == {"waiting": 1}
    assert month.steps.open(month.subject("C003")) == {"confirm_issues": "C003.reporter"}


@pytest.mark.parametrize(("left", "waits"), [(timedelta(seconds=1), 1), (timedelta(0), 0)])
def test_a_list_is_tried_no_more_once_its_month_is_closed(
    month: Month, monkeypatch: pytest.MonkeyPatch, left: timedelta, waits: int
) -> None:
    month.raised(20)
    monkeypatch.setattr("workflows.follow_up.filling.start_matter", refuse)
    month.open()
    fill_some(month.database, HOUSE, CLOSES - left)
    with month.database.read() as session:
        assert len(session.execute(sa.select(follow_up_to_fill)).all()) == waits


def test_the_tick_opens_it(month: Month) -> None:
    month.raised(20)
    month.open(OPENS, tick)
    assert month.ranks("C003") == {"waiting": 1}


def test_a_ward_is_not_shown_the_list_of_its_neighbour_and_a_district_what_it_is_party_to(
    month: Month,
) -> None:
    month.raised(20)
    month.open()
    assert len(month.lines("C003", "d001.head").lines) == 1
    assert month.lines("C003", "d002.head").lines == []


def test_a_page_of_a_list_that_nobody_made_begins_at_the_top(month: Month) -> None:
    month.raised(20)
    month.open()
    for cursor in ("1", "1~x~y", f"0~2025-05-20 00:00:00.000000Z~{'9' * 40}"):
        assert len(month.lines("C003", "c003.head", cursor=cursor).lines) == 1
