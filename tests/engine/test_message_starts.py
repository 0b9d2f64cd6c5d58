"""Processes that begin with a message: once for each message, once at a time for each key, in the newest version."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest

from bpmn.definition import Element
from engine.cancel import cancel_instance
from engine.errors import EngineError, ExpressionFailed, NotAllowed, Refused, StartsByMessage
from engine.history import verify_history
from engine.host import Host
from engine.messages import (
    MessageExists,
    NobodyWaits,
    Published,
    correlate_message,
    keep_messages,
    publish_message,
)
from tests.engine.world import DIAGRAMS, World
from tests.stores import BOTH_STORES

pytestmark = BOTH_STORES

HOUR = timedelta(hours=1)
SECOND = timedelta(seconds=1)
STOCK = "message_start_elsewhere.bpmn"


def publish(
    world: World, key: str = "7", *, live: timedelta = HOUR, name: str = "ordered", **facts: Any
) -> Published:
    with world.database.write() as session:
        return publish_message(
            session, world.host, name, key, actor="the shop", now=world.now, live=live, **facts
        )


def correlate(world: World, key: str, variables: Any = None, host: Host | None = None) -> Published:
    with world.database.write() as session:
        return correlate_message(
            session,
            host or world.host,
            "ordered",
            key,
            actor="the shop",
            now=world.now,
            variables=variables,
        )


def active(world: World) -> list[int]:
    return [key for (key,) in world.rows("select key from instance where status = 'active' order by key")]


def keep(world: World) -> None:
    keep_messages(world.database, world.host, world.now)


def test_a_message_starts_an_instance_with_what_it_brings(world: World) -> None:
    world.deploy(STOCK)
    (instance,) = publish(world, variables={"amount": 4, "unit": "Ward 3"}).instances
    assert world.tasks("pack", instance)
    assert world.variables(instance) == {"amount": 4, "unit": "Ward 3"}
    assert world.one("select owner from instance") == "Ward 3"


def test_an_output_mapping_of_the_start_says_what_is_kept(world: World) -> None:
    world.deploy("message_start.bpmn")
    (instance,) = publish(world, variables={"order": "7", "amount": 4, "more": 1}).instances
    assert world.variables(instance) == {"order": "7", "parts": 5}


def test_of_two_processes_each_starts_once(world: World) -> None:
    world.deploy("message_start.bpmn", STOCK)
    found = publish(world, variables={"order": "7", "amount": 4})
    assert list(found.instances) == active(world)
    assert len(active(world)) == 2
    keep(world)
    assert len(active(world)) == 2


def test_who_waits_for_it_receives_it_and_no_other_is_started(world: World) -> None:
    world.deploy("message_start.bpmn")
    (instance,) = publish(world, variables={"order": "7", "amount": 4}).instances
    assert world.one("select count(*) from message_correlation") == 1, "its own edge did not get it again"
    assert publish(world, "7", variables={"amount": 9}).instances == (instance,)
    assert active(world) == [instance]
    (another,) = publish(world, "8", variables={"order": "8", "amount": 9}).instances
    assert active(world) == [instance, another]


def test_correlation_says_which_instance_it_has_started(world: World) -> None:
    with pytest.raises(NobodyWaits):
        correlate(world, "7")
    world.deploy(STOCK)
    assert list(correlate(world, "7").instances) == active(world)


def test_without_a_key_every_message_starts_one(world: World) -> None:
    world.deploy(STOCK)
    for _ in range(3):
        publish(world, "")
    assert len(active(world)) == 3


def test_a_key_starts_no_second_instance_while_the_first_is_active(world: World) -> None:
    world.deploy(STOCK)
    (first,) = publish(world, variables={"amount": 1}).instances
    assert publish(world, variables={"amount": 2}, live=timedelta(0)).instances == ()
    assert publish(world, variables={"amount": 3}).instances == ()
    with pytest.raises(NobodyWaits):
        correlate(world, "7")
    keep(world)
    assert active(world) == [first]
    world.do("pack", first)
    keep(world)
    (second,) = active(world)
    assert world.variables(second) == {"amount": 3}, "what lived on; the other is gone"


@pytest.mark.parametrize(("late", "started"), [(-SECOND, 1), (SECOND * 0, 0), (SECOND, 0)])
def test_a_message_that_waits_for_the_first_to_end_expires(
    world: World, *, late: timedelta, started: int
) -> None:
    world.deploy(STOCK)
    (first,) = publish(world).instances
    publish(world)
    with world.database.write() as session:
        cancel_instance(session, world.host, first, actor="the operator", now=world.now)
    world.now += HOUR + late
    keep(world)
    assert len(active(world)) == started


def test_a_new_version_takes_the_message_over(world: World) -> None:
    first = world.deploy(STOCK)
    content = (DIAGRAMS / STOCK).read_bytes()
    (old,) = publish(world, "1").instances
    second = world.deploy_content(STOCK, content.replace(b'name="Pack"', b'name="Pack well"'))
    (new,) = publish(world, "2").instances
    versions = world.rows("select key, definition_key from instance order by key")
    assert [tuple(row) for row in versions] == [(old, first.items[0].key), (new, second.items[0].key)]
    assert publish(world, "1").instances == (), "the key counts for every version"
    assert world.one("select count(*) from message_start") == 1


def test_a_new_version_may_begin_with_another_message_or_none(world: World) -> None:
    world.deploy(STOCK)
    content = (DIAGRAMS / STOCK).read_bytes()
    world.deploy_content(STOCK, content.replace(b'name="ordered"', b'name="asked"'))
    assert publish(world).instances == ()
    assert publish(world, name="asked").instances
    plain = content.replace(b'<bpmn:messageEventDefinition messageRef="ordered" />', b"")
    world.deploy_content(STOCK, plain)
    assert publish(world, "8", name="asked").instances == ()
    assert world.start("stock")


def test_what_was_published_before_the_process_was_deployed_starts_nothing(world: World) -> None:
    publish(world)
    world.now += SECOND
    world.deploy(STOCK)
    keep(world)
    assert active(world) == []
    assert publish(world).instances, "from now on it does"


def test_nothing_else_starts_such_a_process(world: World) -> None:
    world.deploy(STOCK)
    with pytest.raises(StartsByMessage, match="ordered"):
        world.start("stock")
    assert active(world) == []


def test_a_diagram_that_calls_such_a_process_is_refused(world: World) -> None:
    begins = (DIAGRAMS / STOCK).read_bytes().replace(b'id="stock"', b'id="called"')
    caller = (DIAGRAMS / "caller.bpmn").read_bytes()
    world.deploy_content("caller.bpmn", caller)
    world.deploy_content(STOCK, begins)
    alone = caller[: caller.index(b'<bpmn:process id="called"')] + b"</bpmn:definitions>"
    with pytest.raises(Refused, match="call: the process “called”"):
        world.deploy_content("caller.bpmn", alone)
    assert world.deploy_content("caller.bpmn", caller.replace(b'name="After"', b'name="Afterwards"'))


def test_an_id_is_taken_while_its_message_lives(world: World) -> None:
    world.deploy(STOCK)
    publish(world, "", message_id="m-1")
    with pytest.raises(MessageExists):
        publish(world, "", message_id="m-1")
    assert len(active(world)) == 1


@pytest.mark.parametrize("variables", [{"amount": 2**53 - 1}, {"order": None}])
def test_a_message_with_which_nothing_can_begin_is_refused(world: World, variables: dict[str, Any]) -> None:
    world.deploy("message_start.bpmn")
    with pytest.raises((ExpressionFailed, NotAllowed)):
        publish(world, variables={"order": "7", "amount": 1, **variables})
    assert world.one("select count(*) from message") + world.one("select count(*) from instance") == 0


def test_a_process_that_cannot_begin_with_a_message_holds_up_no_other(world: World) -> None:
    world.deploy("message_start.bpmn", STOCK)
    (instance,) = publish(world, variables={"order": None, "amount": 1}).instances
    assert active(world) == [instance]
    assert world.variables(instance)["amount"] == 1


def test_the_host_may_refuse_what_a_message_would_start(world: World) -> None:
    world.deploy(STOCK)

    def refuse(elements: Mapping[str, Element], variables: Mapping[str, Any]) -> None:
        assert "pack" in elements
        if "report" in variables:
            raise EngineError("không", "no")

    host = Host(may_start=refuse)
    with pytest.raises(EngineError, match="no"):
        correlate(world, "7", {"report": 1}, host)
    assert correlate(world, "7", {"amount": 1}, host).instances


def test_what_the_host_refuses_later_holds_up_no_other_meeting(world: World) -> None:
    world.deploy(STOCK)
    ends = [publish(world, key).instances[0] for key in ("7", "8")]
    publish(world, "7", variables={"report": 1})
    publish(world, "8", variables={"amount": 1})
    for instance in ends:
        world.do("pack", instance)

    def refuse(_elements: Mapping[str, Element], variables: Mapping[str, Any]) -> None:
        if "report" in variables:
            raise LookupError

    with pytest.raises(LookupError):
        keep_messages(world.database, Host(may_start=refuse), world.now)
    (instance,) = active(world)
    assert world.variables(instance) == {"amount": 1}


@pytest.mark.parametrize(("keys", "started"), [(["7"] * 8, 1), ([""] * 8, 8), ([*"12345678"], 8)])
def test_of_eight_messages_at_once_a_key_starts_one(world: World, keys: list[str], started: int) -> None:
    world.deploy(STOCK)
    with ThreadPoolExecutor(8) as threads:
        met = list(threads.map(lambda key: publish(world, key, live=timedelta(0)), keys))
    assert len(active(world)) == started
    assert sum(len(one.instances) for one in met) == started


def test_the_history_says_by_whom_and_by_which_message(world: World) -> None:
    world.deploy(STOCK)
    found = publish(world, variables={"amount": 5150})
    rows = world.rows("select element, what, actor, data from history order by seq")
    assert [(row.element, row.what, row.actor) for row in rows] == [
        ("-", "started", "the shop"),
        ("come", "message received", "engine"),
    ]
    assert f'"message":{found.key}' in rows[1].data
    assert "5150" not in rows[1].data
    with world.database.read() as session:
        assert verify_history(session) == []
