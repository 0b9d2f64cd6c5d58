"""The boards, lists and indicators whose cost must not grow with the register: who looks, at which address."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import sqlalchemy as sa

from bench.issues.playing import ABOVE, UNIT
from database.session import Database
from organisation.tables import unit
from workflows.issues.tables import issue

CLERK, RECEIVER, HEAD = (f"{UNIT.lower()}.{role}" for role in ("reporter", "receiver", "head"))
PROVINCE, LEADER = f"{ABOVE.lower()}.receiver", f"{ABOVE.lower()}.leader"


@dataclass(frozen=True)
class Look:
    """Somebody opens a page."""

    who: str
    address: str
    signed_in: bool = True


def looks(database: Database) -> Mapping[str, Look]:
    """Every page by name. The commune has a fifth of all issues; the province sees all of them."""
    with database.read() as session:
        own = sa.select(unit.c.key).where(unit.c.handle == UNIT)
        newest = sa.select(sa.func.max(issue.c.key))
        key = _one(session, newest.where(issue.c.state == "verifying", issue.c.unit_key.in_(own)))
    below = {"scope": "below"}
    return {
        "register": Look(CLERK, _at("/issues")),
        "register_below": Look(PROVINCE, _at("/issues", below)),
        **{
            f"register_{state}": Look(PROVINCE, _at("/issues", {**below, "state": state}))
            for state in (
                "overdue",
                "received",
                "reopened",
                "answered",
                "resolved",
                "closed_unresolved",
                "all",
            )
        },
        "register_field": Look(PROVINCE, _at("/issues", {**below, "field": "land"})),
        "register_field_received": Look(
            PROVINCE, _at("/issues", {**below, "field": "infrastructure", "state": "received"})
        ),
        "register_urgent": Look(PROVINCE, _at("/issues", {**below, "urgency": "urgent"})),
        "register_flash": Look(PROVINCE, _at("/issues", {**below, "urgency": "flash"})),
        "register_flash_all": Look(PROVINCE, _at("/issues", {**below, "urgency": "flash", "state": "all"})),
        "register_own_flash": Look(CLERK, _at("/issues", {"urgency": "flash"})),
        "register_field_flash": Look(
            PROVINCE, _at("/issues", {**below, "urgency": "flash", "field": "land"})
        ),
        "issue": Look(RECEIVER, f"/issues/{key}"),
        "issue_from_above": Look(PROVINCE, f"/issues/{key}"),
        "new_issue": Look(RECEIVER, "/issues/new"),
        "indicators": Look(CLERK, "/indicators"),
        "indicators_province": Look(LEADER, "/indicators"),
        "indicators_past": Look(
            LEADER, _at("/indicators", {"first": "2025-07-01", "last": "2026-06-30", "as_of": "2026-03-31"})
        ),
        "tasks": Look(RECEIVER, "/tasks"),
        "tasks_searched": Look(RECEIVER, _at("/tasks", {"q": "ngap ngo 3"})),
        "directions_owed": Look(HEAD, _at("/directions", {"side": "owed"})),
        "directions_given": Look(LEADER, _at("/directions", {"side": "given"})),
        "directions_closed": Look(LEADER, _at("/directions", {"side": "given", "state": "closed"})),
        "verifications": Look(CLERK, "/verifications"),
        "verifications_province": Look(PROVINCE, "/verifications"),
        "reviews": Look(LEADER, "/reviews"),
        "legal_bases": Look(LEADER, "/legal-bases"),
        "overdue": Look(LEADER, "/overdue"),
        "notices": Look(HEAD, "/notices"),
    }


def _at(path: str, asked: Mapping[str, str] | None = None) -> str:
    return path + ("?" + urlencode(asked) if asked else "")


def _one(session: Any, query: sa.Select[Any]) -> Any:
    return session.execute(query).scalar_one()
