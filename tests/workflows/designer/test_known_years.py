"""A year is worked out once, and anew as soon as anything is another that it follows from."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from database.session import Database, Session
from organisation.calendar_overrides import Override, set_override
from organisation.tables import route, unit
from periods.windows import Period
from workflows.deadlines import ZONE, deadline_tables, working_calendar
from workflows.deployment import Files, shipped_files
from workflows.designer import trying
from workflows.designer.known_years import KnownYears, Origin
from workflows.designer.trees import mark_of_trees
from workflows.designer.trying import try_year
from workflows.designer.year import Year, windows_of_year

NOW = datetime(2026, 8, 3, 8, tzinfo=ZONE)
QUARTERS = windows_of_year(2026, ("quarter",))
WARDS_LATER = [
    (
        name,
        content.replace(
            b'submission_due_commune_offset"><text>2<', b'submission_due_commune_offset"><text>3<'
        ),
    )
    for name, content in shipped_files()
]
Look = Callable[..., bool]


@pytest.fixture
def works(database: Database, monkeypatch: pytest.MonkeyPatch) -> Look:
    """Look at a year; says whether it had to be worked out."""
    monkeypatch.setattr(trying, "KNOWN", KnownYears())

    def look(
        windows: Sequence[Period] = QUARTERS,
        root: str = "P01",
        files: Files = (),
        days: Sequence[Override] = (),
        *,
        now: datetime = NOW,
    ) -> bool:
        told: list[int] = []
        with database.read() as session:
            try_year(
                session,
                windows,
                root_code=root,
                now=now,
                files=files,
                days=days,
                progress=lambda done, _of, _units: told.append(done),
            )
        return bool(told)

    return look


def test_a_second_look_finds_it_whoever_looks_and_whenever(works: Look) -> None:
    assert works()
    assert not works()
    assert not works(now=NOW + timedelta(days=90)), "the calendar reaches as far"


def test_other_tables_days_units_and_periods_are_another_year(works: Look) -> None:
    day = Override(date(2026, 3, 31), "off", "Nghỉ bù", "QĐ 1")
    asked: dict[str, dict[str, Any]] = {
        "other tables": {"files": WARDS_LATER},
        "a day more": {"days": [day]},
        "the same day worked": {"days": [replace(day, kind="work")]},
        "another unit": {"root": "VN"},
        "other periods": {"windows": QUARTERS[:2]},
        "a calendar that reaches further": {"now": NOW + timedelta(days=365)},
    }
    works()
    first = {what: works(**given) for what, given in asked.items()}
    assert first == dict.fromkeys(asked, True)
    assert not any(works(**given) for given in asked.values())


def test_what_another_process_changes_in_the_store_is_another_year(works: Look, database: Database) -> None:
    def end_the_lowest(session: Session) -> None:
        lowest = session.execute(sa.select(unit.c.key).where(unit.c.name == "Xã 5 mở rộng")).scalar_one()
        session.execute(
            sa.update(route).where(route.c.from_unit == lowest).values(valid_to=date(2026, 9, 30))
        )

    def announce(session: Session) -> None:
        set_override(session, date(2026, 3, 31), "off", name="Nghỉ bù", source="QĐ 1", now=NOW)

    works()
    for change in (end_the_lowest, announce):
        database.transact(change)
        assert works(), change.__name__
        assert not works()


def test_few_are_kept_and_those_asked_for_last_stay(database: Database) -> None:
    known = KnownYears(most=2)
    with database.read() as session:
        given = (deadline_tables(session), working_calendar(session, NOW), mark_of_trees(session))
    first, second, third = (Origin((), code, *given) for code in ("P01", "P02", "P03"))
    years = {origin.root_code: Year(()) for origin in (first, second, third)}
    known.keep(first, years["P01"])
    known.keep(second, years["P02"])
    assert known.of(first) is years["P01"]
    known.keep(third, years["P03"])
    assert known.of(second) is None
    assert (known.of(first), known.of(third)) == (years["P01"], years["P03"])
