"""The files of a draft and of a version, and one of them for those who may have it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from database.session import Database, Session
from engine.tables import instance, task
from organisation.viewer import Viewer
from organisation.visibility import in_unit_groups
from workflows.attachments.tables import attachment, blob, blob_part, version_attachment
from workflows.case import find_report
from workflows.errors import NotYours
from workflows.kinds import KINDS
from workflows.subject import REPORT, Subject

TASK = "task:"
"""How drafts of tasks that are about nothing of ours name their place."""


@dataclass(frozen=True)
class Attached:
    """One file beside what is written."""

    key: int
    name: str
    media_type: str
    bytes: int
    sha256: str


def in_draft(session: Session, place: str) -> Sequence[Attached]:
    """The files that go along when the draft is sent next, in the order they were added."""
    return _attached(session, sa.and_(attachment.c.place == place, attachment.c.in_draft))


def sent_with(session: Session, version_key: int) -> Sequence[Attached]:
    """The files of a version."""
    sent = sa.select(version_attachment.c.attachment_key).where(
        version_attachment.c.version_key == version_key
    )
    return _attached(session, attachment.c.key.in_(sent))


def find_attachment(session: Session, viewer: Viewer, key: int, now: datetime) -> Attached:
    """A file for whoever may see what it was sent with; while it is a draft's, for the unit that writes it alone."""
    place, was_sent = _place(session, key)
    if not _may_have(session, viewer, place, now, was_sent=was_sent):
        raise NotYours
    return _attached(session, attachment.c.key == key)[0]


def _may_have(session: Session, viewer: Viewer, place: str, now: datetime, *, was_sent: bool) -> bool:
    about, _, form = place.partition("/")
    subject = Subject.of(about)
    if subject is None or (subject.kind != REPORT and not was_sent):
        return _is_at_task(session, viewer, about, form)
    if subject.kind == REPORT:
        row = find_report(session, viewer, subject.key, now)
        return was_sent or row.handle in viewer.units()
    return subject.kind in KINDS and KINDS[subject.kind].seen_by(session, viewer, subject.key, now)


def _is_at_task(session: Session, viewer: Viewer, about: str, form: str) -> bool:
    """Whether a task with this draft lies with a unit of the viewer."""
    named = [task.c.key == int(about.removeprefix(TASK))] if about.startswith(TASK) else []
    of_matter = [instance.c.subject == about, task.c.form_id == form] if not named else []
    found = session.execute(
        sa.select(task.c.key)
        .join(instance, instance.c.key == task.c.instance_key)
        .where(*named, *of_matter, in_unit_groups(viewer, task.c.candidate_group))
    )
    return found.first() is not None


def filed_with(session: Session, subject: Subject) -> Mapping[int, Sequence[Attached]]:
    """The files of the tasks of a matter that were done, by the key of the task."""
    rows = session.execute(
        sa.select(attachment.c.key, attachment.c.task_key)
        .where(
            # one range of the index of places: what begins with the subject and a slash
            attachment.c.place > f"{subject}/",
            attachment.c.place < f"{subject}0",
            attachment.c.task_key.is_not(None),
        )
        .order_by(attachment.c.key)
    ).all()
    files = {one.key: one for one in _attached(session, attachment.c.key.in_([row.key for row in rows]))}
    found: dict[int, list[Attached]] = {}
    for row in rows:
        found.setdefault(row.task_key, []).append(files[row.key])
    return found


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


def _place(session: Session, key: int) -> tuple[str, bool]:
    sent = sa.exists().where(version_attachment.c.attachment_key == attachment.c.key)
    row = session.execute(
        sa.select(
            attachment.c.place, sa.or_(sent, attachment.c.task_key.is_not(None)).label("was_sent")
        ).where(attachment.c.key == key)
    ).one_or_none()
    if row is None:
        raise NotYours
    return row.place, bool(row.was_sent)


def _attached(session: Session, which: sa.ColumnElement[Any]) -> Sequence[Attached]:
    rows = session.execute(
        sa.select(attachment, blob.c.bytes)
        .join(blob, blob.c.sha256 == attachment.c.sha256)
        .where(which)
        .order_by(attachment.c.key)
    )
    return [Attached(row.key, row.name, row.media_type, row.bytes, row.sha256) for row in rows]
