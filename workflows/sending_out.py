"""What every process does beside the tick: hand over the mails and calls that are due.

It runs in threads of its own, since a mail server may take its time: while it is down, mails wait and nothing else
does. Each delivery is claimed in one short transaction, sent outside of any, and recorded in another.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage
from functools import partial

from database.session import Database, Session
from notifications.deliveries import (
    EMAIL,
    UNUSABLE,
    Claimed,
    anything_due,
    claim_next,
    let_wait,
    record_failure,
    record_sent,
)
from notifications.failures import ALL, RECIPIENT, SendFailed
from notifications.mail import Letter, Letterhead, compose
from notifications.preferences import address_refused, preference_of
from notifications.smtp import SmtpSettings, connected
from workflows.letters import CONFIRM, letter_for
from workflows.passing_on import account_of

logger = logging.getLogger("giaoban.outward")

Clock = Callable[[], datetime]
Send = Callable[[Claimed], None]
TRIAL = "trial"
MOST_AT_ONCE = 50
LONGEST_ROUND = timedelta(seconds=30)
"""A slow server must not keep a process from stopping."""


@dataclass(frozen=True)
class Outside:
    """How this process reaches the outside. Without `smtp` it sends no mail: another process may, or nobody."""

    public_url: str
    smtp: SmtpSettings | None = None

    def letterhead(self, smtp: SmtpSettings) -> Letterhead:
        """What all mails have in common."""
        return Letterhead(smtp.sender, smtp.sender_name, self.public_url)


def send_mails(database: Database, outside: Outside, clock: Clock, real_clock: Clock) -> None:
    """Send the mails that are due, over one connection. `real_clock` dates them: a demo's own clock is moved."""
    smtp = outside.smtp
    if smtp is None:
        return
    with connected(smtp) as line:

        def send(claimed: Claimed) -> None:
            with database.read() as session:
                letter = letter_for(session, claimed, clock())
            line.send(compose(letter, outside.letterhead(smtp), real_clock()))

        send_due(database, EMAIL, send, clock)


def send_due(database: Database, channel: str, send: Send, clock: Clock) -> None:
    """Send what is due on a channel, a bounded part of it, until it turns out that nothing gets through."""
    end = clock() + LONGEST_ROUND
    for _ in range(MOST_AT_ONCE):
        with database.read() as session:
            if not anything_due(session, channel, clock()):
                return
        claimed = database.transact(lambda session: claim_next(session, channel, clock()))
        if claimed is None:  # somebody else got there first
            return
        failed = _try(send, claimed)
        database.transact(partial(_record, channel=channel, claimed=claimed, failed=failed, now=clock()))
        if clock() > end or (failed is not None and failed.kind.waits == ALL):
            return


def _try(send: Send, claimed: Claimed) -> SendFailed | None:
    try:
        send(claimed)
    except SendFailed as failed:
        return failed
    except Exception as error:  # one that cannot be written must not hold up the others
        logger.exception("A delivery could not be written")
        return SendFailed("defect", type(error).__name__)
    return None


def _record(
    session: Session, *, channel: str, claimed: Claimed, failed: SendFailed | None, now: datetime
) -> None:
    if failed is None:
        record_sent(session, claimed, now)
        return
    state = record_failure(session, claimed, failed, now)
    if failed.kind.waits is not None:
        let_wait(session, channel, now, claimed.recipient if failed.kind.waits == RECIPIENT else None)
    if state == UNUSABLE and claimed.words != CONFIRM:
        account = account_of(claimed.recipient)
        if address := preference_of(session, account).address:
            address_refused(session, account, address, now)


def trial(head: Letterhead, to: str, language: str, now: datetime) -> EmailMessage:
    """A mail by which an operator sees that the mail server takes what we send."""
    letter = Letter(f"trial.{int(now.timestamp())}", to, language, TRIAL, {}, "/")
    return compose(letter, head, now)
