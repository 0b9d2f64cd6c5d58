"""Filling a demo store: real units, demo staff, the shipped calendar, diagrams, tables and forms."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path

from database.session import Database, Session
from engine.host import Host
from organisation.areas import add_areas
from organisation.demo_staff import create_demo_staff
from organisation.import_units import import_units
from organisation.tree import tree
from organisation.units import find_unit
from workflows.deadlines import ZONE
from workflows.deployment import deploy_shipped
from workflows.issues.taxonomy import seed_categories
from workflows.seed import seed_calendar

DATA = Path(__file__).parent.parent.parent / "organisation" / "data"
THREE_TIERS, TWO_TIERS = "units_three_tier.csv", "units_two_tier.csv"
AGENCIES = "agencies_demo.csv"
ROOT_CODE = "P01"
AREAS = 12

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Setting:
    """Which tree a demo plays on, and which month."""

    files: tuple[str, ...]
    period: str
    made_at: datetime


def setting(which: str, today: date) -> Setting:
    """Three tiers: May 2025, before the reform. Two tiers: the month that is current.

    Both trees are in both stores; the one that is played comes first, since a code's first unit has the plain
    handle.
    """
    if which == "three":
        return Setting((THREE_TIERS, TWO_TIERS, AGENCIES), "2025-05", _morning(date(2025, 5, 1)))
    return Setting((TWO_TIERS, THREE_TIERS, AGENCIES), f"{today:%Y-%m}", _morning(today.replace(day=1)))


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(7, 0), tzinfo=ZONE)


def make_store(database: Database, host: Host, which: Setting, password: str, progress: Progress) -> None:
    """Fill an empty, migrated store. Each part is one transaction; a part that fails leaves nothing of itself."""
    for number, name in enumerate(which.files):
        progress("units", number, len(which.files))
        with database.write() as session:
            import_units(session, DATA / name, now=which.made_at)
    progress("units", len(which.files), len(which.files))
    with database.write() as session:
        seed_and_deploy(session, host, which.made_at)
    progress("staff", 0, 1)
    with database.write() as session:
        add_people(session, ROOT_CODE, which.made_at.date(), password, now=which.made_at)
    progress("staff", 1, 1)


def seed_and_deploy(session: Session, host: Host, now: datetime) -> None:
    """What every new store begins with: the shipped calendar, categories, diagrams, tables and forms."""
    seed_calendar(session, now)
    seed_categories(session)
    deploy_shipped(session, host, actor="system", now=now)


def add_people(session: Session, root_code: str, on: date, password: str, *, now: datetime) -> None:
    """Demo staff for all units from a root down, and named areas for the lowest of them."""
    root = find_unit(session, root_code, on)
    placed = tree(session, root.key, on)
    create_demo_staff(session, root.key, on, password, now=now)
    names = [f"Tổ dân phố số {number}" for number in range(1, AREAS + 1)]
    lowest = max(place.depth for place in placed)
    add_areas(session, [place.unit.key for place in placed if place.depth == lowest], names)
