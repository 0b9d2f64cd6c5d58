"""Messages over /v2: published, correlated, refused, and found again."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from camunda_orchestration_sdk.models.correlated_message_subscription_result import (
    CorrelatedMessageSubscriptionResult,
)
from camunda_orchestration_sdk.models.message_subscription_result import MessageSubscriptionResult

from engine.messages import keep_messages
from tests.web.programs import Program
from tests.web.v2.outside import PRINTER, Labels
from tests.web.v2.test_jobs import refused, take
from tests.workflows.cycle import Cycle
from workflows.house import HOUSE

Enter = Callable[[str], Program]
POSTED = {"name": "posted", "correlationKey": "7"}


@pytest.fixture
def labels(cycle: Cycle) -> Labels:
    return Labels(cycle)


@pytest.fixture
def post(labels: Labels, enter: Enter) -> Program:
    assert labels
    return enter(PRINTER)


def printed(labels: Labels, program: Program, parcel: str = "7") -> int:
    """A parcel that waits to be posted."""
    key = labels.start(parcel)
    (job,) = take(program)
    assert program.post(f"/v2/jobs/{job['jobKey']}/completion").status_code == 204
    return key


def publish(program: Program, **facts: Any) -> Any:
    return program.post("/v2/messages/publication", json={**POSTED, **facts})


def test_who_waits_receives_it_and_it_is_known_afterwards(labels: Labels, post: Program) -> None:
    key = printed(labels, post)
    (waiting,) = post.found("message-subscriptions", filter={"processInstanceKey": str(key)})
    assert MessageSubscriptionResult.from_dict(dict(waiting)).element_id == "post"
    answer = publish(post, variables={"by": "bike"})
    assert answer.status_code == 200
    assert labels.status(key) == "completed"
    assert post.found("message-subscriptions") == []
    (met,) = post.found("correlated-message-subscriptions")
    assert CorrelatedMessageSubscriptionResult.from_dict(dict(met)).message_key == answer.json()["messageKey"]
    assert met["processInstanceKey"] == str(key)
    assert met["subscriptionKey"] == waiting["messageSubscriptionKey"]


def test_a_message_with_a_life_waits_for_who_comes(labels: Labels, post: Program) -> None:
    assert publish(post, timeToLive=60_000).status_code == 200
    assert labels.status(printed(labels, post)) == "completed"


def test_a_message_without_one_does_not(labels: Labels, post: Program) -> None:
    assert publish(post).status_code == 200
    assert labels.status(printed(labels, post)) == "active"


def test_correlation_tells_who_it_was_or_that_nobody_waits(labels: Labels, post: Program) -> None:
    assert "No instance waits" in refused(post.post("/v2/messages/correlation", json=POSTED), 404)
    key = printed(labels, post)
    answer = post.post("/v2/messages/correlation", json={**POSTED, "variables": {}})
    assert answer.status_code == 200
    assert answer.json()["processInstanceKey"] == str(key)
    assert labels.status(key) == "completed"


def test_an_id_is_taken_while_its_message_lives(labels: Labels, post: Program) -> None:
    assert publish(post, messageId="m-1", timeToLive=60_000).status_code == 200
    assert "published already" in refused(publish(post, messageId="m-1", timeToLive=60_000), 409)
    labels.cycle.now += timedelta(minutes=1)
    assert publish(post, messageId="m-1").status_code == 200
    keep_messages(labels.database, HOUSE, labels.cycle.now)


@pytest.mark.parametrize(
    "facts",
    [
        {"name": ""},
        {"name": "x" * 300},
        {"correlationKey": 7},
        {"timeToLive": -1},
        {"timeToLive": 10**15},
        {"variables": []},
        {"variables": {"typename": 1}},
        {"variables": {"a": {"b": "x" * 40_000}}},
        {"tenantId": "another"},
        {"unknown": 1},
    ],
)
def test_what_cannot_be_published_is_a_problem(post: Program, facts: dict[str, Any]) -> None:
    refused(publish(post, **facts), 400)
