"""The lead concludes, the agencies say what they think of it, the head of the lead approves the minutes or not."""

from typing import Any

import sqlalchemy as sa

from engine.cancel import cancel_instance
from engine.host import CallContext
from notifications.outbox import notify
from organisation.roles import HEAD, group
from periods.dated import from_json
from workflows.completion import Completion
from workflows.deadlines import ZONE
from workflows.desk import desk_of
from workflows.numbering import Numbers
from workflows.subject import Subject
from workflows.verification.ask import KIND
from workflows.verification.dates import step_date
from workflows.verification.rows import (
    OPINION,
    find,
    opinion_title,
    opinions_of,
    parts_of,
    verification_of_opinion,
    verification_title,
)
from workflows.verification.tables import verification, verification_opinion, verification_return

CONCLUDE_FORM, OPINION_FORM, MINUTES_FORM = "conclude_verification", "give_opinion", "approve_minutes"
_MINUTES = Numbers(
    "minutes", verification.c.minutes_number, unit=verification.c.lead_key, year=verification.c.minutes_year
)


def draft_conclusion(done: Completion) -> dict[str, Any]:
    """The draft goes to every agency that was asked, late and silent ones too. A new draft asks all anew."""
    row = find(done.session, done.key)
    _end_earlier_round(done, row)
    due = step_date(done.session, "opine", row.urgency, done.now, done.now)
    until = step_date(done.session, "wait_opinion", row.urgency, due.at, done.now)
    close = step_date(done.session, "close_opinion", row.urgency, until.at, done.now)
    dates = {"opine": due.to_json(), "wait_opinion": until.to_json(), "close_opinion": close.to_json()}
    done.session.execute(
        sa.update(verification)
        .where(verification.c.key == row.key)
        .values(
            conclusion=done.answers["conclusion"],
            text=done.answers["text"],
            measures=done.answers.get("measures") or None,
            concluded_at=done.now,
            round=row.round + 1,
            opinions_due=due.at,
            opinions_until=until.at,
            dates={**row.dates, **dates},
        )
    )
    for part in parts_of(done.session, row.key):
        _ask_opinion(done, row, part, due.at)
    return {"opinions_until": until.at.isoformat()}


def give_opinion(done: Completion) -> dict[str, Any]:
    """The head of an agency agrees, or dissents with his reason. However late, it is kept."""
    row, opinion = verification_of_opinion(done.session, done.key)
    dissents = done.answers["stance"] == "dissent"
    done.session.execute(
        sa.update(verification_opinion)
        .where(verification_opinion.c.key == opinion.key)
        .values(
            stance=done.answers["stance"],
            reason=done.answers["reason"] if dissents else None,
            given_at=done.now,
            given_office=dict(done.actor.office),
        )
    )
    if dissents:
        text = {"vi": "không nhất trí với dự thảo kết luận.", "en": "dissents from the draft conclusion."}
        recipients = [desk_of(done.session, row.lead, done.now), group(row.lead, HEAD)]
        facts = {"title": dict(verification_title(row.title)), "unit": opinion.unit_name, "text": text}
        done.tell("matter_told", recipients, facts)
    return {}


def approve_minutes(done: Completion) -> dict[str, Any]:
    """The head of the lead approves: the minutes take their number. Or he sends the draft back with a reason."""
    row = find(done.session, done.key)
    if done.answers["decision"] == "return":
        return _send_back(done, row)
    year = done.now.astimezone(ZONE).year
    done.session.execute(
        sa.update(verification)
        .where(verification.c.key == row.key)
        .values(
            approved_at=done.now,
            approved_office=dict(done.actor.office),
            minutes_year=year,
            minutes_number=_MINUTES.next(done.session, row.lead_key, year),
        )
    )
    return {"decision": "approve"}


def verification_opinions(context: CallContext) -> Any:
    """One item for each agency, of the newest draft. Takes the key of the verification."""

    def opinions(key: Any) -> list[dict[str, Any]]:
        row = find(context.session, int(key))
        closes = from_json(row.dates["close_opinion"]).at.isoformat()
        return [
            {
                "unit": opinion.unit,
                OPINION: opinion.key,
                "due": opinion.due_at.astimezone(ZONE).isoformat(),
                "closes": closes,
            }
            for opinion in opinions_of(context.session, int(key))
            if opinion.round == row.round
        ]

    return opinions


def _end_earlier_round(done: Completion, row: Any) -> None:
    """Who has not spoken of the earlier draft is asked about the new one; the old question ends."""
    reason = "a new draft was sent"
    for opinion in opinions_of(done.session, row.key):
        if opinion.given_at is None and opinion.instance_status == "active":
            actor = str(done.viewer.staff_key)
            cancel_instance(
                done.session, done.host, opinion.instance_key, actor=actor, now=done.now, reason=reason
            )


def _ask_opinion(done: Completion, row: Any, part: Any, due: Any) -> None:
    key = done.session.execute(
        sa.insert(verification_opinion)
        .values(
            verification_key=row.key,
            part_key=part.key,
            unit_key=part.unit_key,
            round=row.round + 1,
            due_at=due,
        )
        .returning(verification_opinion.c.key)
    ).scalar_one()
    notify(
        done.session,
        key=f"{done.facts.row.token}:asked:{key}",
        recipients=[group(part.unit, HEAD)],
        words="matter_assigned",
        facts={"title": dict(opinion_title(row.title)), "unit": row.lead_name, "due": due.isoformat()},
        about=f"{OPINION}:{key}",
        rule="matter_assigned",
        now=done.now,
    )


def _send_back(done: Completion, row: Any) -> dict[str, Any]:
    done.session.execute(
        sa.insert(verification_return).values(
            verification_key=row.key,
            about=str(Subject(KIND, row.key)),
            round=row.round,
            office=dict(done.actor.office),
            reason=done.answers["reason"],
            at=done.now,
        )
    )
    facts = {
        "title": dict(verification_title(row.title)),
        "unit": row.lead_name,
        "due": row.conclude_by.astimezone(ZONE).isoformat(),
        "reason": done.answers["reason"],
    }
    done.tell("matter_returned", [desk_of(done.session, row.lead, done.now)], facts)
    return {"decision": "return"}
