"""Matters that are open only for a while: their clocks end them, whoever does nothing.

A copy that is moved to a day long past must not hold them: nowhere would a thousand quick reports be open for a year.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from database.metadata import metadata
from engine.tables import instance, task
from workflows.reception.record import OPEN_STATES

Row = Mapping[str, Any]
Rows = Mapping[str, Sequence[Row]]
"""Rows by the name of their table."""

UNFINISHED: Mapping[str, Callable[[Row], bool]] = {
    "quick_report": lambda row: row["state"] == "open",
    "data_call": lambda row: row["closed_at"] is None,
    "verification": lambda row: row["closed_at"] is None,
    "oversight": lambda row: row["given_at"] is None and row["closed_at"] is None,
    "answer_delivery": lambda row: row["path"] == "contact" and row["outcome"] is None,
    "reception": lambda row: row["state"] in OPEN_STATES,
    "response": lambda row: row["state"] == "running",
}


def without_unfinished(rows: Rows) -> dict[str, list[Row]]:
    """The same rows without those matters, all that hangs on them, and what runs for them."""
    gone: dict[str, set[int]] = {name: set() for name in rows}
    lasting: dict[str, list[Row]] = {}
    for table in metadata.sorted_tables:
        ends = UNFINISHED.get(table.name)
        for row in rows.get(table.name, ()):
            if (ends is not None and ends(row)) or _hangs_on(table, row, gone):
                gone[table.name].add(row.get("key", 0))
            else:
                lasting.setdefault(table.name, []).append(row)
    subjects = {f"{name}:{key}" for name, keys in gone.items() for key in keys}
    runs = {row["key"] for row in rows[instance.name] if row["subject"] in subjects}
    return {
        name: [
            row
            for row in lasting.get(name, ())
            if row["key" if name == instance.name else "instance_key"] not in runs
        ]
        if name in (instance.name, task.name)
        else lasting.get(name, [])
        for name in rows
    }


def _hangs_on(table: sa.Table, row: Row, gone: Mapping[str, set[int]]) -> bool:
    return any(row[one.parent.name] in gone.get(one.column.table.name, ()) for one in table.foreign_keys)
