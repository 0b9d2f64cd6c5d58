"""Those that are behind are counted, judged by how they stand, and moved one after the other beside their clerks."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from unittest.mock import Mock

import pytest

from engine.behind import behind
from engine.definitions import latest
from engine.deployment import deploy
from engine.errors import EngineError, TaskGone
from engine.move_jobs import leave_moves, moves_left
from engine.spiff_moving import obstacles
from tests.engine.versions import FIRST, judge, line, move, task, version, whole
from tests.engine.world import World
from tests.stores import BOTH_STORES

pytestmark = BOTH_STORES


def test_a_clerk_who_completes_meanwhile_loses_nothing(world: World) -> None:
    world.deploy_content("p.bpmn", FIRST)
    instances = [world.start("p") for _ in range(8)]
    world.deploy_content("p.bpmn", line("write", "look", more=task("write") + task("look")))

    def write(instance: int) -> bool:
        return _done(lambda: world.do("write", instance))

    def moved(instance: int) -> bool:
        return _done(lambda: move(world, instance))

    with ThreadPoolExecutor(4) as threads:
        wrote = [threads.submit(write, instance) for instance in instances]
        movers = [threads.submit(moved, instance) for instance in instances]
    assert all(one.result() for one in wrote)
    for instance, mover in zip(instances, movers, strict=True):
        assert version(world, instance) == (2 if mover.result() else 1)
        (following,) = world.rows(
            f"select element from task where instance_key = {instance} and status = 'created'"
        )
        assert following.element == ("look" if mover.result() else "check")
    assert whole(world)


def _done(act: Callable[[], object]) -> bool:
    try:
        act()
    except (EngineError, TaskGone):
        return False
    return True


def test_a_thousand_that_stand_alike_are_judged_once(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    world.deploy_content("p.bpmn", FIRST)
    for number in range(20):
        world.start("p", number=number, text="x" * number)
    counted = Mock(side_effect=obstacles)
    monkeypatch.setattr("engine.moving.obstacles", counted)
    assert len(judge(world, line("write", more=task("write"))).can) == 20
    assert counted.call_count == 1


def test_many_are_moved_by_jobs_one_after_the_other_and_those_that_cannot_stay(world: World) -> None:
    world.deploy_content("p.bpmn", FIRST)
    instances = [world.start("p") for _ in range(5)]
    world.do("write", instances[4])
    world.deploy_content("p.bpmn", line("write", more=task("write")))
    with world.database.write() as session:
        target = latest(session, "bpmn", "p")
        for _twice in range(2):
            leave_moves(session, target, instances, actor="7", now=world.now)
        assert moves_left(session, target) == 5
    world.do("write", instances[0])
    world.do("check", instances[0])
    world.pump()
    with world.database.read() as session:
        assert moves_left(session, target) == 0
    assert [version(world, instance) for instance in instances] == [1, 2, 2, 2, 1]
    ((stuck, actor),) = world.rows("select instance_key, actor from history where what = 'not moved'")
    assert (stuck, actor) == (instances[4], "7")
    assert world.rows("select 1 from incident") == []
    assert whole(world)


def test_what_cannot_be_worked_out_is_for_a_person_to_look_at(world: World) -> None:
    world.deploy_content("p.bpmn", FIRST)
    instance = world.start("p")
    world.deploy_content("p.bpmn", line("write", more=task("write", "=nobody")))
    with world.database.write() as session:
        leave_moves(session, latest(session, "bpmn", "p"), [instance], actor="7", now=world.now)
    for _again in range(4):
        world.pump()
        world.now += timedelta(days=1)
    ((error,),) = world.rows("select error_type from incident")
    assert error == "ExpressionFailed"
    assert version(world, instance) == 1


def test_those_that_are_behind_are_counted_by_process(world: World) -> None:
    world.deploy_content("p.bpmn", FIRST)
    first = world.start("p")
    with world.database.read() as session:
        assert behind(session) == []
    world.deploy_content("p.bpmn", line("write", more=task("write")))
    world.start("p")
    with world.database.read() as session:
        (found,) = behind(session)
    assert (found.definition.name, found.count, found.versions) == ("p", 1, (1,))
    move(world, first)
    with world.database.read() as session:
        assert behind(session) == []


def test_a_new_version_of_a_form_leaves_those_behind_that_show_it(world: World) -> None:
    world.deploy_content("p.bpmn", FIRST)
    instance = world.start("p")
    form = b'{"id": "page", "type": "default", "components": [], "schemaVersion": 18}'
    with world.database.write() as session:
        deploy(session, world.host, [("p.bpmn", FIRST), ("page.form", form)], actor="owner", now=world.now)
    with world.database.read() as session:
        (found,) = behind(session)
    assert found.versions == (1,)
    assert judge(world, FIRST, among=found.groups).can == (instance,)
    assert move(world, instance)
    with world.database.read() as session:
        assert behind(session) == []
