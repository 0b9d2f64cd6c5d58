"""Tasks: who gets them, who may be told what, and one winner only."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from engine.errors import ExpressionFailed, StaleTask, TaskGone, TaskTaken
from engine.tasks import assign_task, claim_task, complete_task, release_task
from tests.engine.world import World
from tests.stores import BOTH_STORES

pytestmark = BOTH_STORES


@pytest.fixture
def task(world: World) -> int:
    world.deploy("one_task.bpmn")
    world.start("one_task", owner="Ward 3")
    (found,) = world.tasks()
    return found


@pytest.mark.usefixtures("task")
def test_a_task_has_its_group_form_owner_and_name(world: World) -> None:
    (row,) = world.rows("select candidate_group, form_id, owner, name, priority, status from task")
    assert tuple(row) == ("clerks", "page", "Ward 3", "Answer", 50, "created")


def test_two_people_complete_one_task_and_one_is_told_who_was_faster(world: World, task: int) -> None:
    def complete(name: str) -> str:
        try:
            world.complete(task, actor=name, amount=1)
        except TaskGone as gone:
            return f"{name}: {gone.message['en']}"
        return f"{name} won"

    with ThreadPoolExecutor(2) as threads:
        said = sorted(threads.map(complete, ["the clerk", "the head"]))
    winner = next(name.removesuffix(" won") for name in said if name.endswith(" won"))
    loser = {"the clerk": "the head", "the head": "the clerk"}[winner]
    assert f"{loser}: This task was completed by {winner}." in said
    assert world.one("select count(*) from history where what = 'completed'") == 1


def test_a_stale_page_is_told(world: World, task: int) -> None:
    with world.database.write() as session:
        claim_task(session, task, actor="the head", now=world.now)
    with pytest.raises(StaleTask), world.database.write() as session:
        complete_task(session, world.host, task, {}, actor="the clerk", now=world.now, version=1)
    with world.database.write() as session:
        complete_task(session, world.host, task, {"amount": 1}, actor="the clerk", now=world.now, version=2)


def test_the_loser_of_a_claim_is_told_who_holds_the_task(world: World, task: int) -> None:
    with world.database.write() as session:
        claim_task(session, task, actor="the clerk", now=world.now)
        claim_task(session, task, actor="the clerk", now=world.now)
    with pytest.raises(TaskTaken, match="held by the clerk"), world.database.write() as session:
        claim_task(session, task, actor="the head", now=world.now)


def test_release_and_reassignment_leave_rows_in_the_history(world: World, task: int) -> None:
    with world.database.write() as session:
        claim_task(session, task, actor="the clerk", now=world.now)
        assign_task(session, task, "the stand-in", actor="the head", now=world.now)
        release_task(session, task, actor="the stand-in", now=world.now)
    steps = world.rows("select what, actor from history order by seq")
    assert [tuple(step) for step in steps[1:]] == [
        ("claimed", "the clerk"),
        ("assigned", "the head"),
        ("released", "the stand-in"),
    ]
    assert world.one("select assignee from task") is None


def test_a_condition_that_is_null_refuses_the_step_and_keeps_the_task(world: World, task: int) -> None:
    with pytest.raises(ExpressionFailed) as failed:
        world.complete(task, note="no amount given")
    assert failed.value.element == "choose"
    assert "“choose”: expression =amount > 10 is neither true nor false" in failed.value.message["en"]
    assert "không cho kết quả" in failed.value.message["vi"]
    assert world.tasks() == [task]
    assert world.one("select count(*) from history where what = 'completed'") == 0


@pytest.mark.parametrize(("amount", "waits"), [(9, []), (10, []), (11, ["look"])])
def test_the_gateway_chooses_by_the_variable(world: World, task: int, amount: int, waits: list[str]) -> None:
    world.complete(task, amount=amount)
    found = world.rows("select element from task where status = 'created'")
    assert [element for (element,) in found] == waits


def test_a_task_that_was_completed_cannot_be_claimed(world: World, task: int) -> None:
    world.complete(task, amount=1)
    with pytest.raises(TaskGone), world.database.write() as session:
        claim_task(session, task, actor="the head", now=world.now)


def test_a_task_that_nobody_would_see_is_refused(world: World) -> None:
    world.deploy("caller.bpmn")
    world.start("caller")
    world.pump()
    assert "nobody would see this task" in world.one("select error from incident")


def test_what_cannot_be_json_is_no_variable(world: World, task: int) -> None:
    with pytest.raises(Exception, match="cannot be a variable"):
        world.complete(task, amount=object())
