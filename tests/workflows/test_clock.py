"""The clock of a demo moves on by fixed steps and never back; a real store has none."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from notifications.tables import outbox
from tests.workflows.cycle import Cycle, at
from workflows.clock import (
    HOUR,
    NEXT_DUE,
    WORKING_DAY,
    demo_offset,
    moment_after,
    resume_demo_clock,
    set_demo_clock,
    work_time,
)
from workflows.errors import Refused
from workflows.house import HOUSE
from workflows.passing import let_time_pass
from workflows.tables import demo_clock

REAL = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)


@pytest.fixture
def demo(cycle: Cycle) -> Cycle:
    cycle.open()
    with cycle.database.write() as session:
        session.execute(sa.insert(demo_clock).values(key=1, offset_seconds=0, root_code="P01"))
    return cycle


def step(cycle: Cycle, name: str) -> datetime:
    with cycle.database.write() as session:
        moment = moment_after(session, name, cycle.now)
        set_demo_clock(session, moment, REAL)
        offset = demo_offset(session)
    assert offset == moment - REAL
    return moment


def test_an_hour_is_an_hour(demo: Cycle) -> None:
    assert step(demo, HOUR) == demo.now + timedelta(hours=1)


def test_a_working_day_passes_over_the_weekend(demo: Cycle) -> None:
    demo.now = at(9, 16, 30)
    assert step(demo, WORKING_DAY) == at(12, 16, 30)


def test_the_next_due_moment_is_that_of_the_next_timer(demo: Cycle) -> None:
    assert step(demo, NEXT_DUE) == at(14)


def test_what_is_overdue_already_does_not_turn_the_clock_back(demo: Cycle) -> None:
    demo.now = at(15)
    assert step(demo, NEXT_DUE) == at(15)


def test_no_other_step_is_taken(demo: Cycle) -> None:
    with demo.database.write() as session, pytest.raises(Refused):
        moment_after(session, "year", demo.now)


def test_a_real_store_has_no_clock_to_move(cycle: Cycle) -> None:
    with cycle.database.write() as session, pytest.raises(Refused):
        set_demo_clock(session, cycle.now, REAL)


def test_what_falls_due_on_the_way_happens_at_its_own_moment(demo: Cycle) -> None:
    let_time_pass(demo.database, HOUSE, demo.now, at(16, 18))
    with demo.database.read() as session:
        told = session.execute(
            sa.select(outbox.c.rule, outbox.c.created_at)
            .where(outbox.c.recipient == "C003.reporter")
            .order_by(outbox.c.key)
        ).all()
    assert [(row.rule, row.created_at) for row in told] == [
        ("before_2", at(14)),
        ("before_1", at(15)),
        ("due", at(16, 17)),
    ]


def test_a_demo_goes_on_where_its_clock_was_set_to_and_never_before(demo: Cycle) -> None:
    with demo.database.write() as session:
        set_demo_clock(session, at(14, 16), REAL)
        resume_demo_clock(session, REAL + timedelta(days=3))
        assert work_time(session, REAL + timedelta(days=3)) == at(14, 16)
    demo.go_to(at(15, 9))
    demo.save("C003")
    demo.draft("C003")
    with demo.database.write() as session:
        resume_demo_clock(session, REAL + timedelta(days=9))
        assert work_time(session, REAL + timedelta(days=9)) == at(15, 9), "the last thing that happened"
