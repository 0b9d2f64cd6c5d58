"""The register in the tests: what reports told, and how the issues stand."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from organisation.tables import unit
from tests.workflows.cycle import ANSWERS, ISSUE, Cycle
from workflows.issues.tables import issue, issue_event, issue_party, issue_source
from workflows.submission import Actor

CLERK = Actor(1, {"vi": "Cán bộ tổng hợp, Phường 3", "en": "Reporting officer, Phường 3"})


def told(*issues: Mapping[str, Any]) -> dict[str, Any]:
    """A report that tells of these issues."""
    return {**ANSWERS, "issues": [{**ISSUE, **one} for one in issues]}


def report_and_accept(cycle: Cycle, *issues: Mapping[str, Any], unit_code: str = "C003") -> None:
    """A ward sends a report, and its district accepts it."""
    cycle.submit(unit_code, told(*issues))
    cycle.accept(unit_code, "D001")


def issues(cycle: Cycle) -> list[Any]:
    """All issues, as they entered the register."""
    with cycle.database.read() as session:
        return list(session.execute(sa.select(issue).order_by(issue.c.key)))


def events(cycle: Cycle, key: int) -> list[tuple[str, str]]:
    """What happened to an issue, and what it became."""
    query = sa.select(issue_event).where(issue_event.c.issue_key == key).order_by(issue_event.c.number)
    with cycle.database.read() as session:
        return [(row.what, row.became) for row in session.execute(query)]


def sources(cycle: Cycle, key: int) -> list[Any]:
    """Where an issue came from."""
    query = sa.select(issue_source).where(issue_source.c.issue_key == key).order_by(issue_source.c.key)
    with cycle.database.read() as session:
        return list(session.execute(query))


def parties(cycle: Cycle, key: int) -> dict[str, tuple[str, str]]:
    """Who may see an issue: the unit's handle, why, and in which of its lists."""
    query = sa.select(unit.c.handle, issue_party.c.why, issue_party.c.scope).join(
        issue_party, issue_party.c.unit_key == unit.c.key
    )
    with cycle.database.read() as session:
        rows = session.execute(query.where(issue_party.c.issue_key == key))
        return {row.handle: (row.why, row.scope) for row in rows}
