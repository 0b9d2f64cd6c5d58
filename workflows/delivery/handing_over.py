"""Somebody of the unit that took the issue down tells the caller the answer, and says what came of it."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from database.session import Session
from engine.actions import Step
from engine.host import CallContext
from notifications.outbox import notify
from organisation.roles import HEAD, group
from organisation.units import unit_by_key
from workflows.completion import Completion, Handler
from workflows.delivery.rows import delivery_row
from workflows.delivery.sending import waiting
from workflows.delivery.tables import WAITS, answer_delivery, answer_delivery_try
from workflows.delivery.words import AGAIN, DELIVERED, KIND, NOT_REACHED, RECEIPT, delivery_title
from workflows.matter import Cut, Words
from workflows.offices import SYSTEM
from workflows.subject import Subject

FORM = "deliver_answer"


def hand_over(done: Completion) -> dict[str, Any]:
    """One try: it arrived, it did not and is tried again, it is given up, or the caller does not want it."""
    outcome = done.answers["outcome"]
    said = {"how": done.answers.get("how") or None, "note": done.answers.get("note") or ""}
    by = {"staff_key": done.viewer.staff_key, "office": dict(done.actor.office)}
    _note_try(done.session, done.key, {"outcome": outcome, **said, **by}, done.now)
    if outcome == NOT_REACHED:
        _tell_head(done.session, done.key, f"{done.facts.row.token}:not_reached", done.now)
    return {"decision": outcome}


def give_up(step: Step, variables: Mapping[str, Any]) -> Mapping[str, Any]:
    """Nobody has told the caller in time: it stays noted as not delivered, and the head is told."""
    key = int(variables[KIND])
    _note_try(step.session, key, _nobody(SYSTEM, ""), step.now)
    _tell_head(step.session, key, f"{step.token}:not_reached", step.now)
    return {}


def end_delivery(session: Session, key: int, cut: Cut) -> None:
    """Its case was ended from outside: nobody tells the caller any more, and the head of the unit hears of it."""
    waits = sa.select(answer_delivery.c.key).where(answer_delivery.c.key == key, WAITS)
    if session.execute(waits).one_or_none() is None:
        return
    _note_try(session, key, _nobody(cut.office, cut.reason), cut.now)
    _tell_head(session, key, f"{Subject(KIND, key)}:cut_short", cut.now)


def note_read(session: Session, source_key: int, now: datetime) -> None:
    """The newest answer was read with the number of a receipt: of one without a contact that is the delivery."""
    of_source = answer_delivery.c.source_key == source_key
    newest = sa.select(sa.func.max(answer_delivery.c.made_at)).where(of_source).scalar_subquery()
    open_ones = (of_source, answer_delivery.c.made_at == newest, answer_delivery.c.read_at.is_(None))
    session.execute(
        sa.update(answer_delivery)
        .where(*open_ones, answer_delivery.c.path == RECEIPT, answer_delivery.c.outcome.is_(None))
        .values(outcome=DELIVERED, how="page", at=now)
    )
    session.execute(sa.update(answer_delivery).where(*open_ones).values(read_at=now))


def answer_deliveries(context: CallContext) -> Callable[..., Any]:
    """One item for each caller who is to be told the answer. Takes the key of the issue."""

    def deliveries(key: Any) -> list[dict[str, Any]]:
        return waiting(context.session, int(key))

    return deliveries


def _nobody(office: Words, note: str) -> Mapping[str, Any]:
    return {"outcome": NOT_REACHED, "how": None, "note": note, "staff_key": None, "office": dict(office)}


def _note_try(session: Session, key: int, said: Mapping[str, Any], now: datetime) -> None:
    final = {} if said["outcome"] == AGAIN else {"outcome": said["outcome"], "how": said["how"], "at": now}
    tries = session.execute(
        sa.update(answer_delivery)
        .where(answer_delivery.c.key == key)
        .values(tries=answer_delivery.c.tries + 1, **final)
        .returning(answer_delivery.c.tries)
    ).scalar_one()
    session.execute(
        sa.insert(answer_delivery_try).values(delivery_key=key, number=tries, at=now, **dict(said))
    )


def _tell_head(session: Session, key: int, once: str, now: datetime) -> None:
    row = delivery_row(session, key)
    place = unit_by_key(session, row.unit_key)
    notify(
        session,
        key=once,
        recipients=[group(place.handle, HEAD)],
        words="matter_told",
        facts={
            "title": delivery_title(row),
            "unit": place.name,
            "text": {"vi": "không liên hệ được với người gọi", "en": "the caller was not reached"},
        },
        about=str(Subject(KIND, key)),
        rule="matter_told",
        now=now,
    )


STEPS: Mapping[str, Handler] = {FORM: hand_over}
