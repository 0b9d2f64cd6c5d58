"""Days that differ from the country's calendar, as announced. Only ever added to: the newest word counts."""

from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from database.prepared import Prepared
from database.remembering import forget
from database.session import Session
from organisation.errors import OverrideRefused
from organisation.tables import calendar_override

KINDS = ("off", "work", "usual")
USUAL = "usual"


@dataclass(frozen=True)
class Override:
    """A day off or a day worked against the usual calendar, with where that was announced."""

    date: date
    kind: str
    name: str
    source: str


_ROWS = Prepared(
    sa.select(*(calendar_override.c[name] for name in Override.__dataclass_fields__)).order_by(
        calendar_override.c.key
    )
)
_REVISION = sa.select(sa.func.count()).select_from(calendar_override)


def set_override(session: Session, day: date, kind: str, *, name: str, source: str, now: datetime) -> None:
    """From now on this day is off, worked, or as usual again. Saying the same again changes nothing.

    Raises OverrideRefused for another kind, and for a day off or worked that has no name.
    """
    if kind not in KINDS:
        known = ", ".join(KINDS)
        raise OverrideRefused(f"Loại ngày phải là một trong: {known}.", f"The kind must be one of: {known}.")
    if kind != USUAL and not name.strip():
        raise OverrideRefused(
            "Ngày nghỉ và ngày làm bù phải có tên.", "A day off or worked must have a name."
        )
    wanted = Override(day, kind, name, source)
    if wanted != _newest(session).get(day):
        row = {"date": day, "kind": kind, "name": name, "source": source}
        session.execute(calendar_override.insert().values(**row, set_at=now))
        forget(session)


def overrides(session: Session) -> list[Override]:
    """The overrides that count now, by date."""
    return _counting(_newest(session))


def as_edited(session: Session) -> tuple[list[Override], int]:
    """The overrides that count now, by date, and their revision (`calendar_revision`)."""
    rows = [Override(*row) for row in _ROWS.run(session, {})]
    return _counting({row.date: row for row in rows}), len(rows)


def days_spoken_of(session: Session) -> set[date]:
    """The days an override was ever given for, those taken back included."""
    return set(_newest(session))


def calendar_revision(session: Session) -> int:
    """A number that grows with every change of the overrides: the 3 of "vn-3"."""
    return session.execute(_REVISION).scalar_one()


def _counting(newest: dict[date, Override]) -> list[Override]:
    return [newest[day] for day in sorted(newest) if newest[day].kind != USUAL]


def _newest(session: Session) -> dict[date, Override]:
    return {row.date: Override(*row) for row in _ROWS.run(session, {})}
