"""All that the page of an issue shows: how it stands, who has it until when, the way so far, where it came from."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from database.session import Session
from engine.tables import instance
from organisation.tables import unit
from organisation.viewer import Viewer
from periods.dated import Dated
from periods.labels import label_words
from periods.windows import period
from workflows.errors import NotYours
from workflows.issues.alike import Alike, alike
from workflows.issues.begin import KIND
from workflows.issues.by_hand import acting_post, may_reopen
from workflows.issues.choices import told_by
from workflows.issues.event_words import event_words, reason_words
from workflows.issues.handling.answering import newest_answer
from workflows.issues.handling.working import extensions
from workflows.issues.merging import joined_issues, with_joined
from workflows.issues.parties import may_see
from workflows.issues.record import how_dated, issue_row
from workflows.issues.states import ENDED
from workflows.issues.tables import issue, issue_event, issue_source
from workflows.issues.taxonomy import category_names, programme_names
from workflows.matter_story import Event as Step
from workflows.matter_story import story
from workflows.subject import Subject
from workflows.tables import cycle_unit, report
from workflows.verification.rows import ForCause, verifications_of
from workflows.visible import seen_by as sees_reports

Words = Mapping[str, str]


@dataclass(frozen=True)
class Happened:
    """One event: what it was, and by whom, with what was said."""

    row: Any
    words: Words
    code: Words | None


@dataclass(frozen=True)
class CameFrom:
    """One time that it came. `report_key` is there for reports that the viewer may see."""

    row: Any
    unit_name: str
    period: Words | None
    report_key: int | None


@dataclass(frozen=True)
class IssuePage:
    """The facts of the page.

    `steps` are the tasks of all its instances, oldest first; those that are open say who has it. `joined` were merged
    into it, `into` is the one that it joined. `acts`: the viewer may merge, part and reopen.
    """

    row: Any
    register_name: str
    raised_name: str
    charge_name: str
    place_name: str
    category: Words
    programmes: Sequence[Words]
    due: Dated | None
    steps: Sequence[Step]
    events: Sequence[Happened]
    sources: Sequence[CameFrom]
    periods: int
    joined: Sequence[Any]
    into: Any
    likely: Sequence[Alike]
    answer: Any
    verifications: Sequence[ForCause]
    extensions: int
    acts: bool
    may_reopen: bool

    @property
    def open_steps(self) -> list[Step]:
        """What is to be done now."""
        return [step for step in self.steps if step.ended == "created"]


def issue_page(session: Session, viewer: Viewer, key: int) -> IssuePage:
    """The page of an issue. NotYours unless one of the viewer's units is a party to it."""
    if not may_see(session, viewer, key):
        raise NotYours
    row = issue_row(session, key)
    names = _names(session, row)
    events = _events(session, key)
    sources = _sources(session, viewer, key)
    open_to_merge = row.merged_into is None and row.state not in ENDED
    acts = acting_post(session, viewer, key) is not None
    answer = newest_answer(session, key)
    return IssuePage(
        row=row,
        register_name=names[row.unit_key],
        raised_name=names[row.raised_unit_key],
        charge_name=names[row.charge_unit_key],
        place_name=names[row.place_unit_key],
        category=category_names(session, [row.category])[row.category],
        programmes=list(programme_names(session, row.programmes).values()),
        due=how_dated(session, key, "answer") if row.due_at else None,
        steps=_steps(session, key),
        events=events,
        sources=sources,
        periods=len({one.row.period for one in sources if one.row.period}),
        joined=joined_issues(session, key),
        into=issue_row(session, row.merged_into) if row.merged_into else None,
        likely=alike(session, viewer, told_by(row), but=key) if open_to_merge and acts else (),
        answer=answer if answer and answer.sent_at else None,
        verifications=verifications_of(session, Subject(KIND, key)),
        extensions=extensions(session, key),
        acts=acts,
        may_reopen=acts and may_reopen(session, row),
    )


def _names(session: Session, row: Any) -> dict[int, str]:
    keys = {row.unit_key, row.raised_unit_key, row.charge_unit_key, row.place_unit_key}
    rows = session.execute(sa.select(unit.c.key, unit.c.name).where(unit.c.key.in_(sorted(keys))))
    return {found.key: found.name for found in rows}


def _steps(session: Session, key: int) -> list[Step]:
    """The steps of everything that was started for it, those of a joint verification left to its own page."""
    keys = session.scalars(sa.select(instance.c.key).where(instance.c.subject == str(Subject(KIND, key))))
    return story(session, list(keys))


def _events(session: Session, key: int) -> list[Happened]:
    """Newest first."""
    rows = session.execute(
        sa.select(issue_event).where(issue_event.c.issue_key == key).order_by(issue_event.c.number.desc())
    ).all()
    handles = sorted({row.became for row in rows if row.what in ("charge", "oversight")})
    named = session.execute(sa.select(unit.c.handle, unit.c.name).where(unit.c.handle.in_(handles)))
    names: Callable[[str], str] = {found.handle: found.name for found in named}.get  # type: ignore[assignment]
    return [Happened(row, event_words(row, names), reason_words(row)) for row in rows]


def _sources(session: Session, viewer: Viewer, key: int) -> list[CameFrom]:
    """Its own and those of all that were merged into it, oldest first."""
    rows = session.execute(
        sa.select(issue_source, unit.c.name.label("unit_name"), issue.c.number, issue.c.year)
        .join(unit, unit.c.key == issue_source.c.unit_key)
        .join(issue, issue.c.key == issue_source.c.issue_key)
        .where(issue_source.c.issue_key.in_(with_joined()))
        .order_by(issue_source.c.at, issue_source.c.key),
        {"into": key},
    ).all()
    reports = _reports(session, viewer, [row.report_key for row in rows if row.report_key])
    return [
        CameFrom(
            row,
            row.unit_name,
            label_words(period(row.period)) if row.period else None,
            row.report_key if row.report_key in reports else None,
        )
        for row in rows
    ]


def _reports(session: Session, viewer: Viewer, keys: Sequence[int]) -> set[int]:
    """Those of the reports that the viewer may see: an agency sees its issue, not the report that told of it."""
    query = (
        sa.select(report.c.key)
        .join(cycle_unit, cycle_unit.c.key == report.c.cycle_unit_key)
        .where(report.c.key.in_(sorted(set(keys))), sees_reports(viewer))
    )
    return set(session.scalars(query))
