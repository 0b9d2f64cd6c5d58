"""Lists are put together from ranges of indexes: each shows what it should, in its order, over all its pages."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import product
from operator import attrgetter
from typing import Any

import pytest
import sqlalchemy as sa

from database.session import Session
from organisation.viewer import Viewer
from tests.stores import BOTH_STORES
from tests.workflows.cycle import Cycle
from tests.workflows.issues.register import CLERK, issues, report_and_accept
from tests.workflows.played import Playing
from workflows.issues.list_ranges import SCOPES, Wanted
from workflows.issues.merging import merge_issues
from workflows.issues.parties import CHARGE, OWN, RAISED, RECEIVED, TASK, admit
from workflows.issues.record import Why, issue_row, move_issue
from workflows.issues.register import list_issues
from workflows.issues.tables import issue_party

pytestmark = BOTH_STORES
PAGE = 3
FIELDS, URGENCIES = ("land", "traffic"), ("normal", "urgent", "flash")
STATES = ("received", "answered", "resolved")


def many_are_told_of(cycle: Cycle) -> None:
    """Two wards have told of issues of every field, urgency and state, and work on some of each other's."""
    cycle.open()
    told = [{"field": field, "urgency": urgency} for field, urgency, _ in product(FIELDS, URGENCIES, STATES)]
    for ward in ("C003", "C004"):
        report_and_accept(cycle, *told, unit_code=ward)
    every, why = issues(cycle), Why(cycle.now, CLERK, "Xong", evidence="Ảnh")
    other = {
        row.key: next(one for one in every if one.raised_unit_key != row.raised_unit_key) for row in every
    }
    with cycle.database.write() as session:
        for row, state in zip(every, STATES * (len(every) // len(STATES)), strict=True):
            for after in STATES[1 : STATES.index(state) + 1]:
                move_issue(session, issue_row(session, row.key), after, why)
        for row, reason in zip(every, (CHARGE, TASK, RECEIVED) * (len(every) // 3), strict=True):
            if row.key % 4 == 0:
                admit(session, issue_row(session, row.key), [other[row.key].raised_unit_key], reason, why.at)
        merge_issues(session, every[0].key, every[-1].key, why)


@pytest.fixture
def may(played: Playing) -> Cycle:
    """A month after which lists have issues of every kind."""
    return played(many_are_told_of)


def every_list() -> Iterator[Wanted]:
    """Narrowed by anything, one by one and together."""
    ways = product(
        SCOPES, ("", "received", "resolved"), ("", "land"), ("", "flash"), (True, False), (True, False)
    )
    return (Wanted(*way) for way in ways)


def shown(session: Session, viewer: Viewer, wanted: Wanted, now: datetime) -> list[int]:
    """All pages of a list, one after the other."""
    keys, cursor = [], ""
    while True:
        page = list_issues(session, viewer, wanted, now, cursor)
        keys += [row.key for row in page.rows]
        if page.next_cursor is None:
            assert page.total == len(keys)
            return keys
        assert len(page.rows) == PAGE
        cursor = page.next_cursor


def belongs(row: Any, wanted: Wanted, now: datetime) -> bool:
    """Whether a list shows an issue, said anew and one by one."""
    late = row.stage == 0 and row.ordered_at < now
    return (
        row.scope in ((OWN, RAISED) if wanted.scope == OWN else (wanted.scope,))
        and wanted.field in {"", row.field}
        and wanted.urgency in {"", row.urgency}
        and (late if wanted.overdue else wanted.state in {"", row.state})
        and (bool(wanted.state) or row.stage < 2 or not wanted.open_only)
    )


def expected(session: Session, viewer: Viewer, wanted: Wanted, now: datetime) -> list[int]:
    """The same of all rows of the viewer's units, put in order as a whole."""
    rows = session.execute(sa.select(issue_party).where(issue_party.c.unit_key.in_(viewer.unit_keys()))).all()
    place = attrgetter("stage", "ordered_at", "issue_key")
    return [row.issue_key for row in sorted(rows, key=place) if belongs(row, wanted, now)]


@pytest.mark.parametrize("username", ["c003.reporter", "d001.head"])
def test_a_list_shows_over_its_pages_what_it_should_and_in_its_order(
    may: Cycle, username: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workflows.issues.register.PAGE", PAGE)
    viewer, now = may.viewer(username), sorted(row.due_at for row in issues(may))[5] + timedelta(seconds=1)
    lengths = set()
    with may.database.read() as session:
        for wanted in every_list():
            found = shown(session, viewer, wanted, now)
            assert found == expected(session, viewer, wanted, now), wanted
            lengths.add(len(found))
    assert len(lengths) > 5


def test_who_is_in_two_units_sees_both_lists_as_one(may: Cycle, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("workflows.issues.register.PAGE", PAGE)
    first, second = (may.viewer(f"{ward}.reporter") for ward in ("c003", "c004"))
    both = replace(first, postings=(*first.postings, *second.postings))
    wanted = Wanted(scope=RAISED, field="land", open_only=False)
    with may.database.read() as session:
        found = shown(session, both, wanted, may.now)
        assert found == expected(session, both, wanted, may.now)
        assert 0 < len(shown(session, first, wanted, may.now)) < len(found)
