"""How often a unit received, of what is prescribed, when days are set anew or a sitting is put off twice."""

from datetime import date

import pytest
import sqlalchemy as sa

from database.session import Database
from organisation.units import unit_by_key
from tests.stores import BOTH_STORES
from tests.workflows.cycle import at
from tests.workflows.issues.handled import ANSWER, FOUND, SORTED
from tests.workflows.reception.received import HELD, NOT_HELD, THURSDAY, Received
from workflows.house import HOUSE
from workflows.issues.by_hand import merge_by_hand
from workflows.reception.counting import Counted, counted
from workflows.reception.tables import reception

FRIDAY = "5"
pytestmark = BOTH_STORES


@pytest.fixture
def ward(database: Database) -> Received:
    """Ward 3 has set its Thursdays; that of 8 May is open."""
    ward = Received(database, at(5, 9))
    ward.sets("c003.head", THURSDAY)
    ward.go_to(at(7, 9))
    return ward


def says(ward: Received, day: int, **answers: object) -> None:
    """On the morning of a day the clerk says what came of its sitting."""
    ward.go_to(at(day, 9))
    key = ward.row(sa.select(reception.c.key).where(reception.c.planned_on == date(2025, 5, day))).key
    ward.do("c003.reporter", f"reception:{key}", "hold", **answers)


def figures(ward: Received, last: int) -> Counted:
    """What is counted from 8 May to a day."""
    unit_key = ward.all(reception)[0].unit_key
    with ward.database.read() as session:
        unit = unit_by_key(session, unit_key)
        return counted(session, [unit], date(2025, 5, 8), date(2025, 5, last), ward.now)[unit_key]


def test_a_sitting_that_was_open_when_other_days_were_set_comes_besides(ward: Received) -> None:
    ward.sets("c003.head", FRIDAY)
    ward.go_to(at(8, 9))
    assert figures(ward, 8).prescribed == 0, "it waits, and its day is prescribed no longer"
    for day in (8, 9):
        says(ward, day, **HELD)
    ward.go_to(at(10, 9))
    found = figures(ward, 10)
    assert (found.held, found.prescribed, found.others) == (1, 1, 1)


def test_what_was_raised_is_late_or_answered_as_the_issue_is_that_it_joined(ward: Received) -> None:
    ward.go_to(at(8, 9))
    ward.key = ward.all(reception)[0].key
    flood, again, _light = (ward.raised("c003.head", way="clock").key for _ in range(3))
    assert raised(figures(ward, 8)) == (3, 0, 0)
    with ward.database.write() as session:
        viewer = ward.viewer("c003.receiver")
        merge_by_hand(session, HOUSE, viewer, again, flood, "Cùng ngõ.", now=ward.now)
    assert raised(figures(ward, 8)) == (3, 0, 0)
    name = f"issue:{flood}"
    ward.do("c003.receiver", name, "triage", **SORTED)
    ward.do("c003.reporter", name, "verify", **{**FOUND, "decision": "answer"})
    ward.do("c003.reporter", name, "answer", **ANSWER)
    ward.do("c003.head", name, "review", decision="approve")
    ward.go_to(at(31, 9))
    assert raised(figures(ward, 31)) == (3, 2, 1)
    assert raised(figures(ward, 7)) == (0, 0, 0)


def raised(found: Counted) -> tuple[int, int, int]:
    """How many were raised, and of these answered and late."""
    return found.raised, found.answered, found.late


def test_a_sitting_that_was_put_off_twice_and_held_then_is_made_up_for(ward: Received) -> None:
    says(ward, 8, **{**NOT_HELD, "make_up_on": "2025-05-09"})
    says(ward, 9, **{**NOT_HELD, "make_up_on": "2025-05-13"})
    says(ward, 13, **HELD)
    ward.go_to(at(14, 9))
    found = figures(ward, 14)
    assert (found.held, found.prescribed, found.made_up) == (1, 1, 1)
