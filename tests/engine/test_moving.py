"""Running instances go on under another version of their diagram, or stay and say why they must."""

import orjson
import pytest
import sqlalchemy as sa

from engine.definitions import latest
from engine.errors import ExpressionFailed
from engine.moving import movable, move_instance
from engine.spiff_parser import read_diagrams
from tests.engine.models import HEAD, TAIL
from tests.engine.versions import FIRST, due, judge, line, move, refused, task, timer, version, whole
from tests.engine.world import DIAGRAMS, World, day
from tests.stores import BOTH_STORES

pytestmark = BOTH_STORES


def test_an_open_task_stays_the_same_task_and_what_follows_is_new(world: World) -> None:
    world.deploy_content("p.bpmn", FIRST)
    instance = world.start("p", subject="flood")
    (before,) = world.rows("select key, token, candidate_group, version from task")
    world.deploy_content(
        "p.bpmn", line("write", "look", "check", more=task("write") + task("look") + task("check"))
    )
    assert version(world, instance) == 1, "nobody has moved it"
    assert move(world, instance)
    assert world.rows("select key, token, candidate_group, version from task") == [before]
    assert version(world, instance) == 2
    world.do("write", instance)
    world.do("look", instance)
    world.do("check", instance)
    assert world.status(instance) == "completed"
    assert world.variables(instance)["subject"] == "flood"
    assert whole(world)


def test_it_is_written_down_who_moved_it_from_which_version_to_which(world: World) -> None:
    world.deploy_content("p.bpmn", FIRST)
    instance = world.start("p")
    world.deploy_content("p.bpmn", line("write", more=task("write")))
    move(world, instance)
    ((actor, data),) = world.rows("select actor, data from history where what = 'moved'")
    assert actor == "owner"
    assert orjson.loads(data) == {"from": 1, "to": 2}
    assert not move(world, instance), "it is there already"
    assert len(world.rows("select 1 from history where what = 'moved'")) == 1


def test_an_instance_whose_step_is_gone_stays_where_it_is(world: World) -> None:
    world.deploy_content("p.bpmn", FIRST)
    stands, gone = world.start("p"), world.start("p")
    world.do("write", gone)
    later = line("write", more=task("write"))
    world.deploy_content("p.bpmn", later)
    found = judge(world, later)
    assert found.can == (stands,)
    assert [(stuck.keys, stuck.reason["en"]) for stuck in found.cannot] == [
        ((gone,), "it stands at “check”, which the new version does not have.")
    ]
    assert "stands at “check”" in refused(world, gone)
    assert version(world, gone) == 1
    world.do("check", gone)
    assert world.status(gone) == "completed"


def test_timers_that_are_alike_keep_their_moment_and_others_are_worked_out_anew(world: World) -> None:
    def drawn(*timers: str) -> bytes:
        return line("write", more=task("write") + "".join(timers))

    earlier = (timer("kept", "write", "a"), timer("other", "write", "a"), timer("gone", "write", "a"))
    world.deploy_content("p.bpmn", drawn(*earlier))
    instance = world.start("p", a=day(10), b=day(12))
    (kept,) = world.rows("select key, token from timer where element = 'kept'")
    world.deploy_content(
        "p.bpmn", drawn(timer("kept", "write", "a"), timer("other", "write", "b"), timer("new", "write", "b"))
    )
    move(world, instance)
    assert due(world, instance) == {"kept": "2026-11-10", "other": "2026-11-12", "new": "2026-11-12"}
    assert world.rows("select key, token from timer where element = 'kept'") == [kept]
    for element in ("kept", "other", "new"):
        assert world.fire(element)
    world.do("write", instance)
    assert world.status(instance) == "completed"


def test_the_first_timer_of_a_step_may_end_it(world: World) -> None:
    world.deploy_content("p.bpmn", line("write", more=task("write")))
    instance = world.start("p", a=day(10))
    world.deploy_content("p.bpmn", line("write", more=task("write") + timer("late", "write", "a", "true")))
    move(world, instance)
    world.fire("late", instance)
    assert world.tasks(None, instance) == []
    assert world.status(instance) == "completed"


def test_the_last_timer_of_a_step_may_go(world: World) -> None:
    world.deploy_content("p.bpmn", line("write", more=task("write") + timer("late", "write", "a")))
    instance = world.start("p", a=day(10))
    world.deploy_content("p.bpmn", line("write", more=task("write")))
    move(world, instance)
    assert due(world, instance) == {}
    world.do("write", instance)
    assert world.status(instance) == "completed"


def test_a_timer_that_has_fired_is_not_armed_again(world: World) -> None:
    world.deploy_content("p.bpmn", line("write", more=task("write") + timer("late", "write", "a")))
    fired, gone = world.start("p", a=day(10), b=day(20)), world.start("p", a=day(10), b=day(20))
    for instance in (fired, gone):
        world.fire("late", instance)
    world.deploy_content("p.bpmn", line("write", more=task("write") + timer("late", "write", "b")))
    move(world, fired)
    assert due(world, fired) == {}
    world.deploy_content("p.bpmn", line("write", more=task("write") + timer("again", "write", "b")))
    move(world, gone)
    assert due(world, gone) == {"again": "2026-11-20"}
    for instance in (fired, gone):
        world.do("write", instance)
        assert world.status(instance) == "completed"


def test_a_task_for_other_hands_is_free_for_them_and_others_are_left_alone(world: World) -> None:
    world.deploy_content("p.bpmn", FIRST)
    instance = world.start("p")
    with world.database.write() as session:
        session.execute(sa.text("update task set assignee = 'an.clerk'"))
    world.deploy_content(
        "p.bpmn", line("write", "check", more=task("write", "heads", "Write it") + task("check"))
    )
    move(world, instance)
    (row,) = world.rows("select candidate_group, assignee, name, version from task")
    assert tuple(row) == ("heads", None, "Write it", 2)


def test_what_cannot_be_worked_out_moves_nothing(world: World) -> None:
    world.deploy_content("p.bpmn", FIRST)
    instance = world.start("p")
    world.deploy_content("p.bpmn", line("write", "check", more=task("write", "=nobody") + task("check")))
    with pytest.raises(ExpressionFailed):
        move(world, instance)
    assert version(world, instance) == 1
    assert world.rows("select 1 from history where what = 'moved'") == []


def forked(*branches: str) -> bytes:
    flows = [("begin", "part"), ("meet", "last"), ("last", "end")]
    flows += [pair for name in branches for pair in (("part", name), (name, "meet"))]
    drawn = "".join(f'<bpmn:sequenceFlow id="f_{a}_{b}" sourceRef="{a}" targetRef="{b}"/>' for a, b in flows)
    gates = '<bpmn:parallelGateway id="part"/><bpmn:parallelGateway id="meet"/>'
    ends = '<bpmn:startEvent id="begin"/><bpmn:endEvent id="end"/>'
    tasks = "".join(task(name) for name in (*branches, "last"))
    return (HEAD + ends + gates + tasks + drawn + TAIL).encode()


def test_branches_that_meet_otherwise_hold_an_instance_back(world: World) -> None:
    world.deploy_content("p.bpmn", forked("left", "right"))
    before, between, after = (world.start("p") for _ in range(3))
    world.do("left", between)
    for name in ("left", "right"):
        world.do(name, after)
    more = forked("left", "right", "middle")
    world.deploy_content("p.bpmn", more)
    found = judge(world, more)
    assert found.can == (after,)
    assert found.stuck == 2
    assert "fork or meet otherwise" in refused(world, before)
    assert "fork or meet otherwise" in refused(world, between)


def test_branches_that_stay_the_same_are_moved_between_their_ends(world: World) -> None:
    world.deploy_content("p.bpmn", forked("left", "right"))
    instance = world.start("p")
    world.do("left", instance, said=1)
    same = forked("left", "right").replace(b'name="last"', b'name="The last"')
    world.deploy_content("p.bpmn", same)
    move(world, instance)
    world.do("right", instance, heard=2)
    (last,) = world.tasks("last", instance)
    assert world.seen_by(last) == {"said": 1, "heard": 2}


def test_a_step_that_comes_to_stand_between_branches_would_wait_for_ever(world: World) -> None:
    world.deploy_content("p.bpmn", line("left", more=task("left")))
    instance = world.start("p")
    world.deploy_content("p.bpmn", forked("left", "right"))
    assert "wait for ever" in refused(world, instance)


def test_the_report_of_a_ward_is_moved_inside_its_sub_process(world: World) -> None:
    world.deploy("ward_report.bpmn")
    ward = world.open_report("Ward 3", "District 1")
    world.fire("before_2", ward)
    content = (DIAGRAMS / "ward_report.bpmn").read_bytes()
    later = content.replace(b"=upcoming(reminders.before_1)", b"=upcoming(reminders.after_1)")
    later = later.replace(b'id="before_2"', b'id="long_before"').replace(
        b'"before_2" targetRef', b'"long_before" targetRef'
    )
    world.deploy_content("ward_report.bpmn", later)
    with world.database.write() as session:
        target = latest(session, "bpmn", "ward_report")
        move_instance(session, world.host, ward, target, actor="owner", now=world.now)
    assert due(world, ward)["before_1"] == "2026-11-20"
    assert "before_2" not in due(world, ward)
    world.fire("before_1", ward)
    world.submit(ward)
    world.do("accept", ward, decision="accept")
    assert world.status(ward) == "completed"
    assert whole(world)


def test_a_parent_is_moved_when_its_children_are_open_and_still_counts_them(world: World) -> None:
    world.below = {"District 1": ["Ward 3", "Ward 4"]}
    world.deploy("ward_report.bpmn")
    district = world.start("ward_report", owner="District 1", **world.report_facts("District 1"))
    content = (DIAGRAMS / "ward_report.bpmn").read_bytes().replace(b'name="Draft"', b'name="Draft it"')
    world.deploy_content("ward_report.bpmn", content)
    with world.database.read() as session:
        found = movable(session, "ward_report", read_diagrams(content)["ward_report"])
    assert [stuck.keys for stuck in found.cannot] == [(district,)]
    assert "are still being opened" in found.cannot[0].reason["en"]
    world.pump()
    with world.database.read() as session:
        found = movable(session, "ward_report", read_diagrams(content)["ward_report"])
    assert (len(found.can), found.cannot) == (3, ())
    for key in found.can:
        with world.database.write() as session:
            target = latest(session, "bpmn", "ward_report")
            move_instance(session, world.host, key, target, actor="owner", now=world.now)
    for ward in ("Ward 3", "Ward 4"):
        world.finish(world.child(ward))
    world.pump()
    assert world.fan()["completed"] == 2
    assert [name for (name,) in world.rows(f"select name from task where instance_key = {district}")] == [
        "Draft it"
    ]
