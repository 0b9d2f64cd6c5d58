"""Jobs for outside workers: handed to one, answered once, tried again, given up with the instance."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest

from engine.cancel import cancel_instance
from engine.errors import EngineError, NotAllowed
from engine.given_variables import MOST_BYTES
from engine.history import verify_history
from engine.incidents import retry_incident
from engine.worker_activation import jobs_available
from engine.worker_errors import JobGone, JobNotHeld
from tests.engine.working import MINUTE, Worker
from tests.engine.world import World
from tests.stores import BOTH_STORES

pytestmark = BOTH_STORES

SECOND = timedelta(seconds=1)


@pytest.fixture
def printer(world: World) -> Worker:
    return Worker(world, "printer")


def begin(world: World, amount: Any = 4) -> int:
    """An instance whose service task no action of the house serves."""
    if not world.rows("select key from process_definition"):
        world.deploy("services.bpmn")
    instance = world.start("services")
    world.do("ask", instance, amount=amount)
    return instance


def retry(world: World) -> None:
    key = world.one("select key from incident where resolved_at is null")
    with world.database.write() as session:
        retry_incident(session, key, actor="the operator", now=world.now)


def test_a_job_is_handed_out_and_its_answer_moves_the_token(world: World, printer: Worker) -> None:
    instance = begin(world)
    assert world.pump().total == 0, "the pump leaves it alone"
    (job,) = printer.take()
    assert (job.type, job.element, job.instance_key) == ("work", "work", instance)
    assert (job.retries, job.headers, job.locked_until) == (3, {"tone": "polite"}, world.now + MINUTE)
    assert job.variables == {"amount": 4, "doubled": 8}
    printer.complete(job.key, {"result": 20})
    assert world.tasks("check", instance)
    assert world.variables(instance) == {"amount": 4, "answer": 21}


def test_only_the_variables_asked_for_are_sent(world: World, printer: Worker) -> None:
    begin(world)
    (job,) = printer.take(1, "doubled", "nothing of that name")
    assert job.variables == {"doubled": 8}


def test_of_many_jobs_the_longest_waiting_come_first_and_no_more_than_asked(
    world: World, printer: Worker
) -> None:
    instances = []
    for _ in range(5):
        instances.append(begin(world))
        world.now += SECOND
    first = [job.instance_key for job in printer.take(2)]
    second = [job.instance_key for job in printer.take(2)]
    third = [job.instance_key for job in printer.take(2)]
    assert [*first, *second, *third] == instances
    assert printer.take() == []


def test_a_worker_sees_only_the_type_it_asks_for(world: World, printer: Worker) -> None:
    begin(world)
    assert printer.take(kind="works") == []


@pytest.mark.parametrize(("late", "free"), [(-SECOND, False), (SECOND * 0, True), (SECOND, True)])
def test_a_job_is_free_again_when_its_lock_has_run_out(
    world: World, printer: Worker, *, late: timedelta, free: bool
) -> None:
    begin(world)
    printer.take()
    world.now += MINUTE + late
    assert bool(Worker(world, "rival").take()) == free


def test_of_eight_workers_at_once_one_gets_the_job(world: World) -> None:
    for _ in range(5):
        begin(world)
        workers = [Worker(world, f"worker {number}") for number in range(8)]
        with ThreadPoolExecutor(8) as threads:
            got = list(threads.map(Worker.take, workers))
        assert sorted(len(jobs) for jobs in got) == [0] * 7 + [1]


def test_of_eight_answers_at_once_one_counts(world: World, printer: Worker) -> None:
    for _ in range(5):
        instance = begin(world)
        (job,) = printer.take()

        def answer(number: int, key: int = job.key) -> bool:
            try:
                printer.complete(key, {"result": number})
            except EngineError:
                return False
            return True

        with ThreadPoolExecutor(8) as threads:
            assert sum(threads.map(answer, range(8))) == 1
        assert len(world.tasks("check", instance)) == 1
    assert world.one("select count(*) from effect") == 5


def test_a_worker_that_was_too_slow_is_told_and_the_next_one_counts(world: World, printer: Worker) -> None:
    instance = begin(world)
    (job,) = printer.take()
    world.now += MINUTE
    rival = Worker(world, "rival")
    assert rival.take()[0].key == job.key
    for answer in (printer.complete, printer.fail):
        with pytest.raises(JobNotHeld):
            answer(job.key)
    with pytest.raises(JobNotHeld):
        printer.throw(job.key, "jammed")
    with pytest.raises(JobNotHeld):
        printer.update(job.key, lock=MINUTE)
    rival.complete(job.key, {"result": 1})
    assert world.tasks("check", instance)


def test_a_late_answer_counts_where_nobody_else_has_taken_the_job(world: World, printer: Worker) -> None:
    instance = begin(world)
    (job,) = printer.take()
    world.now += 5 * MINUTE
    printer.complete(job.key, {"result": 1})
    assert world.tasks("check", instance)


def test_two_workers_of_one_account_are_told_apart_by_their_lease(world: World) -> None:
    begin(world)
    slow, quick = (Worker(world, name, "the firm", leased=True) for name in ("slow", "quick"))
    (job,) = slow.take()
    world.now += MINUTE
    quick.take()
    with pytest.raises(JobNotHeld):
        slow.complete(job.key, {"result": 1})
    with pytest.raises(JobNotHeld):
        Worker(world, "without one", "the firm").complete(job.key, {"result": 1})
    quick.complete(job.key, {"result": 1})


def test_a_job_once_leased_is_not_handed_out_without_a_lease(world: World) -> None:
    begin(world)
    Worker(world, "careful", leased=True).take()
    world.now += MINUTE
    assert Worker(world, "careless").take() == []
    assert Worker(world, "careful", leased=True).take()


@pytest.mark.parametrize("key", [0, -1, 2**62])
def test_a_job_that_does_not_exist_is_gone(printer: Worker, key: int) -> None:
    with pytest.raises(JobGone):
        printer.complete(key)
    with pytest.raises(JobGone):
        printer.fail(key)


def test_a_job_nobody_has_taken_is_held_by_nobody(world: World, printer: Worker) -> None:
    begin(world)
    with pytest.raises(JobNotHeld):
        printer.complete(world.one("select key from worker_job"), {"result": 1})


def test_a_job_that_is_done_is_gone(world: World, printer: Worker) -> None:
    begin(world)
    (job,) = printer.take()
    printer.complete(job.key, {"result": 1})
    with pytest.raises(JobGone):
        printer.complete(job.key, {"result": 2})
    with pytest.raises(JobGone):
        printer.update(job.key, retries=2)


@pytest.mark.parametrize(
    "variables",
    [
        [],
        "text",
        7,
        {"typename": "x"},
        {"a": [{"typename": 1}]},
        {"a": "x" * MOST_BYTES},
        {"a": "\0"},
        {"a\0": 1},
        {"a": "\ud800"},
        {"a": 2**60},
        {"a": float("nan")},
    ],
    ids=["list", "text", "number", "typename", "deep", "large", "zero", "zero name", "half", "big", "nan"],
)
def test_variables_that_cannot_be_are_refused_and_change_nothing(
    world: World, printer: Worker, variables: Any
) -> None:
    instance = begin(world)
    (job,) = printer.take()
    before = world.rows("select * from worker_job")
    with pytest.raises(NotAllowed):
        printer.complete(job.key, variables)
    with pytest.raises(NotAllowed):
        printer.fail(job.key, retries=1, variables=variables)
    with pytest.raises(NotAllowed):
        printer.throw(job.key, "x", variables=variables)
    assert world.rows("select * from worker_job") == before
    printer.complete(job.key, {"result": 1})
    assert world.tasks("check", instance)


def test_variables_nested_without_end_are_refused(world: World, printer: Worker) -> None:
    begin(world)
    (job,) = printer.take()
    deep: Any = 1
    for _ in range(5_000):
        deep = {"a": deep}
    with pytest.raises(NotAllowed):
        printer.complete(job.key, deep)


def test_an_answer_after_which_nothing_can_go_on_leaves_the_job_held(world: World, printer: Worker) -> None:
    instance = begin(world)
    (job,) = printer.take()
    with pytest.raises(EngineError):
        printer.complete(job.key, {"result": 2**53 - 1})  # the answer, one more, is too large a number
    assert not world.tasks("check", instance)
    printer.complete(job.key, {"result": 1})


@pytest.mark.parametrize(("late", "free"), [(-SECOND, False), (SECOND * 0, True), (SECOND, True)])
def test_a_failed_job_comes_back_after_its_back_off(
    world: World, printer: Worker, *, late: timedelta, free: bool
) -> None:
    begin(world)
    (job,) = printer.take()
    printer.fail(job.key, retries=2, message="out of paper", back_off=MINUTE)
    world.now += MINUTE + late
    again = printer.take()
    assert [found.retries for found in again] == [2] * free
    assert world.one("select count(*) from incident") == 0


def test_a_failed_job_is_nobodys_until_it_is_taken_again(world: World, printer: Worker) -> None:
    begin(world)
    (job,) = printer.take()
    printer.fail(job.key, retries=1)
    with pytest.raises(JobNotHeld):
        printer.complete(job.key, {"result": 1})


def test_what_a_failing_worker_left_behind_is_seen_by_the_next_one(world: World, printer: Worker) -> None:
    begin(world)
    (job,) = printer.take()
    printer.fail(job.key, retries=1, variables={"page": 3, "result": 1})
    (again,) = printer.take()
    assert again.variables["page"] == 3
    printer.complete(again.key)
    assert world.variables(again.instance_key) == {"amount": 4, "answer": 2}, "local: mapped, not kept"


def test_without_retries_it_is_an_incident_that_can_be_retried(world: World, printer: Worker) -> None:
    instance = begin(world)
    (job,) = printer.take()
    printer.fail(job.key, retries=0, message="out of paper")
    (incident,) = world.rows("select * from incident")
    assert (incident.element, incident.error_type, incident.worker_job_key) == ("work", "JobFailed", job.key)
    assert "out of paper" in incident.error
    assert "printer" in incident.error
    assert printer.take() == []
    retry(world)
    (again,) = printer.take()
    assert (again.key, again.retries) == (job.key, 1)
    printer.complete(again.key, {"result": 1})
    assert world.tasks("check", instance)


def test_retries_are_given_first_and_the_incident_resolved_afterwards(world: World, printer: Worker) -> None:
    begin(world)
    (job,) = printer.take()
    printer.fail(job.key)
    Worker(world, "the operator").update(job.key, retries=7)
    assert printer.take() == [], "retries alone do not end an incident"
    retry(world)
    assert printer.take()[0].retries == 7


def test_an_error_of_the_business_is_an_incident_saying_that_nothing_catches_it(
    world: World, printer: Worker
) -> None:
    begin(world)
    (job,) = printer.take()
    printer.throw(job.key, "NO_SUCH_UNIT", message="P99")
    (incident,) = world.rows("select * from incident")
    assert incident.error_type == "ErrorNotCaught"
    assert "NO_SUCH_UNIT" in incident.error
    assert "P99" in incident.error
    with pytest.raises(JobNotHeld):
        printer.complete(job.key)
    retry(world)
    assert printer.take()[0].key == job.key


def test_a_lock_is_moved_by_who_holds_it_while_it_lasts(world: World, printer: Worker) -> None:
    begin(world)
    (job,) = printer.take()
    with pytest.raises(JobNotHeld):
        Worker(world, "rival").update(job.key, lock=MINUTE)
    world.now += MINUTE - SECOND
    printer.update(job.key, lock=5 * MINUTE)
    world.now += 5 * MINUTE - SECOND
    assert Worker(world, "rival").take() == []
    world.now += SECOND
    with pytest.raises(JobNotHeld):
        printer.update(job.key, lock=MINUTE)
    assert Worker(world, "rival").take()


def test_a_job_whose_inputs_cannot_be_computed_holds_up_no_other(world: World, printer: Worker) -> None:
    broken = begin(world, amount=2**53 - 1)  # the doubled amount is too large a number
    fine = begin(world)
    assert [job.instance_key for job in printer.take()] == [fine]
    (incident,) = world.rows("select * from incident")
    assert (incident.instance_key, incident.error_type) == (broken, "ExpressionFailed")
    assert incident.worker_job_key
    assert printer.take() == []


def test_a_job_is_given_up_with_its_instance(world: World, printer: Worker) -> None:
    instance = begin(world)
    (job,) = printer.take()
    with world.database.write() as session:
        cancel_instance(session, world.host, instance, actor="the operator", now=world.now)
    with pytest.raises(JobGone):
        printer.complete(job.key, {"result": 1})
    world.now += 5 * MINUTE
    assert printer.take() == []
    assert world.one("select state from worker_job") == "canceled"


def test_the_history_says_what_a_worker_did_without_what_it_sent(world: World, printer: Worker) -> None:
    instance = begin(world)
    (job,) = printer.take()
    printer.fail(job.key, retries=1, message="a name nobody may read", variables={"page": "secret"})
    printer.take()
    printer.complete(job.key, {"result": 5150})
    found = world.rows(
        f"select what, actor, data from history where instance_key = {instance} and what like 'job%' order by seq"
    )
    assert [(row.what, row.actor) for row in found] == [
        ("job failed", "printer"),
        ("job completed", "printer"),
    ]
    told = " ".join(row.data for row in found)
    for hidden in ("nobody may read", "secret", "5150"):
        assert hidden not in told
    with world.database.read() as session:
        assert verify_history(session) == []


def test_asking_whether_there_is_work_takes_none(world: World, printer: Worker) -> None:
    for _ in range(3):
        begin(world)
    with world.database.read() as session:
        assert jobs_available(session, "work", world.now, 2) == 2
        assert jobs_available(session, "other", world.now, 2) == 0
    assert len(printer.take()) == 3
