"""What a webhook is told of an event: which rule, about what, to which offices; never what somebody wrote."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from database.session import Database, Session
from notifications.deliveries import WEBHOOK, Claimed
from notifications.failures import SendFailed
from notifications.inbox_channel import INBOX
from notifications.tables import outbox
from notifications.webhook_call import Call, call
from notifications.webhooks import Webhook, find_webhook
from notifications.words_files import WRITTEN_BY_PEOPLE
from workflows.sending_out import Clock, Outside, send_due


def call_webhooks(database: Database, outside: Outside, clock: Clock, real_clock: Clock) -> None:
    """Call the webhooks that have something due. `real_clock` stamps the calls: receivers refuse old ones."""

    def send(claimed: Claimed) -> None:
        with database.read() as session:
            webhook, told = call_for(session, claimed, outside)
        call(webhook, told, real_clock())

    send_due(database, WEBHOOK, send, clock)


def call_for(session: Session, claimed: Claimed, outside: Outside) -> tuple[Webhook, Call]:
    """Whom to call with what. Raises SendFailed where the webhook has been taken off."""
    webhook = find_webhook(session, int(claimed.recipient.removeprefix("webhook:")))
    if webhook is None:
        raise SendFailed("gone")
    offices = session.execute(
        sa.select(outbox.c.recipient, outbox.c.created_at)
        .where(outbox.c.dedupe_key == claimed.event, outbox.c.channel == INBOX)
        .order_by(outbox.c.recipient)
    ).all()
    at = min((row.created_at for row in offices), default=claimed.created_at)
    content = _content(claimed, at, [row.recipient for row in offices], outside)
    return webhook, Call(claimed.identity, content)


def _content(claimed: Claimed, at: datetime, recipients: list[str], outside: Outside) -> Mapping[str, Any]:
    return {
        "id": claimed.identity,
        "event": claimed.rule,
        "words": claimed.words,
        "at": at.isoformat(),
        "about": claimed.about,
        "recipients": recipients,
        "facts": {name: fact for name, fact in claimed.facts.items() if name not in WRITTEN_BY_PEOPLE},
        "link": outside.public_url + claimed.link,
    }
