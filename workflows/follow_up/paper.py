"""The facts of a list to print: as it stands now, as far as somebody may see it, and not endless."""

from datetime import datetime
from typing import Any

from database.session import Session
from documents.control_list import ControlFacts, ControlRow
from organisation.days import local_day
from organisation.routes import host_of, superior
from organisation.units import unit_by_key
from organisation.viewer import Viewer
from periods.words import day_text
from workflows.deadlines import ZONE
from workflows.follow_up.finding import Line, list_lines, total_of
from workflows.follow_up.tables import RANKS
from workflows.follow_up.words import RANK_WORDS, SAID, month_words
from workflows.issues.words import number_of, short
from workflows.unit_words import signing_place
from workflows.verification.minutes import formal

MOST_PRINTED = 500


def control_list_facts(session: Session, viewer: Viewer, row: Any, now: datetime) -> ControlFacts:
    """The first lines of a list, red ones first, with its counts."""
    day = local_day(now)
    unit = unit_by_key(session, row.unit_key)
    above = superior(session, unit.key, day) or host_of(session, unit.key, day)
    lines = list_lines(session, viewer, row, most=MOST_PRINTED).lines
    seat = host_of(session, unit.key, day) or unit
    return ControlFacts(
        organisation=formal(unit),
        parent=formal(above) if above else "",
        place=signing_place(seat.name),
        month=month_words(row.month)["vi"],
        opened=local_day(row.opened_at),
        due=row.due_at.astimezone(ZONE),
        at=now.astimezone(ZONE),
        total=total_of(row),
        **{name: getattr(row, name) for name in (*RANKS.values(), "carried", "gone")},
        rows=tuple(_row(line, now) for line in lines),
    )


def _row(line: Line, now: datetime) -> ControlRow:
    row, said = line.row, line.said
    return ControlRow(
        issue=f"{number_of(row)}: {short(row.summary)}",
        age=(local_day(now) - local_day(row.since)).days,
        charge=f"{row.charge_name}; {row.holder['vi']}",
        due=local_day(row.due_at) if row.due_at else None,
        extensions=row.extensions,
        said=f"{SAID[said.said]['vi']}: {said.next_step} ({day_text(said.next_on)})" if said else "",
        rank=RANK_WORDS[RANKS[row.rank]]["vi"],
    )
