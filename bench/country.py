"""A store to measure on: one province and as many communes as asked for, their staff, and an open cycle."""

from datetime import date, datetime, timedelta
from pathlib import Path

from database.migrate import migrate
from database.session import Database, open_database, sqlite_url
from engine.pump import pump
from organisation.demo_staff import create_demo_staff
from organisation.import_units import import_units
from organisation.units import find_unit
from web.schema import metadata
from workflows.deadlines import ZONE
from workflows.deployment import deploy_shipped
from workflows.house import HOUSE
from workflows.issues.taxonomy import seed_categories
from workflows.open_cycle import open_cycle
from workflows.seed import seed_calendar

OPENED = datetime(2026, 10, 7, 8, tzinfo=ZONE)
FURNISHED = OPENED.date() - timedelta(days=30)
PERIOD = "2026-10"
PASSWORD = "a password of the bench"  # noqa: S105 - the store is thrown away
HEADINGS = "code,parent,level,name,type,valid_from,valid_to"
NATION = ("VN,,nation,Việt Nam,nation,,", "P01,VN,province,Tỉnh A,tỉnh,2025-07-01,")


def furnish(folder: Path, communes: int, url: str | None = None, since: date = FURNISHED) -> Database:
    """A new store with a province of so many communes, everybody's accounts, the calendar and the diagrams.

    On SQLite, in the folder, unless the URL of an empty database is given. Everything is there `since` a day.
    """
    folder.mkdir(parents=True, exist_ok=True)
    url = url or sqlite_url(folder / "store.db")
    migrate(url, metadata)
    units = folder / "units.csv"
    places = (f"C{number:05},P01,commune,Xã {number},xã,2025-07-01," for number in range(1, communes + 1))
    units.write_text("\n".join((HEADINGS, *NATION, *places)), encoding="utf-8")
    database = open_database(url)
    prepare(database, units, "P01", since)
    return database


def prepare(database: Database, units: Path, root: str, day: date) -> None:
    """Enter units, calendar, diagrams and the accounts of everybody below a unit."""
    now = min(OPENED - timedelta(days=30), datetime.combine(day, OPENED.timetz()))
    with database.write() as session:
        import_units(session, units, now=now)
        seed_calendar(session, now)
        seed_categories(session)
        deploy_shipped(session, HOUSE, actor="bench", now=now)
        create_demo_staff(session, find_unit(session, root, day).key, day, PASSWORD, now=now)


def open_month(database: Database, root: str = "P01") -> None:
    """Open the monthly cycle and let it unfold: one instance and one draft to write for every unit."""
    begin_month(database, root)
    pump(database, HOUSE, OPENED)


def begin_month(database: Database, root: str = "P01") -> None:
    """Open the monthly cycle and leave its unfolding to whoever does the jobs."""
    open_cycle(
        database,
        HOUSE,
        definition="periodic_report",
        period_key=PERIOD,
        root_code=root,
        actor="bench",
        now=OPENED,
    )
