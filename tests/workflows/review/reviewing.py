"""Legal bases of the province after the reform: Ward 3 and Commune 5 report into their reviews."""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from database.session import Database, Session
from tests.workflows.steps import Steps
from workflows.deadlines import ZONE
from workflows.house import HOUSE
from workflows.review.opening import open_due_reviews
from workflows.review.plan import plan_reviews
from workflows.review.tables import legal_basis, review, review_part

SINCE = date(2025, 8, 1)


def on(day: date, hour: int = 8, minute: int = 0) -> datetime:
    """A moment on the clocks of Hà Nội."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZONE)


def enter_basis(
    session: Session,
    *reviews: str,
    symbol: str = "12/2025/QĐ-UBND",
    owner: str = "P01",
    since: date = SINCE,
    until: date | None = None,
    level: str | None = "commune",
    now: datetime | None = None,
) -> int:
    """A basis of the register with the reviews it brings about."""
    row = session.execute(
        sa.insert(legal_basis)
        .values(
            symbol=symbol,
            title="Quy chế tiếp nhận, xử lý phản ánh",
            issuer="Ủy ban nhân dân tỉnh A",
            issued_on=since,
            in_force_since=since,
            in_force_until=until,
            owner_code=owner,
            level=level,
            reviews=list(reviews),
            imported_at=now or on(since),
            search="",
        )
        .returning(legal_basis)
    ).one()
    plan_reviews(session, row, now or on(since))
    return int(row.key)


def opened(database: Database) -> list[tuple[str, date]]:
    """The reviews that are there, by kind and day, in the order in which they were opened."""
    with database.read() as session:
        rows = session.execute(sa.select(review.c.kind, review.c.day).order_by(review.c.key))
        return [(row.kind, row.day) for row in rows]


def open_at(steps: Steps, moment: datetime) -> None:
    """What the ticking of a process does at a moment."""
    steps.now = moment
    open_due_reviews(steps.database, HOUSE, moment)


def the_review(steps: Steps) -> Any:
    """The only review."""
    return steps.row(sa.select(review))


def the_part(steps: Steps, unit: str) -> Any:
    """A unit's part of the only review."""
    return steps.row(sa.select(review_part).where(review_part.c.handle == unit))
