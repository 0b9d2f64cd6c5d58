"""Whoever changes a report takes its instance before he writes anything: no two of them can wait for each other."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
import sqlalchemy as sa
from psycopg.errors import LockNotAvailable

from database.session import Session
from engine.holding import hold_instance
from tests.stores import ON_POSTGRESQL
from tests.workflows.cycle import Cycle, at
from workflows.attachments.adding import USUAL_LIMITS, attach, detach, examine
from workflows.carried_issues import carry_issues
from workflows.corrections import open_correction
from workflows.house import HOUSE
from workflows.number_steps import give_reasons, take_numbers
from workflows.withdrawal import withdraw

pytestmark = ON_POSTGRESQL

Act = Callable[[Session, Cycle], Any]
REASON = "Số ý kiến ở vấn đề 1 không khớp với tổng đài."


def attaching(session: Session, cycle: Cycle) -> None:
    file = BytesIO(b"%PDF-1.7\n%%EOF\n")
    examined = examine(file, "phu-luc.pdf", USUAL_LIMITS)
    viewer, task = cycle.viewer("c003.reporter"), cycle.task("C003", "draft")
    attach(session, viewer, task, examined, file, limits=USUAL_LIMITS, now=cycle.now)


def detaching(session: Session, cycle: Cycle) -> None:
    detach(session, cycle.viewer("c003.reporter"), cycle.task("C003", "draft"), 1)


def taking_numbers(session: Session, cycle: Cycle) -> None:
    take_numbers(session, cycle.viewer("c003.reporter"), cycle.task("C003", "draft"), now=cycle.now)


def giving_reasons(session: Session, cycle: Cycle) -> None:
    give_reasons(session, cycle.viewer("c003.reporter"), cycle.task("C003", "draft"), {"total": "Đếm lại."})


def carrying_issues(session: Session, cycle: Cycle) -> None:
    viewer, task = cycle.viewer("c003.reporter"), cycle.task("C003", "draft")
    carry_issues(session, viewer, task, [1], merge=False, revision=0, now=cycle.now)


def withdrawing(session: Session, cycle: Cycle) -> None:
    withdraw(session, HOUSE, cycle.viewer("c003.head"), cycle.report("C003").key, REASON, now=cycle.now)


def correcting(session: Session, cycle: Cycle) -> None:
    viewer, key = cycle.viewer("d001.receiver"), cycle.report("C003").key
    open_correction(session, HOUSE, viewer, key, REASON, now=cycle.now)


def refused_while_somebody_else_is_at_it(cycle: Cycle, act: Act) -> list[str]:
    """What was asked of the store until it had to wait."""
    asked: list[str] = []
    with cycle.database.write() as rival:
        hold_instance(rival, cycle.report("C003").instance_key)
        beside = sa.create_engine(cycle.database.writer.url, poolclass=sa.pool.NullPool)
        sa.event.listen(beside, "before_cursor_execute", lambda *facts: asked.append(facts[2]))
        with beside.connect() as session:
            session.exec_driver_sql("set local lock_timeout = '50ms'")
            with pytest.raises(LockNotAvailable):
                act(session, cycle)
    return asked


@pytest.mark.parametrize("act", [attaching, detaching, taking_numbers, giving_reasons, carrying_issues])
def test_whoever_writes_a_draft_waits_for_his_turn(cycle: Cycle, act: Act) -> None:
    cycle.open()
    cycle.save("C003")
    assert not writes(refused_while_somebody_else_is_at_it(cycle, act))


@pytest.mark.parametrize("act", [withdrawing, correcting])
def test_whoever_decides_about_what_was_sent_waits_for_his_turn(cycle: Cycle, act: Act) -> None:
    cycle.open()
    cycle.now = at(15, 9)
    cycle.submit("C003")
    if act is correcting:
        cycle.accept("C003", "D001")
    assert not writes(refused_while_somebody_else_is_at_it(cycle, act))


def writes(asked: list[str]) -> list[str]:
    return [one for one in asked if one.lstrip().lower().startswith(("insert", "update", "delete"))]
