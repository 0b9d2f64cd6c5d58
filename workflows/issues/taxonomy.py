"""Categories in two levels and programmes, as lists that an operator imports and forms offer."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from database.prepared import Prepared
from database.remembering import forget, remember
from database.session import Session
from forms.form import Option
from organisation.days import ONE_DAY, Span, local_day
from workflows.issues.errors import ListRefused
from workflows.issues.list_files import CODE, LIST_OF_CATEGORIES, LIST_OF_PROGRAMMES, read_list
from workflows.issues.tables import category, programme

SHIPPED = Path(__file__).parent / "data" / "categories.csv"
OTHER = "other"
BETWEEN = " – "
"""Stands between the two levels where a category is named whole."""


def import_categories(session: Session, path: Path) -> int:
    """Take a CSV file of categories: code, parent, name_vi, name_en, valid_from, valid_to. Returns how many rows.

    A known code gets its new words and days and stays where it is; none is ever taken away. A category of the
    second level has the code of its parent, a full stop, and its own: "environment.waste". Raises ListRefused.
    """
    rows = read_list(path, LIST_OF_CATEGORIES)
    codes = {row["code"] for row in rows} | set(session.scalars(sa.select(category.c.code)))
    for place, row in enumerate(rows, 2):
        _require_parent(row, codes, place)
    return _put(session, category, rows)


def import_programmes(session: Session, path: Path) -> int:
    """Take a CSV file of programmes: code, name_vi, name_en, first_year, last_year. Returns how many rows."""
    return _put(session, programme, read_list(path, LIST_OF_PROGRAMMES))


def seed_categories(session: Session) -> None:
    """Enter the shipped categories into a store that has none; a store with its own keeps them."""
    if session.execute(sa.select(category.c.code).limit(1)).first() is None:
        import_categories(session, SHIPPED)


def field_of(code: str) -> str:
    """The first level of a category."""
    return code.partition(".")[0]


def known_category(code: str) -> str:
    """The category of a report's issue; what no list could hold is "other"."""
    return code if CODE.fullmatch(code) else OTHER


def categories(session: Session, on: date) -> list[Option]:
    """The categories offered on a day, each second level under its first."""
    known, changes = remember(session, "categories", lambda: _all_categories(session))

    def of_the_day() -> Sequence[Option]:
        return _offered([row for row in known if Span(row.valid_from, row.valid_to).holds(on)])

    # from one change to the next the days are alike
    return list(remember(session, ("categories", bisect_right(changes, on)), of_the_day))


def _all_categories(session: Session) -> tuple[Sequence[Any], Sequence[date]]:
    """All categories there ever were, and the days from which on others are offered than before."""
    rows = _CATEGORIES.run(session, {})
    begins = {row.valid_from for row in rows if row.valid_from}
    ends = {row.valid_to + ONE_DAY for row in rows if row.valid_to and row.valid_to < date.max}
    return rows, sorted(begins | ends)


_CATEGORIES = Prepared(sa.select(category).order_by(category.c.position, category.c.code))


def _offered(rows: Sequence[Any]) -> Sequence[Option]:
    named = {row.code: row for row in rows}
    first = {row.code: place for place, row in enumerate(rows) if row.parent is None}
    # a second level without its first is not offered
    offered = [row for row in rows if row.parent is None or row.parent in first]
    offered.sort(key=lambda row: (first[row.parent or row.code], row.parent is not None, row.position))
    return [Option(row.code, _whole_name(row, named)) for row in offered]


def require_category(session: Session, code: str) -> None:
    """Refuse a code that no category has: ListRefused."""
    if session.execute(sa.select(category.c.code).where(category.c.code == code)).first() is None:
        first = ", ".join(session.scalars(sa.select(category.c.code).where(category.c.parent.is_(None))))
        raise ListRefused(
            f"Không có lĩnh vực “{code}”. Các lĩnh vực cấp một: {first}.",
            f"There is no category “{code}”. Those of the first level: {first}.",
        )


def fields(session: Session, on: date) -> list[Option]:
    """The categories of the first level on a day."""
    return [one for one in categories(session, on) if "." not in one.value]


def programmes(session: Session, now: datetime) -> list[Option]:
    """The programmes of this year."""
    year = local_day(now).year
    rows = session.execute(
        sa.select(programme)
        .where(
            sa.or_(programme.c.first_year.is_(None), programme.c.first_year <= year),
            sa.or_(programme.c.last_year.is_(None), programme.c.last_year >= year),
        )
        .order_by(programme.c.position, programme.c.code)
    )
    return [Option(row.code, {"vi": row.name_vi, "en": row.name_en}) for row in rows]


def category_names(session: Session, codes: Sequence[str]) -> dict[str, Mapping[str, str]]:
    """What categories are called, whether still offered or not."""
    wanted = {*codes, *map(field_of, codes)}
    rows = session.execute(sa.select(category).where(category.c.code.in_(sorted(wanted)))).all()
    named = {row.code: row for row in rows}
    return {
        code: _whole_name(named[code], named) if code in named else {"vi": code, "en": code} for code in codes
    }


def programme_names(session: Session, codes: Sequence[str]) -> dict[str, Mapping[str, str]]:
    """What programmes are called."""
    rows = session.execute(sa.select(programme).where(programme.c.code.in_(sorted(codes))))
    named = {row.code: {"vi": row.name_vi, "en": row.name_en} for row in rows}
    return {code: named.get(code, {"vi": code, "en": code}) for code in codes}


def _whole_name(row: Any, named: Mapping[str, Any]) -> dict[str, str]:
    above = named.get(row.parent) if row.parent else None
    own = {"vi": row.name_vi, "en": row.name_en}
    if above is None:
        return own
    return {"vi": f"{above.name_vi}{BETWEEN}{own['vi']}", "en": f"{above.name_en}{BETWEEN}{own['en']}"}


def _require_parent(row: Mapping[str, Any], codes: set[str], place: int) -> None:
    code, parent = row["code"], row["parent"]
    stands_under = parent in codes and "." not in str(parent) and code.startswith(f"{parent}.")
    if (parent is None and "." not in code) or (parent is not None and stands_under):
        return
    raise ListRefused(
        f"Dòng {place}: mã “{code}” phải là “{parent or 'mã cấp một'}.…” và cấp trên của nó phải có trong danh mục.",
        f"Row {place}: the code “{code}” must be “{parent or 'a first level'}.…”, its parent in the list.",
    )


def _put(session: Session, table: sa.Table, rows: Sequence[Mapping[str, Any]]) -> int:
    known = set(session.scalars(sa.select(table.c.code)))
    new = [row for row in rows if row["code"] not in known]
    # parents first: rows of a file come in any order
    for row in sorted(new, key=lambda row: str(row["code"]).count(".")):
        session.execute(sa.insert(table).values(**row))
    for row in rows:
        if row["code"] in known:
            changed = {name: value for name, value in row.items() if name not in {"code", "parent"}}
            session.execute(sa.update(table).where(table.c.code == row["code"]).values(**changed))
    forget(session)
    return len(rows)
