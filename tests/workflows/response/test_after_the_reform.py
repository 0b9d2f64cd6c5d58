"""A response of units that were closed meanwhile: whoever took over sees it, and is told of what is late."""

import pytest

from organisation.routes import set_route
from organisation.units import unit_by_handle
from tests.stores import BOTH_STORES
from tests.workflows.cycle import at
from tests.workflows.response.incidents import CLOSING, Flood
from workflows.errors import Refused
from workflows.house import HOUSE
from workflows.response.finding import responses, running
from workflows.response.matter_kinds import ResponseKind, ResponseStepKind
from workflows.response.rows import may_see
from workflows.tick import tick

HEIR, PROVINCE = "c003@2025-07-01.head", "p01@2025-07-01.head"


@pytest.fixture
def left(flood: Flood) -> Flood:
    """Ward 3 has begun in June; it, its district and the province are closed at the end of the month."""
    flood.steps.now = at(30, 9, month=6)
    flood.begun()
    flood.steps.now = at(2, 9, month=7)
    return flood


def seen(flood: Flood, who: str) -> tuple[bool, list[int], list[int]]:
    """Whether one sees the page, what stands in the list, and on the board of hot spots."""
    viewer, now = flood.steps.viewer(who), flood.steps.now
    with flood.steps.database.read() as session:
        listed = [row.key for row in responses(session, viewer, closed=False, now=now).rows]
        hot, _total = running(session, sorted(viewer.unit_keys()), now, 30, 1001)
        return may_see(session, viewer, flood.key, now.date()), listed, [row.key for row in hot]


@BOTH_STORES
@pytest.mark.parametrize("who", [HEIR, PROVINCE])
def test_whoever_carries_the_code_of_a_closed_unit_finds_it_in_the_list(left: Flood, who: str) -> None:
    assert seen(left, who) == (True, [left.key], [left.key])
    left.lead(**{**CLOSING, "left_reason": "Xong."})
    with left.steps.database.read() as session:
        closed = responses(session, left.steps.viewer(who), closed=True, now=left.steps.now).rows
    assert [row.key for row in closed] == [left.key]


def test_a_unit_that_exists_no_longer_begins_none(left: Flood) -> None:
    with pytest.raises(Refused, match="exists no longer"):
        left.begun("c004.head")


def test_nobody_else_does(left: Flood) -> None:
    assert seen(left, "c005@2025-07-01.head") == (False, [], [])


def test_what_a_closed_unit_leaves_late_goes_up_to_whoever_took_over(left: Flood) -> None:
    with left.steps.database.read() as session:
        whole = ResponseKind().offices(session, left.key, left.steps.now)
        step = ResponseStepKind().offices(session, left.step(1).key, left.steps.now)
    for told in (whole, step):
        assert told["above"] == ["C003@2025-07-01.receiver"]


@BOTH_STORES
def test_a_unit_that_comes_above_finds_what_runs_below_it_from_the_next_day_on(flood: Flood) -> None:
    flood.begun()
    with flood.steps.database.write() as session:
        ward, district = (unit_by_handle(session, one) for one in ("C003", "D002"))
        set_route(session, ward, district, since=at(6).date())
    flood.steps.now = at(6, 0)
    for _ in range(2):
        tick(flood.steps.database, HOUSE, flood.steps.now)
    assert seen(flood, "d002.head") == (True, [flood.key], [flood.key])
