"""Timers are rows: once, in order, with their lateness; a null date never fires."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import orjson
import pytest

from engine.actions import Inline, Step
from engine.errors import ExpressionFailed
from engine.incidents import retry_incident
from engine.timers import fire_timer
from tests.engine.world import World, day
from tests.stores import BOTH_STORES

pytestmark = BOTH_STORES


@pytest.fixture
def noted(world: World) -> list[str]:
    seen: list[str] = []
    world.extra_actions = {"note": Inline(lambda step, _variables: seen.append(step.element))}
    world.deploy("waits.bpmn")
    return seen


def test_after_downtime_timers_fire_once_in_order_with_their_lateness(world: World, noted: list[str]) -> None:
    instance = world.start("waits", at_one=day(9), at_two=day(5))
    world.now = datetime.fromisoformat(day(10))
    assert world.pump().timers == 2
    assert noted == ["note_two", "note_one"]
    rows = world.rows("select data from history where what = 'timer fired' order by seq")
    assert [orjson.loads(row.data)["late_seconds"] for row in rows] == [5 * 86400, 86400]
    assert world.status(instance) == "completed"
    assert world.pump().total == 0


@pytest.mark.usefixtures("noted")
@pytest.mark.parametrize(("second", "fires"), [(-1, 0), (0, 1), (1, 1)])
def test_a_timer_fires_at_its_moment_and_not_before(world: World, second: int, fires: int) -> None:
    world.start("waits", at_one=day(5), at_two=None)
    world.now = datetime.fromtimestamp(datetime.fromisoformat(day(5)).timestamp() + second, world.now.tzinfo)
    assert world.pump().timers == fires


@pytest.mark.usefixtures("noted")
def test_a_null_date_is_not_armed(world: World) -> None:
    instance = world.start("waits", at_one=None, at_two=day(5))
    assert world.timers(instance) == ["second"]


def test_a_timer_fires_exactly_once(world: World, noted: list[str]) -> None:
    world.start("waits", at_one=day(5), at_two=None)
    key = world.one("select key from timer")
    for expected in (True, False):
        with world.database.write() as session:
            assert fire_timer(session, world.host, key, world.now) is expected
    assert noted == ["note_one"]


@pytest.mark.usefixtures("noted")
def test_a_date_without_its_offset_is_refused(world: World) -> None:
    with pytest.raises(ExpressionFailed, match="“first”: expression =at_one gives '2026-11-05T10:00:00'"):
        world.start("waits", at_one="2026-11-05T10:00:00", at_two=None)


def test_a_timer_that_cannot_go_on_is_an_incident_and_blocks_nothing(world: World) -> None:
    world.deploy("ward_report.bpmn")
    broken = world.open_report("District 1")
    sound = world.open_report("Ward 3")
    world.extra_actions = {"remind": Inline(_explode)}
    world.spoil(broken)
    world.now = datetime.fromisoformat(day(17))
    pumped = world.pump()
    assert (pumped.timers, pumped.failed) == (1, 1)
    assert world.one("select instance_key from incident") == broken
    assert "before_2" not in world.timers(sound)


def test_a_failed_timer_fires_when_it_is_retried(world: World, noted: list[str]) -> None:
    instance = world.start("waits", at_one=day(5), at_two=None)
    state = world.one("select state from instance")
    world.spoil(instance)
    world.now = datetime.fromisoformat(day(6))
    assert world.pump().failed == 1
    assert world.pump().total == 0
    world.spoil(instance, state)
    with world.database.write() as session:
        retry_incident(session, world.one("select key from incident"), actor="the operator", now=world.now)
    assert world.pump().timers == 1
    assert noted == ["note_one"]
    assert world.timers(instance) == []


def _explode(_step: Step, _variables: Mapping[str, Any]) -> None:
    raise RuntimeError("no paper")
