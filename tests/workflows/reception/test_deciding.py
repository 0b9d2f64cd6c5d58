"""Deciding who does an issue of a sitting, when it has gone on meanwhile: sent up, answered, or taken back."""

from datetime import date

import pytest
import sqlalchemy as sa

from database.session import Database
from tests.workflows.cycle import at
from tests.workflows.issues.handled import SORTED
from tests.workflows.reception.received import NAMED, Received
from workflows.issues.tables import issue

UP = {**SORTED, "decision": "up", "up_reason": "Vượt thẩm quyền của phường."}


@pytest.fixture
def ward(database: Database) -> Received:
    """Ward 3 receives on Monday, 5 May, opened by hand."""
    ward = Received(database, at(5, 9))
    ward.opens("c003.head", date(2025, 5, 5))
    ward.pump()
    return ward


def test_what_was_sent_up_stays_with_the_unit_above_whatever_the_head_below_names(ward: Received) -> None:
    taken = ward.raised("c003.reporter", way="later")
    name = f"issue:{taken.key}"
    ward.do("c003.receiver", name, "triage", **UP)
    assert ward.open(name) == {"triage": "D001.receiver"}
    charge = ward.row(sa.select(issue)).charge_unit_key
    ward.decides("c003.head", taken.key, **NAMED)
    assert ward.open(name) == {"triage": "D001.receiver"}
    assert ward.row(sa.select(issue)).charge_unit_key == charge
