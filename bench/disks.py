"""Disks that fail a store on SQLite: one that is full after so many pages, and one that cannot be written."""

import sqlite3
from typing import Any

import sqlalchemy as sa

from database.session import Database, sqlite_path

SOUND, READ_ONLY, FULL = "sound", "read-only", "full"
SPARE_PAGES = 1


def put_on(disk: str, database: Database) -> None:
    """Let the store's writer find such a disk."""
    path = sqlite_path(database.url)
    if disk == SOUND or path is None:
        return

    @sa.event.listens_for(database.writer, "connect")
    def fill(connection: sqlite3.Connection, _record: Any) -> None:
        if disk == FULL:
            pages = connection.execute("pragma page_count").fetchone()[0]
            connection.execute(f"pragma max_page_count={pages + SPARE_PAGES}")

    @sa.event.listens_for(database.writer, "do_connect")
    def forbid(_dialect: Any, _record: Any, words: list[Any], options: dict[str, Any]) -> None:
        if disk == READ_ONLY:
            words[0], options["uri"] = f"file:{path}?mode=ro", True
