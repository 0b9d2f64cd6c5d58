"""An issue that was answered or closed is taken up again: its dates run from now on."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from database.session import Session
from engine.host import Host
from periods.dated import Dated
from workflows.delivery.sending import withdraw
from workflows.issues.begin import begin_handling, is_under_way
from workflows.issues.charge import hand_over, sorting_unit
from workflows.issues.clocks import clock_for
from workflows.issues.errors import NotMerged
from workflows.issues.record import Why, issue_row, move_issue
from workflows.issues.states import REOPENED


def reopen_row(session: Session, row: Any, why: Why) -> tuple[Any, Mapping[str, Dated]]:
    """Put it into the state "reopened", dated by the clock of whoever sorts it out, counted from now.

    What lies with an agency goes back to the unit that gave it to the agency. Returns how the issue stands
    afterwards, and its dates by step: none in a store that has no table of clocks yet.
    """
    unit = sorting_unit(session, row, why.at)
    clock = clock_for(session, field=row.field, urgency=row.urgency, level=unit.level, now=why.at)
    dates = {step: clock.until(step, why.at) for step in ("answer", "triage")} if clock else {}
    due = {"due_at": dates["answer"].at} if dates else {}
    row = move_issue(session, row, REOPENED, why, dates=dates, **due)
    return row if unit.key == row.charge_unit_key else hand_over(session, row, unit, why), dates


def reopen_issue(session: Session, host: Host, key: int, why: Why, *, actor: str, now: datetime) -> None:
    """Take an issue up again that nobody handles any more: its handling starts anew."""
    row = issue_row(session, key)
    if row.merged_into is not None:
        raise NotMerged(
            "Vấn đề này đã gộp vào vấn đề khác: mở lại vấn đề đó.",
            "This issue was merged into another one: reopen that one.",
        )
    row, dates = reopen_row(session, row, why)
    withdraw(session, host, key, actor=actor, now=now)
    if row.instance_key is None or not is_under_way(session, row):
        begin_handling(session, host, row, dates, actor=actor, now=now)
