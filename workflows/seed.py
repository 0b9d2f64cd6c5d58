"""What a new store begins with: the overrides of the shipped calendar."""

import csv
from datetime import date, datetime
from pathlib import Path

from database.session import Session
from organisation.calendar_overrides import days_spoken_of, set_override

OVERRIDES = Path(__file__).parent.parent / "periods" / "data" / "calendar_vn_overrides.csv"


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
