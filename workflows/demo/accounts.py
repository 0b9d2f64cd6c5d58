"""The accounts a newcomer is shown: one line of the tree, the owner and the deployer of processes, the administrator.

Where units report to several cycles, the line is one of those: a newcomer meets the month and the quarter at once.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from database.session import Session
from organisation.demo_staff import ADMIN, PROCESS_DEPLOYER, PROCESS_OWNER
from organisation.roles import HEAD, LEADER, RECEIVER, REPORTER
from organisation.tables import staff
from organisation.viewer import viewer_of
from workflows.offices import offices
from workflows.tables import cycle_unit, report

LINE = ((REPORTER, HEAD), (RECEIVER, REPORTER, HEAD), (RECEIVER, LEADER, REPORTER, HEAD))


@dataclass(frozen=True)
class ShownAccount:
    """A demo account: its user name, and its office in vi and en."""

    username: str
    office: Mapping[str, str]


def shown_accounts(session: Session, now: datetime) -> list[ShownAccount]:
    """Accounts with work to do: a lowest unit that has not sent yet, then those above it, then those of the house."""
    return [
        ShownAccount(name, _office(session, name, now))
        for name in _usernames(session)
        if _exists(session, name)
    ]


def _usernames(session: Session) -> list[str]:
    elsewhere = cycle_unit.alias("elsewhere")
    cycles_of_it = (
        sa.select(sa.func.count()).where(elsewhere.c.unit_key == cycle_unit.c.unit_key).scalar_subquery()
    )
    unit = session.execute(
        sa.select(cycle_unit)
        .join(report, report.c.cycle_unit_key == cycle_unit.c.key)
        .order_by(
            report.c.first_submitted_at.is_not(None),
            cycle_unit.c.depth.desc(),
            cycles_of_it.desc(),
            cycle_unit.c.path,
        )
        .limit(1)
    ).one_or_none()
    names = []
    if unit is not None:
        keys = [int(key) for key in unit.path.strip("/").split("/")]
        handles = _handles(session, unit.cycle_key)
        line = [handles[key] for key in reversed(keys)]
        roles = (LINE[0], *[LINE[1]] * (len(line) - 2), LINE[2])
        names = [
            f"{handle.lower()}.{role}" for handle, each in zip(line, roles, strict=False) for role in each
        ]
    return [*names, PROCESS_OWNER, PROCESS_DEPLOYER, ADMIN]


def _handles(session: Session, cycle_key: int) -> dict[int, str]:
    rows = session.execute(
        sa.select(cycle_unit.c.unit_key, cycle_unit.c.handle).where(cycle_unit.c.cycle_key == cycle_key)
    )
    return {row.unit_key: row.handle for row in rows}


def _exists(session: Session, username: str) -> bool:
    found = session.execute(sa.select(staff.c.key).where(staff.c.username == username)).one_or_none()
    return found is not None


def _office(session: Session, username: str, now: datetime) -> Mapping[str, str]:
    key = session.execute(sa.select(staff.c.key).where(staff.c.username == username)).scalar_one()
    groups = sorted(viewer_of(session, key, now).groups)
    words = offices(session, groups)
    return {language: " · ".join(words[group][language] for group in groups) for language in ("vi", "en")}
