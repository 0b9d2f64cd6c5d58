"""An addressee's first look is noted once, and only an addressee's."""

import sqlalchemy as sa

from tests.stores import BOTH_STORES
from tests.workflows.cycle import Cycle, at
from workflows.receipts import mark_opened, to_open
from workflows.tables import receipt

pytestmark = BOTH_STORES


def opened(cycle: Cycle) -> dict[str, object]:
    with cycle.database.read() as session:
        rows = session.execute(sa.select(receipt.c.office, receipt.c.opened_at))
        return {row.office: row.opened_at for row in rows}


def look(cycle: Cycle, username: str) -> bool:
    viewer, key = cycle.viewer(username), cycle.report("C003").key
    with cycle.database.read() as session:
        due = to_open(session, viewer, key)
    with cycle.database.write() as session:
        mark_opened(session, viewer, key, now=cycle.now)
    return due


def send(cycle: Cycle) -> None:
    cycle.open()
    cycle.go_to(at(15, 9))
    cycle.submit("C003")


def test_the_receiving_desk_opens_its_receipt_once(cycle: Cycle) -> None:
    send(cycle)
    cycle.now = at(15, 10)
    assert look(cycle, "d001.receiver")
    cycle.now = at(15, 11)
    assert not look(cycle, "d001.head")
    assert opened(cycle) == {"receiver": at(15, 10), "standing_committee": None}


def test_the_clerk_a_neighbour_and_those_further_up_open_nothing(cycle: Cycle) -> None:
    send(cycle)
    for username in ("c003.reporter", "c003.head", "d002.receiver", "p01.receiver", "admin"):
        assert not look(cycle, username), username
    assert set(opened(cycle).values()) == {None}


def test_before_anything_was_sent_there_is_nothing_to_open(cycle: Cycle) -> None:
    cycle.open()
    assert not look(cycle, "d001.receiver")


def test_what_was_returned_has_been_opened(cycle: Cycle) -> None:
    send(cycle)
    cycle.now = at(15, 12)
    cycle.send_back("C003", "D001")
    assert opened(cycle) == {"receiver": at(15, 12), "standing_committee": None}
