"""Which issue of the register a row of a report's draft is about: a number that goes with the page unseen.

Whoever sends a page may change it, so it is believed only where the unit may see that issue.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import sqlalchemy as sa

from database.session import Session
from workflows.issues.tables import issue_party

FIELD = "register"
LONGEST_KEY = 19


def register_key_in(row: Mapping[str, Any]) -> int:
    """The key a row names; 0 where it names none."""
    text = str(row.get(FIELD) or "").strip()
    return int(text) if text.isascii() and text.isdecimal() and len(text) < LONGEST_KEY else 0


def believed(session: Session, unit_key: int, keys: Iterable[int]) -> set[int]:
    """Those of the issues that a page named which the unit may speak about: the page may name any."""
    query = sa.select(issue_party.c.issue_key).where(
        issue_party.c.unit_key == unit_key, issue_party.c.issue_key.in_(sorted(set(keys)))
    )
    return set(session.scalars(query))
