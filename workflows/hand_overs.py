"""Who held a report and for how long: every hand-over, and the time account that adds up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from database.session import Session
from engine.tables import instance, task
from organisation.viewer import Viewer
from workflows.offices import offices
from workflows.returned import RETURN_FROM_ABOVE, TOLD_ABOVE, WITHDRAWN, Returned, returns
from workflows.tables import report_version

BELOW, OWN, ABOVE, CORRECTION = "below", "own", "above", "correction"
PARTS = (BELOW, OWN, ABOVE, CORRECTION)
HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class HandOver:
    """One office holding the report, from `start` until `end` (None: still). `part` is one of PARTS.

    `element` is collect, draft, approve or accept; `returned` is the return that ended it, if one
    did; `version` the number of the version that was approved, or looked at, in it.
    """

    office: Mapping[str, str]
    element: str
    part: str
    start: datetime
    end: datetime | None
    returned: Returned | None
    ended: str
    version: int


@dataclass(frozen=True)
class Account:
    """Whole hours, all days counted: of each hand-over, of each part, and of all. Both add up to `total`."""

    hours: tuple[int, ...]
    parts: Mapping[str, int]
    total: int


def hand_overs(session: Session, row: Any, viewer: Viewer) -> list[HandOver]:
    """Who held the report, oldest first, without a gap: each office holds it until the next one does.

    A return says why as far as `viewer` may know.
    """
    if row.instance_key is None:
        return []
    tasks = session.execute(
        sa.select(task).where(task.c.instance_key == row.instance_key).order_by(task.c.created_at, task.c.key)
    ).all()
    back = returns(session, row, viewer)
    words = offices(session, {found.candidate_group for found in tasks})
    # a correction collects nothing anew
    held = [_collecting(session, row, tasks)] if row.subordinates and row.attempt == 1 else []
    approved = _approved_by(session, row.key)
    correcting, version = False, 0
    for place, found in enumerate(tasks):
        following = tasks[place + 1].created_at if place + 1 < len(tasks) else None
        returned = back.get(found.key)
        sent = found.element == "approve" and found.status == "completed" and returned is None
        version += sent
        held.append(
            HandOver(
                office=_who_acted(returned, approved.get(version) if sent else None)
                or words[found.candidate_group],
                element=found.element,
                part=_part(found.element, correcting=correcting),
                start=found.created_at,
                end=following or found.ended_at,
                returned=returned,
                ended=found.status,
                version=version,
            )
        )
        if returned is not None and returned.stage in TOLD_ABOVE:
            correcting = returned.stage == RETURN_FROM_ABOVE  # what the unit takes back nobody returned
    return held


def _approved_by(session: Session, report_key: int) -> dict[int, Mapping[str, str]]:
    rows = session.execute(
        sa.select(report_version.c.number, report_version.c.approved_office).where(
            report_version.c.report_key == report_key
        )
    )
    return {row.number: row.approved_office for row in rows}


def _who_acted(returned: Returned | None, approved: Mapping[str, str] | None) -> Mapping[str, str] | None:
    """The office as it was written down when it decided, which names a stand-in; None where nothing was."""
    if returned is not None and returned.stage != WITHDRAWN:  # that ends the task of the unit above
        return returned.office
    return approved


def account(held: Sequence[HandOver], now: datetime) -> Account:
    """The time account. Each boundary is rounded once, so hand-overs and parts add up to the rounded whole."""
    if not held:
        return Account((), dict.fromkeys(PARTS, 0), 0)
    first = held[0].start
    hours = tuple(_rounded((over.end or now) - first) - _rounded(over.start - first) for over in held)
    parts = {
        part: sum(spent for over, spent in zip(held, hours, strict=True) if over.part == part)
        for part in PARTS
    }
    return Account(hours, parts, sum(hours))


def _rounded(span: timedelta) -> int:
    return round(span / HOUR)


def _collecting(session: Session, row: Any, tasks: Sequence[Any]) -> HandOver:
    """The time before the first task of a unit that has units below it."""
    started, ended = session.execute(
        sa.select(instance.c.started_at, instance.c.ended_at).where(instance.c.key == row.instance_key)
    ).one()
    name = {"vi": f"Các đơn vị cấp dưới của {row.unit_name}", "en": f"The units below {row.unit_name}"}
    end = tasks[0].created_at if tasks else ended
    return HandOver(name, "collect", BELOW, started, end, None, "completed" if end else "created", 0)


def _part(element: str, *, correcting: bool) -> str:
    if element == "accept":
        return ABOVE
    return CORRECTION if correcting else OWN
