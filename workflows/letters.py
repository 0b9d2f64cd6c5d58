"""A delivery that is due -> the letter as it is sent now: to whom, in which language, if it still concerns him."""

from datetime import datetime

import sqlalchemy as sa

from database.session import Session
from notifications.deliveries import Claimed
from notifications.failures import SendFailed
from notifications.inbox_channel import INBOX
from notifications.mail import Letter, Line
from notifications.preferences import Preference, preference_of
from notifications.tables import outbox
from organisation.errors import StaffUnknown
from organisation.staff import staff_by_key
from workflows.passing_on import account_of, holders_by_recipient

CONFIRM, DIGEST = "confirm_address", "digest"


def letter_for(session: Session, claimed: Claimed, now: datetime) -> Letter:
    """The letter. Raises SendFailed where there is nobody left to write to."""
    key = account_of(claimed.recipient)
    chosen = preference_of(session, key)
    to = chosen.new_address if claimed.words == CONFIRM else chosen.usable_address
    if to is None or not _is_active(session, key) or not _still_concerns(session, claimed, key, now):
        raise SendFailed("no_address")
    return Letter(
        identity=claimed.identity,
        to=to,
        language=chosen.language,
        words=claimed.words,
        facts=claimed.facts,
        link=claimed.link,
        lines=_lines(claimed, chosen),
    )


def _is_active(session: Session, staff_key: int) -> bool:
    try:
        return staff_by_key(session, staff_key).active
    except StaffUnknown:
        return False


def _still_concerns(session: Session, claimed: Claimed, staff_key: int, now: datetime) -> bool:
    """Whether the account still holds one of the offices that were told; some mails go to the account itself."""
    if claimed.words in {CONFIRM, DIGEST}:
        return True
    told = session.scalars(
        sa.select(outbox.c.recipient).where(outbox.c.dedupe_key == claimed.event, outbox.c.channel == INBOX)
    )
    holders = holders_by_recipient(session, set(told), now)
    return any(staff_key in keys for keys in holders.values())


def _lines(claimed: Claimed, chosen: Preference) -> tuple[Line, ...]:
    return tuple(Line(row["text"][chosen.language], row["link"]) for row in claimed.lines)
