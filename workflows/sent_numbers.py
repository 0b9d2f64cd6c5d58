"""The numbers of a report as it was sent last, with what they were added up from."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from database.session import Session
from engine.tables import instance
from workflows.prefill import Prefill, Writing, find_prefill
from workflows.submission import newest_version
from workflows.tables import cycle, report
from workflows.task_forms import deployed_form


@dataclass(frozen=True)
class SentNumbers:
    """The numbers of a version beside its answers."""

    prefill: Prefill
    answers: Mapping[str, Any]


def sent_numbers(session: Session, row: Any) -> SentNumbers | None:
    """Those of the newest version; None where nothing was sent, or the report takes none. `row` is a report's."""
    version = newest_version(session, row.key)
    if version is None:
        return None
    form, deployment_key = session.execute(
        sa.select(cycle.c.form, instance.c.deployment_key)
        .select_from(
            report.join(cycle, cycle.c.key == report.c.cycle_key).join(
                instance, instance.c.key == report.c.instance_key
            )
        )
        .where(report.c.key == row.key)
    ).one()
    writing = Writing(row.key, row.cycle_unit_key, version.number)
    found = find_prefill(session, deployed_form(session, deployment_key, form), writing)
    return None if found is None else SentNumbers(found, version.answers)
