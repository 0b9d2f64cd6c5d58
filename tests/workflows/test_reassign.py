"""The head hands a task to a colleague of the same role, who is told; nobody else may be given it."""

import pytest

from organisation.staff import find_staff
from tests.stores import BOTH_STORES
from tests.workflows.cycle import Cycle
from workflows.claim import reassign
from workflows.errors import Refused
from workflows.inbox import inbox
from workflows.notices import notices
from workflows.staff_account import add_account

pytestmark = BOTH_STORES


@pytest.fixture
def colleague(cycle: Cycle) -> int:
    cycle.open()
    with cycle.database.write() as session:
        return add_account(
            session,
            "c003.second",
            "mot mat khau dai",
            unit_code="C003",
            roles=["reporter"],
            office="",
            now=cycle.now,
        )


def test_the_colleague_is_told_and_the_others_see_who_has_it(cycle: Cycle, colleague: int) -> None:
    key = cycle.task("C003", "draft")
    with cycle.database.write() as session:
        reassign(session, cycle.viewer("c003.head"), key, colleague, now=cycle.now)
    with cycle.database.read() as session:
        mine = inbox(session, cycle.viewer("c003.second"), cycle.now, scope="mine")
        other = inbox(session, cycle.viewer("c003.reporter"), cycle.now, scope="mine")
        told = notices(session, cycle.viewer("c003.second"))
        unseen = notices(session, cycle.viewer("c003.reporter"))
    assert [row.task_key for row in mine.rows] == [key]
    assert [row.task_key for row in other.rows] == []
    assert [row.rule for row in told.rows] == ["task_assigned"]
    assert [row.rule for row in unseen.rows] == []


def test_a_task_goes_only_to_its_own_office(cycle: Cycle, colleague: int) -> None:
    key = cycle.task("C003", "draft")
    with cycle.database.read() as session:
        stranger = find_staff(session, "c004.reporter")
    assert stranger is not None
    with pytest.raises(Refused), cycle.database.write() as session:
        reassign(session, cycle.viewer("c003.head"), key, stranger.key, now=cycle.now)
    with pytest.raises(Refused), cycle.database.write() as session:
        reassign(session, cycle.viewer("c003.reporter"), key, colleague, now=cycle.now)
