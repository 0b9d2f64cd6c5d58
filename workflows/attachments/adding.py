"""Attaching a file to a draft, and taking it off again."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import BinaryIO

import sqlalchemy as sa

from database.giving_way import insert_into
from database.session import Session
from engine.holding import hold_task
from organisation.viewer import Viewer
from workflows.attachments.kinds import Kind, kind_of
from workflows.attachments.names import clean_name
from workflows.attachments.refused import FileRefused
from workflows.attachments.tables import attachment, blob, blob_part, version_attachment
from workflows.draft import find_draft
from workflows.errors import NotYours

PART = 262_144
MEGA = 1_000_000


@dataclass(frozen=True)
class Limits:
    """What one draft may carry; an operator may set them."""

    bytes_each: int = 10 * MEGA
    bytes_together: int = 50 * MEGA
    count: int = 20


USUAL_LIMITS = Limits()


@dataclass(frozen=True)
class Examined:
    """A file that may come in: what it is, what it will be called, and its content's sum."""

    kind: Kind
    name: str
    bytes: int
    sha256: str


def examine(file: BinaryIO, name: str, limits: Limits) -> Examined:
    """Look at a file before anything is written. FileRefused says what is wrong with it."""
    size = file.seek(0, 2)
    if not size:
        raise FileRefused("Tệp rỗng (0 byte). Chọn tệp khác.", "The file is empty (0 bytes). Choose another.")
    if size > limits.bytes_each:
        raise too_large(limits)
    kind = kind_of(file, name)
    summed = sha256()
    for part in _parts(file):
        summed.update(part)
    return Examined(kind, clean_name(name, kind), size, summed.hexdigest())


def attach(
    session: Session,
    viewer: Viewer,
    task_key: int,
    examined: Examined,
    file: BinaryIO,
    *,
    limits: Limits,
    now: datetime,
) -> int:
    """Add an examined file to the draft of a task; its content is stored unless it is there. Returns its key.

    FileRefused past the limits of a draft, and for a content that the draft has already.
    """
    hold_task(session, task_key)
    place = find_draft(session, viewer, task_key).place
    _require_room(session, place, examined, limits)
    _store(session, examined, file, now)
    return int(
        session.execute(
            sa.insert(attachment)
            .values(
                place=place,
                sha256=examined.sha256,
                name=examined.name,
                media_type=examined.kind.media_type,
                added_at=now,
                added_by=viewer.staff_key,
                in_draft=True,
            )
            .returning(attachment.c.key)
        ).scalar_one()
    )


def detach(session: Session, viewer: Viewer, task_key: int, attachment_key: int) -> None:
    """Take a file off the draft. Versions that were sent with it keep it."""
    hold_task(session, task_key)
    place = find_draft(session, viewer, task_key).place
    off = session.execute(
        sa.update(attachment)
        .where(attachment.c.key == attachment_key, attachment.c.place == place, attachment.c.in_draft)
        .values(in_draft=False)
        .returning(attachment.c.key)
    ).one_or_none()
    if off is None:
        raise NotYours
    sent = sa.exists().where(version_attachment.c.attachment_key == attachment.c.key)
    session.execute(sa.delete(attachment).where(attachment.c.key == attachment_key, ~sent))


def too_large(limits: Limits) -> FileRefused:
    """The refusal of one file that is too large."""
    most = limits.bytes_each // MEGA
    return FileRefused(
        f"Tệp lớn hơn {most} MB. Nén ảnh hoặc chia tệp rồi thêm lại.",
        f"The file is larger than {most} MB. Shrink its pictures or split it, then add it again.",
    )


def _require_room(session: Session, place: str, examined: Examined, limits: Limits) -> None:
    rows = session.execute(
        sa.select(attachment.c.sha256, blob.c.bytes)
        .join(blob, blob.c.sha256 == attachment.c.sha256)
        .where(attachment.c.place == place, attachment.c.in_draft)
    ).all()
    if any(row.sha256 == examined.sha256 for row in rows):
        raise FileRefused("Tệp này đã được thêm rồi.", "This file has been added already.")
    if len(rows) >= limits.count:
        raise FileRefused(
            f"Đã có {len(rows)} tệp, tối đa {limits.count}. Bỏ bớt một tệp rồi thêm lại.",
            f"There are {len(rows)} files already, at most {limits.count}. Take one off, then add this.",
        )
    if sum(row.bytes for row in rows) + examined.bytes > limits.bytes_together:
        most = limits.bytes_together // MEGA
        raise FileRefused(
            f"Các tệp cộng lại tối đa {most} MB. Bỏ bớt một tệp rồi thêm lại.",
            f"The files may have {most} MB together. Take one off, then add this.",
        )


def _store(session: Session, examined: Examined, file: BinaryIO, now: datetime) -> None:
    fresh = session.execute(
        insert_into(session, blob)
        .values(sha256=examined.sha256, bytes=examined.bytes, stored_at=now)
        .on_conflict_do_nothing()
        .returning(blob.c.sha256)
    ).one_or_none()
    if fresh is None:  # it is there: keep it from being cleared
        session.execute(sa.update(blob).where(blob.c.sha256 == examined.sha256).values(stored_at=now))
        return
    for position, part in enumerate(_parts(file)):
        session.execute(sa.insert(blob_part).values(sha256=examined.sha256, position=position, content=part))


def _parts(file: BinaryIO) -> Iterator[bytes]:
    file.seek(0)
    while part := file.read(PART):
        yield part
