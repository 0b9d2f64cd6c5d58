"""After the reform whoever has the code of a closed unit does its work, else whoever has that of the unit above."""

from datetime import date

import pytest

from database.session import Session
from organisation.succession import above_or_heir, heir_of, line_above, predecessors
from organisation.units import unit_by_handle
from tests.organisation.cast import AFTER, BEFORE

LAST, FIRST = date(2025, 6, 30), date(2025, 7, 1)
WARD, PROVINCE = "C003@2025-07-01", "P01@2025-07-01"


def key(session: Session, handle: str) -> int:
    return unit_by_handle(session, handle).key


@pytest.mark.parametrize(
    ("closed", "day", "heir"),
    [
        ("C003", LAST, "C003"),
        ("C003", FIRST, WARD),
        ("P01", AFTER, PROVINCE),
        ("C004", AFTER, PROVINCE),
        ("D002", AFTER, PROVINCE),
        ("VN", AFTER, "VN"),
    ],
)
def test_the_code_goes_on_else_that_of_the_unit_above(
    country: Session, closed: str, day: date, heir: str
) -> None:
    found = heir_of(country, key(country, closed), day)
    assert found is not None
    assert found.handle == heir


def test_above_a_closed_unit_stands_its_heir_with_all_above_that(country: Session) -> None:
    for handle, day, line in (
        ("C003", BEFORE, ["D001", "P01", "VN"]),
        ("C003", AFTER, [WARD, PROVINCE, "VN"]),
        ("C004", AFTER, [PROVINCE, "VN"]),
        (WARD, AFTER, [PROVINCE, "VN"]),
    ):
        assert [unit.handle for unit in line_above(country, key(country, handle), day)] == line
        nearest = above_or_heir(country, key(country, handle), day)
        assert nearest is not None
        assert nearest.handle == line[0]
    assert above_or_heir(country, key(country, "VN"), AFTER) is None


def test_a_unit_knows_who_carried_its_code_before(country: Session) -> None:
    assert [unit.handle for unit in predecessors(country, key(country, PROVINCE))] == ["P01"]
    assert predecessors(country, key(country, "P01")) == []
