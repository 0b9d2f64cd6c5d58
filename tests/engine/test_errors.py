"""Errors of the business: caught by the nearest event around who threw them, with everything inside it ended."""

from typing import Any

import pytest

from engine.errors import ExpressionFailed, NotAllowed
from engine.history import verify_history
from engine.worker_errors import JobGone
from tests.engine.working import Worker
from tests.engine.world import World, day
from tests.stores import BOTH_STORES

pytestmark = BOTH_STORES


@pytest.fixture
def worker(world: World) -> Worker:
    return Worker(world, "worker")


def begin(world: World) -> int:
    """Work in a room, beside it a note and a post, all of it part of one deal that has a reminder."""
    world.deploy("errors.bpmn")
    return world.start("errors", due=day(17), amount=4)


def throw(worker: Worker, code: str, variables: Any = None) -> int:
    (job,) = worker.take()
    worker.throw(job.key, code, variables=variables)
    return job.key


def open_elements(world: World) -> list[str]:
    return [
        name for (name,) in world.rows("select element from task where status = 'created' order by element")
    ]


def jobs(world: World) -> dict[str, tuple[str, bool]]:
    rows = world.rows("select element, state, ended_at from worker_job")
    return {row.element: (row.state, row.ended_at is not None) for row in rows}


def told(world: World, instance: int) -> list[tuple[str, str]]:
    rows = world.rows(f"select element, what from history where instance_key = {instance} order by seq")
    return [(row.element, row.what) for row in rows]


def test_its_code_on_the_edge_of_the_task_catches_it(world: World, worker: Worker) -> None:
    instance = begin(world)
    assert world.timers(instance) == ["late", "slow"]
    job = throw(worker, "MISSING", {"unit": "P99"})
    assert open_elements(world) == ["note", "repair"]
    assert world.timers(instance) == ["late"], "the other event on that edge waits no more"
    assert jobs(world) == {"work": ("error_thrown", True), "post": ("created", False)}
    assert world.seen_by(world.tasks("repair")[0])["unit"] == "P99", (
        "without a mapping all it brought is kept"
    )
    assert ("work", "job error") in told(world, instance)
    assert told(world, instance)[-1] == ("missing", "error caught")
    assert world.one("select count(*) from incident") == 0
    with pytest.raises(JobGone):
        worker.complete(job)


def test_the_nearest_scope_catches_and_what_is_beside_it_goes_on(world: World, worker: Worker) -> None:
    instance = begin(world)
    throw(worker, "FULL")
    assert open_elements(world) == ["note", "queue"]
    assert world.timers(instance) == ["late"]
    assert jobs(world)["post"] == ("created", False)


def test_an_outer_scope_ends_everything_inside_it(world: World, worker: Worker) -> None:
    instance = begin(world)
    throw(worker, "REFUSED", {"reason": 6})
    assert open_elements(world) == ["appeal"]
    assert world.timers(instance) == []
    assert jobs(world) == {"work": ("error_thrown", True), "post": ("canceled", True)}
    assert world.one("select ended_by from task where element = 'note'") == "engine"
    assert world.variables(instance) == {"due": day(17), "amount": 4, "why": 7}, "mapped as the event says"
    assert worker.take(kind="other") == []
    world.do("appeal", instance)
    assert world.status(instance) == "completed"


@pytest.mark.parametrize("code", ["OTHER", "missing", "REFUSED "])
def test_an_event_without_a_code_catches_the_rest(world: World, worker: Worker, code: str) -> None:
    begin(world)
    throw(worker, code)
    assert open_elements(world) == ["look"]


def test_an_error_end_throws_to_the_scope_around_with_the_variables_there(
    world: World, worker: Worker
) -> None:
    instance = begin(world)
    (job,), (other,) = worker.take(), worker.take(kind="other")
    worker.complete(job.key)
    worker.complete(other.key)
    world.do("note", instance, outcome="stop", reason=1)
    assert open_elements(world) == ["appeal"]
    assert world.timers(instance) == []
    assert world.variables(instance) == {
        "due": day(17),
        "amount": 4,
        "outcome": "stop",
        "reason": 1,
        "why": 2,
    }
    assert told(world, instance)[-1] == ("refused", "error caught")
    world.do("appeal", instance)
    assert world.status(instance) == "completed"


def test_without_an_error_nothing_of_it_happens(world: World, worker: Worker) -> None:
    instance = begin(world)
    (job,), (other,) = worker.take(), worker.take(kind="other")
    worker.complete(job.key)
    worker.complete(other.key)
    world.do("note", instance, outcome="go")
    assert open_elements(world) == ["after"]
    world.do("after", instance)
    assert world.status(instance) == "completed"
    assert not [what for _element, what in told(world, instance) if "error" in what]


def test_an_error_whose_variables_cannot_be_mapped_is_refused_and_the_job_stays(
    world: World, worker: Worker
) -> None:
    instance = begin(world)
    (job,) = worker.take()
    with pytest.raises(ExpressionFailed):
        worker.throw(job.key, "REFUSED", variables={"reason": 2**53 - 1})
    with pytest.raises(NotAllowed):
        worker.throw(job.key, "REFUSED", variables=[1])
    assert open_elements(world) == ["note"]
    worker.throw(job.key, "REFUSED", variables={"reason": 1})
    assert world.tasks("appeal", instance)


def test_the_history_keeps_the_code_and_nothing_that_was_sent(world: World, worker: Worker) -> None:
    instance = begin(world)
    throw(worker, "MISSING", {"unit": "a secret"})
    rows = world.rows(f"select data from history where instance_key = {instance} and element = 'missing'")
    assert [row.data for row in rows] == ['{"code":"MISSING","from":"work"}']
    with world.database.read() as session:
        assert verify_history(session) == []
