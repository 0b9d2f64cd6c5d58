"""The ladder of escalation of matters: when each rung is reached, and which offices are told then.

One table says it for every kind of matter, and by field, urgency and level where a matter has them: the decision
`escalation`, deployed from bpmn/models/escalation.dmn. The diagrams name a rung (`rung("direction", "late_1", due)`),
the service task `press` tells of it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, time, timedelta
from functools import lru_cache
from typing import Any

from database.session import Session
from engine.actions import Step
from engine.decisions import newest_decisions
from feel.decisions import Decisions
from notifications.outbox import notify
from periods.calendar import WorkingCalendar
from periods.hours import add_working_hours
from workflows.deadlines import ZONE
from workflows.errors import Refused
from workflows.kinds import KINDS
from workflows.matter import NO_NATURE, Nature
from workflows.matter_lines import due_text
from workflows.subject import Subject

BEFORE, DUE, LATE_1, LATE_2 = "before", "due", "late_1", "late_2"
RUNGS = (BEFORE, DUE, LATE_1, LATE_2)
OFFICES = frozenset(
    {"own", "own_head", "lead", "lead_head", "asking", "asking_head", "above", "above_head", "leader"}
)
"""What the table may call those who are told. A kind of matter that has no such office tells nobody by that word."""

WORDS_OF: Mapping[str, str] = {"response_confirm": "matter_unconfirmed"}
"""What is told on the rungs of a ladder that asks for something else than that the matter is done."""


@dataclass(frozen=True)
class Rung:
    """A row of the table: working days from the due date, the hour of day (None: that of the due date), offices.

    Where it has `hours` or `working_hours` these are counted from the due date instead, by the clock or at work.
    """

    days: int
    at: time | None
    tell: Sequence[str]
    hours: float | None = None
    working_hours: float | None = None


def find_rung(session: Session, ladder: str, name: str, nature: Nature = NO_NATURE) -> Rung | None:
    """A rung of a ladder for a matter of this nature; None where the table has no row for it.

    Refused for a row that cannot be followed.
    """
    return rungs_for(session, nature)(ladder, name)


def rungs_for(session: Session, nature: Nature) -> Callable[[str, str], Rung | None]:
    """The same for whoever asks for several rungs: a function of ladder and name."""
    decisions = newest_decisions(session, "escalation")
    return lambda ladder, name: _rung(decisions, ladder, name, nature)


@lru_cache(maxsize=1024)
def _rung(decisions: Decisions, ladder: str, name: str, nature: Nature) -> Rung | None:
    """The same of one version of the table, which never changes."""
    row = decisions.evaluate("escalation", {"kind": ladder, "rung": name, **asdict(nature)})
    if not isinstance(row, Mapping):
        return None
    tell = str(row.get("tell") or "").split()
    unknown = sorted(set(tell) - OFFICES)
    if unknown:
        known = ", ".join(sorted(OFFICES))
        raise Refused(
            f"Bảng escalation có bộ phận không biết: {unknown}. Dùng: {known}.",
            f"The table escalation names offices that are not known: {unknown}. Use: {known}.",
        )
    return Rung(
        days=int(row["days"] or 0),
        at=time.fromisoformat(row["at"]) if row.get("at") else None,
        tell=tell,
        hours=_number(row, "hours"),
        working_hours=_number(row, "working_hours"),
    )


def _number(row: Mapping[str, Any], name: str) -> float | None:
    """A table from before the hours came has no such column."""
    value = row.get(name)
    return None if value is None else float(value)


def moment_of(calendar: WorkingCalendar, rung: Rung, due: datetime) -> datetime:
    """When a rung is reached."""
    local = due.astimezone(ZONE)
    if rung.hours is not None:
        return local + timedelta(hours=rung.hours)
    if rung.working_hours is not None:
        # no hour after 17:00 is 17:00, not the next morning
        return add_working_hours(calendar, local, rung.working_hours, ZONE) if rung.working_hours else local
    day = calendar.add_working_days(local.date(), rung.days) if rung.days else local.date()
    return datetime.combine(day, rung.at or local.time(), tzinfo=ZONE)


def matter_of(subject: str) -> Subject | None:
    """The matter that an instance is about; None for a report and for what the house knows nothing of."""
    found = Subject.of(subject)
    return found if found and found.kind in KINDS else None


def nature_of_matter(session: Session, about: str) -> Nature:
    """The nature of the matter that an instance is about."""
    subject = matter_of(about)
    return KINDS[subject.kind].nature(session, subject.key) if subject else NO_NATURE


def press(step: Step, variables: Mapping[str, Any]) -> Mapping[str, Any]:
    """Tell the offices that the table names that a matter is due soon, due, or late.

    `rung` names the rung; `ladder` whose ladder it is, where that is not the matter's own, and `ladder_due` its date.
    """
    subject = matter_of(step.subject)
    if subject is None:
        raise Refused(
            "Việc này không thuộc hồ sơ nào nên không đôn đốc được ai.",
            "This belongs to no matter, so there is nobody to press.",
        )
    ladder, name = variables.get("ladder") or subject.kind, variables["rung"]
    nature = KINDS[subject.kind].nature(step.session, subject.key)
    rung = find_rung(step.session, ladder, name, nature)
    if rung is not None:
        _tell(step, subject, rung, ladder, _told_as(step, variables, name), variables)
    return {}


def _due(variables: Mapping[str, Any]) -> datetime | None:
    text = variables.get("ladder_due") or variables.get("due")
    return datetime.fromisoformat(str(text)) if text else None


def _told_as(step: Step, variables: Mapping[str, Any], name: str) -> str:
    """A reminder that a downtime kept until the matter is due says that it is due, not what time is left."""
    due = _due(variables)
    return DUE if name == BEFORE and due is not None and due <= step.now else name


def _tell(
    step: Step, subject: Subject, rung: Rung, ladder: str, told_as: str, variables: Mapping[str, Any]
) -> None:
    kind = KINDS[subject.kind]
    offices = kind.offices(step.session, subject.key, step.now)
    line = kind.lines(step.session, [subject.key])[subject.key]
    groups = dict.fromkeys(group for word in rung.tell for group in offices.get(word, ()))
    if not groups:
        return
    notify(
        step.session,
        key=f"{step.token}:{ladder}:{variables['rung']}",
        recipients=list(groups),
        words=WORDS_OF.get(ladder, f"matter_{told_as}"),
        facts={"title": dict(line.title), "unit": line.unit_name, "due": due_text(_due(variables))},
        about=str(subject),
        rule=f"matter_{told_as}",
        now=step.now,
    )
