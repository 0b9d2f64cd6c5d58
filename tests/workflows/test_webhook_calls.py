"""A webhook is called for what it listens to, once for each event, and told no words that somebody wrote."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import orjson
import pytest

from notifications.webhooks import Webhook, add_webhook, remove_webhook
from tests.notifications.receiver import Received, fits, receiver
from tests.workflows.cycle import Cycle, at
from tests.workflows.mailing import passed_on, states
from workflows.sending_out import Outside
from workflows.webhook_calls import call_webhooks

REAL = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


@pytest.fixture
def received() -> Iterator[Received]:
    with receiver() as listening:
        yield listening


def register(cycle: Cycle, received: Received, *events: str) -> Webhook:
    with cycle.database.write() as session:
        return add_webhook(session, received.url, events, private_allowed=True, now=cycle.now)


def call(cycle: Cycle) -> None:
    call_webhooks(cycle.database, Outside("https://giaoban.example"), lambda: cycle.now, lambda: REAL)


def test_an_event_to_two_offices_is_one_call(cycle: Cycle, received: Received) -> None:
    added = register(cycle, received, "due")
    cycle.open()
    cycle.go_to(at(16, 18))
    passed_on(cycle)
    call(cycle)
    bodies = [orjson.loads(body) for _, body in received.calls]
    (body,) = [one for one in bodies if "C003.head" in one["recipients"]]
    assert (body["event"], body["recipients"]) == ("due", ["C003.head", "C003.reporter"])
    assert body["facts"]["unit"] == "Phường 3"
    assert body["link"] == f"https://giaoban.example/reports/{cycle.report('C003').key}"
    headers, content = received.calls[0]
    assert fits(added.secret, headers, content, REAL.timestamp())
    count = len(received.calls)
    call(cycle)
    assert len(received.calls) == count


def test_a_reason_somebody_wrote_stays_in_the_house(cycle: Cycle, received: Received) -> None:
    register(cycle, received, "returned")
    cycle.open()
    cycle.submit("C003")
    cycle.send_back("C003", "D001", reason="Bà Tư ở số 5 kêu ngập.")
    passed_on(cycle)
    call(cycle)
    ((_, body),) = received.calls
    assert orjson.loads(body)["event"] == "returned"
    assert "Bà Tư" not in body.decode()


def test_a_receiver_that_fails_is_called_again_under_the_same_name(cycle: Cycle, received: Received) -> None:
    added = register(cycle, received, "sent")
    received.status = 503
    cycle.open()
    cycle.submit("C003")
    passed_on(cycle)
    call(cycle)
    assert states(cycle.database) == {f"webhook:{added.key}": ("retrying", "answer")}
    received.status = 204
    cycle.now += timedelta(minutes=1)
    call(cycle)
    assert states(cycle.database) == {f"webhook:{added.key}": ("sent", None)}
    (first, _), (second, _) = received.calls
    assert first["giaoban-delivery"] == second["giaoban-delivery"]


def test_what_waits_for_a_webhook_that_was_taken_off_is_given_up(cycle: Cycle, received: Received) -> None:
    added = register(cycle, received, "sent")
    cycle.open()
    cycle.submit("C003")
    passed_on(cycle)
    with cycle.database.write() as session:
        remove_webhook(session, added.key)
    call(cycle)
    assert received.calls == []
    assert states(cycle.database) == {f"webhook:{added.key}": ("given_up", "gone")}
