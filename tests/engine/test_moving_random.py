"""Random diagrams: an instance that is moved to and fro between two versions ends as one that never was."""

import re

import pytest

from engine.definitions import version_of
from engine.history import verify_history
from engine.moving import move_instance
from tests.engine.models import Model
from tests.engine.versions import timer
from tests.engine.world import World, day


def move_to(world: World, instance: int, number: int) -> None:
    with world.database.write() as session:
        target = version_of(session, "bpmn", "p", number)
        move_instance(session, world.host, instance, target, actor="owner", now=world.now)


def with_a_timer(found: re.Match[bytes]) -> bytes:
    name = found[1].decode()
    return found[0] + timer(f"more_{name}", name, "far").encode()


@pytest.mark.parametrize("seed", range(16))
def test_a_random_instance_moved_at_every_step_ends_as_one_that_never_was(world: World, seed: int) -> None:
    model = Model(seed)
    plain = model.content()
    world.deploy_content("p.bpmn", plain)
    world.deploy_content(
        "p.bpmn", re.sub(rb'<bpmn:userTask id="(\w+)".*?</bpmn:userTask>', with_a_timer, plain)
    )
    moved, left = (world.start("p", due=day(3), far=day(90), passes=0) for _ in range(2))
    for step in range(40):
        if world.status(left) != "active":
            break
        move_to(world, moved, 2 - step % 2)
        for instance in (moved, left):
            (name, key), *_others = world.rows(
                f"select element, key from task where instance_key = {instance} and status = 'created' order by 1"
            )
            world.complete(key, passes=step, last=name)
    assert world.status(moved) == world.status(left)
    assert world.variables(moved) == world.variables(left)
    with world.database.read() as session:
        assert verify_history(session) == []
