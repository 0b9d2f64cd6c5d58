"""Filled stores that outlast a run, so that a measure can be repeated without filling them again."""

import shutil
from pathlib import Path

from bench.issues.filled import fill, furnish_played
from database.migrate import migrate
from database.session import Database, open_database, sqlite_url
from web.schema import metadata
from workflows.indicators.folding import fold_some

PLAYED, FILLING = "played", ".filling"


def filled_store(folder: Path, issues: int) -> Database:
    """The store of about so many issues in a folder: what an earlier run left there, otherwise a new one.

    One that was left is brought to the tables of today, without a copy of it being kept. What is filled has its name
    only when it is complete.
    """
    place = folder / f"{issues}-issues"
    if not place.exists():
        _fill(folder, place, issues)
    url = sqlite_url(place / "store.db")
    copy = migrate(url, metadata).copy
    if copy is not None:
        copy.unlink()
    database = open_database(url)
    _count_what_waits(database)
    return database


def _fill(folder: Path, place: Path, issues: int) -> None:
    """Played once for all the stores of a folder."""
    played, filling = folder / PLAYED, place.with_suffix(FILLING)
    if not played.exists():
        unplayed = played.with_suffix(FILLING)
        shutil.rmtree(unplayed, ignore_errors=True)
        furnish_played(unplayed).close()
        unplayed.rename(played)
    shutil.rmtree(filling, ignore_errors=True)
    shutil.copytree(played, filling)
    database = open_database(sqlite_url(filling / "store.db"))
    fill(database, issues)
    database.close()
    filling.rename(place)


def _count_what_waits(database: Database) -> None:
    """Pages would otherwise add it up each time they are read, as new tables of counts are made from events."""
    while True:
        with database.write() as session:
            if not fold_some(session):
                return
