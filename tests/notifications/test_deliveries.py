"""Queued once, claimed by one, tried again by a schedule, never forgotten."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier

import pytest
import sqlalchemy as sa

from database.session import Database, Session, open_database
from notifications.deliveries import (
    BACK_OFF,
    EMAIL,
    LEASE,
    WEBHOOK,
    Claimed,
    Message,
    anything_due,
    backlog,
    claim_next,
    let_wait,
    queue,
    record_failure,
    record_sent,
    try_again,
)
from notifications.failures import KINDS, SendFailed
from notifications.tables import delivery, outbox
from tests.notifications.telling import FACTS, NOW
from tests.stores import BOTH_STORES

pytestmark = BOTH_STORES

SECOND = timedelta(seconds=1)


def message(event: str = "report:12/before_2", recipient: str = "staff:1") -> Message:
    return Message(event, recipient, "remind_before_2", FACTS, "report:12", "before_2", "/tasks/12")


def claimed_at(session: Session, now: datetime) -> Claimed:
    found = claim_next(session, EMAIL, now)
    assert found is not None
    return found


def test_one_event_reaches_a_person_once_whoever_queues_it(session: Session) -> None:
    assert queue(session, EMAIL, [message(), message()], NOW) == 1
    assert queue(session, EMAIL, [message(), message(recipient="staff:2")], NOW) == 1
    assert queue(session, WEBHOOK, [message(recipient="webhook:1")], NOW) == 1
    assert queue(session, EMAIL, [], NOW) == 0


def test_a_claim_holds_until_its_time_is_over_and_not_a_second_longer(session: Session) -> None:
    queue(session, EMAIL, [message()], NOW)
    first = claimed_at(session, NOW)
    for later, free in ((-SECOND, False), (timedelta(), True)):
        assert anything_due(session, EMAIL, NOW + LEASE + later) is free
    assert claim_next(session, EMAIL, NOW + LEASE - SECOND) is None
    second = claimed_at(session, NOW + LEASE)
    assert second.identity == first.identity, "who dies after sending sends the same mail again"
    assert record_sent(session, second, NOW + LEASE)
    assert not record_sent(session, first, NOW + LEASE), "the first one's claim has run out"
    assert claim_next(session, EMAIL, NOW + timedelta(days=9)) is None


def test_two_deliveries_never_share_an_identity(session: Session) -> None:
    queue(session, EMAIL, [message(), message(recipient="staff:2"), message("other")], NOW)
    assert len({claimed_at(session, NOW).identity for _ in range(3)}) == 3


def test_a_failure_waits_longer_each_time_and_is_given_up_after_five_days(session: Session) -> None:
    queue(session, EMAIL, [message()], NOW)
    now = NOW
    for wait in BACK_OFF:
        claimed = claimed_at(session, now)
        assert record_failure(session, claimed, SendFailed("later", "451"), now) == "retrying"
        assert not anything_due(session, EMAIL, now + wait - SECOND)
        now += wait
    assert timedelta(days=5) < now - NOW < timedelta(days=6)
    assert record_failure(session, claimed_at(session, now), SendFailed("later", "451"), now) == "given_up"
    assert not anything_due(session, EMAIL, now + timedelta(days=99))


@pytest.mark.parametrize(
    ("failure", "becomes"),
    [
        ("unreachable", "retrying"),
        ("later", "retrying"),
        ("address", "unusable"),
        ("content", "given_up"),
        ("no_address", "given_up"),
    ],
)
def test_what_became_of_it_is_kept_with_the_answer(session: Session, failure: str, becomes: str) -> None:
    queue(session, EMAIL, [message()], NOW)
    assert record_failure(session, claimed_at(session, NOW), SendFailed(failure, "5xx"), NOW) == becomes
    row = session.execute(sa.select(delivery)).one()
    assert (row.state, row.failure, row.detail, row.attempts) == (becomes, failure, "5xx", 1)


def test_every_failure_is_said_in_both_languages() -> None:
    for kind in KINDS.values():
        assert kind.words["vi"] != kind.words["en"]


def test_while_the_server_is_down_nothing_uses_up_its_attempts(session: Session) -> None:
    queue(session, EMAIL, [message(f"event:{n}") for n in range(3)], NOW)
    queue(session, WEBHOOK, [message(recipient="webhook:1")], NOW)
    claimed = claimed_at(session, NOW)
    record_failure(session, claimed, SendFailed("unreachable"), NOW)
    let_wait(session, EMAIL, NOW)
    assert not anything_due(session, EMAIL, NOW + timedelta(seconds=59))
    assert anything_due(session, EMAIL, NOW + timedelta(seconds=60))
    assert anything_due(session, WEBHOOK, NOW), "another channel goes on"
    attempts = session.scalars(sa.select(delivery.c.attempts).where(delivery.c.channel == EMAIL))
    assert sorted(attempts) == [0, 0, 1]


def test_one_receiver_that_is_down_holds_up_no_other(session: Session) -> None:
    messages = [message(f"event:{n}", f"webhook:{n % 2}") for n in range(4)]
    queue(session, WEBHOOK, messages, NOW)
    let_wait(session, WEBHOOK, NOW, "webhook:0")
    claimed = [claim_next(session, WEBHOOK, NOW) for _ in range(3)]
    assert [one.recipient if one else None for one in claimed] == ["webhook:1", "webhook:1", None]


def test_an_operator_begins_anew_with_what_was_given_up_and_never_with_what_was_sent(
    session: Session,
) -> None:
    queue(session, EMAIL, [message()], NOW)
    claimed = claimed_at(session, NOW)
    record_failure(session, claimed, SendFailed("content", "554"), NOW)
    assert try_again(session, claimed.key, NOW)
    again = claimed_at(session, NOW)
    assert again.attempts == 1
    record_sent(session, again, NOW)
    assert not try_again(session, claimed.key, NOW)
    assert not try_again(session, 999, NOW)


def test_the_backlog_counts_what_is_not_sent(session: Session) -> None:
    queue(session, EMAIL, [message(f"event:{n}") for n in range(4)], NOW)
    record_sent(session, claimed_at(session, NOW), NOW)
    record_failure(session, claimed_at(session, NOW), SendFailed("later"), NOW)
    record_failure(session, claimed_at(session, NOW), SendFailed("address"), NOW)
    found = backlog(session)
    assert found[EMAIL].counts == {"queued": 1, "retrying": 1, "given_up": 0, "unusable": 1}
    assert found[EMAIL].oldest_due_at == NOW
    assert found[WEBHOOK].oldest_due_at is None


def test_eight_senders_send_each_delivery_once(database: Database, store_url: str) -> None:
    with database.write() as session:
        queue(session, EMAIL, [message(f"event:{n}") for n in range(40)], NOW)
    opened = [open_database(store_url) for _ in range(8)]
    ready = Barrier(8)

    def send(mine: Database) -> list[int]:
        ready.wait()
        sent: list[int] = []
        while True:
            with mine.write() as session:
                claimed = claim_next(session, EMAIL, NOW)
            if claimed is None:
                return sent
            sent.append(claimed.key)
            with mine.write() as session:
                assert record_sent(session, claimed, NOW)

    with ThreadPoolExecutor(8) as rivals:
        sent = [key for keys in rivals.map(send, opened) for key in keys]
    for one in opened:
        one.close()
    assert len(sent) == len(set(sent)) == 40
    with database.read() as session:
        unsent = sa.select(outbox.c.key).where(outbox.c.delivered_at.is_(None))
        assert session.execute(unsent).all() == []


@pytest.mark.usefixtures("database")
def test_eight_rivals_queue_one_event_once(store_url: str) -> None:
    opened = [open_database(store_url) for _ in range(8)]
    ready = Barrier(8)

    def tell(mine: Database) -> int:
        ready.wait()
        with mine.write() as session:
            return queue(session, EMAIL, [message(f"event:{n}") for n in range(5)], NOW)

    with ThreadPoolExecutor(8) as rivals:
        assert sum(rivals.map(tell, opened)) == 5
    for one in opened:
        one.close()
