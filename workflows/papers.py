"""Papers: the documents of matters that are no reports. Each is kept once, under its kind and number."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from database.session import Session
from documents.submission import Rendered
from organisation.viewer import Viewer
from workflows.errors import NotYours
from workflows.kinds import KINDS
from workflows.subject import Subject
from workflows.tables import paper


@dataclass(frozen=True)
class Paper:
    """A paper without its bytes. `number` counts those of one kind about one matter."""

    key: int
    kind: str
    number: int
    sha256: str
    bytes: int
    pages: int
    made_at: datetime


def keep_paper(session: Session, subject: Subject, kind: str, rendered: Rendered, now: datetime) -> int:
    """Keep a paper as the next of its kind about a matter; one that says what the last one says is that one.

    Returns its key.
    """
    newest = latest_paper(session, subject, kind)
    if newest and newest.sha256 == rendered.sha256:
        return newest.key
    return int(
        session.execute(
            sa.insert(paper)
            .values(
                subject=str(subject),
                kind=kind,
                number=newest.number + 1 if newest else 1,
                content=rendered.pdf,
                sha256=rendered.sha256,
                pages=rendered.pages,
                made_at=now,
            )
            .returning(paper.c.key)
        ).scalar_one()
    )


def latest_paper(session: Session, subject: Subject, kind: str) -> Paper | None:
    """The newest paper of a kind about a matter."""
    return papers_of(session, [subject], kind).get(str(subject))


def papers_of(session: Session, subjects: list[Subject], kind: str) -> Mapping[str, Paper]:
    """The newest paper of a kind about each of several matters, by the text of their subject."""
    rows = session.execute(
        sa.select(
            *(paper.c[name] for name in ("subject", "key", "kind", "number", "sha256", "pages", "made_at")),
            sa.func.length(paper.c.content).label("bytes"),
        )
        .where(paper.c.subject.in_([str(one) for one in subjects]), paper.c.kind == kind)
        .order_by(paper.c.number)
    )
    return {
        row.subject: Paper(row.key, row.kind, row.number, row.sha256, row.bytes, row.pages, row.made_at)
        for row in rows
    }


def find_paper(session: Session, viewer: Viewer, key: int, now: datetime) -> tuple[bytes, str]:
    """The bytes of a paper, and what to call the file. NotYours unless the viewer may see the matter."""
    row = session.execute(sa.select(paper).where(paper.c.key == key)).one_or_none()
    subject = Subject.of(row.subject) if row else None
    kind = KINDS.get(subject.kind) if subject else None
    if row is None or subject is None or kind is None or not kind.seen_by(session, viewer, subject.key, now):
        raise NotYours
    return bytes(row.content), f"{row.kind}_{subject.key}_{row.number}.pdf"
