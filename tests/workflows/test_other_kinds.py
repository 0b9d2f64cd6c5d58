"""Cycles of every kind open by the same diagram, each on its own form; a request asks whom it names."""

from datetime import datetime

import pytest
import sqlalchemy as sa

from engine.tables import task
from organisation.units import unit_by_handle
from tests.workflows.cycle import Cycle, at
from workflows.errors import Refused
from workflows.house import HOUSE
from workflows.open_cycle import Opened, open_request
from workflows.opening_dates import Request
from workflows.tables import cycle as cycle_rows
from workflows.tables import cycle_unit


def forms_of(cycle: Cycle) -> set[str]:
    with cycle.database.read() as session:
        return set(session.execute(sa.select(task.c.form_id).where(task.c.element == "draft")).scalars())


@pytest.mark.parametrize(
    ("period", "form"),
    [
        ("2025-Q2", "quarterly_report"),
        ("2025-H1", "half_year_report"),
        ("2025-9M", "nine_month_report"),
        ("2025", "yearly_report"),
        ("2025-W21", "monthly_report"),
    ],
)
def test_each_kind_opens_on_the_form_of_its_table(cycle: Cycle, period: str, form: str) -> None:
    opened = cycle.open(period)
    assert opened.units == 6
    assert forms_of(cycle) == {form}


def ask(cycle: Cycle, *handles: str, deep: bool = False, **due: datetime) -> Opened:
    with cycle.database.read() as session:
        chosen = frozenset(unit_by_handle(session, handle).key for handle in handles)
    opened = open_request(
        cycle.database,
        HOUSE,
        definition="periodic_report",
        cutoff=at(20).date(),
        root_code="P01",
        request=Request("Ngập lụt", "Tình hình ngập, biện pháp đã làm.", due, units=chosen, deep=deep),
        actor="system",
        now=cycle.now,
    )
    cycle.key = opened.cycle_key
    cycle.pump()
    return opened


def asked_units(cycle: Cycle) -> list[str]:
    with cycle.database.read() as session:
        query = sa.select(cycle_unit.c.handle).where(cycle_unit.c.cycle_key == cycle.key)
        return list(session.execute(query.order_by(cycle_unit.c.path)).scalars())


def test_a_request_goes_to_the_units_it_names_and_no_further(cycle: Cycle) -> None:
    cycle.now = at(20, 9)
    ask(cycle, "D001", district=at(20, 15))
    assert asked_units(cycle) == ["P01", "D001"]
    assert forms_of(cycle) == {"adhoc_report"}
    assert cycle.report("D001").first_due_at == at(20, 15)
    assert cycle.report("P01").first_due_at == at(21, 17)


def test_a_request_may_go_down_to_the_wards(cycle: Cycle) -> None:
    cycle.now = at(20, 9)
    ask(cycle, "D001", deep=True, district=at(23, 17), commune=at(22, 17))
    assert asked_units(cycle) == ["P01", "D001", "C003", "C004"]
    assert cycle.open_elements("C003") == ["draft"]
    assert cycle.open_elements("D001") == [], "the district collects first"


def test_two_requests_of_a_day_are_two_cycles(cycle: Cycle) -> None:
    cycle.now = at(20, 9)
    for _ in range(2):
        ask(cycle, district=at(20, 15))
    with cycle.database.read() as session:
        periods = session.execute(sa.select(cycle_rows.c.period).order_by(cycle_rows.c.key)).scalars().all()
    assert periods == ["2025-05-20-1", "2025-05-20-2"]


def test_a_request_with_a_deadline_that_has_passed_is_refused(cycle: Cycle) -> None:
    cycle.now = at(20, 15)
    with pytest.raises(Refused, match="later date"):
        ask(cycle, district=at(20, 15))


def test_an_ad_hoc_period_is_not_opened_like_a_regular_one(cycle: Cycle) -> None:
    with pytest.raises(Refused, match="open-request"):
        cycle.open("2025-05-20-1")
