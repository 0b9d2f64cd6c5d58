"""A store with as many issues as asked for."""

from datetime import date
from pathlib import Path

import sqlalchemy as sa

from bench.country import OPENED, furnish
from bench.issues.copying import DAYS_APART, Copies
from bench.issues.courses import PROGRAMMES
from bench.issues.playing import BEGAN, Played
from database.session import Database
from workflows.issues.tables import issue, programme

COMMUNES = 40
NOW = OPENED
SINCE = date(2025, 7, 1)
SHIFTS = ((NOW - BEGAN).days - 120) // DAYS_APART
"""By how many numbers of days copies are moved: the newest of them were played until some weeks ago."""


def furnish_empty(folder: Path, url: str | None = None) -> Database:
    """A new store of a province with its programmes, and no issue."""
    database = furnish(folder, COMMUNES, url, SINCE)
    with database.write() as session:
        rows = [
            {"code": code, "name_vi": code, "name_en": code, "position": place}
            for place, code in enumerate(PROGRAMMES)
        ]
        session.execute(sa.insert(programme), rows)
    return database


def furnish_played(folder: Path, url: str | None = None) -> Database:
    """The same, after one commune's issues were played."""
    database = furnish_empty(folder, url)
    Played(database).play()
    return database


def fill(database: Database, issues: int) -> int:
    """Copy what was played until there are about so many issues. Returns how many there are."""
    with database.read() as session:
        played = session.execute(sa.select(sa.func.count()).select_from(issue)).scalar_one()
    Copies(database, SHIFTS).make(issues // played - 1)
    return int(issues // played * played)
