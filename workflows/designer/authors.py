"""How the designer names whoever wrote something: by office and account, never by a person's name."""

from collections.abc import Collection, Mapping
from typing import Any

import sqlalchemy as sa

from database.session import Session
from organisation.tables import staff


def author_words(row: Any) -> str:
    """Of a row with `office` and `username`: "Chủ quy trình (owner)"."""
    return f"{row.office} ({row.username})"


def authors(session: Session, staff_keys: Collection[int]) -> Mapping[int, str]:
    """The same for many accounts, by their keys."""
    rows = session.execute(
        sa.select(staff.c.key, staff.c.office, staff.c.username).where(staff.c.key.in_(sorted(staff_keys)))
    )
    return {row.key: author_words(row) for row in rows}
