"""What a new store begins with: the shipped calendar and categories, diagrams, tables and forms."""

import csv
from datetime import date, datetime
from pathlib import Path

from database.rivals import one_at_a_time
from database.session import Session
from engine.deployment import Deployment
from engine.host import Host
from organisation.calendar_overrides import days_spoken_of, set_override
from workflows.deployment import deploy_shipped
from workflows.issues.taxonomy import seed_categories

OVERRIDES = Path(__file__).parent.parent / "periods" / "data" / "calendar_vn_overrides.csv"


def prepare_store(session: Session, host: Host, *, actor: str, now: datetime) -> Deployment:
    """Enter the shipped calendar and categories, and deploy what is shipped; nothing is changed twice."""
    one_at_a_time(
        session, "deployment"
    )  # first, as whoever deploys: reference data is written by one at a time
    seed_calendar(session, now)
    seed_categories(session)
    return deploy_shipped(session, host, actor=actor, now=now)


def seed_calendar(session: Session, now: datetime) -> None:
    """Enter the shipped overrides of days that have none yet; what an operator has said of a day stays."""
    known = days_spoken_of(session)
    with OVERRIDES.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if date.fromisoformat(row["date"]) in known:
                continue
            set_override(
                session,
                date.fromisoformat(row["date"]),
                row["kind"],
                name=row["name"],
                source=row["source"],
                now=now,
            )
