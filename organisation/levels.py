"""The levels of government are data. Vietnam's come with the product; another country enters its own."""

import csv
from pathlib import Path

import sqlalchemy as sa

from database.session import Session
from organisation.tables import level

SHIPPED = Path(__file__).parent / "data" / "levels.csv"


def ranks(session: Session) -> dict[str, int]:
    """Each level code with its rank; 1 is the highest."""
    return {row.code: row.rank for row in session.execute(sa.select(level.c.code, level.c.rank))}


def seed_levels(session: Session) -> None:
    """Enter the shipped levels into a store that has none; a store with its own keeps them."""
    if ranks(session):
        return
    with SHIPPED.open(encoding="utf-8", newline="") as lines:
        rows = [
            {"code": row["code"], "rank": int(row["rank"]), "name_vi": row["vi"], "name_en": row["en"]}
            for row in csv.DictReader(lines)
        ]
    session.execute(level.insert(), rows)
