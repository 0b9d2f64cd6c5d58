"""The lead convenes: which agencies, what each is asked, by when."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from database.session import Session
from engine.host import CallContext
from forms.check import Problem
from notifications.outbox import notify
from organisation.units import unit_by_handle
from periods.dated import Dated
from workflows.completion import Completion
from workflows.deadlines import ZONE
from workflows.desk import desk_of
from workflows.errors import Refused
from workflows.open_task import TaskFacts
from workflows.set_days import evening_of
from workflows.verification.dates import step_date
from workflows.verification.rows import PART, find, part_title, parts_of
from workflows.verification.tables import verification, verification_part

FORM = "convene_verification"


def starting(session: Session, row: Any, now: datetime) -> Mapping[str, Any]:
    """The form begins with one agency, and the date that the table proposes."""
    due = step_date(session, "answer", row.urgency, now, now)
    return {"parts": [{"agency": None, "asks": "", "due": due.at.astimezone(ZONE).date().isoformat()}]}


def each_once(
    _session: Session, _facts: TaskFacts, answers: Mapping[str, Any], _now: datetime
) -> Sequence[Problem]:
    """No agency is asked twice: it has one task and one date."""
    chosen = [part["agency"] for part in answers["parts"]]
    return [
        Problem(
            f"parts.{place}.agency",
            {"vi": "Cơ quan này đã có ở trên", "en": "This agency stands above already"},
            {
                "vi": f"Cơ quan {place + 1}: đã có ở trên",
                "en": f"Agency {place + 1}: stands above already",
            },
        )
        for place, agency in enumerate(chosen)
        if agency in chosen[:place]
    ]


def convene(done: Completion) -> dict[str, Any]:
    """Every agency gets its part; the dates of the verification follow from theirs."""
    _require_days_to_come(done)
    row = find(done.session, done.key)
    parts = done.answers["parts"]
    dates = _dates(done, row, max(_due(part) for part in parts))
    done.session.execute(
        sa.update(verification)
        .where(verification.c.key == row.key)
        .values(
            convened_at=done.now,
            on_site=_day(done.answers.get("on_site")),
            instruction=done.answers.get("instruction") or None,
            collect_until=dates["wait"].at,
            conclude_by=dates["conclude"].at,
            due_at=dates["conclude"].at,
            closes_at=dates["close"].at,
            dates={**row.dates, **{name: dated.to_json() for name, dated in dates.items()}},
        )
    )
    for position, part in enumerate(parts, 1):
        _ask(done, row, position, part)
    return {"due": dates["conclude"].at.isoformat(), "collect_until": dates["wait"].at.isoformat()}


def verification_parts(context: CallContext) -> Any:
    """One item for each agency that was convened. Takes the key of the verification."""

    def parts(key: Any) -> list[dict[str, Any]]:
        row = find(context.session, int(key))
        return [
            {
                "unit": part.unit,
                PART: part.key,
                "due": part.due_at.astimezone(ZONE).isoformat(),
                "closes": row.closes_at.astimezone(ZONE).isoformat(),
            }
            for part in parts_of(context.session, int(key))
        ]

    return parts


def _dates(done: Completion, row: Any, last_due: datetime) -> dict[str, Dated]:
    wait = step_date(done.session, "wait", row.urgency, last_due, done.now)
    return {
        "wait": wait,
        "conclude": step_date(done.session, "conclude", row.urgency, wait.at, done.now),
        "close": step_date(done.session, "close", row.urgency, wait.at, done.now),
    }


def _ask(done: Completion, row: Any, position: int, part: Mapping[str, Any]) -> None:
    agency = unit_by_handle(done.session, part["agency"])
    due = _due(part)
    key = done.session.execute(
        sa.insert(verification_part)
        .values(
            verification_key=row.key,
            position=position,
            unit_key=agency.key,
            unit=agency.handle,
            unit_name=agency.name,
            asks=part["asks"],
            due_at=due,
        )
        .returning(verification_part.c.key)
    ).scalar_one()
    notify(
        done.session,
        key=f"{done.facts.row.token}:asked:{key}",
        recipients=[desk_of(done.session, agency.handle, done.now)],
        words="matter_assigned",
        facts={"title": dict(part_title(row.title)), "unit": row.lead_name, "due": due.isoformat()},
        about=f"{PART}:{key}",
        rule="matter_assigned",
        now=done.now,
    )


def _require_days_to_come(done: Completion) -> None:
    """A day that has passed meanwhile: no agency could answer by then."""
    for place, part in enumerate(done.answers["parts"], 1):
        if _due(part) <= done.now:
            raise Refused(
                f"Cơ quan {place}: hạn trả lời {_due(part):%d/%m/%Y} đã qua. Chọn ngày sau rồi gửi lại.",
                f"Agency {place}: the day {_due(part):%d/%m/%Y} has passed. Choose a later one and send it again.",
            )


def _due(part: Mapping[str, Any]) -> datetime:
    return evening_of(date.fromisoformat(part["due"]))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
