"""The whole history of an issue for the body it goes to: facts from its rows, set as PDF, then kept with the case."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from database.session import Session
from documents.issue_history import (
    AnswerFacts,
    EventFacts,
    HistoryFacts,
    OtherFacts,
    StepFacts,
    render_history,
)
from documents.submission import Rendered
from engine.actions import JobContext, Step
from engine.tables import instance
from organisation.days import local_day
from organisation.routes import host_of, superior
from organisation.tables import unit
from organisation.units import unit_by_key
from periods.words import day_text
from workflows.deadlines import ZONE
from workflows.direction.tables import direction
from workflows.direction.words import OUTCOMES, direction_number
from workflows.follow_up.finding import answers_about, red_months
from workflows.follow_up.standing import extensions_of, periods_of
from workflows.follow_up.words import SAID, month_words
from workflows.issue_words import WHOLE_UNIT
from workflows.issues.channels import CHANNELS
from workflows.issues.event_words import event_words
from workflows.issues.handling.answering import APPROVE, RETURN
from workflows.issues.record import issue_row
from workflows.issues.states import NAMES, TO_ANSWER
from workflows.issues.tables import issue_answer, issue_event
from workflows.issues.taxonomy import category_names
from workflows.issues.words import number_of
from workflows.matter_story import story
from workflows.oversight.rows import case_row
from workflows.papers import keep_paper
from workflows.subject import Subject
from workflows.unit_words import signing_place
from workflows.verification.findings import finding_words
from workflows.verification.minutes import formal
from workflows.verification.rows import verifications_of

PAPER = "history"
_REVIEWED: Mapping[str | None, str] = {APPROVE: "được duyệt", RETURN: "bị trả lại", None: "chưa duyệt"}


def make_history(session: Session, job: JobContext) -> Rendered:
    """Gather and set it. Slow, so outside any transaction."""
    return render_history(history_facts(session, int(job.variables["oversight"]), job.now))


def keep_history(step: Step, job: JobContext, made: Rendered) -> Mapping[str, Any]:
    """Keep the paper with the case: what the body was shown stays as it was."""
    keep_paper(step.session, Subject("oversight", int(job.variables["oversight"])), PAPER, made, step.now)
    return {}


def history_facts(session: Session, key: int, now: datetime) -> HistoryFacts:
    """What the history says."""
    case = case_row(session, key)
    row, day = issue_row(session, case.issue_key), local_day(now)
    charge = unit_by_key(session, row.charge_unit_key)
    above = superior(session, charge.key, day) or host_of(session, charge.key, day)
    seat = host_of(session, charge.key, day) or charge
    answers = _answers(session, row.key)
    return HistoryFacts(
        organisation=formal(charge),
        parent=formal(above) if above else "",
        place_signed=signing_place(seat.name),
        at=now.astimezone(ZONE),
        number=number_of(row),
        register=unit_by_key(session, row.unit_key).name,
        body=case.unit_name,
        sent=local_day(case.sent_at),
        office=case.office["vi"],
        why=case.why["vi"],
        category=category_names(session, [row.category])[row.category]["vi"],
        place=_place(session, row),
        channel=CHANNELS[row.channel]["vi"],
        raised_on=row.raised_on,
        summary=row.summary,
        state=NAMES[row.state]["vi"],
        charge=charge.name,
        due=row.due_at.astimezone(ZONE) if row.due_at else None,
        late=row.state in TO_ANSWER and row.due_at is not None and row.due_at < now,
        age=(day - local_day(row.received_at)).days,
        extensions=extensions_of(session, [row.key]).get(row.key, 0),
        returns=sum(one.review == _REVIEWED[RETURN] for one in answers),
        periods=periods_of(session, [row.key]).get(row.key, 0),
        mentions=row.mentions,
        events=_events(session, row.key),
        steps=_steps(session, row.key),
        answers=answers,
        verifications=_verifications(session, row.key),
        directions=_directions(session, row.key),
        controls=_controls(session, row.key),
    )


def _place(session: Session, row: Any) -> str:
    name = unit_by_key(session, row.place_unit_key).name
    return name if row.area in (WHOLE_UNIT, "") else f"{row.area}, {name}"


def _events(session: Session, key: int) -> tuple[EventFacts, ...]:
    rows = session.execute(
        sa.select(issue_event).where(issue_event.c.issue_key == key).order_by(issue_event.c.number)
    ).all()
    handles = sorted({row.became for row in rows if row.what in ("charge", "oversight")})
    named = session.execute(sa.select(unit.c.handle, unit.c.name).where(unit.c.handle.in_(handles)))
    names: Callable[[str], str] = {found.handle: found.name for found in named}.get  # type: ignore[assignment]
    return tuple(
        EventFacts(
            at=row.at.astimezone(ZONE),
            what=event_words(row, names)["vi"],
            office=row.office["vi"],
            text="\n".join(text for text in (row.reason, row.evidence) if text),
        )
        for row in rows
    )


def _steps(session: Session, key: int) -> tuple[StepFacts, ...]:
    keys = session.scalars(sa.select(instance.c.key).where(instance.c.subject == str(Subject("issue", key))))
    return tuple(
        StepFacts(
            what=one.step["vi"],
            office=one.office["vi"],
            since=one.since.astimezone(ZONE),
            until=one.until.astimezone(ZONE) if one.until else None,
        )
        for one in story(session, list(keys))
    )


def _answers(session: Session, key: int) -> tuple[AnswerFacts, ...]:
    rows = session.execute(
        sa.select(issue_answer).where(issue_answer.c.issue_key == key).order_by(issue_answer.c.number)
    )
    return tuple(
        AnswerFacts(
            number=row.number,
            office=row.office["vi"],
            at=row.written_at.astimezone(ZONE),
            review=_REVIEWED.get(row.review, ""),
            text="\n".join(text for text in (row.text, row.reason) if text),
        )
        for row in rows
    )


def _verifications(session: Session, key: int) -> tuple[OtherFacts, ...]:
    return tuple(
        OtherFacts(
            number=str(one.key),
            what=f"{one.title} ({one.lead_name})",
            state=finding_words(one.conclusion)["vi"] if one.conclusion else "",
        )
        for one in verifications_of(session, Subject("issue", key))
    )


def _directions(session: Session, key: int) -> tuple[OtherFacts, ...]:
    about = str(Subject("issue", key))
    rows = session.execute(sa.select(direction).where(direction.c.about == about).order_by(direction.c.key))
    return tuple(
        OtherFacts(
            number=direction_number(row),
            what=f"{row.office['vi']}: {row.what} ({row.to_name}, hạn {day_text(local_day(row.due_at))})",
            state=OUTCOMES[row.outcome]["vi"] if row.outcome else "",
        )
        for row in rows
    )


def _controls(session: Session, key: int) -> tuple[OtherFacts, ...]:
    """What was said of it month by month, and the months in which nobody said anything."""
    said = {
        one.month: (f"{one.next_step} ({day_text(one.next_on)})", SAID[one.said]["vi"])
        for one in answers_about(session, key)
    }
    silent = dict.fromkeys(red_months(session, key), ("", "không ai xác nhận"))
    return tuple(
        OtherFacts(number=month_words(month)["vi"], what=what, state=state)
        for month, (what, state) in sorted({**silent, **said}.items())
    )
