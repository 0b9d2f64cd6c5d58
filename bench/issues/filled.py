"""A store with as many issues as asked for."""

from datetime import date, datetime
from pathlib import Path

import sqlalchemy as sa

from bench.country import OPENED, PASSWORD, furnish
from bench.issues.copying import DAYS_APART, Copies
from bench.issues.courses import BUILDERS, INSPECTORS, PROGRAMMES
from bench.issues.matters import promise_matters
from bench.issues.playing import ABOVE, ENDED, NATION, Played
from bench.issues.receptions import set_days_of
from bench.issues.today import bring_to_today
from database.session import Database
from organisation.demo_staff import create_demo_staff
from organisation.import_units import import_units
from organisation.tables import unit
from organisation.units import find_unit
from workflows.issues.tables import issue, programme

COMMUNES = 40
RECEIVING = ("commune", "province")
"""The levels whose heads receive citizens on set days."""
NOW = OPENED
SINCE = date(2025, 7, 1)
SHIFTS = (*range(0, (NOW - ENDED).days, DAYS_APART), (NOW - ENDED).days)
"""The numbers of days by which copies are moved: the newest of them were played until today."""
_AGENCIES = (
    "code,host,kind,name,fields",
    f"{BUILDERS},{ABOVE},agency,Sở Xây dựng,infrastructure;land",
    f"{INSPECTORS},{ABOVE},oversight,Thanh tra tỉnh,",
)


def furnish_empty(folder: Path, url: str | None = None) -> Database:
    """A new store of a province with its programmes, and no issue."""
    database = furnish(folder, COMMUNES, url, SINCE)
    agencies = folder / "agencies.csv"
    agencies.write_text("\n".join(_AGENCIES), encoding="utf-8")
    began = datetime.combine(SINCE, NOW.timetz())
    with database.write() as session:
        import_units(session, agencies, now=began)
        create_demo_staff(session, find_unit(session, NATION, SINCE).key, SINCE, PASSWORD, now=began)
        for handle in session.scalars(sa.select(unit.c.handle).where(unit.c.level.in_(RECEIVING))):
            set_days_of(session, handle, began)
        rows = [
            {"code": code, "name_vi": code, "name_en": code, "position": place}
            for place, code in enumerate(PROGRAMMES)
        ]
        session.execute(sa.insert(programme), rows)
    return database


def furnish_played(folder: Path, url: str | None = None) -> Database:
    """The same, after one commune's issues were played."""
    database = furnish_empty(folder, url)
    played = Played(database)
    promise_matters(played)
    played.play()
    return database


def fill(database: Database, issues: int) -> int:
    """Copy what was played until there are about so many issues, and go on to today. Returns how many there are."""
    with database.read() as session:
        played = session.execute(sa.select(sa.func.count()).select_from(issue)).scalar_one()
    Copies(database, SHIFTS).make(issues // played - 1)
    bring_to_today(database)
    return int(issues // played * played)
