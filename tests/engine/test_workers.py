"""Workers of a PostgreSQL store: every job once, in any number of processes, whatever ends them."""

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from database.session import Session
from engine.actions import Deferred, JobContext
from engine.due import do_due
from engine.history import verify_history
from engine.queue import enqueue_due, is_at_rest
from engine.tasks import complete_task
from engine.worker import Worker
from tests.engine.world import World
from tests.stores import ON_POSTGRESQL

pytestmark = ON_POSTGRESQL
SCRIPT = Path(__file__).parent / "killed_worker.py"


@contextmanager
def at_work(world: World, count: int = 1, concurrency: int = 1) -> Iterator[None]:
    """Workers in threads of this process."""
    workers = [
        Worker(world.database, world.host, lambda: world.now, concurrency=concurrency) for _ in range(count)
    ]
    threads = [threading.Thread(target=worker.run) for worker in workers]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        for worker in workers:
            worker.stop()
        for thread in threads:
            thread.join()


def wait_until(true: Callable[[], bool]) -> None:
    while not true():
        threading.Event().wait(0.02)


def at_rest(world: World) -> bool:
    with world.database.read() as session:
        return is_at_rest(session)


def queue_of(session: Session) -> int:
    return int(session.execute(sa.text("select count(*) from procrastinate_jobs")).scalar_one())


def queued(world: World) -> int:
    with world.database.read() as session:
        return queue_of(session)


def test_a_step_leaves_its_job_to_a_worker_which_does_it_and_leaves_nothing_in_the_queue(
    world: World,
) -> None:
    world.deploy("ward_report.bpmn")
    key = world.open_report("Ward 3", "District 1")
    world.do("draft", key)
    world.do("approve", key, actor="head", decision="approve")
    assert world.tasks("accept", key) == []
    with at_work(world):
        wait_until(lambda: world.tasks("accept", key) != [])
        wait_until(lambda: at_rest(world))
    assert world.variables(key)["pdf"] == "pdf of Ward 3"
    assert queued(world) == 0
    assert world.one("select count(*) from job") == 0


def test_a_step_that_is_rolled_back_leaves_nothing_in_the_queue(world: World) -> None:
    world.deploy("ward_report.bpmn")
    key = world.open_report("Ward 3", "District 1")
    world.do("draft", key)
    before = queued(world)

    def half() -> None:
        with world.database.write() as session:
            (task,) = world.tasks("approve", key)
            complete_task(session, world.host, task, {"decision": "approve"}, actor="head", now=world.now)
            assert queue_of(session) == before + 1
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        half()
    assert queued(world) == before


def test_a_wide_fan_out_is_opened_once_by_three_workers(world: World) -> None:
    world.below = {"District 1": [f"Ward {number}" for number in range(120)]}
    world.deploy("ward_report.bpmn")
    world.start("ward_report", owner="District 1", **world.report_facts("District 1"))
    with at_work(world, count=3, concurrency=2):
        wait_until(lambda: world.fan()["opened"] == 120)
        wait_until(lambda: at_rest(world))
    assert world.one("select count(*) from instance") == 121
    assert len(world.tasks("draft")) == 120
    with world.database.read() as session:
        assert verify_history(session) == []


def test_every_child_that_ends_at_once_is_counted_and_the_parent_wakes_once(world: World) -> None:
    world.below = {"District 1": [f"Ward {number}" for number in range(12)]}
    world.deploy("ward_report.bpmn")
    parent = world.open_report("District 1", "Province 1")
    children = [world.child(f"Ward {number}") for number in range(12)]

    def finish(some: list[int]) -> None:
        for child in some:
            world.do("draft", child)
            world.do("approve", child, actor="head", decision="approve")
            wait_until(lambda: world.tasks("accept", child) != [])  # noqa: B023  # waited for in this turn
            world.do("accept", child, actor="receiver", decision="accept")

    with at_work(world, count=2, concurrency=2):
        rivals = [threading.Thread(target=finish, args=(children[number::3],)) for number in range(3)]
        for rival in rivals:
            rival.start()
        for rival in rivals:
            rival.join()
        wait_until(lambda: world.tasks("draft", parent) != [])
        wait_until(lambda: at_rest(world))
    assert (world.fan()["completed"], world.fan()["status"]) == (12, "closed")
    assert world.one("select count(*) from history where what = 'fan-out complete'") == 1
    with world.database.read() as session:
        assert verify_history(session) == []


def test_rivals_fire_each_timer_once_and_those_of_one_instance_in_order(world: World) -> None:
    world.deploy("ward_report.bpmn")
    keys = [world.open_report(f"Ward {number}", "District 1") for number in range(6)]
    world.now += timedelta(days=25)

    def tick() -> None:
        for _ in range(4):
            do_due(world.database, world.host, world.now, limit=50)

    rivals = [threading.Thread(target=tick) for _ in range(4)]
    for rival in rivals:
        rival.start()
    for rival in rivals:
        rival.join()
    for key in keys:
        fired = world.rows(
            f"select data from history where what = 'timer fired' and instance_key = {key} order by seq"
        )
        dues = [json.loads(data)["due"] for (data,) in fired]
        assert len(dues) == 5
        assert dues == sorted(dues)
    assert len(world.told) == 6 * 5


def test_a_job_whose_entry_was_lost_is_handed_over_again_and_only_once(world: World) -> None:
    world.deploy("ward_report.bpmn")
    key = world.open_report("Ward 3", "District 1")
    world.do("draft", key)
    world.do("approve", key, actor="head", decision="approve")
    with world.database.write() as session:
        session.execute(sa.text("delete from procrastinate_jobs"))
    with world.database.write() as session:
        assert enqueue_due(session, world.now) == 1
    with world.database.write() as session:
        assert enqueue_due(session, world.now) == 0, "it stands for the job already"
    with at_work(world):
        wait_until(lambda: world.tasks("accept", key) != [])


def test_work_that_fails_is_tried_again_after_its_pause_and_then_becomes_an_incident(world: World) -> None:
    tried: list[int] = []

    def explode(_session: Session, job: JobContext) -> None:
        tried.append(job.attempt)
        raise OSError("no printer")

    world.extra_actions = {"make-pdf": Deferred(explode, lambda _step, _job, _made: {})}
    world.deploy("ward_report.bpmn")
    key = world.open_report("Ward 3", "District 1")
    world.do("draft", key)
    world.do("approve", key, actor="head", decision="approve")
    with at_work(world):
        for attempt in (1, 2, 3):
            wait_until(lambda: len(tried) == attempt)  # noqa: B023  # waited for in this turn
            wait_until(lambda: at_rest(world))
            with world.database.write() as session:
                assert enqueue_due(session, world.now) == 0, "not before its pause is over"
            world.now += timedelta(hours=1)
            do_due(world.database, world.host, world.now, limit=50)
    assert tried == [1, 2, 3]
    assert world.one("select count(*) from incident where resolved_at is null") == 1


def test_what_a_killed_worker_had_begun_is_done_by_another(world: World) -> None:
    world.deploy("ward_report.bpmn")
    key = world.open_report("Ward 3", "District 1")
    world.do("draft", key)
    world.do("approve", key, actor="head", decision="approve")
    with subprocess.Popen(
        [sys.executable, SCRIPT, world.database.url, world.now.isoformat()], stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"making\n"
        os.kill(process.pid, signal.SIGKILL)
    assert world.tasks("accept", key) == []
    assert queued(world) == 1, "it holds the job still"
    world.now += timedelta(minutes=1)
    with at_work(world):
        wait_until(lambda: at_rest(world))  # taken back once no sign of life has come
        do_due(world.database, world.host, world.now, limit=50)
        wait_until(lambda: world.tasks("accept", key) != [])
    assert world.one("select count(*) from history where what = 'job done'") == 1
