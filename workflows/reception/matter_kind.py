"""A sitting as a matter: how it is named, and what the pages of its tasks show."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from typing_extensions import override

from database.session import Session
from forms.form import Option
from organisation.roles import HEAD, group
from organisation.viewer import Viewer
from periods.dated import Dated, from_json
from periods.words import day_text
from workflows.deadlines import ZONE
from workflows.desk import desk_of
from workflows.follow_up.offices import above_of
from workflows.issues.words import number_of, short
from workflows.matter import Cut, Line, Matter, MatterKind, Shown, key_of, name_instance
from workflows.open_task import TaskFacts
from workflows.reception.deciding import units_of
from workflows.reception.ending import end_reception
from workflows.reception.finding import seen_by
from workflows.reception.looking_back import MOST, still_open
from workflows.reception.record import reception_row
from workflows.reception.rows import Line as Raised
from workflows.reception.rows import lines_of
from workflows.reception.tables import reception, reception_issue
from workflows.reception.words import HOLDERS, reception_title
from workflows.responsible import leaders_of
from workflows.search import folded

PREPARE, HOLD, CLOSE = "prepare_reception", "hold_reception", "close_reception"
DATED_AS: Mapping[str, str] = {PREPARE: "prepare", HOLD: "hold", CLOSE: "close"}


class ReceptionKind(MatterKind):
    """See workflows/matter.py."""

    name = "reception"

    def __init__(self) -> None:
        self.sources = {"reception_units": _units}

    @override
    def began(self, session: Session, key: int, instance_key: int) -> str:
        row = name_instance(session, reception, key, instance_key)
        return folded(f"{reception_title(row)['vi']} {row.unit_name}")

    @override
    def lines(self, session: Session, keys: Sequence[int]) -> Mapping[int, Line]:
        rows = session.execute(sa.select(reception).where(reception.c.key.in_(keys)))
        return {row.key: _line(row) for row in rows}

    @override
    def matter(self, session: Session, facts: TaskFacts, now: datetime) -> Matter:
        row, form = reception_row(session, key_of(facts)), facts.row.form_id
        shown = [_former(still_open(session, row.unit_key))] if form == PREPARE else [_prepared(row)]
        if form != PREPARE:
            shown.append(_raised(row, lines_of(session, reception_issue.c.reception_key == row.key)))
        holder = {"holder": row.holder or "head", "holder_reason": row.holder_reason}
        return Matter(line=_line(row), shown=shown, starting=holder if form == HOLD else {})

    @override
    def offices(self, session: Session, key: int, now: datetime) -> Mapping[str, Sequence[str]]:
        row = reception_row(session, key)
        return {
            "own": [desk_of(session, row.handle, now)],
            "own_head": [group(row.handle, HEAD)],
            **above_of(session, row.unit_key, now),
            "leader": leaders_of(session, row.handle, [], now),
        }

    @override
    def seen_by(self, session: Session, viewer: Viewer, key: int, now: datetime) -> bool:
        found = sa.select(reception.c.key).where(reception.c.key == key, seen_by(viewer, now))
        return session.execute(found).first() is not None

    @override
    def cut_short(self, session: Session, key: int, cut: Cut) -> None:
        end_reception(session, key, cut)

    @override
    def due(self, session: Session, facts: TaskFacts) -> Dated | None:
        dates = reception_row(session, key_of(facts)).dates
        step = DATED_AS.get(facts.row.form_id or "", "")
        return from_json(dates[step]) if step in dates else None


def _units(session: Session, facts: TaskFacts) -> Sequence[Option]:
    return units_of(session, reception_row(session, key_of(facts)).unit_key, facts.row.created_at)


def _line(row: Any) -> Line:
    return Line(reception_title(row), row.unit_name, f"/receptions/{row.key}")


def _former(lines: Sequence[Raised]) -> Shown:
    """What is open of former sittings."""
    heading = {"vi": "Vấn đề của các buổi trước còn mở", "en": "Still open of former sittings"}
    if not lines:
        return Shown(heading, note={"vi": "Không còn vấn đề nào.", "en": "Nothing is left open."})
    more = {"vi": f"Chỉ hiện {MOST} vấn đề đến hạn trước.", "en": f"Only the {MOST} that are due first."}
    return Shown(heading, text=_listed(lines), note=more if len(lines) == MOST else None)


def _prepared(row: Any) -> Shown:
    day = day_text(row.meets_on)
    who = HOLDERS[row.holder or "head"]
    text = "\n".join(part for part in (row.holder_reason, row.note) if part)
    note = {"vi": f"Ngày {day}. {who['vi']}.", "en": f"On {day}. {who['en']}."}
    return Shown({"vi": "Buổi tiếp", "en": "The sitting"}, text=text, note=note)


def _raised(row: Any, lines: Sequence[Raised]) -> Shown:
    """What was raised, with who does it and by when."""
    left = sum(not line.decided for line in lines)
    note = {
        "vi": f"{len(lines)} vấn đề; {left} chưa có nơi làm và hạn.",
        "en": f"Issues: {len(lines)}; with nobody to do them and no date: {left}.",
    }
    return Shown(
        {"vi": "Vấn đề được nêu", "en": "What was raised"},
        text=_listed(lines),
        note=note,
        href=_line(row).href,
        link={
            "vi": "Ghi và quyết từng vấn đề ở trang của buổi tiếp",
            "en": "Take issues down and decide about each on the page of the sitting",
        },
    )


def _listed(lines: Sequence[Raised]) -> str:
    return "\n".join(f"{number_of(line.row)}  {short(line.row.summary)}{_owner(line)}" for line in lines)


def _owner(line: Raised) -> str:
    if line.due is None:
        return f" → {line.owner}" if line.owner else ""
    return f" → {line.owner}, {day_text(line.due.astimezone(ZONE).date())}"
