"""People who wait for an answer, whoever tells it to them, and what came of it."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from tests.workflows.cycle import Cycle, at
from tests.workflows.issues.handled import ANSWER, FOUND, SORTED, Handled
from tests.workflows.steps import Steps
from workflows.callers.contact import Given
from workflows.callers.state import receipt_state
from workflows.delivery.matter_kind import DeliveryKind
from workflows.delivery.tables import answer_delivery
from workflows.issues.tables import issue_source
from workflows.matter import Matter
from workflows.open_task import find_task

PHONE = "0912 345 678"
GIVEN = Given(PHONE, agreed=True)
NOW = at(7)
TOLD: Mapping[str, Any] = {"outcome": "delivered", "how": "phone", "note": ""}
WHY = {"reason_code": "not_ours", "reason": "Tranh chấp dân sự.", "evidence": "Công văn 15."}


def answer(handled: Handled) -> None:
    """All the way to the answer, in Ward 3."""
    handled.do("c003.receiver", SORTED)
    handled.do("c003.reporter", {**FOUND, "decision": "answer"})
    handled.do("c003.reporter", ANSWER)
    handled.do("c003.head", {"decision": "approve"})


def deliveries(cycle: Cycle) -> list[Any]:
    with cycle.database.read() as session:
        return list(session.execute(sa.select(answer_delivery).order_by(answer_delivery.c.key)))


def outcomes(cycle: Cycle) -> list[tuple[str, str | None, str | None]]:
    return [(row.path, row.outcome, row.how) for row in deliveries(cycle)]


def steps(cycle: Cycle) -> Steps:
    return Steps(cycle.database, cycle.now)


def receipt_of(cycle: Cycle, key: int) -> str:
    with cycle.database.read() as session:
        query = sa.select(issue_source.c.receipt).where(issue_source.c.issue_key == key)
        return str(session.execute(query).scalar_one())


def answer_of(cycle: Cycle, receipt: str) -> str | None:
    """What the public page shows to whoever holds a receipt."""
    with cycle.database.read() as session:
        found = receipt_state(session, receipt)
    return found.answer if found else None


def page(cycle: Cycle, who: str, subject: str) -> Matter:
    """What the page of the open task of telling an answer shows."""
    key, viewer = steps(cycle).task(subject, "deliver").key, cycle.viewer(who)
    with cycle.database.read() as session:
        return DeliveryKind().matter(session, find_task(session, viewer, key), cycle.now)


def tell(cycle: Cycle, who: str = "c003.reporter", key: int = 1, **said: Any) -> None:
    people = steps(cycle)
    people.do(who, f"answer_delivery:{key}", "deliver", **{**TOLD, **said})
    people.pump()


def told(cycle: Cycle, key: int = 1) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for words, who, _at in steps(cycle).told(f"answer_delivery:{key}"):
        found.setdefault(words, []).append(who)
    return {words: sorted(who) for words, who in found.items()}
