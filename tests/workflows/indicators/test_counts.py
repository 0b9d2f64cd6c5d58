"""The counts of issues are those of the register, as of any past day, whatever happened to the issues since."""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa

from database.session import Session
from organisation.days import ONE_DAY
from organisation.units import find_unit
from tests.stores import BOTH_STORES
from tests.workflows.cycle import Cycle, at
from tests.workflows.indicators.playing import FIELDS, FIRST, LAST, UNITS, play
from tests.workflows.indicators.raising import raise_issue
from workflows.deadlines import ZONE
from workflows.indicators.changes import CHANNEL, FIELD
from workflows.indicators.flows import flows, totals
from workflows.indicators.folding import fold_some
from workflows.indicators.reading import Waiting, answered, programmes, punctual, standing, waiting_changes
from workflows.indicators.share import Share
from workflows.indicators.tables import issue_flow
from workflows.indicators.window import Window
from workflows.issues.merging import merge_issues
from workflows.issues.record import Why
from workflows.issues.states import ENDED, STATES
from workflows.issues.tables import issue, issue_event

pytestmark = BOTH_STORES


def counted_again(session: Session, codes: tuple[str, ...], window: Window) -> dict[str, Any]:
    """The same numbers from the events alone, issue by issue."""
    units = [find_unit(session, code, FIRST).key for code in codes]
    rows = session.execute(
        sa.select(issue_event, issue.c.raised_on)
        .join(issue, issue.c.key == issue_event.c.issue_key)
        .where(issue.c.raised_unit_key.in_(units), issue_event.c.day <= window.as_of)
        .order_by(issue_event.c.issue_key, issue_event.c.number)
    )
    last = {row.issue_key: row for row in rows}
    counting = [row for row in last.values() if row.merged_into is None]
    raised = [row for row in counting if window.first <= row.raised_on <= window.last]
    due = [
        row
        for row in counting
        if window.first <= row.due_at.astimezone(ZONE).date() <= min(window.last, window.as_of)
    ]
    tags = Counter(tag for row in raised for tag in row.programmes)
    return {
        "raised": len(raised),
        "mentions": sum(row.mentions for row in raised),
        "answered": sum(row.answered_at is not None for row in raised),
        "directed": sum(row.directed_at is not None for row in raised),
        "states": {state: sum(row.state == state for row in raised) for state in STATES},
        "programmes": {tag: Share(number, len(raised)) for tag, number in sorted(tags.items())},
        "due": (
            len(due),
            sum(row.answered_at is not None and row.answered_at <= row.due_at for row in due),
            sum(row.answered_at is not None and row.answered_at > row.due_at for row in due),
            sum(row.answered_at is None and row.state in ENDED for row in due),
        ),
    }


def counted(session: Session, window: Window, waiting: Waiting) -> dict[str, Any]:
    stand = standing(session, window, waiting)
    found, timely = answered(stand), punctual(session, window, waiting)
    return {
        "raised": found.raised,
        "mentions": found.mentions,
        "answered": found.answered.part,
        "directed": found.directed.part,
        "states": dict(found.states),
        "programmes": dict(programmes(stand)),
        "due": (timely.due, timely.on_time, timely.late, timely.without),
    }


AS_OF = (date(2025, 3, 20), date(2025, 4, 5), date(2025, 5, 31))
DAYS = ((FIRST, LAST), (date(2025, 3, 15), date(2025, 4, 14)))


@pytest.mark.parametrize("folds", [0, 2, 1_000])
def test_the_counts_of_every_past_day_are_those_of_the_register(cycle: Cycle, folds: int) -> None:
    with cycle.database.write() as session:
        play(session, 30, folds + 1)
    for _ in range(folds):
        with cycle.database.write() as session:
            if not fold_some(session):
                break
    with cycle.database.read() as session:
        waiting = waiting_changes(session)
        assert bool(waiting) == (folds < 1_000)
        for code, codes in UNITS.items():
            key = find_unit(session, code, FIRST).key
            for window in (Window(key, first, last, as_of) for as_of in AS_OF for first, last in DAYS):
                assert counted(session, window, waiting) == counted_again(session, codes, window), window


def test_flows_add_up_to_what_stands(cycle: Cycle) -> None:
    with cycle.database.write() as session:
        play(session, 20, 3)
        while fold_some(session):
            pass
        window = Window(find_unit(session, "P01", FIRST).key, FIRST, LAST, LAST)
        whole = answered(standing(session, window, {}))
        for dimension in (FIELD, CHANNEL):
            found = flows(session, window, {}, dimension, lambda day: f"{day:%Y-%m}")
            added = sum(found.values(), Counter())
            assert (added["raised"], added["answered"]) == (whole.raised, whole.answered.part)
        assert {value for value, _ in flows(session, window, {}, FIELD, str)} == set(FIELDS)


def test_flows_of_whole_months_are_those_of_their_days(cycle: Cycle) -> None:
    with cycle.database.write() as session:
        play(session, 45, 5)
        while fold_some(session):
            pass
        key = find_unit(session, "P01", FIRST).key
        of = (issue_flow.c.unit_key == key, issue_flow.c.dimension == FIELD)
        days = session.execute(sa.select(issue_flow).where(*of)).all()
        for first, last in WINDOWS:
            by_month: dict[tuple[str, str], int] = {}
            for row in days:
                if first <= row.day <= last:
                    cell = (row.value, f"{row.day:%Y-%m}")
                    by_month[cell] = by_month.get(cell, 0) + row.mentions
            found = flows(session, Window(key, first, LAST, last), {}, FIELD, lambda day: f"{day:%Y-%m}")
            told = {cell: counts["mentions"] for cell, counts in found.items()}
            assert +Counter(told) == +Counter(by_month), (first, last)
            if first <= last:
                assert totals(session, Window(key, first, LAST, last), {}, FIELD) == added_up(found)


def added_up(found: Mapping[tuple[str, str], Counter[str]]) -> dict[str, Counter[str]]:
    by_value: dict[str, Counter[str]] = {}
    for (value, _), counts in found.items():
        by_value.setdefault(value, Counter()).update(counts)
    return by_value


MARCH, APRIL = date(2025, 3, 1), date(2025, 4, 30)
WINDOWS = (
    (MARCH, APRIL),
    (MARCH + ONE_DAY, APRIL),
    (MARCH, APRIL - ONE_DAY),
    (MARCH + ONE_DAY, APRIL - ONE_DAY),
    (date(2025, 4, 1), APRIL),
    (date(2025, 4, 2), APRIL),
    (date(2025, 4, 5), date(2025, 4, 5)),
    (date(2025, 3, 20), date(2025, 4, 10)),
    (APRIL, MARCH),
    (date.min, date.max),
)


def test_an_issue_that_joined_another_counts_once_from_that_day_on(cycle: Cycle) -> None:
    with cycle.database.write() as session:
        one, two = raise_issue(session, "C003", at(7)), raise_issue(session, "C003", at(7))
        merge_issues(session, two.key, one.key, Why(at(9)))
        key, waiting = find_unit(session, "D001", FIRST).key, waiting_changes(session)
        before = answered(standing(session, Window(key, FIRST, LAST, date(2025, 5, 8)), waiting))
        after = answered(standing(session, Window(key, FIRST, LAST, date(2025, 5, 9)), waiting))
    assert (before.raised, before.mentions) == (2, 6)
    assert (after.raised, after.mentions) == (1, 6)


@pytest.mark.parametrize(
    ("part", "whole", "vi", "en"),
    [
        (62, 66, "62/66 = 93,94 %", "62/66 = 93.94 %"),
        (53, 66, "53/66 = 80,30 %", "53/66 = 80.30 %"),
        (1, 32, "1/32 = 3,13 %", "1/32 = 3.13 %"),
        (0, 66, "0/66 = 0,00 %", "0/66 = 0.00 %"),
        (0, 0, "0/0", "0/0"),
    ],
)
def test_a_share_is_written_with_what_it_is_made_of(part: int, whole: int, vi: str, en: str) -> None:
    share = Share(part, whole)
    assert (share.words("vi"), share.words("en")) == (vi, en)
