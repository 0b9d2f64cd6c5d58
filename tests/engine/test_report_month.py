"""One report through its month: reminders, escalation, returns, acceptance, closing."""

from datetime import datetime

import pytest

from tests.engine.world import World, day
from tests.stores import BOTH_STORES

pytestmark = BOTH_STORES


@pytest.fixture
def ward(world: World) -> int:
    world.deploy("ward_report.bpmn")
    return world.open_report("Ward 3", "District 1")


def at(number: int) -> datetime:
    return datetime.fromisoformat(day(number))


def test_all_five_timers_fire_in_order_when_nothing_is_sent(world: World, ward: int) -> None:
    world.until(at(30))
    assert world.told == [
        ("remind", "before_2", "Ward 3"),
        ("remind", "before_1", "Ward 3"),
        ("remind", "due", "Ward 3"),
        ("escalate", "after_1", "Ward 3"),
        ("escalate", "after_3", "Ward 3"),
    ]
    assert world.status(ward) == "active"


def test_what_is_open_when_the_cycle_closes_ends(world: World, ward: int) -> None:
    world.until(at(41))
    assert world.status(ward) == "completed"
    assert world.rows("select status, ended_by from task") == [("cancelled", "engine")]
    assert world.one("select count(*) from timer") == 0
    assert world.one("select data from history where what = 'ended'") == '{"counted":false}'


def test_approval_ends_the_reminders(world: World, ward: int) -> None:
    world.submit(ward)
    assert world.timers(ward) == ["receive_late", "closes_receiving"]


def test_a_slow_receiver_is_reminded_and_the_report_ends_unaccepted(world: World, ward: int) -> None:
    world.submit(ward)
    world.until(at(41))
    assert world.told == [("remind_receiver", "receive_late", "Ward 3")]
    assert world.status(ward) == "completed"


def test_a_unit_without_a_superior_ends_after_sending(world: World) -> None:
    world.deploy("ward_report.bpmn")
    province = world.open_report("Province 1", None)
    world.submit(province)
    assert world.status(province) == "completed"
    assert world.variables(province)["pdf"] == "pdf of Province 1"


def test_the_head_sends_back_and_the_clerk_drafts_again(world: World, ward: int) -> None:
    world.do("draft", ward)
    world.do("approve", ward, decision="return")
    assert world.tasks("draft", ward)
    assert len(world.timers(ward)) == 6


def test_a_return_arms_only_what_is_still_ahead(world: World, ward: int) -> None:
    world.until(at(18))
    assert len(world.told) == 2
    world.submit(ward)
    world.do("accept", ward, actor="receiver", decision="return")
    assert world.timers(ward) == ["due", "after_1", "after_3", "closes_drafting"]
    world.finish(ward)
    assert world.status(ward) == "completed"


def test_a_return_with_a_new_date_arms_the_new_dates(world: World, ward: int) -> None:
    world.submit(ward)
    reminders = {"before_2": None, "before_1": None, "due": day(30), "after_1": None, "after_3": None}
    world.do("accept", ward, decision="return", due=day(30), reminders=reminders)
    assert world.timers(ward) == ["due", "closes_drafting"]
    (draft,) = world.tasks("draft", ward)
    assert str(world.one(f"select due_at from task where key = {draft}")).startswith("2026-11-30 10:00")


def test_the_state_of_a_report_stays_small(world: World, ward: int) -> None:
    sizes = [world.one(f"select length(state) from instance where key = {ward}")]
    world.submit(ward)
    sizes.append(world.one(f"select length(state) from instance where key = {ward}"))
    assert max(sizes) < 4096


@pytest.mark.parametrize("whose", ["the head", "the unit above"])
def test_sixty_returns_do_not_grow_the_state(world: World, ward: int, whose: str) -> None:
    sizes = []
    for number in range(60):
        world.do("draft", ward, number=number)
        if whose == "the head":
            world.do("approve", ward, decision="return")
        else:
            world.do("approve", ward, decision="approve")
            world.pump()
            world.do("accept", ward, decision="return", due=day(20 + number % 10))
        sizes.append(world.one(f"select length(state) from instance where key = {ward}"))
    assert sizes[-1] <= sizes[5] + 40
    world.fire("before_2", ward)
    assert world.told == [("remind", "before_2", "Ward 3")]
    world.finish(ward)
    assert world.status(ward) == "completed"
    assert world.one("select count(*) from timer") == 0


def test_an_ended_report_keeps_its_variables_only(world: World, ward: int) -> None:
    world.finish(ward)
    assert world.variables(ward)["decision"] == "accept"
    assert world.one(f"select length(state) from instance where key = {ward}") < 1000
