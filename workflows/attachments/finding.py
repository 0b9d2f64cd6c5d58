"""The files of a draft and of a version, and one of them for those who may have it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from database.session import Database, Session
from organisation.viewer import Viewer
from workflows.attachments.tables import attachment, blob, blob_part, version_attachment
from workflows.case import find_report
from workflows.errors import NotYours


@dataclass(frozen=True)
class Attached:
    """One file beside a report."""

    key: int
    name: str
    media_type: str
    bytes: int
    sha256: str


def in_draft(session: Session, report_key: int) -> Sequence[Attached]:
    """The files that go along when the report is sent next, in the order they were added."""
    return _attached(session, sa.and_(attachment.c.report_key == report_key, attachment.c.in_draft))


def sent_with(session: Session, version_key: int) -> Sequence[Attached]:
    """The files of a version."""
    sent = sa.select(version_attachment.c.attachment_key).where(
        version_attachment.c.version_key == version_key
    )
    return _attached(session, attachment.c.key.in_(sent))


def find_attachment(session: Session, viewer: Viewer, key: int, now: datetime) -> Attached:
    """A file for whoever may see the report it was sent with; while it is a draft's, for the unit itself alone."""
    report_key, was_sent = _place(session, key)
    row = find_report(session, viewer, report_key, now)
    if not was_sent and row.handle not in viewer.units():
        raise NotYours
    return _attached(session, attachment.c.key == key)[0]


def parts_of(database: Database, sha256: str) -> Iterator[bytes]:
    """The content of a file, part by part: no more than one of them is in memory."""
    position = 0
    while True:
        with database.read() as session:
            part = session.execute(
                sa.select(blob_part.c.content).where(
                    blob_part.c.sha256 == sha256, blob_part.c.position == position
                )
            ).scalar_one_or_none()
        if part is None:
            return
        yield bytes(part)
        position += 1


def _place(session: Session, key: int) -> tuple[int, bool]:
    sent = sa.exists().where(version_attachment.c.attachment_key == attachment.c.key)
    row = session.execute(
        sa.select(attachment.c.report_key, sent.label("was_sent")).where(attachment.c.key == key)
    ).one_or_none()
    if row is None:
        raise NotYours
    return row.report_key, bool(row.was_sent)


def _attached(session: Session, which: sa.ColumnElement[Any]) -> Sequence[Attached]:
    rows = session.execute(
        sa.select(attachment, blob.c.bytes)
        .join(blob, blob.c.sha256 == attachment.c.sha256)
        .where(which)
        .order_by(attachment.c.key)
    )
    return [Attached(row.key, row.name, row.media_type, row.bytes, row.sha256) for row in rows]
