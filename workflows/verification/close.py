"""The end of a verification: its result is kept, the requester and the agencies are told."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from engine.actions import Step
from notifications.outbox import notify
from organisation.roles import HEAD, group
from workflows.desk import desk_of
from workflows.subject import Subject
from workflows.verification.ask import KIND
from workflows.verification.findings import finding_words
from workflows.verification.rows import find, parts_of, verification_title
from workflows.verification.tables import verification, verification_opinion, verification_part


def close_verification(step: Step, variables: Mapping[str, Any]) -> Mapping[str, Any]:
    """Keep that it is over and tell those who asked and those who were asked. Returns `result`: the conclusion."""
    key = int(variables[KIND])
    step.session.execute(sa.update(verification).where(verification.c.key == key).values(closed_at=step.now))
    for table, said_at in ((verification_part, "answered_at"), (verification_opinion, "given_at")):
        unsaid = sa.and_(table.c.verification_key == key, table.c[said_at].is_(None))
        step.session.execute(sa.update(table).where(unsaid).values(ended=True))
    row = find(step.session, key)
    handles = [row.requester, *(part.unit for part in parts_of(step.session, key))]
    words = finding_words(row.conclusion)
    text = {"vi": f"kết luận: {words['vi']}.", "en": f"concluded: {words['en']}."}
    notify(
        step.session,
        key=f"{step.token}:concluded",
        recipients=_offices(step, handles),
        words="matter_told",
        facts={"title": dict(verification_title(row.title)), "unit": row.lead_name, "text": text},
        about=str(Subject(KIND, key)),
        rule="matter_told",
        now=step.now,
    )
    return {"result": row.conclusion}


def _offices(step: Step, handles: list[str]) -> list[str]:
    desks = [desk_of(step.session, handle, step.now) for handle in handles]
    return list(dict.fromkeys([*desks, *(group(handle, HEAD) for handle in handles)]))
