"""Ward 3 reports to District 1; the stranger works in Ward 9. They share one password."""

from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sa

from database.metadata import metadata
from database.session import Session, open_database, sqlite_url
from organisation.levels import seed_levels
from organisation.postings import post
from organisation.roles import HEAD, RECEIVER, REPORTER
from organisation.staff import add_staff
from organisation.tables import unit

NOW = datetime(2025, 5, 20, 2, 0, tzinfo=UTC)
"""09:00 in Hà Nội, in the middle of a cycle."""

PASSWORD = "mot mat khau dai"
CLERK = "c00003.reporter"
RECEIVING = "d001.receiver"
STRANGER = "c00009.reporter"

_UNITS = (
    ("D001", "Quận 1", "Quận", "district"),
    ("C00003", "Phường 3", "Phường", "commune"),
    ("C00009", "Phường 9", "Phường", "commune"),
)
_STAFF = ((RECEIVING, 1, RECEIVER), (CLERK, 2, REPORTER), ("c00003.head", 2, HEAD), (STRANGER, 3, REPORTER))


def make_store(path: Path) -> None:
    opened = open_database(sqlite_url(path))
    metadata.create_all(opened.writer)
    with opened.write() as session:
        seed_levels(session)
        _enter_units(session)
        for username, unit_key, role in _STAFF:
            staff_key = add_staff(session, username, PASSWORD, office=username, now=NOW)
            post(session, staff_key, unit_key, role)
    opened.close()


def _enter_units(session: Session) -> None:
    for key, (code, name, kind, level) in enumerate(_UNITS, start=1):
        row = {"key": key, "handle": code, "code": code, "name": name, "type": kind, "level": level}
        session.execute(sa.insert(unit).values(**row, kind="unit", fields=[]))
