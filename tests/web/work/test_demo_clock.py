"""The clock of a demo, moved by an operator and by nobody else, and never in a real store."""

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from math import ceil

import pytest
import sqlalchemy as sa
from fastapi import FastAPI

from organisation.staff import find_staff
from tests.web.browsing import Visitor
from tests.web.signing_in import SignIn
from tests.workflows.cycle import Cycle, at
from web.app import create_app
from web.sessions import begin_session
from web.settings import Settings
from workflows.clock import demo_offset
from workflows.house import HOUSE
from workflows.tables import demo_clock


@pytest.fixture
def demo(cycle: Cycle, settings: Settings) -> FastAPI:
    """A demo store whose clock shows Thursday 08/05/2025, 09:00."""
    offset = at(8, 9) - datetime.now(UTC)
    with cycle.database.write() as session:
        row = {"key": 1, "offset_seconds": ceil(offset.total_seconds()), "root_code": "P01"}
        session.execute(sa.insert(demo_clock).values(**row))

    def clock() -> datetime:
        with cycle.database.read() as session:
            return datetime.now(UTC) + (demo_offset(session) or timedelta())

    return create_app(cycle.database, HOUSE, settings, clock=clock, demo_accounts=list)


@pytest.fixture
def enter(demo: FastAPI, cycle: Cycle) -> Iterator[SignIn]:
    with ExitStack() as stack:

        def signed_in(username: str) -> Visitor:
            with cycle.database.write() as session:
                found = find_staff(session, username)
                assert found is not None
                token = begin_session(session, found.key, datetime.now(UTC))
            visitor = stack.enter_context(Visitor(demo))
            visitor.cookies.set("sid", token)
            return visitor

        yield signed_in


def move(visitor: Visitor, step: str) -> int:
    return visitor.submit("/clock", {"step": step, "back": "/overdue"}, page="/overdue").status_code


def test_an_operator_moves_the_clock_and_comes_back_to_the_page(enter: SignIn) -> None:
    visitor = enter("admin")
    answer = visitor.submit("/clock", {"step": "hour", "back": "/overdue"}, page="/overdue")
    assert (answer.status_code, answer.headers["location"]) == (303, "/overdue")
    assert "08/05/2025 10:0" in visitor.get("/overdue").text
    move(visitor, "day")
    assert "09/05/2025 10:0" in visitor.get("/overdue").text


def test_going_to_what_is_due_next_does_it(enter: SignIn) -> None:
    visitor, clerk = enter("admin"), enter("c003.reporter")
    assert "Chưa có thông báo" in clerk.get("/notices").text
    move(visitor, "due")
    assert "14/05/2025 08:0" in visitor.get("/overdue").text
    assert "Báo cáo tháng 05/2025" in clerk.get("/notices").text


def test_nobody_else_sees_the_buttons_or_can_press_them(enter: SignIn) -> None:
    leader = enter("p01.leader")
    assert 'action="/clock"' not in leader.get("/overdue").text
    assert move(leader, "hour") == 404
    assert 'action="/clock"' in enter("admin").get("/overdue").text


def test_a_step_that_is_none_is_refused(enter: SignIn) -> None:
    assert move(enter("admin"), "year") == 422


def test_a_real_store_has_no_such_control(sign_in: SignIn) -> None:
    visitor = sign_in("admin")
    assert 'action="/clock"' not in visitor.get("/overdue").text
    pairs = [("step", "hour"), ("_token", visitor.token("/overdue"))]
    assert visitor.post_form("/clock", pairs).status_code == 404
