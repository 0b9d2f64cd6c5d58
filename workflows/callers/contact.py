"""A caller's contact: one telephone or e-mail address, given with consent, seen only by the unit that has it."""

import re
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from database.session import Session
from forms.check import Problem
from forms.words import Words
from organisation.viewer import Viewer
from workflows.callers.tables import issue_contact
from workflows.errors import NotYours
from workflows.issues.tables import issue_source

LONGEST = 120
PHONE = re.compile(r"[+(]?[0-9][0-9 .()\-]{6,20}")
FEWEST_DIGITS, MOST_DIGITS = 8, 15
EMAIL = re.compile(r"[A-Za-z0-9._%+\-]{1,64}@[A-Za-z0-9\-]{1,63}(?:\.[A-Za-z0-9\-]{1,63}){1,4}")


@dataclass(frozen=True)
class Given:
    """What a caller gave, and whether he agreed that it is kept."""

    contact: str = ""
    agreed: bool = False

    @property
    def left(self) -> bool:
        """Whether there is anything to keep."""
        return bool(self.contact.strip())


NOTHING = Given()
_NOT_ONE: Words = {
    "vi": "Ghi một số điện thoại hoặc một địa chỉ thư điện tử, không ghi gì thêm.",
    "en": "Give one telephone number or one e-mail address, and nothing else.",
}
_NOT_AGREED: Words = {
    "vi": "Hỏi người gọi có đồng ý cho lưu không rồi đánh dấu; không đồng ý thì xoá số đi.",
    "en": "Ask the caller whether it may be kept, then tick the box; if not, take the contact out.",
}


def contact_problems(given: Given) -> list[Problem]:
    """What stands against keeping a contact. Nobody has to give one."""
    if not given.left:
        return []
    if not _is_contact(given.contact.strip()):
        return [Problem("contact", _NOT_ONE, _NOT_ONE)]
    return [] if given.agreed else [Problem("contact_agreed", _NOT_AGREED, _NOT_AGREED)]


def keep_contact(session: Session, receipt: str, given: Given, *, now: datetime) -> None:
    """Keep the contact of whoever holds a receipt. Without consent nothing is kept."""
    if not (given.left and given.agreed):
        return
    source = session.execute(
        sa.select(issue_source.c.key, issue_source.c.unit_key).where(issue_source.c.receipt == receipt)
    ).one()
    values = {"contact": given.contact.strip(), "agreed_at": now, "look_at": now}
    session.execute(
        sa.insert(issue_contact).values(source_key=source.key, unit_key=source.unit_key, **values)
    )


def forget_contact(session: Session, viewer: Viewer, issue_key: int, source_key: int) -> None:
    """Delete a contact because its caller wishes so. NotYours unless the viewer's unit took it down."""
    of_issue = sa.select(issue_source.c.key).where(
        issue_source.c.key == source_key, issue_source.c.issue_key == issue_key
    )
    gone = session.execute(
        sa.delete(issue_contact)
        .where(
            issue_contact.c.source_key.in_(of_issue),
            issue_contact.c.unit_key.in_(sorted(viewer.unit_keys())),
        )
        .returning(issue_contact.c.source_key)
    ).one_or_none()
    if gone is None:
        raise NotYours


def _is_contact(text: str) -> bool:
    if len(text) > LONGEST:
        return False
    digits = sum(letter.isdigit() for letter in text)
    phone = PHONE.fullmatch(text) is not None and FEWEST_DIGITS <= digits <= MOST_DIGITS
    return phone or EMAIL.fullmatch(text) is not None
