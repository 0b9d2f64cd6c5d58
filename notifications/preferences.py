"""How somebody wants to be written to: where, in which language, what at once and what once a day.

Nobody is written to who has not confirmed an address. An address is personal: it is shown to its owner only.
"""

import re
import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

import sqlalchemy as sa

from database.giving_way import insert_into
from database.session import Session
from notifications.errors import PreferenceRefused
from notifications.tables import preference
from notifications.words_files import LANGUAGES

AT_ONCE, DIGEST, NEVER = "at_once", "digest", "never"
WISHES = (AT_ONCE, DIGEST, NEVER)
ONLY_ESCALATIONS, BY_KIND = "escalations", "by_kind"
MODES = (AT_ONCE, DIGEST, ONLY_ESCALATIONS, BY_KIND, NEVER)
ESCALATIONS, OPERATION = "escalations", "operation"
KINDS = ("reminders", ESCALATIONS, "reports", "returns", "given", OPERATION)

CONFIRM_WITHIN = timedelta(days=2)
USUAL_HOUR = "07:30"
LONGEST_ADDRESS = 254
_ADDRESS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z0-9-]{2,63}")
_HOUR = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d")


@dataclass(frozen=True)
class Preference:
    """What one account has chosen. `address` is confirmed; `new_address` waits for its owner to follow the link."""

    staff_key: int
    mode: str = AT_ONCE
    kinds: Mapping[str, str] | None = None
    language: str = "vi"
    digest_at: str = USUAL_HOUR
    address: str | None = None
    refused_at: datetime | None = None
    new_address: str | None = None
    asked_at: datetime | None = None

    def wish(self, kind: str) -> str:
        """When notices of a kind are wanted: one of WISHES."""
        if self.mode == BY_KIND:
            return (self.kinds or {}).get(kind, AT_ONCE)
        if self.mode == ONLY_ESCALATIONS:
            return AT_ONCE if kind == ESCALATIONS else NEVER
        return self.mode

    @property
    def usable_address(self) -> str | None:
        """Where to write to; None where that is nowhere."""
        return None if self.refused_at else self.address

    @property
    def wants_digest(self) -> bool:
        """Whether a mail a day is wanted, and there is somewhere to send it."""
        return self.usable_address is not None and DIGEST in {self.wish(kind) for kind in KINDS}


_COLUMNS = tuple(preference.c[name] for name in Preference.__dataclass_fields__)


def preference_of(session: Session, staff_key: int) -> Preference:
    """What an account has chosen; the usual where it has chosen nothing yet."""
    return preferences_of(session, [staff_key]).get(staff_key) or Preference(staff_key)


def preferences_of(session: Session, staff_keys: Collection[int]) -> dict[int, Preference]:
    """The same for several; who has chosen nothing is left out."""
    rows = session.execute(sa.select(*_COLUMNS).where(preference.c.staff_key.in_(sorted(staff_keys))))
    return {row.staff_key: Preference(*row) for row in rows}


def checked_choice(mode: str, kinds: Mapping[str, str], language: str, digest_at: str) -> dict[str, Any]:
    """A choice as it is kept. Raises PreferenceRefused."""
    known = {kind: wish for kind, wish in kinds.items() if kind in KINDS and wish in WISHES}
    if mode not in MODES or language not in LANGUAGES or len(known) != len(kinds):
        raise PreferenceRefused("Chọn một trong các mục có sẵn.", "Choose one of what is offered.")
    if not _HOUR.fullmatch(digest_at):
        raise PreferenceRefused(
            "Ghi giờ gồm bốn chữ số, ví dụ 07:30.", "Write the hour with four figures, for example 07:30."
        )
    return {"mode": mode, "kinds": known, "language": language, "digest_at": digest_at}


def checked_address(text: str) -> str:
    """An address mail can be sent to. Raises PreferenceRefused."""
    address = text.strip()
    if len(address) > LONGEST_ADDRESS or not _ADDRESS.fullmatch(address) or ".." in address:
        raise PreferenceRefused(
            "Địa chỉ thư có dạng ten@coquan.gov.vn, viết không dấu.",
            "An address looks like name@office.gov.vn, in plain letters.",
        )
    return address


def keep(session: Session, staff_key: int, **values: Any) -> None:
    """Write down a part of what an account has chosen."""
    usual = {"mode": AT_ONCE, "kinds": {}, "language": "vi", "digest_at": USUAL_HOUR}
    entered = insert_into(session, preference).values(**{**usual, **values, "staff_key": staff_key})
    session.execute(entered.on_conflict_do_update(index_elements=["staff_key"], set_=values))


def ask_to_confirm(session: Session, staff_key: int, address: str, now: datetime) -> str:
    """Remember an address that is not used before its owner has followed a link, and give the link's token."""
    token = secrets.token_urlsafe(24)
    keep(session, staff_key, new_address=address, token_hash=_hash(token), asked_at=now)
    return token


def confirm(session: Session, staff_key: int, token: str, now: datetime) -> bool:
    """The owner followed the link: from now on the address is used. False for a link that is old or another's."""
    confirmed = (
        preference.update()
        .where(
            preference.c.staff_key == staff_key,
            preference.c.token_hash == _hash(token),
            preference.c.asked_at > now - CONFIRM_WITHIN,
        )
        .values(
            address=preference.c.new_address,
            refused_at=None,
            new_address=None,
            token_hash=None,
            asked_at=None,
        )
        .returning(preference.c.staff_key)
    )
    return session.execute(confirmed).one_or_none() is not None


def forget_address(session: Session, staff_key: int) -> None:
    """Write to somebody no more, and keep no address of his."""
    nothing = dict.fromkeys(
        ("address", "refused_at", "new_address", "token_hash", "asked_at", "next_digest_at")
    )
    session.execute(preference.update().where(preference.c.staff_key == staff_key).values(**nothing))


def address_refused(session: Session, staff_key: int, address: str, now: datetime) -> None:
    """A mail server said that an address does not work: it is not used again before it is confirmed anew."""
    this = sa.and_(preference.c.staff_key == staff_key, preference.c.address == address)
    session.execute(preference.update().where(this).values(refused_at=now))


def _hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()
