"""From the inbox of an office to those of its people who want to be written to, and to the webhooks that listen.

Who holds an office is asked when the notice is passed on, and once more when the mail leaves: whoever stands in is
written to, whoever has left is not. A person who holds two of the offices that were told gets one mail.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from database.session import Database, Session
from engine.tables import OPEN_TASK, instance, task
from notifications.deliveries import EMAIL, WEBHOOK, Message, queue
from notifications.inbox_channel import INBOX
from notifications.outbox import claim_untold
from notifications.preferences import AT_ONCE, ESCALATIONS, preferences_of
from notifications.tables import outbox
from notifications.webhooks import Webhook, all_webhooks
from organisation.days import local_day
from organisation.postings import holders_of
from workflows.matter_lines import pages_of

AT_A_TIME = 200
NOTICES = "/notices"
STAFF = "staff:"

# rule -> what a person chooses by; a rule that is not here counts as news of a report
KIND_OF: Mapping[str, str] = {
    **dict.fromkeys(("before_2", "before_1", "due", "receive_late"), "reminders"),
    **dict.fromkeys(("matter_before", "matter_due"), "reminders"),
    **dict.fromkeys(("after_1", "after_3", "matter_late_1", "matter_late_2"), ESCALATIONS),
    **dict.fromkeys(("returned", "sent_back", "matter_returned"), "returns"),
    # whoever wants to hear of nothing else hears of an incident in which he has work
    "response_step_begun": ESCALATIONS,
    "task_assigned": "given",
    "opening_failed": "operation",
}
USUAL_KIND = "reports"


def pass_on(database: Database, now: datetime) -> None:
    """Queue what is wanted of the notices that nobody outside was told of yet, a bounded part of them."""
    with database.read() as session:
        if not _anything(session):
            return
    database.transact(lambda session: _pass_on(session, now))


def _pass_on(session: Session, now: datetime) -> None:
    rows = claim_untold(session, now, AT_A_TIME)
    holders = holders_by_recipient(session, {row.recipient for row in rows}, now)
    queue(session, EMAIL, _mails(session, rows, holders), now)
    queue(session, WEBHOOK, _calls(session, rows, all_webhooks(session)), now)


def _anything(session: Session) -> bool:
    waiting = sa.select(outbox.c.key).where(outbox.c.passed_on_at.is_(None), outbox.c.channel == INBOX)
    return session.execute(waiting.limit(1)).first() is not None


def holders_by_recipient(session: Session, recipients: set[str], now: datetime) -> dict[str, frozenset[int]]:
    """The accounts behind what was told: the holders of a group today, or the one account that was meant."""
    groups = {one for one in recipients if not one.startswith(STAFF)}
    found = holders_of(session, groups, local_day(now)) if groups else {}
    return found | {one: frozenset({account_of(one)}) for one in recipients - groups}


def account_of(recipient: str) -> int:
    """The account of "staff:12"."""
    return int(recipient.removeprefix(STAFF))


def _mails(session: Session, rows: Sequence[Any], holders: Mapping[str, frozenset[int]]) -> list[Message]:
    wishes = preferences_of(session, {key for keys in holders.values() for key in keys})
    links = links_of(session, rows) if wishes else {}
    return [
        _message(row, f"{STAFF}{key}", links.get(row.key, NOTICES))
        for row in rows
        for key in sorted(holders[row.recipient])
        if key in wishes
        and wishes[key].usable_address
        and wishes[key].wish(KIND_OF.get(row.rule, USUAL_KIND)) == AT_ONCE
    ]


def _calls(session: Session, rows: Sequence[Any], webhooks: Sequence[Webhook]) -> list[Message]:
    pages = pages_of(session, {row.about for row in rows}) if webhooks else {}
    return [
        _message(row, f"webhook:{one.key}", pages.get(row.about, NOTICES))
        for row in rows
        for one in webhooks
        if one.wants(row.rule)
    ]


def _message(row: Any, recipient: str, link: str) -> Message:
    told = {"words": row.words, "facts": row.facts, "about": row.about, "rule": row.rule}
    return Message(event=row.dedupe_key, recipient=recipient, link=link, **told)


def links_of(session: Session, rows: Sequence[Any]) -> dict[int, str]:
    """Where each notice leads: to the task of the office that was told, else to the matter or the notices."""
    abouts = sorted({row.about for row in rows})
    # The instances are found first, and the order is made here: else SQLite goes along all open tasks.
    about = sa.select(instance.c.key).where(instance.c.subject.in_(abouts)).correlate(None)
    query = (
        sa.select(instance.c.subject, task.c.key, task.c.candidate_group, task.c.assignee)
        .join(task, task.c.instance_key == instance.c.key)
        .where(task.c.instance_key.in_(about), OPEN_TASK)
    )
    found = sorted(session.execute(query), key=lambda row: row.key)
    tasks = {(one.subject, one.candidate_group): one.key for one in found}
    tasks |= {(one.subject, f"{STAFF}{one.assignee}"): one.key for one in found if one.assignee}
    pages = pages_of(session, abouts)
    return {
        row.key: f"/tasks/{tasks[place]}"
        if (place := (row.about, row.recipient)) in tasks
        else pages.get(row.about, NOTICES)
        for row in rows
    }
