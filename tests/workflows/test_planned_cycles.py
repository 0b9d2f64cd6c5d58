"""Cycles that open by themselves: at their hour, once, on whatever tree is there. A failing plan holds up nothing."""

from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa

from engine.tables import instance
from notifications.tables import outbox
from organisation.routes import close_unit
from organisation.units import unit_by_handle
from tests.stores import BOTH_STORES
from tests.workflows.cycle import Cycle, at
from workflows.begin_cycle import begin_cycle, not_begun
from workflows.house import HOUSE
from workflows.plan import plan_cycles
from workflows.tables import cycle as cycle_rows
from workflows.tables import report
from workflows.tick import tick

pytestmark = BOTH_STORES

DEFINITION = "periodic_report"


def plan(cycle: Cycle, root_code: str = "P01", from_period: str = "2025-05") -> None:
    with cycle.database.write() as session:
        plan_cycles(session, definition=DEFINITION, root_code=root_code, from_period=from_period)


def opened(cycle: Cycle) -> list[str]:
    with cycle.database.read() as session:
        return list(session.execute(sa.select(cycle_rows.c.period).order_by(cycle_rows.c.key)).scalars())


def roots(cycle: Cycle) -> list[str]:
    with cycle.database.read() as session:
        return sorted(session.execute(sa.select(instance.c.owner).where(instance.c.depth == 0)).scalars())


def expected_reports(cycle: Cycle) -> int:
    with cycle.database.read() as session:
        return session.execute(sa.select(sa.func.count()).select_from(report)).scalar_one()


def broken_off(*_: object, **__: object) -> None:
    raise KeyboardInterrupt


def tick_at(cycle: Cycle, day: int, hour: int = 8, minute: int = 0, month: int = 5) -> None:
    cycle.now = at(day, hour, minute, month=month)
    tick(cycle.database, HOUSE, cycle.now)


def test_a_cycle_opens_at_its_hour_and_once(cycle: Cycle) -> None:
    plan(cycle)
    tick_at(cycle, 7, 7, 59)
    assert opened(cycle) == []
    tick_at(cycle, 7)
    tick_at(cycle, 7, 8, 1)
    assert opened(cycle) == ["2025-05"]


def test_after_a_standstill_a_cycle_whose_period_is_over_is_opened_still(cycle: Cycle) -> None:
    plan(cycle)
    tick_at(cycle, 20)  # the cut-off was on the 14th, the cycle closes in June
    assert opened(cycle) == ["2025-05"]


def test_a_cycle_that_has_closed_meanwhile_is_left_alone(cycle: Cycle) -> None:
    plan(cycle)
    tick_at(cycle, 13, month=6)
    assert opened(cycle) == ["2025-06"]


def test_a_period_is_not_opened_again_when_the_code_goes_to_another_unit(cycle: Cycle) -> None:
    plan(cycle, from_period="2025-06")
    tick_at(cycle, 9, month=6)
    tick_at(cycle, 2, month=7)  # P01 is another unit since the 1st, and June is still open
    assert opened(cycle) == ["2025-06"]


def test_a_plan_that_cannot_be_opened_holds_up_nothing_and_the_operators_are_told(cycle: Cycle) -> None:
    cycle.open()
    with cycle.database.write() as session:
        close_unit(session, unit_by_handle(session, "C004"), last_day=at(8).date())
    plan(cycle, root_code="C004")
    plan(cycle, root_code="C003")
    for minute in (1, 2):
        tick_at(cycle, 14, 8, minute)
    with cycle.database.read() as session:
        told = session.execute(sa.select(outbox).where(outbox.c.rule == "opening_failed")).all()
        reminded = session.execute(sa.select(outbox.c.key).where(outbox.c.rule == "before_2")).all()
        assert [notice.facts["period"] for notice in told] == ["2025-05", "2025-06"], "once for each period"
        assert {notice.recipient for notice in told} == {"operator"}
        assert all(notice.facts["error"]["vi"].startswith("Không có đơn vị C004") for notice in told)
        assert len(reminded) == 3, "the timers of the open cycle went on"
    assert roots(cycle) == ["C003", "P01"]


@pytest.fixture
def broken(cycle: Cycle, monkeypatch: pytest.MonkeyPatch) -> Cycle:
    """All its units are there, in two parts; its first instance is not."""
    monkeypatch.setattr("workflows.expected_units.PART", 4)
    with monkeypatch.context() as opening:
        opening.setattr("workflows.begin_cycle.start_instance", broken_off)
        with pytest.raises(KeyboardInterrupt):
            cycle.open()
    assert (expected_reports(cycle), roots(cycle)) == (6, [])
    return cycle


def test_a_cycle_whose_opening_was_broken_off_is_gone_on_with(broken: Cycle) -> None:
    tick_at(broken, 7, 8, 1)
    assert (expected_reports(broken), roots(broken)) == (6, ["P01"])
    tick_at(broken, 7, 8, 2)
    assert (expected_reports(broken), roots(broken)) == (6, ["P01"]), "and once only"


def test_opening_it_again_goes_on_with_it_too(broken: Cycle) -> None:
    assert not broken.open().new
    assert (expected_reports(broken), roots(broken)) == (6, ["P01"])


def test_rivals_go_on_with_it_side_by_side_and_start_it_once(
    cycle: Cycle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workflows.expected_units.PART", 1)
    with monkeypatch.context() as opening:
        opening.setattr("workflows.begin_cycle.expect_reports", broken_off)
        with pytest.raises(KeyboardInterrupt):
            cycle.open()
    assert (expected_reports(cycle), roots(cycle)) == (0, [])
    with cycle.database.read() as session:
        (key,) = not_begun(session)
    with ThreadPoolExecutor(4) as rivals:
        list(rivals.map(lambda _: begin_cycle(cycle.database, HOUSE, key, cycle.now), range(4)))
    assert (expected_reports(cycle), roots(cycle)) == (6, ["P01"])
