"""What a day of many issues brings beside them, made by the product itself: it depends on the number of units.

The monthly reports of all units, reviews with their parts, a hot spot, the word on what became of a month's issues,
and the lists of the monthly control, whose lines stand for the open issues.
"""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from bench.country import OPENED, open_month
from bench.issues.playing import ABOVE, Played
from bench.issues.receptions import open_what_is_planned
from database.session import Database, Session
from workflows.became.gathering import tell_what_became
from workflows.became.tables import raised_month
from workflows.boards.hot_spots import weigh_issues
from workflows.boards.tables import issue_to_weigh
from workflows.follow_up import opening
from workflows.follow_up.filling import fill_part
from workflows.follow_up.plan import plan_first
from workflows.follow_up.tables import SETTLED, WAITING, follow_up, follow_up_line, follow_up_to_fill
from workflows.house import HOUSE
from workflows.indicators.folding import fold_some
from workflows.issues.list_ranges import ENDED_STAGE
from workflows.issues.tables import issue, issue_party
from workflows.offices import SYSTEM
from workflows.review.opening import open_due_reviews
from workflows.review.plan import plan_reviews
from workflows.review.tables import legal_basis, review

BASES = 4
IN_FORCE = date(2024, 4, 28)
"""Two and a half years before some weeks from today: what came about then is reviewed now."""
AT_ONE_PLACE = 6
_OUTLINE = {
    "asks": "Nêu việc đã làm, vướng mắc, đề xuất.",
    "who": "all",
    "parts_due": (OPENED.date() + timedelta(days=12)).isoformat(),
}


def bring_to_today(database: Database) -> None:
    """Everything that is made anew each month or year."""
    open_month(database)
    with database.write() as session:
        for number in range(BASES):
            _enter_basis(session, number)
    open_due_reviews(database, HOUSE, OPENED)
    played = Played(database, now=OPENED)
    with database.read() as session:
        opened = session.scalars(sa.select(review.c.key)).all()
    for key in opened:
        played.do(f"review:{key}", "outline_review", _OUTLINE)
    for _ in range(AT_ONE_PLACE):
        played.take_down((), category="environment")
    _until(database, lambda: weigh_issues(database, OPENED), sa.select(issue_to_weigh.c.issue_key))
    told = sa.select(raised_month.c.month).where(raised_month.c.told_at.is_(None))
    tell_what_became(database, OPENED)
    _until(database, lambda: tell_what_became(database, OPENED), told)
    _control(database)
    open_what_is_planned(database, OPENED)
    while True:
        with database.write() as session:
            if not fold_some(session):
                return


def _until(database: Database, act: Callable[[], None], waiting: sa.Select[Any]) -> None:
    """Act as often as something waits."""
    while True:
        with database.read() as session:
            if session.execute(waiting.limit(1)).first() is None:
                return
        act()


def _enter_basis(session: Session, number: int) -> None:
    began = IN_FORCE - timedelta(days=number)
    row = session.execute(
        sa.insert(legal_basis)
        .values(
            symbol=f"{number + 1}/2024/QĐ-UBND",
            title="Quy chế tiếp nhận, xử lý phản ánh",
            issuer="Ủy ban nhân dân tỉnh A",
            issued_on=began,
            in_force_since=began,
            owner_code=ABOVE,
            level="commune",
            reviews=["after_2_5"],
            imported_at=OPENED,
            search="",
        )
        .returning(legal_basis)
    ).one()
    plan_reviews(session, row, OPENED - timedelta(days=30))


def _control(database: Database) -> None:
    """The lists of the month. Their lines are put down at once: the product's ticks would take an hour."""
    with database.write() as session:
        plan_first(session, OPENED - timedelta(days=10))
        opening.open_month(session, OPENED)
        session.execute(_lines())
        last = sa.select(sa.func.max(issue.c.key)).scalar_subquery()
        session.execute(sa.update(follow_up_to_fill).values(after_issue_key=last))
        for key in session.scalars(sa.select(follow_up_to_fill.c.follow_up_key)).all():
            fill_part(session, HOUSE, key, OPENED)


def _lines() -> sa.Insert:
    party, line = issue_party.c, follow_up_line.c
    holder = sa.literal(dict(SYSTEM), line.holder.type)
    values = {
        "follow_up_key": follow_up.c.key,
        "issue_key": issue.c.key,
        "month": follow_up.c.month,
        "rank": sa.case((party.stage > 0, SETTLED), else_=WAITING),
        "own": issue.c.charge_unit_key == follow_up.c.unit_key,
        "since": issue.c.received_at,
        "state": issue.c.state,
        "charge_unit_key": issue.c.charge_unit_key,
        "holder": holder,
        "due_at": issue.c.due_at,
        **{name: sa.literal(0) for name in ("extensions", "periods", "months")},
    }
    query = (
        sa.select(*values.values())
        .join_from(follow_up, issue_party, party.unit_key == follow_up.c.unit_key)
        .join(issue, issue.c.key == party.issue_key)
        .where(party.stage < ENDED_STAGE)
    )
    return sa.insert(follow_up_line).from_select(list(values), query)
