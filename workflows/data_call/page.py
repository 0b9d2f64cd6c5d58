"""A data call as its page shows it: who has answered, what, and what that adds up to."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from database.session import Session
from forms.form import Field, Form
from forms.numbers import shown_number
from forms.shown import shown_answer
from organisation.days import local_day
from organisation.viewer import Viewer
from periods.dated import Dated, from_json
from workflows.attachments.finding import Attached, filed_with
from workflows.data_call.own_form import form_of
from workflows.data_call.rows import PART, call_row, may_see, may_see_table, parts_of, returns_of
from workflows.data_call.words import Stands, stands, was_late
from workflows.errors import NotYours
from workflows.matter_story import Event, open_steps
from workflows.subject import Subject

COUNTED = ("radio", "select", "checklist", "checkbox")
STANDS: tuple[Stands, ...] = ("accepted", "sent", "returned", "open", "late", "missing", "unmended")


@dataclass(frozen=True)
class Answered:
    """One unit. `answers` are None until it has sent them; `late`: it sent them first after the date."""

    row: Any
    stands: Stands
    late: bool
    answers: Mapping[str, Any] | None
    returned: Any
    files: Sequence[Attached]


@dataclass(frozen=True)
class CallPage:
    """The facts of the page. `whole`: the reader may see what all have answered, else only his own unit's.

    `sums` are of what was sent, by question; `counted` how many units stand how, of all that were asked.
    """

    row: Any
    form: Form
    whole: bool
    lines: Sequence[Answered]
    counted: Mapping[Stands, int]
    late: int
    asked: int
    steps: Sequence[Event]
    due: Dated

    @property
    def questions(self) -> Sequence[Field]:
        """The columns of the table."""
        return self.form.fields

    def shown(self, field: Field, answers: Mapping[str, Any] | None, language: str) -> str:
        """One cell of the table."""
        if answers is None:
            return ""
        choices = [(option.value, option.label[language]) for option in field.options]
        return shown_answer(field, answers.get(field.key), choices, language)

    def sum_of(self, field: Field, language: str) -> str:
        """The cell below a column: numbers are added up, choices counted; of texts and days there is none."""
        values = [line.answers.get(field.key) for line in self.lines if line.answers is not None]
        if field.kind == "number":
            return shown_number(total(values), language)
        if field.kind not in COUNTED:
            return ""
        found = Counter(one for value in values for one in (value if isinstance(value, list) else [value]))
        return ", ".join(
            f"{self.shown(field, {field.key: one}, language)} {found[one]}"
            for one in sorted(found, key=str)
            if one
        )


def total(values: Sequence[Any]) -> int | float:
    """The sum of the numbers among some answers, whole where it is."""
    found = sum(one for one in values if isinstance(one, int | float) and not isinstance(one, bool))
    return int(found) if found == int(found) else found


def call_page(session: Session, viewer: Viewer, key: int, now: datetime) -> CallPage:
    """The page of a call, for its caller and whoever stands above it, and for the units that are asked.

    Costs a query for the units of the call, one for what was sent back, one for open tasks; and one for the files of
    each unit that has sent any. NotYours for anybody else.
    """
    day = local_day(now)
    if not may_see(session, viewer, key, day):
        raise NotYours
    row, parts = call_row(session, key), parts_of(session, key)
    whole = may_see_table(session, viewer, key, day)
    seen = [part for part in parts if whole or part.unit_key in viewer.unit_keys()]
    counted = Counter(stands(part, now) for part in parts)
    return CallPage(
        row=row,
        form=form_of(row.form),
        whole=whole,
        lines=_lines(session, row, seen, now),
        counted={name: counted[name] for name in STANDS},
        late=sum(was_late(part, row.due_at) for part in parts),
        asked=len(parts),
        steps=_steps(session, viewer, seen),
        due=from_json(row.dates["due"]),
    )


def _lines(session: Session, row: Any, parts: Sequence[Any], now: datetime) -> list[Answered]:
    back: dict[int, Any] = {}
    for one in returns_of(session, [part.key for part in parts]):
        if one.stage == "check":
            back.setdefault(one.part_key, one)
    return [_line(session, row, part, back.get(part.key), now) for part in parts]


def _line(session: Session, row: Any, part: Any, returned: Any, now: datetime) -> Answered:
    sent = part.state in ("sent", "accepted")
    files = filed_with(session, Subject(PART, part.key)) if sent else {}
    return Answered(
        row=part,
        stands=stands(part, now),
        late=was_late(part, row.due_at),
        answers=part.answers if sent else None,
        returned=None if sent else returned,
        files=[one for filed in files.values() for one in filed],
    )


def _steps(session: Session, viewer: Viewer, parts: Sequence[Any]) -> list[Event]:
    """What the reader himself has to do about it."""
    found = open_steps(session, [part.instance_key for part in parts if part.instance_key])
    return [step for step in found if step.group in viewer.groups]
