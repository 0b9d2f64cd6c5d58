"""Messages from outside: who gets them, once, in order; what lives on and what expires."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest

from engine.cancel import cancel_instance
from engine.errors import ExpressionFailed, NotAllowed
from engine.history import verify_history
from engine.messages import (
    MessageExists,
    NobodyWaits,
    Published,
    correlate_message,
    keep_messages,
    publish_message,
)
from engine.tables import message
from tests.engine.world import World
from tests.stores import BOTH_STORES

pytestmark = BOTH_STORES

HOUR = timedelta(hours=1)
SECOND = timedelta(seconds=1)


def publish(world: World, name: str, key: str = "7", *, live: timedelta = HOUR, **facts: Any) -> Published:
    with world.database.write() as session:
        return publish_message(
            session, world.host, name, key, actor="the bank", now=world.now, live=live, **facts
        )


def correlate(world: World, name: str, key: str = "7", variables: Any = None) -> Published:
    with world.database.write() as session:
        return correlate_message(
            session, world.host, name, key, actor="the bank", now=world.now, variables=variables
        )


def begin(world: World, order: Any = "7", process: str = "order") -> int:
    """An order that is being packed: it can be withdrawn, and remarks can be made."""
    if not world.rows("select key from process_definition"):
        world.deploy("messages.bpmn", "messages_elsewhere.bpmn")
    return world.start(process, order=order)


def packed(world: World, order: Any = "7", process: str = "order") -> int:
    """An order that waits for its payment."""
    instance = begin(world, order, process)
    world.do("pack", instance)
    return instance


def awaited(world: World, instance: int) -> list[str]:
    found = world.rows(f"select name from message_subscription where instance_key = {instance} order by name")
    return [name for (name,) in found]


def test_a_message_lets_the_one_who_waits_go_on_with_what_it_brings(world: World) -> None:
    instance = packed(world)
    assert awaited(world, instance) == ["paid"]
    assert publish(world, "paid", variables={"amount": 4}).instances == (instance,)
    assert awaited(world, instance) == ["shipped"]
    assert world.variables(instance) == {"order": "7", "paid": 5}, "mapped as the diagram says"


def test_without_an_output_mapping_everything_it_brings_is_kept(world: World) -> None:
    instance = packed(world)
    publish(world, "paid", variables={"amount": 4})
    publish(world, "shipped", variables={"by": "bike", "on": {"day": 1}})
    assert world.tasks("close", instance)
    assert world.variables(instance) == {"order": "7", "paid": 5, "by": "bike", "on": {"day": 1}}


@pytest.mark.parametrize(("name", "key"), [("paid", "8"), ("Paid", "7"), ("shipped", "7"), ("paid", "")])
def test_another_name_or_key_is_for_somebody_else(world: World, name: str, key: str) -> None:
    instance = packed(world)
    assert publish(world, name, key).instances == ()
    assert awaited(world, instance) == ["paid"]


def test_a_whole_number_is_a_key_as_well(world: World) -> None:
    instance = packed(world, order=7)
    assert publish(world, "paid", variables={"amount": 1}).instances == (instance,)


@pytest.mark.parametrize("order", [None, "", True, 1.5, [7], {"a": 7}])
def test_a_key_that_is_no_text_is_refused_where_the_waiting_would_begin(world: World, order: Any) -> None:
    with pytest.raises(ExpressionFailed, match="order"):
        begin(world, order)


def test_the_key_is_computed_once(world: World) -> None:
    instance = begin(world)
    (task,) = world.tasks("pack", instance)
    publish(world, "remark", variables={"order": "8"})
    assert awaited(world, instance) == ["remark", "withdrawn"]
    assert publish(world, "withdrawn", "8").instances == ()
    assert publish(world, "withdrawn", "7").instances == (instance,)
    assert task not in world.tasks()


@pytest.mark.parametrize(("late", "met"), [(-SECOND, True), (SECOND * 0, False), (SECOND, False)])
def test_a_message_waits_for_who_comes_later_until_it_expires(
    world: World, *, late: timedelta, met: bool
) -> None:
    instance = begin(world)
    publish(world, "paid", live=HOUR, variables={"amount": 4})
    world.now += HOUR + late
    world.do("pack", instance)
    assert awaited(world, instance) == (["shipped"] if met else ["paid"])


def test_without_a_time_to_live_only_who_waits_already_gets_it(world: World) -> None:
    instance = begin(world)
    publish(world, "paid", live=timedelta(0))
    world.do("pack", instance)
    assert awaited(world, instance) == ["paid"]
    assert publish(world, "paid", live=timedelta(0), variables={"amount": 1}).instances == (instance,)


def test_what_came_first_is_received_first(world: World) -> None:
    for amount in (10, 20, 30):
        publish_before = publish(world, "paid", variables={"amount": amount})
        assert publish_before.instances == ()
        world.now += SECOND
    assert [world.variables(packed(world))["paid"] for _ in range(3)] == [11, 21, 31]


def test_messages_that_came_early_are_all_received_in_one_step(world: World) -> None:
    instance = begin(world)
    publish(world, "paid", variables={"amount": 4})
    publish(world, "shipped")
    world.do("pack", instance)
    assert world.tasks("close", instance)
    assert awaited(world, instance) == []


def test_one_message_is_received_once_by_a_process_and_once_by_another(world: World) -> None:
    first, second = packed(world), packed(world)
    elsewhere = packed(world, process="order_elsewhere")
    assert publish(world, "paid", variables={"amount": 1}).instances == (first, elsewhere)
    assert awaited(world, second) == ["paid"]
    assert awaited(world, packed(world)) == ["paid"], "it lives on, but not for this process"


def test_the_edge_of_an_activity_that_goes_on_receives_every_message(world: World) -> None:
    instance = begin(world)
    for number in range(3):
        publish(world, "remark", variables={"number": number})
    assert len(world.tasks("answer", instance)) == 3
    assert {world.seen_by(task)["number"] for task in world.tasks("answer", instance)} == {0, 1, 2}
    assert awaited(world, instance) == ["remark", "withdrawn"]
    world.do("pack", instance)
    assert awaited(world, instance) == ["paid"]
    for task in world.tasks("answer", instance):
        world.complete(task)
    publish(world, "paid", variables={"amount": 1})
    publish(world, "shipped")
    world.do("close", instance)
    assert world.status(instance) == "completed"


def test_an_interrupting_message_ends_the_activity(world: World) -> None:
    instance = begin(world)
    publish(world, "withdrawn")
    assert world.tasks(instance=instance) == []
    assert awaited(world, instance) == []
    assert world.status(instance) == "completed"


def test_an_activity_that_is_over_waits_for_nothing(world: World) -> None:
    instance = packed(world)
    assert correlate_fails(world, "withdrawn")
    assert correlate_fails(world, "remark")
    assert world.status(instance) == "active"


def correlate_fails(world: World, name: str) -> bool:
    with pytest.raises(NobodyWaits):
        correlate(world, name)
    return True


def test_correlation_tells_who_got_it_and_is_never_kept(world: World) -> None:
    assert correlate_fails(world, "paid")
    instance = packed(world)
    assert awaited(world, instance) == ["paid"]
    assert correlate(world, "paid", variables={"amount": 1}).instances == (instance,)


def test_an_id_is_taken_while_its_message_lives(world: World) -> None:
    first = publish(world, "paid", message_id="r-1")
    with pytest.raises(MessageExists):
        publish(world, "paid", message_id="r-1")
    publish(world, "paid", message_id="r-2")
    publish(world, "paid", "8", message_id="r-1")
    publish(world, "shipped", message_id="r-1")
    world.now += HOUR - SECOND
    with pytest.raises(MessageExists):
        publish(world, "paid", message_id="r-1")
    world.now += SECOND
    again = publish(world, "paid", message_id="r-1")
    assert again.key > first.key


def test_expired_messages_are_removed_and_their_keys_never_used_again(world: World) -> None:
    key = publish(world, "paid").key
    world.now += HOUR
    keep_messages(world.database, world.host, world.now)
    assert world.one("select count(*) from message") == 0
    assert publish(world, "paid").key > key
    keep_messages(world.database, world.host, world.now)
    assert world.one("select count(*) from message") == 1


def test_a_message_and_a_subscription_that_missed_each_other_meet_later(world: World) -> None:
    instance = packed(world)
    with world.database.write() as session:  # as two processes do that write at the same moment
        facts = {"name": "paid", "correlation_key": "7", "variables": {"amount": 2}, "published_by": "x"}
        session.execute(message.insert().values(published_at=world.now, expires_at=world.now + HOUR, **facts))
    keep_messages(world.database, world.host, world.now)
    assert awaited(world, instance) == ["shipped"]


def test_an_instance_that_cannot_go_on_holds_up_no_other_meeting(world: World) -> None:
    stuck, fine = packed(world, "7"), packed(world, "8")
    facts = {"name": "paid", "published_at": world.now, "published_by": "x"}
    with world.database.write() as session:
        for key, amount, live in (("7", 2**53, HOUR), ("8", 2, HOUR), ("9", 2, -HOUR)):
            row = {"correlation_key": key, "variables": {"amount": amount}, "expires_at": world.now + live}
            session.execute(message.insert().values(**facts, **row))
    with pytest.raises(ExpressionFailed):
        keep_messages(world.database, world.host, world.now)
    assert awaited(world, stuck) == ["paid"]
    assert awaited(world, fine) == ["shipped"]
    assert world.one("select count(*) from message where correlation_key = '9'") == 0


def test_of_eight_that_begin_to_wait_at_once_one_takes_the_message_that_was_there(world: World) -> None:
    instances = [begin(world) for _ in range(8)]
    publish(world, "paid", variables={"amount": 4})
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda instance: world.do("pack", instance), instances))
    assert sorted(awaited(world, instance) for instance in instances) == [["paid"]] * 7 + [["shipped"]]


@pytest.mark.parametrize("variables", [[], {"typename": 1}, {"a": "x" * 40_000}])
def test_a_message_with_variables_that_cannot_be_is_refused(world: World, variables: Any) -> None:
    packed(world)
    with pytest.raises(NotAllowed):
        publish(world, "paid", variables=variables)
    assert world.one("select count(*) from message") == 0


def test_a_message_after_which_nothing_can_go_on_is_refused_and_nothing_changed(world: World) -> None:
    instance = packed(world)
    before = world.rows("select * from message_subscription")
    with pytest.raises(ExpressionFailed):
        publish(world, "paid", variables={"amount": 2**53})
    assert world.rows("select * from message_subscription") == before
    assert world.one("select count(*) from message") == 0
    assert publish(world, "paid", variables={"amount": 1}).instances == (instance,)


def test_of_eight_messages_at_once_each_is_received_once(world: World) -> None:
    instances = [packed(world) for _ in range(8)]
    with ThreadPoolExecutor(8) as threads:
        met = list(threads.map(lambda amount: publish(world, "paid", variables={"amount": amount}), range(8)))
    assert sorted(key for one in met for key in one.instances) == instances
    assert {world.variables(instance)["paid"] for instance in instances} == set(range(1, 9))


def test_with_the_instance_its_waiting_is_over(world: World) -> None:
    instance = packed(world)
    with world.database.write() as session:
        cancel_instance(session, world.host, instance, actor="the operator", now=world.now)
    assert awaited(world, instance) == []
    assert publish(world, "paid").instances == ()


def test_the_history_says_what_came_and_not_what_it_brought(world: World) -> None:
    instance = packed(world)
    key = publish(world, "paid", variables={"amount": 5150}).key
    (row,) = world.rows(
        f"select element, data from history where instance_key = {instance} and what = 'message received'"
    )
    assert row.element == "payment"
    assert f'"message":{key}' in row.data
    assert "5150" not in row.data
    with world.database.read() as session:
        assert verify_history(session) == []


def test_a_loop_of_remarks_costs_the_same_on_every_pass(world: World) -> None:
    instance = begin(world)
    sizes = []
    for _ in range(30):
        publish(world, "remark")
        world.do("answer", instance)
        sizes.append(world.one(f"select length(state) from instance where key = {instance}"))
    assert sizes[-1] < sizes[5] + 10
