"""What the calendar opens: the clock of the play begins with the opening, and what is opened was there before it."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from database.session import Session
from forms.form import Option
from organisation.days import local_day
from organisation.roles import REPORTER, group
from periods.reviews import REVIEW_KINDS, ReviewKind, next_review, opens_at
from workflows.deadlines import ZONE
from workflows.designer.playing.beginning.raised import raise_a_sample
from workflows.designer.playing.beginning.stand import (
    Answers,
    Beginning,
    Options,
    Stand,
    checked,
    small,
)
from workflows.designer.playing.given import own_form
from workflows.errors import Refused
from workflows.follow_up.clock import MonthDates, month_after, month_dates, month_of
from workflows.follow_up.plan import plan_first
from workflows.review import opening as reviews
from workflows.review.plan import clocks
from workflows.review.tables import legal_basis, review_plan

MONTHS_AHEAD = 12
ONE_DAY = timedelta(days=1)
MONTH_FORM, REVIEW_FORM = "begin_follow_up", "begin_review"
FOLLOW_UP = "monthly_follow_up"
SAMPLE = {
    "symbol": "CT-00",
    "title": "Văn bản chơi thử",
    "issuer": "Chơi thử",
    "reviews": ["half", "year"],
    "search": "",
}


# The control of a month: an issue was open so many days before the lists of the month are made.


def _months(stand: Stand, session: Session) -> Options:
    return {
        "months": [
            Option(one.month, {"vi": f"Tháng {_written(one.month)}", "en": f"Month {_written(one.month)}"})
            for one in _coming_months(session, stand.now)
        ]
    }


def _coming_months(session: Session, now: datetime) -> list[MonthDates]:
    month, found = month_of(local_day(now)), []
    for _ in range(MONTHS_AHEAD):
        dates = month_dates(session, month, now)
        if dates is None:
            raise Refused(
                "Chưa có bảng follow_up_clock, nên không biết tháng mở khi nào.",
                "There is no table follow_up_clock, so nobody knows when a month opens.",
            )
        if dates.opens.at >= now:
            found.append(dates)
        month = month_after(month)
    return found


def _written(month: str) -> str:
    year, number = month.split("-")
    return f"{number}/{year}"


def _month_opens(stand: Stand, answers: Answers) -> datetime:
    with stand.database.read() as session:
        month = checked(own_form(MONTH_FORM), answers, _months(stand, session))["month"]
        return next(one.opens.at for one in _coming_months(session, stand.now) if one.month == month)


def _days_before(answers: Answers) -> timedelta:
    return int(answers["days"]) * ONE_DAY


def _raise_before(stand: Stand, _answers: Answers) -> None:
    with stand.database.write() as session:
        raise_a_sample(stand, session)
        plan_first(session, stand.now)


# A review: of a basis of the register, else of one that plays have.


def _offered(stand: Stand, session: Session) -> list[tuple[str, Any, ReviewKind, date]]:
    """What can be chosen, the basis, the kind, and the day it looks back from; in the order of the register."""
    codes = [part.unit.code for part in stand.cast.parts]
    rows: list[Any] = [
        *session.execute(
            sa.select(legal_basis).where(legal_basis.c.owner_code.in_(codes)).order_by(legal_basis.c.key)
        )
    ]
    if not any(row.reviews for row in rows):
        rows = [_sample(stand, session)]
    yesterday = local_day(stand.now) - ONE_DAY
    found = [
        (row, kind, next_review(kind, row.in_force_since, row.in_force_until, yesterday))
        for row in rows
        for kind in row.reviews
    ]
    return [(f"{row.symbol}/{kind}", row, kind, day.day) for row, kind, day in found if day is not None]


def _sample(stand: Stand, session: Session) -> Any:
    """A basis of the top unit, for the units on the level of its wards."""
    since = date(local_day(stand.now).year - 1, 1, 1)
    facts = {
        **SAMPLE,
        "issued_on": since,
        "in_force_since": since,
        "owner_code": stand.cast.top.unit.code,
        "level": stand.cast.lowest.unit.level,
        "imported_at": stand.now,
    }
    return session.execute(sa.insert(legal_basis).values(facts).returning(legal_basis)).one()


def _reviews(stand: Stand, session: Session) -> Options:
    return {
        "reviews": [
            Option(name, {language: f"{text}: {row.symbol}" for language, text in REVIEW_KINDS[kind].items()})
            for name, row, kind, _day in _offered(stand, session)
        ]
    }


def _chosen(stand: Stand, session: Session, answers: Answers) -> tuple[Any, ReviewKind, date]:
    offered = _offered(stand, session)
    name = answers.get("review")
    return next(((row, kind, day) for one, row, kind, day in offered if one == name), offered[0][1:])


def _review_opens(stand: Stand, answers: Answers) -> datetime:
    with stand.database.write() as session:
        checked(own_form(REVIEW_FORM), answers, _reviews(stand, session))
        row, kind, day = _chosen(stand, session, answers)
        found = next_review(kind, row.in_force_since, row.in_force_until, day - ONE_DAY)
        return opens_at(found, clocks(session)[kind], ZONE) if found else stand.now


def _plan_review(stand: Stand, answers: Answers) -> None:
    with stand.database.write() as session:
        row, kind, day = _chosen(stand, session, answers)
        session.execute(sa.insert(review_plan).values(basis_key=row.key, kind=kind, day=day))


BY_CALENDAR: Mapping[str, Beginning] = {
    FOLLOW_UP: Beginning(
        form=small(MONTH_FORM),
        options=_months,
        moment=_month_opens,
        earlier=_days_before,
        begin=_raise_before,
        office=lambda cast: group(cast.lowest.unit.handle, REPORTER),
    ),
    reviews.PROCESS: Beginning(
        form=small(REVIEW_FORM), options=_reviews, moment=_review_opens, begin=_plan_review
    ),
}
"""Process -> how the calendar comes to open it."""
