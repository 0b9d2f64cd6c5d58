"""The province directs Ward 3: it reports, is asked again, gets more time, is accepted; every rung is told."""

from datetime import date, datetime

import pytest
import sqlalchemy as sa

from database.session import Database
from periods.dated import from_json
from tests.stores import BOTH_STORES
from tests.workflows.cycle import at
from tests.workflows.steps import Steps
from workflows.completion import ProblemsFound
from workflows.deadlines import ZONE
from workflows.direction.counting import sums
from workflows.direction.finding import list_directions, seen_by
from workflows.direction.give import Order, direct
from workflows.direction.tables import direction, direction_event
from workflows.direction.take_back import take_back
from workflows.errors import NotYourRole, NotYours, Refused, StalePage
from workflows.house import HOUSE

WHAT = "Nạo vét cống ngõ 12 trước mùa mưa."


@pytest.fixture
def steps(database: Database) -> Steps:
    return Steps(database, at(5, 9))


def give(
    steps: Steps,
    unit: str = "C003",
    due: date = date(2025, 5, 16),
    *,
    by: str = "p01.leader",
    acting_in: str = "P01.leader",
) -> str:
    with steps.database.write() as session:
        key = direct(
            session,
            HOUSE,
            steps.viewer(by),
            acting_in=acting_in,
            order=Order(unit, WHAT, due, "issue:5"),
            now=steps.now,
        )
    return f"direction:{key}"


def report(steps: Steps, key: str, outcome: str = "done") -> None:
    steps.do("c003.reporter", key, "carry_out", outcome=outcome, text="Đã nạo vét 120 m.")


def test_a_direction_goes_to_the_units_desk_and_its_outcome_to_the_office_that_gave_it(steps: Steps) -> None:
    key = give(steps)
    assert steps.open(key) == {"carry_out": "C003.reporter"}
    assert steps.task(key, "carry_out").due_at == at(16, 17)
    report(steps, key)
    assert steps.open(key) == {"check_outcome": "P01.leader"}
    assert steps.task(key, "check_outcome").due_at == at(8, 17), "three working days"
    steps.do("p01.leader", key, "check_outcome", decision="accept")
    assert (steps.open(key), steps.status(key)) == ({}, "completed")
    assert [(words, to) for words, to, _ in steps.told(key)] == [
        ("matter_assigned", "C003.head"),
        ("matter_assigned", "C003.reporter"),
        ("matter_waiting", "P01.leader"),
        ("matter_told", "C003.head"),
        ("matter_told", "C003.reporter"),
    ]


def test_an_agency_that_has_an_officer_gets_it_there(steps: Steps) -> None:
    assert steps.open(give(steps, "P01-SXD")) == {"carry_out": "P01-SXD.officer"}


def test_who_is_late_is_told_rung_by_rung_and_further_and_further_up(steps: Steps) -> None:
    key = give(steps)
    steps.go_to(at(25))
    assert [told for told in steps.told(key) if told[0] != "matter_assigned"] == [
        ("matter_before", "C003.reporter", at(15, 8)),
        ("matter_due", "C003.head", at(16, 17)),
        ("matter_due", "C003.reporter", at(16, 17)),
        ("matter_late_1", "C003.head", at(19, 8)),
        ("matter_late_1", "C003.reporter", at(19, 8)),
        ("matter_late_1", "P01.leader", at(19, 8)),
        ("matter_late_2", "C003.head", at(21, 8)),
        ("matter_late_2", "P01.leader", at(21, 8)),
    ]
    report(steps, key)
    assert steps.open(key) == {"check_outcome": "P01.leader"}, "late work is still received"


def test_an_outcome_that_lies_too_long_is_brought_before_the_directing_office_and_its_head(
    steps: Steps,
) -> None:
    key = give(steps)
    report(steps, key)
    steps.go_to(at(12))
    assert steps.told(key)[3:] == [
        ("matter_due", "P01.leader", at(8, 17)),
        ("matter_late_1", "P01.head", at(9, 8)),
        ("matter_late_1", "P01.leader", at(9, 8)),
    ]


@BOTH_STORES
def test_more_time_moves_the_date_keeps_every_reason_and_sets_the_rungs_anew(steps: Steps) -> None:
    key = give(steps)
    steps.go_to(at(19, 9))
    report(steps, key, "partly")
    steps.do(
        "p01.leader",
        key,
        "check_outcome",
        decision="extend",
        new_due="2025-05-31",
        extend_reason="Chờ đủ kinh phí.",
    )
    found = steps.row(sa.select(direction))
    assert found.due_at == datetime(2025, 6, 2, 17, tzinfo=ZONE), "the 31st is a Saturday"
    assert (found.first_due_at, found.extensions, found.state) == (at(16, 17), 1, "open")
    why = from_json(found.due_words)
    assert why.explanation["en"].startswith("extended from 16/05/2025 to 31/05/2025, not a working day")
    assert why.steps[-1]["vi"] == "Gia hạn từ 16/05/2025 đến 02/06/2025: Chờ đủ kinh phí."
    before = len(steps.told(key))
    steps.go_to(datetime(2025, 6, 6, tzinfo=ZONE))
    words = [(words, when) for words, to, when in steps.told(key)[before:] if to == "C003.reporter"]
    assert words == [
        ("matter_before", datetime(2025, 5, 30, 8, tzinfo=ZONE)),
        ("matter_due", datetime(2025, 6, 2, 17, tzinfo=ZONE)),
        ("matter_late_1", datetime(2025, 6, 3, 8, tzinfo=ZONE)),
    ]
    event = steps.row(sa.select(direction_event).where(direction_event.c.what == "extended"))
    assert (event.old_due_at, event.new_due_at) == (at(16, 17), found.due_at)


def test_what_is_asked_for_again_keeps_its_date_and_says_why(steps: Steps) -> None:
    key = give(steps)
    report(steps, key)
    steps.do(
        "p01.leader",
        key,
        "check_outcome",
        decision="return",
        reason_code="KQ-02",
        reason="Chưa có ảnh sau nạo vét.",
    )
    assert steps.open(key) == {"carry_out": "C003.reporter"}
    assert steps.task(key, "carry_out").due_at == at(16, 17)
    assert steps.told(key)[-1][:2] == ("matter_returned", "C003.reporter")
    assert steps.row(sa.select(direction)).returns == 1


@pytest.mark.parametrize("day", ["2025-05-16", "2026-06-01", "9999-12-31"])
def test_a_new_date_lies_after_the_old_one_and_within_a_year(steps: Steps, day: str) -> None:
    key = give(steps)
    report(steps, key, "partly")
    with pytest.raises(ProblemsFound) as found:
        steps.do(
            "p01.leader",
            key,
            "check_outcome",
            decision="extend",
            new_due=day,
            extend_reason="Thêm thời gian.",
        )
    assert [problem.path for problem in found.value.problems] == ["new_due"]


@BOTH_STORES
def test_directions_are_counted_with_what_is_open_and_overdue(steps: Steps) -> None:
    keys = [give(steps) for _ in range(4)]
    for key in keys[:3]:
        report(steps, key, "impossible" if key == keys[1] else "done")
    for key in keys[:2]:
        steps.do("p01.leader", key, "check_outcome", decision="accept")
    for moment, judged, overdue in ((at(16, 17), 2, 0), (at(16, 17, 1), 4, 1)):
        with steps.database.read() as session:
            counted = sums(session, steps.viewer("c003.reporter").unit_keys(), "owed", moment)
        assert (counted.total, counted.open, counted.checking, counted.done) == (4, 2, 1, 1)
        assert (counted.judged, counted.overdue, counted.impossible) == (judged, overdue, 1)
        assert counted.on_time == judged - overdue


def test_what_is_taken_back_ends_and_counts_neither_as_done_nor_as_late(steps: Steps) -> None:
    key, other = give(steps), give(steps)
    with steps.database.write() as session, pytest.raises(NotYours):
        take_back(session, HOUSE, steps.viewer("c003.head"), 1, "Giao nhầm.", now=steps.now)
    with steps.database.write() as session:
        take_back(session, HOUSE, steps.viewer("p01.leader"), 1, "Giao nhầm đơn vị.", now=steps.now)
    assert (steps.open(key), steps.status(key)) == ({}, "terminated")
    assert [to for words, to, _ in steps.told(key) if words == "direction_taken_back"] == [
        "C003.head",
        "C003.reporter",
    ]
    steps.go_to(at(17, 8))
    assert "matter_due" not in {words for words, _, _ in steps.told(key)}
    assert "matter_due" in {words for words, _, _ in steps.told(other)}
    with steps.database.read() as session:
        counted = sums(session, steps.viewer("c003.reporter").unit_keys(), "owed", steps.now)
    assert (counted.total, counted.withdrawn, counted.judged, counted.overdue, counted.done) == (
        2,
        1,
        1,
        1,
        0,
    )
    with steps.database.write() as session, pytest.raises(StalePage):
        take_back(session, HOUSE, steps.viewer("p01.leader"), 1, "Lần nữa.", now=steps.now)


@BOTH_STORES
def test_one_whose_case_the_operator_ended_counts_as_taken_back_and_both_units_are_told(steps: Steps) -> None:
    key = give(steps)
    steps.cut_short(key)
    row = steps.row(sa.select(direction))
    assert (row.state, row.withdrawn_reason, row.withdrawn_office["en"]) == (
        "closed",
        "Chạy nhầm.",
        "Operator",
    )
    assert [to for words, to, _ in steps.told(key) if words == "direction_taken_back"] == [
        "C003.head",
        "C003.reporter",
        "P01.leader",
    ]
    with steps.database.read() as session:
        counted = sums(session, steps.viewer("c003.reporter").unit_keys(), "owed", at(17, 8))
    assert (counted.total, counted.withdrawn, counted.open, counted.overdue) == (1, 1, 0, 0)


def test_one_that_was_ended_without_a_reason_says_who_did_it(steps: Steps) -> None:
    key = give(steps)
    steps.cut_short(key, " ")
    assert steps.row(sa.select(direction)).withdrawn_reason == "Người vận hành đã dừng quy trình."


@BOTH_STORES
def test_numbers_count_by_unit_and_year(steps: Steps) -> None:
    give(steps)
    give(steps, "D001")
    give(steps, "C004", by="d001.head", acting_in="D001.head")
    steps.now = datetime(2026, 1, 5, 9, tzinfo=ZONE)
    with steps.database.read() as session:
        found = session.execute(sa.select(direction).order_by(direction.c.key)).all()
    assert [(one.from_handle, one.year, one.number) for one in found] == [
        ("P01", 2025, 1),
        ("P01", 2025, 2),
        ("D001", 2025, 1),
    ]


@pytest.mark.parametrize(
    ("by", "acting_in", "unit", "refusal"),
    [
        ("c003.reporter", "C003.reporter", "C004", NotYourRole),
        ("d001.head", "P01.head", "C003", NotYourRole),
        ("d001.head", "D001.head", "C005", Refused),
        ("d001.head", "D001.head", "P01", Refused),
        ("d001.head", "D001.head", "D001", Refused),
    ],
)
def test_only_a_leader_or_head_directs_and_only_what_is_below_or_beside_him(
    steps: Steps, by: str, acting_in: str, unit: str, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        give(steps, unit, by=by, acting_in=acting_in)


@pytest.mark.parametrize("day", [date(2025, 5, 2), date(2031, 5, 6), date(9999, 12, 31)])
def test_a_day_that_has_passed_or_lies_beyond_the_calendar_is_refused(steps: Steps, day: date) -> None:
    with pytest.raises(Refused):
        give(steps, due=day)


@BOTH_STORES
def test_who_gave_it_who_owes_it_and_who_stands_above_sees_it_and_nobody_else(steps: Steps) -> None:
    give(steps)
    seen = {}
    for name in ("p01.reporter", "d001.reporter", "c003.head", "c004.head", "d002.leader", "admin"):
        with steps.database.read() as session:
            query = sa.select(direction.c.key).where(seen_by(steps.viewer(name), steps.now))
            seen[name] = session.execute(query).first() is not None
    assert [name for name, found in seen.items() if found] == [
        "p01.reporter",
        "d001.reporter",
        "c003.head",
        "admin",
    ]


@BOTH_STORES
def test_a_long_list_goes_on_from_where_it_ended(steps: Steps, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("workflows.direction.finding.PAGE", 2)
    for day in (23, 16, 16, 20, 16):
        give(steps, due=date(2025, 5, day))
    for key in (1, 3, 5):
        report(steps, f"direction:{key}")
    units, seen = steps.viewer("c003.reporter").unit_keys(), []
    with steps.database.read() as session:
        page = list_directions(session, units, "owed", closed=False)
        while True:
            seen += [one.key for one in page.rows]
            if page.next_cursor is None:
                break
            page = list_directions(session, units, "owed", closed=False, cursor=page.next_cursor)
        assert seen == [2, 3, 5, 4, 1], "what is due first at the top"
        beginning = list_directions(session, units, "owed", closed=False, cursor="../x")
        assert [one.key for one in beginning.rows] == [2, 3]
