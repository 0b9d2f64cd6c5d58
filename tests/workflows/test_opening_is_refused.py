"""What cannot be opened is refused with a sentence, and nothing of it is kept."""

from datetime import date, datetime

import pytest
import sqlalchemy as sa

from engine.tables import instance
from organisation.errors import RouteCircle, UnitUnknown
from organisation.tables import route
from organisation.units import find_unit
from periods.errors import PeriodUnknown
from tests.workflows.cycle import Cycle, at
from workflows.deadlines import ZONE
from workflows.errors import Refused
from workflows.house import HOUSE
from workflows.open_cycle import open_cycle
from workflows.opening_dates import plan_opening
from workflows.tables import cycle as cycle_rows


def open_it(cycle: Cycle, period: str = "2025-05", root: str = "P01") -> None:
    open_cycle(
        cycle.database,
        HOUSE,
        definition="periodic_report",
        period_key=period,
        root_code=root,
        actor="system",
        now=cycle.now,
    )


def nothing_is_there(cycle: Cycle) -> bool:
    with cycle.database.read() as session:
        rows = [session.execute(sa.select(table.c.key)).all() for table in (cycle_rows, instance)]
    return rows == [[], []]


def test_a_period_nobody_can_read(cycle: Cycle) -> None:
    with pytest.raises(PeriodUnknown, match="2025-5"):
        open_it(cycle, period="2025-5")
    assert nothing_is_there(cycle)


def test_a_period_whose_cycle_would_be_closed_already(cycle: Cycle) -> None:
    cycle.now = at(12, month=6)
    with pytest.raises(Refused, match="11/06/2025"):
        open_it(cycle)
    assert nothing_is_there(cycle)


def test_a_unit_that_is_not_there_on_the_day(cycle: Cycle) -> None:
    with pytest.raises(UnitUnknown, match="P99"):
        open_it(cycle, root="P99")
    assert nothing_is_there(cycle)


def test_an_agency_has_no_level_in_the_line(cycle: Cycle) -> None:
    with pytest.raises(Refused, match="agency"):
        open_it(cycle, root="P01-SXD")
    assert nothing_is_there(cycle)


def test_a_circle_in_the_routes_names_the_units_and_opens_nothing(cycle: Cycle) -> None:
    with cycle.database.write() as session:
        on = date(2025, 5, 7)
        top, ward = find_unit(session, "P01", on), find_unit(session, "C003", on)
        session.execute(sa.delete(route).where(route.c.from_unit == top.key))
        session.execute(sa.insert(route).values(from_unit=top.key, to_unit=ward.key, line="report"))
    with pytest.raises(RouteCircle) as refused:
        open_it(cycle)
    assert {"P01", "C003"} <= set(refused.value.codes)
    assert nothing_is_there(cycle)


def test_a_calendar_that_ends_before_the_cycle_does(cycle: Cycle) -> None:
    cycle.now = at(8, month=8)
    with pytest.raises(Refused, match="calendar"):
        open_it(cycle, period="2031-12")
    assert nothing_is_there(cycle)


def warned(cycle: Cycle, period: str = "2025-05", root: str = "P01") -> list[str]:
    with cycle.database.read() as session:
        plan = plan_opening(session, period_key=period, root_code=root, now=cycle.now)
        return [warning["en"] for warning in plan.warnings]


def test_units_that_would_be_late_at_once_are_said_before(cycle: Cycle) -> None:
    cycle.now = at(16, 16, 59)
    assert warned(cycle) == []
    cycle.now = at(16, 17)
    (said,) = warned(cycle)
    assert said.startswith("The commune level was due on 16/05/2025 17:00: opened now")


def test_units_that_are_asked_already_are_said_before(cycle: Cycle) -> None:
    cycle.open()
    assert warned(cycle, root="D001") == [
        "This period is open for Tỉnh A: some units will be asked for it twice."
    ]
    assert warned(cycle, period="2025-06", root="D001") == []


def test_an_inversion_is_said_when_a_cycle_is_opened(cycle: Cycle) -> None:
    cycle.now = datetime(2025, 6, 20, 8, tzinfo=ZONE)  # the three tiers, had they lived to Tet 2026
    opened = cycle.open("2026-02")
    (warning,) = opened.warnings
    for words in (warning["vi"], warning["en"]):
        assert "26/02/2026" in words, "the district's date"
        assert "25/02/2026" in words, "the province's, a day before"
