"""Importing a file of units or agencies: all of it, or none of it.

Everything is checked in memory against the file and the store; only then is anything written, in batches, in
the caller's transaction. The same file may be imported again: what is already there is merged.
"""

import hashlib
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa

from database.remembering import forget
from database.rivals import one_at_a_time
from database.session import Session
from organisation.days import Span
from organisation.levels import ranks, seed_levels
from organisation.routes import HOST, REPORT
from organisation.tables import route, unit, unit_import
from organisation.unit_files import UnitRow, read_unit_file
from organisation.unit_register import Above, Entry, Register, refuse_circles

BATCH = 1_000

Progress = Callable[[int, int], None]
"""Called with (rows done, rows in all)."""


@dataclass(frozen=True)
class ImportReport:
    """What an import did: units added, rows merged with what was there, routes added."""

    added: int
    merged: int
    routes: int


def import_units(
    session: Session, path: Path, *, now: datetime, progress: Progress | None = None
) -> ImportReport:
    """Import a CSV file of units (code, parent, level, ...) or agencies (code, host, kind, ...).

    Identical rows merge, overlapping different ones are refused; the same code with other days is a unit of
    its own. An agency stands beside every unit that carries its host's code, so import agencies after units,
    or once more: importing again adds only what is missing. Raises UnitsRefused; then nothing was written.
    """
    rows = read_unit_file(path)
    one_at_a_time(session, "units")
    seed_levels(session)
    register = _register(session)
    admitted = [(row, *register.admit(row)) for row in rows]
    new = {entry: row for row, entry, is_new in admitted if is_new}
    for row, entry, _ in admitted:
        register.join(row, entry)
    refuse_circles(new)
    for row, entry, _ in admitted:
        register.check_ranks(row, entry)
    register.name_handles(new)
    _insert_units(session, list(new), len(rows), progress)
    added_routes = _insert_routes(session, {entry: row for row, entry, _ in admitted})
    report = ImportReport(len(new), len(rows) - len(new), added_routes)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    session.execute(
        unit_import.insert().values(file=path.name, sha256=digest, imported_at=now, **asdict(report))
    )
    return report


def _register(session: Session) -> Register:
    register = Register(ranks(session))
    by_key: dict[int, Entry] = {}
    for row in session.execute(sa.select(unit)):
        days = Span(row.valid_from, row.valid_to)
        entry = Entry(
            row.code, row.level, row.kind, row.name, row.type, tuple(row.fields), days, row.key, row.handle
        )
        by_key[row.key] = entry
        register.add(entry)
    for row in session.execute(sa.select(route).where(route.c.line.in_([REPORT, HOST]))):
        step = Above(by_key[row.to_unit], Span(row.valid_from, row.valid_to), stored=True)
        by_key[row.from_unit].routes.append(step)
    return register


def _insert_units(session: Session, new: list[Entry], total: int, progress: Progress | None) -> None:
    done = total - len(new)
    for start in range(0, len(new), BATCH):
        batch = new[start : start + BATCH]
        query = unit.insert().returning(unit.c.key, unit.c.handle)
        keys = {row.handle: row.key for row in session.execute(query, [_unit_values(one) for one in batch])}
        for entry in batch:
            entry.key = keys[entry.handle]
        done += len(batch)
        if progress:
            progress(done, total)


def _unit_values(entry: Entry) -> dict[str, object]:
    plain = ("handle", "code", "name", "type", "level", "kind", "fields")
    return {
        **{name: getattr(entry, name) for name in plain},
        "valid_from": entry.days.first,
        "valid_to": entry.days.last,
    }


def _insert_routes(session: Session, rows: dict[Entry, UnitRow]) -> int:
    values = [
        {
            "from_unit": entry.key,
            "to_unit": step.entry.key,
            "line": row.on_line,
            "valid_from": step.days.first,
            "valid_to": step.days.last,
        }
        for entry, row in rows.items()
        for step in entry.routes
        if not step.stored
    ]
    for start in range(0, len(values), BATCH):
        session.execute(route.insert(), values[start : start + BATCH])
    forget(session)
    return len(values)
