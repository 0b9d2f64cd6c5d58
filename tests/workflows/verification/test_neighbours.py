"""Whom a unit can work with, in the small country of the cast."""

from datetime import date

import pytest

from database.session import Database
from organisation.neighbours import neighbours
from organisation.routes import host_of
from organisation.units import find_unit

DAY = date(2025, 5, 7)


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("C003", ["C003", "D001", "P01", "D001-TTQ", "P01-SXD"]),
        ("D001", ["D001", "P01", "D001-TTQ", "P01-SXD", "C003", "C004"]),
        ("P01-SXD", ["P01-SXD", "P01"]),
        ("D001-TTQ", ["D001-TTQ", "D001", "P01", "P01-SXD"]),
    ],
)
def test_the_line_above_its_agencies_and_the_units_below(
    database: Database, code: str, expected: list[str]
) -> None:
    with database.read() as session:
        found = neighbours(session, find_unit(session, code, DAY).key, DAY)
    assert [unit.handle for unit in found] == expected


def test_an_agency_stands_beside_its_unit_and_a_ward_beside_none(database: Database) -> None:
    with database.read() as session:
        host = host_of(session, find_unit(session, "P01-SXD", DAY).key, DAY)
        assert host is not None
        assert host.code == "P01"
        assert host_of(session, find_unit(session, "C003", DAY).key, DAY) is None
