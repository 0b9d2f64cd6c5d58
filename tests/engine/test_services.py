"""Service tasks: inputs and outputs, inline and deferred, failure, retries, incidents."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest

from database.session import Session
from engine.actions import Deferred, Inline, JobContext, Step
from engine.cancel import cancel_instance
from engine.incidents import retry_incident
from engine.pump import pump
from tests.engine.world import World
from tests.stores import BOTH_STORES

pytestmark = BOTH_STORES


class Work:
    """An action that fails as often as it is told to."""

    def __init__(self, failures: int) -> None:
        self.failures = failures
        self.seen: list[dict[str, Any]] = []

    def inline(self, step: Step, variables: Mapping[str, Any]) -> dict[str, Any]:
        self.seen.append({**variables, **step.headers})
        self._perhaps_fail()
        return {"result": variables["doubled"]}

    def prepare(self, _session: Session, job: JobContext) -> int:
        self.seen.append({**job.variables, **job.headers, "attempt": job.attempt})
        self._perhaps_fail()
        return int(job.variables["doubled"])

    def apply(self, _step: Step, _job: JobContext, made: int) -> dict[str, Any]:
        return {"result": made}

    def _perhaps_fail(self) -> None:
        if self.failures:
            self.failures -= 1
            raise RuntimeError("the printer is out of paper")


def begin(world: World, work: Work, *, deferred: bool) -> int:
    action = Deferred(work.prepare, work.apply) if deferred else Inline(work.inline)
    world.extra_actions = {"work": action}
    world.deploy("services.bpmn")
    instance = world.start("services")
    world.do("ask", instance, amount=4)
    return instance


def test_inline_work_is_done_in_the_step_itself(world: World) -> None:
    work = Work(0)
    instance = begin(world, work, deferred=False)
    assert world.tasks("check", instance)
    assert work.seen == [{"amount": 4, "doubled": 8, "tone": "polite"}]
    assert world.variables(instance) == {"amount": 4, "answer": 9}


def test_deferred_work_waits_for_the_pump(world: World) -> None:
    work = Work(0)
    instance = begin(world, work, deferred=True)
    assert not world.tasks("check", instance)
    assert world.pump().jobs == 1
    assert world.tasks("check", instance)
    assert world.variables(instance) == {"amount": 4, "answer": 9}
    assert world.one("select count(*) from effect") == 1


@pytest.mark.parametrize("deferred", [False, True])
def test_work_that_failed_is_tried_again_later(world: World, *, deferred: bool) -> None:
    work = Work(1)
    instance = begin(world, work, deferred=deferred)
    world.pump()
    assert not world.tasks("check", instance)
    assert "out of paper" in world.one("select error from job")
    assert world.pump().total == 0
    world.now += timedelta(seconds=30)
    assert world.pump().jobs == 1
    assert world.tasks("check", instance)
    assert world.one("select count(*) from incident") == 0


@pytest.mark.parametrize("deferred", [False, True])
def test_work_that_keeps_failing_becomes_an_incident_that_can_be_retried(
    world: World, *, deferred: bool
) -> None:
    work = Work(3)
    instance = begin(world, work, deferred=deferred)
    world.until(world.now + timedelta(hours=1))
    assert len(work.seen) == 3
    (incident,) = world.rows("select * from incident")
    assert (incident.element, incident.error_type, incident.resolved_at) == ("work", "RuntimeError", None)
    assert "the printer is out of paper" in incident.error
    with world.database.write() as session:
        retry_incident(session, incident.key, actor="the operator", now=world.now)
    assert world.pump().jobs == 1
    assert world.tasks("check", instance)
    assert world.one("select resolved_by from incident") == "the operator"


def test_work_that_takes_its_process_down_stops_at_its_retries(world: World) -> None:
    def killed(_session: Session, _job: JobContext) -> None:
        raise SystemExit

    begin(world, Work(0), deferred=True)
    world.extra_actions = {"work": Deferred(killed, Work(0).apply)}
    for _attempt in range(3):
        with pytest.raises(SystemExit):
            world.pump()
        world.now += timedelta(hours=1)
    assert world.pump().failed == 1
    assert world.one("select error_type from incident") == "BrokenOff"
    assert world.pump().total == 0


@pytest.mark.parametrize("failures", [0, 1])
def test_an_attempt_taken_for_broken_off_still_counts_when_it_ends(world: World, failures: int) -> None:
    work = Work(failures)

    def slow(session: Session, job: JobContext) -> int:
        rival = pump(world.database, world.host, job.now + timedelta(hours=1))
        assert rival.failed == 1, "another process waited long enough"
        return work.prepare(session, job)

    instance = begin(world, work, deferred=True)
    with world.database.write() as session:
        session.exec_driver_sql("update job set attempts = retries - 1")
    world.extra_actions = {"work": Deferred(slow, work.apply)}
    world.pump()
    assert bool(world.tasks("check", instance)) == (not failures)
    assert world.one("select count(*) from incident where resolved_at is null") == failures


def test_other_instances_go_on_beside_a_failing_one(world: World) -> None:
    broken = begin(world, Work(3), deferred=True)
    world.extra_actions = {"work": Deferred(Work(3).prepare, Work(0).apply)}
    second = world.start("services")
    world.do("ask", second, amount=1)
    fine = Work(0)
    world.extra_actions = {"work": Deferred(fine.prepare, fine.apply)}
    third = world.start("services")
    world.do("ask", third, amount=1)
    world.extra_actions = {"work": Deferred(lambda _s, job: 1 / (job.instance_key - broken), fine.apply)}
    pumped = world.pump()
    assert (pumped.jobs, pumped.failed) == (2, 1)


def test_rows_of_failed_inline_work_are_rolled_back_and_the_step_holds(world: World) -> None:
    def halfway(step: Step, _variables: Mapping[str, Any]) -> None:
        step.session.exec_driver_sql("update task set priority = 99")
        raise RuntimeError("halfway")

    world.extra_actions = {"work": Inline(halfway)}
    world.deploy("services.bpmn")
    instance = world.start("services")
    world.do("ask", instance, amount=4)
    assert world.rows("select element, status, priority from task") == [("ask", "completed", 50)]
    assert world.one("select attempts from job") == 1


def test_a_job_is_given_up_with_the_instance(world: World) -> None:
    instance = begin(world, Work(0), deferred=True)
    with world.database.write() as session:
        cancel_instance(session, world.host, instance, actor="the operator", now=world.now)
    assert world.one("select count(*) from job") == 0
    assert world.pump().total == 0
    assert world.status(instance) == "terminated"


def test_an_incident_cannot_be_retried_twice(world: World) -> None:
    begin(world, Work(9), deferred=True)
    world.until(world.now + timedelta(hours=1))
    key = world.one("select key from incident")
    with world.database.write() as session:
        retry_incident(session, key, actor="the operator", now=world.now)
    with pytest.raises(Exception, match="has been resolved"), world.database.write() as session:
        retry_incident(session, key, actor="the operator", now=world.now)
