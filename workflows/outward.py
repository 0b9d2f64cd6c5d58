"""What leaves the house, for those who run the installation: how far each mail and call is, and why it is stuck.

An operator sees offices and addresses of webhooks, never the mail address of a person.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from database.session import Session
from notifications.deliveries import GIVEN_UP, SENT, UNUSABLE, WAITING, backlog, try_again
from notifications.failures import KINDS
from notifications.sentences import render_outside
from notifications.tables import delivery, outbox, webhook
from organisation.tables import staff
from organisation.viewer import Viewer
from workflows.errors import NotYours, Refused
from workflows.passing_on import STAFF

PAGE = 50
STUCK, WAIT, GONE = "stuck", "waiting", "sent"
VIEWS = (STUCK, WAIT, GONE)
STATES: Mapping[str, Sequence[str]] = {STUCK: (GIVEN_UP, UNUSABLE), WAIT: WAITING, GONE: (SENT,)}


@dataclass(frozen=True)
class Row:
    """One delivery in words. `to` is an office or the address of a webhook."""

    key: int
    channel: str
    state: str
    to: str
    subject: Mapping[str, str]
    attempts: int
    created_at: datetime
    next_attempt_at: datetime
    ended_at: datetime | None
    failure: Mapping[str, str] | None
    detail: str | None


@dataclass(frozen=True)
class Outward:
    """One page. `counts` is how many are stuck and how many wait; what was sent is not counted."""

    rows: Sequence[Row]
    counts: Mapping[str, int]
    next_before: int | None


def outward(session: Session, viewer: Viewer, *, view: str, before: int | None = None) -> Outward:
    """A page of deliveries, newest first. NotYours for anybody but an operator."""
    _require_operator(viewer)
    query = (
        sa.select(delivery, outbox.c.recipient, outbox.c.words, outbox.c.facts, outbox.c.created_at)
        .join(outbox, outbox.c.key == delivery.c.key)
        .where(delivery.c.state.in_(STATES[view]))
        .order_by(delivery.c.key.desc())
        .limit(PAGE + 1)
    )
    if before is not None:
        query = query.where(delivery.c.key < before)
    found = session.execute(query).all()
    names = _names(session, {row.recipient for row in found})
    return Outward(
        rows=[_row(row, names) for row in found[:PAGE]],
        counts=_counts(session),
        next_before=found[PAGE - 1].key if len(found) > PAGE else None,
    )


def _counts(session: Session) -> dict[str, int]:
    states = [one.counts for one in backlog(session).values()]
    return {view: sum(counts.get(state, 0) for counts in states for state in STATES[view]) for view in VIEWS}


def _names(session: Session, recipients: set[str]) -> dict[str, str]:
    """Offices of accounts, addresses of webhooks."""
    people = {one: _key(one) for one in recipients if one.startswith(STAFF)}
    others = {one: _key(one) for one in recipients - people.keys()}
    offices = dict(_pairs(session, staff.c.key, staff.c.office, people.values()))
    urls = dict(_pairs(session, webhook.c.key, webhook.c.url, others.values()))
    return {one: offices.get(key, one) for one, key in people.items()} | {
        one: urls.get(key, one) for one, key in others.items()
    }


def _key(recipient: str) -> int:
    return int(recipient.partition(":")[2])


def _pairs(
    session: Session, key: sa.ColumnElement[int], name: sa.ColumnElement[str], keys: Any
) -> list[tuple[int, str]]:
    return [(row[0], row[1]) for row in session.execute(sa.select(key, name).where(key.in_(sorted(keys))))]


def _row(row: Any, names: Mapping[str, str]) -> Row:
    return Row(
        key=row.key,
        channel=row.channel,
        state=row.state,
        to=names[row.recipient],
        subject={
            language: render_outside(row.words, language, row.facts).subject for language in ("vi", "en")
        },
        attempts=row.attempts,
        created_at=row.created_at,
        next_attempt_at=row.next_attempt_at,
        ended_at=row.ended_at,
        failure=KINDS[row.failure].words if row.failure in KINDS else None,
        detail=row.detail,
    )


def retry_delivery(session: Session, viewer: Viewer, key: int, *, now: datetime) -> None:
    """Begin anew with one that did not go. NotYours for anybody but an operator, Refused for one that has gone."""
    _require_operator(viewer)
    if not try_again(session, key, now):
        raise Refused(
            "Thư này đã được gửi, hoặc đang chờ gửi. Mở lại trang để xem.",
            "This has been sent, or is about to be. Open the page again.",
        )


def _require_operator(viewer: Viewer) -> None:
    if not viewer.is_operator:
        raise NotYours
