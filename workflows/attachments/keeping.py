"""What becomes of the files when a report is sent, corrected, or forgotten."""

from datetime import datetime, timedelta

import sqlalchemy as sa

from database.prepared import Prepared
from database.session import Session
from workflows.attachments.tables import attachment, blob, blob_part, version_attachment
from workflows.subject import about_report

KEPT_UNLINKED = timedelta(days=7)
"""How long the content of a file stays that no report has any more."""
AT_ONCE = 500


def send_along(session: Session, report_key: int, version_key: int) -> None:
    """The files of the draft belong to the version that was just sent."""
    session.execute(
        sa.insert(version_attachment).from_select(
            ["version_key", "attachment_key"],
            sa.select(sa.literal(version_key), attachment.c.key).where(
                attachment.c.place == about_report(report_key), attachment.c.in_draft
            ),
        )
    )


_FILE = Prepared(
    sa.update(attachment)
    .where(attachment.c.place == sa.bindparam("of"), attachment.c.in_draft)
    .values(in_draft=False, task_key=sa.bindparam("done"))
)


def file_with(session: Session, place: str, task_key: int) -> None:
    """The files of the draft of a task belong to the task that was just done; the next draft begins without."""
    _FILE.run(session, {"of": place, "done": task_key})


def clear_unlinked(session: Session, now: datetime) -> int:
    """Forget contents that nobody has linked for a week, some at once. Returns how many."""
    linked = sa.exists().where(attachment.c.sha256 == blob.c.sha256)
    found = (
        session.execute(
            sa.select(blob.c.sha256)
            .where(~linked, blob.c.stored_at < now - KEPT_UNLINKED)
            .order_by(blob.c.stored_at)
            .limit(AT_ONCE)
        )
        .scalars()
        .all()
    )
    session.execute(sa.delete(blob_part).where(blob_part.c.sha256.in_(found)))
    session.execute(sa.delete(blob).where(blob.c.sha256.in_(found)))
    return len(found)
