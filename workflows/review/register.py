"""The register of legal bases: entering and changing them from a file, and reading them with their next reviews."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from database.rivals import one_at_a_time
from database.session import Session
from organisation.errors import UnitUnknown
from organisation.levels import ranks
from organisation.units import find_unit
from workflows.deadlines import ZONE
from workflows.review.basis_file import BasesRefused, BasisRow, read_basis_file
from workflows.review.plan import plan_reviews
from workflows.review.tables import legal_basis, review, review_plan
from workflows.search import folded


@dataclass(frozen=True)
class Imported:
    """What an import did."""

    added: int
    changed: int
    same: int


def import_legal_bases(session: Session, path: Path, *, now: datetime) -> Imported:
    """Enter the legal bases of a CSV file, all or none; those that are there take what the file says.

    Their next reviews are planned anew; reviews that are open go on. Raises BasesRefused.
    """
    rows = read_basis_file(path)
    one_at_a_time(session, "legal_bases")
    levels = ranks(session)
    for row in rows:
        _check(session, path.name, row, levels, now)
    done = [_enter(session, row, now) for row in rows]
    return Imported(done.count("added"), done.count("changed"), done.count("same"))


def _check(session: Session, file: str, row: BasisRow, levels: Mapping[str, int], now: datetime) -> None:
    if row.level is not None and row.level not in levels:
        listed = ", ".join(levels)
        raise BasesRefused(
            file,
            row.line,
            f"Không có cấp {row.level}; có: {listed}.",
            f"There is no level {row.level}: {listed}.",
        )
    try:
        find_unit(session, row.owner, now.astimezone(ZONE).date())
    except UnitUnknown as unknown:
        raise BasesRefused(file, row.line, unknown.text["vi"], unknown.text["en"]) from None


def _enter(session: Session, row: BasisRow, now: datetime) -> str:
    values = {
        "title": row.title,
        "issuer": row.issuer,
        "issued_on": row.issued_on,
        "in_force_since": row.in_force_since,
        "in_force_until": row.in_force_until,
        "level": row.level,
        "reviews": list(row.reviews),
        "search": folded(f"{row.symbol} {row.title} {row.issuer}"),
    }
    found = session.execute(
        sa.select(legal_basis).where(
            legal_basis.c.symbol == row.symbol, legal_basis.c.owner_code == row.owner
        )
    ).one_or_none()
    if found is not None and all(getattr(found, name) == value for name, value in values.items()):
        return "same"
    if found is None:
        new = {"symbol": row.symbol, "owner_code": row.owner, "imported_at": now, **values}
        query: Any = sa.insert(legal_basis).values(**new)
    else:
        query = sa.update(legal_basis).where(legal_basis.c.key == found.key).values(imported_at=now, **values)
    entered = session.execute(query.returning(legal_basis)).one()
    plan_reviews(session, entered, now)
    return "added" if found is None else "changed"


@dataclass(frozen=True)
class BasisLine:
    """A legal basis as its page shows it: `coming` are pairs of kind and day, `reviews` those that were opened."""

    row: Any
    owner_name: str
    coming: Sequence[Any]
    reviews: Sequence[Any]


def legal_bases(session: Session, now: datetime) -> list[BasisLine]:
    """The whole register, what is in force first, the newest at the top."""
    today = now.astimezone(ZONE).date()
    rows = session.execute(sa.select(legal_basis).order_by(legal_basis.c.issued_on.desc(), legal_basis.c.key))
    coming = _by_basis(session, sa.select(review_plan).order_by(review_plan.c.day))
    opened = _by_basis(session, sa.select(review).order_by(review.c.day.desc(), review.c.kind))
    names: dict[str, str] = {}
    lines = [
        BasisLine(
            row,
            names.get(row.owner_code)
            or names.setdefault(row.owner_code, _name(session, row.owner_code, now)),
            coming.get(row.key, ()),
            opened.get(row.key, ()),
        )
        for row in rows
    ]
    return sorted(lines, key=lambda line: (line.row.in_force_until or today) < today)


def _by_basis(session: Session, query: sa.Select[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for row in session.execute(query):
        found.setdefault(row.basis_key, []).append(row)
    return found


def _name(session: Session, code: str, now: datetime) -> str:
    try:
        return find_unit(session, code, now.astimezone(ZONE).date()).name
    except UnitUnknown:
        return code
