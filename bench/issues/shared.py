"""What the copies that go to one unit and are moved by as many days have in common: a unit sits once on a day.

The first of them has the sitting; what is raised at it by the others is raised there, too. Where no copies come to,
there is the sitting alone.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from engine.tables import instance, task
from workflows.reception.tables import reception, reception_event

Rows = Mapping[str, Sequence[Mapping[str, Any]]]
"""Rows by the name of their table."""
SHARED = "reception_key"
"""The column by which others refer to what is shared."""
POSITIONS = 100
"""By how much the position of an issue at a sitting grows from one of them to the next."""


def shared_keys(played: Rows) -> Mapping[str, frozenset[int]]:
    """The rows that only the first has: by table, their keys."""
    runs = _keys(played[instance.name], lambda row: row["subject"].startswith(f"{reception.name}:"))
    return {
        reception.name: _keys(played[reception.name], lambda _row: True),
        reception_event.name: _keys(played[reception_event.name], lambda row: row["issue_key"] is None),
        instance.name: runs,
        task.name: _keys(played[task.name], lambda row: row["instance_key"] in runs),
    }


def _keys(rows: Sequence[Mapping[str, Any]], which: Any) -> frozenset[int]:
    return frozenset(row["key"] for row in rows if which(row))
