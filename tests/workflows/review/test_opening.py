"""Reviews open by themselves: at their hour, once for a basis, a kind and a day, over ten years."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from database.session import Database
from engine.tables import instance
from notifications.tables import outbox
from tests.stores import BOTH_STORES
from tests.workflows.review.reviewing import SINCE, enter_basis, on, open_at, opened, the_review
from tests.workflows.steps import Steps
from workflows.house import HOUSE
from workflows.review.opening import open_due_reviews
from workflows.review.plan import clocks, plan_reviews
from workflows.review.tables import legal_basis, review, review_plan
from workflows.tick import tick

KINDS = ("half", "year", "after_2_5", "after_5", "after_10")


@pytest.fixture
def steps(database: Database) -> Steps:
    return Steps(database, on(SINCE))


@BOTH_STORES
def test_a_review_opens_at_its_hour_and_once(steps: Steps) -> None:
    with steps.database.write() as session:
        enter_basis(session, "half")
    day = date(2025, 12, 14)  # the first half-year the basis was in force for half of
    open_at(steps, on(day - timedelta(days=20), 7, 59))
    assert opened(steps.database) == []
    open_at(steps, on(day - timedelta(days=20)))
    open_at(steps, on(day - timedelta(days=20), 8, 1))
    assert opened(steps.database) == [("half", day)]
    row = the_review(steps)
    assert steps.open(f"review:{row.key}") == {"outline": f"{row.handle}.reporter"}
    assert row.dates["due"]["explanation"]["en"] == (
        f"cut-off 14/12/2025 + 10 working days = 26/12/2025, calendar {row.dates['due']['calendar']}"
    )


def test_over_ten_years_a_basis_opens_each_of_its_reviews_exactly_once(steps: Steps) -> None:
    with steps.database.write() as session:
        enter_basis(session, *KINDS)
        leads = {kind: clock.opens for kind, clock in clocks(session).items()}
    while steps.now < on(date(2036, 1, 1)):
        tick(steps.database, HOUSE, steps.now)
        open_due_reviews(steps.database, HOUSE, steps.now + timedelta(minutes=1))
        with steps.database.read() as session:
            plans = session.execute(sa.select(review_plan.c.kind, review_plan.c.day)).all()
        steps.now = min(on(plan.day - timedelta(days=leads[plan.kind])) for plan in plans)
    found = opened(steps.database)
    assert len(set(found)) == len(found)
    assert {kind: sum(one == kind for one, _ in found) for kind in KINDS} == {
        "half": 21,
        "year": 10,
        "after_2_5": 1,
        "after_5": 1,
        "after_10": 1,
    }
    days = dict(found[::-1])
    assert (days["after_2_5"], days["after_5"], days["after_10"]) == (
        date(2028, 2, 1),
        date(2030, 8, 1),
        date(2035, 8, 1),
    )
    with steps.database.read() as session:
        begun = session.execute(sa.select(sa.func.count()).where(instance.c.subject.like("review:%")))
        assert begun.scalar_one() == len(found)


def test_after_a_standstill_a_review_is_opened_still_and_one_that_would_be_closed_is_left_alone(
    steps: Steps,
) -> None:
    with steps.database.write() as session:
        enter_basis(session, "half")
    open_at(
        steps, on(date(2026, 7, 1))
    )  # the half-year to 14/12 closed in January, that to 14/06 is due soon
    open_at(steps, on(date(2026, 7, 1)))
    assert opened(steps.database) == [("half", date(2026, 6, 14))]


def test_what_is_entered_late_does_not_open_what_is_long_past(steps: Steps) -> None:
    with steps.database.write() as session:
        enter_basis(session, *KINDS, since=date(2019, 3, 12), now=on(SINCE))
        found = session.execute(sa.select(review_plan.c.kind, review_plan.c.day)).all()
    assert {row.kind: row.day for row in found} == {
        "half": date(2025, 12, 14),
        "year": date(2025, 12, 14),
        "after_10": date(2029, 3, 12),
    }


def test_planned_anew_a_basis_does_not_open_a_review_twice(steps: Steps) -> None:
    with steps.database.write() as session:
        enter_basis(session, "half")
    moment = on(date(2025, 11, 24), 9)
    open_at(steps, moment)
    with steps.database.write() as session:
        plan_reviews(session, session.execute(sa.select(legal_basis)).one(), moment)
    open_at(steps, moment)
    assert opened(steps.database) == [("half", date(2025, 12, 14))]


def test_a_review_that_cannot_be_opened_holds_up_no_other_and_the_operators_are_told_once(
    steps: Steps,
) -> None:
    with steps.database.write() as session:
        enter_basis(session, "half", symbol="A", owner="NOBODY")
        enter_basis(session, "half", symbol="B")
    for minute in (0, 1):
        open_at(steps, on(date(2025, 11, 25), 8, minute))
    assert opened(steps.database) == [("half", date(2025, 12, 14))]
    with steps.database.read() as session:
        told = session.execute(sa.select(outbox).where(outbox.c.rule == "review_not_opened")).one()
    assert (told.recipient, told.facts["title"]["en"]) == ("operator", "Half-year review: A")
    assert "NOBODY" in told.facts["error"]["en"]


@BOTH_STORES
def test_rivals_open_it_side_by_side_and_once(steps: Steps) -> None:
    with steps.database.write() as session:
        for symbol in "ABC":
            enter_basis(session, "half", symbol=symbol)
    moment = on(date(2025, 11, 25))
    with ThreadPoolExecutor(4) as rivals:
        list(rivals.map(lambda _: open_due_reviews(steps.database, HOUSE, moment), range(4)))
    with steps.database.read() as session:
        assert session.execute(sa.select(sa.func.count()).select_from(review)).scalar_one() == 3
        assert (
            session.execute(sa.select(outbox.c.rule).where(outbox.c.rule == "review_not_opened")).all() == []
        )
