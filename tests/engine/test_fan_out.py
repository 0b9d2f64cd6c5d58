"""The fan-out, one behaviour a test: deadline, late reports, corrections, races, what the children see."""

import pytest

from engine.cancel import cancel_instance
from engine.errors import InstanceGone
from engine.fan_jobs import BATCH
from engine.incidents import retry_incident
from tests.engine.world import World, day
from tests.stores import BOTH_STORES

pytestmark = BOTH_STORES


@pytest.fixture
def district(world: World) -> World:
    world.below = {"District 1": ["Ward 1", "Ward 2", "Ward 3"]}
    world.deploy("ward_report.bpmn")
    return world


def test_every_unit_below_gets_an_instance_of_its_own(district: World) -> None:
    parent = district.open_report("District 1")
    assert district.fan() == {
        "status": "waiting",
        "total": 3,
        "opened": 3,
        "completed": 0,
        "terminated": 0,
        "late": 0,
        "corrections": 0,
    }
    rows = district.rows("select owner, parent_key, root_key, depth from instance order by key")
    assert [tuple(row) for row in rows] == [
        ("District 1", None, parent, 0),
        ("Ward 1", parent, parent, 1),
        ("Ward 2", parent, parent, 1),
        ("Ward 3", parent, parent, 1),
    ]
    assert district.started == [("District 1", 1), ("Ward 1", 1), ("Ward 2", 1), ("Ward 3", 1)]


def test_a_unit_with_nobody_below_goes_on_in_the_same_step(district: World) -> None:
    ward = district.open_report("Ward 3")
    assert district.tasks("draft", ward)
    assert district.one("select count(*) from fanout") == 0


def test_the_parent_goes_on_when_the_last_child_is_accepted(district: World) -> None:
    parent = district.open_report("District 1")
    for ward in ("Ward 1", "Ward 2"):
        district.finish(district.child(ward))
        district.pump()
        assert not district.tasks("draft", parent)
    district.finish(district.child("Ward 3"))
    district.pump()
    assert district.tasks("draft", parent)
    assert district.variables(parent)["collected"] == {"expected": 3, "accepted": 3}
    assert "collect_until" not in district.timers(parent)


def test_the_deadline_goes_on_without_the_missing_and_they_live_on(district: World) -> None:
    parent = district.open_report("District 1")
    district.finish(district.child("Ward 1"))
    assert district.fire("collect_until", parent)
    (draft,) = district.tasks("draft", parent)
    assert district.seen_by(draft)["collected"] == {"expected": 3, "accepted": 1}
    assert district.fan()["status"] == "closed"
    assert len(district.tasks("draft")) == 3


def test_a_late_report_is_counted_late_and_never_touches_the_parent(district: World) -> None:
    parent = district.open_report("District 1")
    district.fire("collect_until", parent)
    before = district.rows(f"select version, state, history_seq from instance where key = {parent}")
    late = district.child("Ward 2")
    district.finish(late)
    district.pump()
    assert district.fan()["late"] == district.fan()["completed"] == 1
    assert district.rows(f"select version, state, history_seq from instance where key = {parent}") == before
    assert district.one(f"select count(*) from history where instance_key = {late} and what = 'counted late'")


def test_a_report_is_counted_after_its_parent_has_ended(district: World) -> None:
    parent = district.open_report("District 1")
    district.fire("collect_until", parent)
    district.finish(parent)
    assert district.status(parent) == "completed"
    district.finish(district.child("Ward 3"))
    assert district.fan()["late"] == 1


def test_a_correction_raises_only_its_own_counter(district: World) -> None:
    district.open_report("District 1")
    ward = district.child("Ward 1")
    district.finish(ward)
    corrected = district.correct(ward, "Ward 1")
    district.finish(corrected)
    assert (district.fan()["completed"], district.fan()["corrections"]) == (1, 1)
    assert district.one(f"select attempt from instance where key = {corrected}") == 2


def test_a_correction_of_a_collecting_unit_opens_nothing_below_again(district: World) -> None:
    parent = district.open_report("District 1")
    district.fire("collect_until", parent)
    district.finish(parent)
    before = district.one("select count(*) from instance")
    corrected = district.correct(parent, "District 1")
    district.pump()
    assert district.one("select count(*) from instance") == before + 1
    assert district.tasks("draft", corrected)


def test_what_is_still_open_cannot_be_corrected(district: World) -> None:
    parent = district.open_report("District 1")
    with pytest.raises(InstanceGone):
        district.correct(parent, "District 1")


def test_the_deadline_before_the_waking_job_and_after_it(world: World) -> None:
    world.below = {"District 1": ["Ward 1"], "District 2": ["Ward 2"]}
    world.deploy("ward_report.bpmn")
    for unit, ward in (("District 1", "Ward 1"), ("District 2", "Ward 2")):
        parent = world.open_report(unit)
        world.finish(world.child(ward))
        if unit == "District 1":
            world.fire("collect_until", parent)
            world.pump()
        else:
            world.pump()
            assert "collect_until" not in world.timers(parent)
        assert len(world.tasks("draft", parent)) == 1
    assert world.one("select count(*) from job") == 0


def test_children_are_opened_although_the_deadline_came_first(world: World) -> None:
    world.below = {"District 1": [f"Ward {number}" for number in range(60)]}
    world.deploy("ward_report.bpmn")
    world.start("ward_report", owner="District 1", **world.report_facts("District 1"))
    world.pump(limit=1)
    assert 0 < world.fan()["opened"] <= BATCH, "a batch ends by its number or by its time"
    world.fire("collect_until")
    world.pump()
    assert (world.fan()["status"], world.fan()["opened"]) == ("closed", 60)
    assert world.one("select count(*) from instance") == 61


@pytest.mark.parametrize(("seconds", "opened"), [(0, 1), (60, BATCH)])
def test_a_batch_ends_by_its_time_after_one_child_or_by_its_number(
    world: World, monkeypatch: pytest.MonkeyPatch, seconds: float, opened: int
) -> None:
    monkeypatch.setattr("engine.fan_jobs.HOLD_SECONDS", seconds)
    world.below = {"District 1": [f"Ward {number}" for number in range(BATCH + 1)]}
    world.deploy("ward_report.bpmn")
    world.start("ward_report", owner="District 1", **world.report_facts("District 1"))
    world.pump(limit=1)
    assert world.fan()["opened"] == opened


def test_a_condition_and_reminders_on_a_waiting_fan_out(world: World) -> None:
    world.below = {"District 1": [f"Ward {number}" for number in range(10)]}
    world.deploy("ward_report_eighty_percent.bpmn")
    parent = world.open_report("District 1")
    assert world.timers(parent) == ["collect_before_2", "collect_before_1", "collect_until"]
    world.fire("collect_before_2", parent)
    assert world.told == [("remind", "collect_before_2", "District 1")]
    assert world.timers(parent) == ["collect_before_1", "collect_until"]
    for number in range(7):
        world.finish(world.child(f"Ward {number}"))
    world.pump()
    assert world.fan()["status"] == "waiting"
    world.finish(world.child("Ward 7"))
    world.pump()
    assert (world.fan()["status"], world.fan()["completed"]) == ("closed", 8)
    assert world.tasks("draft", parent)


def test_a_child_sees_its_inputs_only_and_gives_back_counters_only(world: World) -> None:
    world.below = {"District 1": ["Ward 1"]}
    world.deploy("ward_report.bpmn")
    parent = world.open_report("District 1", secret="of the district")
    ward = world.child("Ward 1")
    inputs = {"unit", "superior", "period", "attempt", "due", "reminders", "collect_until", "closes"}
    assert set(world.variables(ward)) == inputs | {"collected"}
    assert world.variables(ward)["superior"] == "District 1"
    world.do("draft", ward, leak="of the ward")
    world.do("approve", ward, decision="approve")
    world.pump()
    world.do("accept", ward, decision="accept")
    world.pump()
    assert set(world.variables(parent)) == inputs | {"secret", "collected"}


def test_the_fan_out_keeps_only_the_variables_its_inputs_read(district: World) -> None:
    district.open_report("District 1", secret="x" * 500)
    assert district.one("select variables from fanout") == '{"period":"2026-11","unit":"District 1"}'


def test_a_child_that_ends_without_its_goal_is_not_counted_as_completed(district: World) -> None:
    parent = district.open_report("District 1")
    district.fire("closes_drafting", district.child("Ward 1"))
    assert (district.fan()["completed"], district.fan()["terminated"]) == (0, 1)
    for ward in ("Ward 2", "Ward 3"):
        district.finish(district.child(ward))
    district.pump()
    assert district.variables(parent)["collected"] == {"expected": 3, "accepted": 2}


def test_a_circle_in_the_routes_ends_at_the_depth_limit_as_an_incident(world: World) -> None:
    world.below = {"Ward 1": ["Ward 2"], "Ward 2": ["Ward 1"]}
    world.max_depth = 4
    world.deploy("ward_report.bpmn")
    world.open_report("Ward 1")
    assert world.one("select max(depth) from instance") == 4
    assert world.one("select error_type from incident") == "TooDeep"


def test_a_child_that_is_refused_is_an_incident_of_its_own(district: World) -> None:
    def refuse(unit: str) -> None:
        if unit == "Ward 2":
            raise ValueError("Ward 2 has a report already")

    district.refuse = refuse
    district.open_report("District 1")
    assert len(district.tasks("draft")) == 2
    (incident,) = district.rows("select element, error_type, error from incident")
    assert (incident.element, incident.error_type) == ("collect", "ValueError")
    assert "Ward 2 has a report already" in incident.error


def test_a_refused_child_opens_when_its_incident_is_retried(district: World) -> None:
    def refuse(unit: str) -> None:
        if unit == "Ward 2":
            raise ValueError("not yet")

    district.refuse = refuse
    parent = district.open_report("District 1")
    district.refuse = lambda _unit: None
    with district.database.write() as session:
        key = district.one("select key from incident")
        retry_incident(session, key, actor="the operator", now=district.now)
    assert district.pump().jobs == 1
    for ward in ("Ward 1", "Ward 2", "Ward 3"):
        district.finish(district.child(ward))
    district.pump()
    assert district.tasks("draft", parent)


def test_a_cancelled_child_is_not_waited_for(district: World) -> None:
    parent = district.open_report("District 1")
    with district.database.write() as session:
        ward = district.child("Ward 1")
        cancel_instance(session, district.host, ward, actor="the operator", now=district.now, reason="merged")
    assert (district.status(ward), district.timers(ward)) == ("terminated", [])
    assert district.one(f"select status from task where instance_key = {ward}") == "cancelled"
    for name in ("Ward 2", "Ward 3"):
        district.finish(district.child(name))
    district.pump()
    assert district.variables(parent)["collected"] == {"expected": 3, "accepted": 2}


def test_the_children_of_a_cancelled_parent_live_on(district: World) -> None:
    parent = district.open_report("District 1")
    with district.database.write() as session:
        cancel_instance(session, district.host, parent, actor="the operator", now=district.now)
    district.finish(district.child("Ward 1"))
    district.pump()
    assert (district.fan()["status"], district.fan()["late"]) == ("closed", 1)


def test_a_call_without_a_list_starts_one_instance_and_waits(world: World) -> None:
    world.deploy("caller.bpmn")
    parent = world.start("caller", subject="roads")
    world.pump()
    (inside,) = world.tasks("inside")
    assert world.one("select candidate_group from task") == "roads.readers"
    world.complete(inside)
    world.pump()
    assert world.tasks("after", parent)
    assert world.variables(parent) == {"subject": "roads", "finished": 1}


def test_a_list_that_names_a_unit_twice_is_refused(world: World) -> None:
    world.below = {"District 1": ["Ward 1", "Ward 1"]}
    world.deploy("ward_report.bpmn")
    with pytest.raises(Exception, match="lists “Ward 1” twice"):
        world.open_report("District 1")


def test_the_days_of_the_cast_are_dates_with_an_offset() -> None:
    assert day(17) == "2026-11-17T10:00:00+00:00"
