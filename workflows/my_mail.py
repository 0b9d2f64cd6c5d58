"""How somebody wants to be written to, as he sets it himself."""

from collections.abc import Mapping
from datetime import datetime, timedelta

import sqlalchemy as sa

from database.session import Session
from notifications.deliveries import EMAIL, Message, queue
from notifications.errors import PreferenceRefused
from notifications.preferences import (
    Preference,
    ask_to_confirm,
    checked_address,
    checked_choice,
    confirm,
    forget_address,
    keep,
    preference_of,
)
from notifications.tables import UNREAD, outbox
from organisation.viewer import Viewer
from workflows.digest import plan_digest
from workflows.letters import CONFIRM

MOST_A_DAY = 5


def my_preference(session: Session, viewer: Viewer) -> Preference:
    """What a viewer has chosen."""
    return preference_of(session, viewer.staff_key)


def choose(
    session: Session,
    viewer: Viewer,
    *,
    mode: str,
    kinds: Mapping[str, str],
    language: str,
    digest_at: str,
    now: datetime,
) -> None:
    """Set when to be written to and in which language. Raises PreferenceRefused."""
    keep(session, viewer.staff_key, **checked_choice(mode, kinds, language, digest_at))
    plan_digest(session, viewer.staff_key, now)


def set_address(session: Session, viewer: Viewer, text: str, *, now: datetime) -> None:
    """Send a link to an address; it is used once its owner has followed it. Raises PreferenceRefused.

    Five a day: nobody's postbox is to be filled by a typing error.
    """
    address = checked_address(text)
    asked = _asked_since(session, viewer, now - timedelta(days=1))
    if asked >= MOST_A_DAY:
        raise PreferenceRefused(
            "Hôm nay đã gửi 5 thư xác nhận. Ngày mai hãy thử lại, hoặc báo người vận hành.",
            "Five mails were sent today to confirm an address. Try again tomorrow, or tell the operator.",
        )
    token = ask_to_confirm(session, viewer.staff_key, address, now)
    recipient = f"staff:{viewer.staff_key}"
    message = Message(
        event=f"address:{now.isoformat()}:{asked}",
        recipient=recipient,
        words=CONFIRM,
        facts={"username": viewer.username},
        about=recipient,
        rule=CONFIRM,
        link=f"/preferences/confirm/{token}",
    )
    queue(session, EMAIL, [message], now)


def _asked_since(session: Session, viewer: Viewer, since: datetime) -> int:
    account = f"staff:{viewer.staff_key}"
    # no mail is ever opened here
    mine = sa.and_(outbox.c.recipient == account, outbox.c.channel == EMAIL, UNREAD)
    asked = sa.select(sa.func.count()).select_from(outbox).where(mine, outbox.c.rule == CONFIRM)
    return session.execute(asked.where(outbox.c.created_at > since)).scalar_one()


def confirm_address(session: Session, viewer: Viewer, token: str, *, now: datetime) -> bool:
    """The owner of an address has followed the link. False where it is old, used, or another account's."""
    confirmed = confirm(session, viewer.staff_key, token, now)
    plan_digest(session, viewer.staff_key, now)
    return confirmed


def stop_mail(session: Session, viewer: Viewer) -> None:
    """Be written to no more; the address is forgotten."""
    forget_address(session, viewer.staff_key)
