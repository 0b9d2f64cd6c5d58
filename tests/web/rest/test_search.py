"""What a search finds, on both stores: operators, missing values, sorting and turning pages."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from database.session import Database, Session
from database.types import Key, UtcTime
from tests.stores import BOTH_STORES, Stores, nothing
from web.errors import BadRequest
from web.rest.filters import KeyFilter, MomentFilter, NumberFilter, TextFilter
from web.rest.listed import listed
from web.rest.search import Column, Search, SearchWanted
from web.rest.shapes import Sent, moment_text

pytestmark = BOTH_STORES

DAY = datetime(2025, 5, 20, 2, 0, tzinfo=UTC)
STATES = {"OPEN": "o", "DONE": "d"}
ROWS: list[tuple[Any, ...]] = [
    (1, "Ward 3", 10, DAY, "o", True),
    (2, "ward_4", 20, DAY + timedelta(days=1), "o", False),
    (3, "100%", None, None, "d", False),
    (4, None, 20, DAY, "d", True),
    (5, "Bồ Đề", 30, None, "o", False),
]
TABLE = listed(
    "thing",
    {
        "key": Key,
        "name": sa.Text,
        "number": sa.Integer,
        "at": UtcTime,
        "state": sa.Text,
        "is_cut": sa.Boolean,
    },
    ROWS,
)
SEARCH = Search(
    {
        "key": Column(TABLE.c.key),
        "name": Column(TABLE.c.name, optional=True),
        "number": Column(TABLE.c.number, optional=True),
        "at": Column(TABLE.c.at, optional=True),
        "state": Column(TABLE.c.state, names=STATES),
        "isCut": Column(TABLE.c.is_cut),
    },
    key=TABLE.c.key,
)


class Filter(Sent):
    key: KeyFilter = None
    name: TextFilter = None
    number: NumberFilter = None
    at: MomentFilter = None
    state: TextFilter = None


class Wanted(SearchWanted):
    filter: Filter | None = None


@pytest.fixture
def session(stores: Stores, store_kind: str, tmp_path: Path) -> Iterator[Session]:
    database: Database
    with stores.opened(store_kind, nothing, tmp_path) as database, database.read() as opened:
        yield opened


def find(session: Session, **wanted: Any) -> tuple[list[int], Any]:
    asked = Wanted.model_validate(wanted)
    found = SEARCH.find(session, sa.select(TABLE).where(*SEARCH.conditions(asked.filter)), asked)
    return [row.key for row in found.rows], found.page


@pytest.mark.parametrize(
    ("wanted", "keys"),
    [
        ({}, [1, 2, 3, 4, 5]),
        ({"name": "Ward 3"}, [1]),
        ({"name": "ward 3"}, []),
        ({"name": {"$neq": "Ward 3"}}, [2, 3, 4, 5]),
        ({"name": {"$exists": False}}, [4]),
        ({"name": {"$in": ["Ward 3", "100%"]}}, [1, 3]),
        ({"name": {"$in": []}}, []),
        ({"name": {"$notIn": ["Ward 3", "100%"]}}, [2, 4, 5]),
        ({"name": {"$like": "ward*"}}, [1, 2]),
        ({"name": {"$like": "ward?4"}}, [2]),
        ({"name": {"$like": "ward\\?4"}}, []),
        ({"name": {"$like": "*%"}}, [3]),
        ({"name": {"$like": "*_*"}}, [2]),
        ({"name": {"$like": "Bồ*"}}, [5]),
        ({"key": "3"}, [3]),
        ({"key": {"$in": ["3", "5"], "$neq": "3"}}, [5]),
        ({"number": 20}, [2, 4]),
        ({"number": {"$gt": 10, "$lte": 20}}, [2, 4]),
        ({"number": {"$gte": 20, "$lt": 31}}, [2, 4, 5]),
        ({"number": {"$neq": 20}}, [1, 3, 5]),
        ({"at": moment_text(DAY)}, [1, 4]),
        ({"at": {"$gt": "2025-05-20T09:00:00+07:00"}}, [2]),
        ({"at": {"$exists": True}, "name": {"$exists": True}}, [1, 2]),
        ({"state": "OPEN"}, [1, 2, 5]),
        ({"state": {"$neq": "OPEN"}}, [3, 4]),
        ({"state": {"$in": ["OPEN", "DONE", "UNHEARD"]}}, [1, 2, 3, 4, 5]),
        ({"state": {"$like": "o*"}}, [1, 2, 5]),
        ({"state": {"$exists": False}}, []),
    ],
)
def test_each_operator_finds_its_rows(session: Session, wanted: dict[str, Any], keys: list[int]) -> None:
    found, page = find(session, filter=wanted)
    assert found == keys
    assert page.total_items == len(keys)
    assert not page.has_more_total_items
    assert (page.start_cursor is None) == (not keys)


@pytest.mark.parametrize(
    ("sort", "keys"),
    [
        ([("number", "ASC")], [1, 2, 4, 5, 3]),
        ([("number", "DESC")], [5, 2, 4, 1, 3]),
        ([("number", "DESC"), ("key", "DESC")], [5, 4, 2, 1, 3]),
        ([("at", "ASC"), ("number", "DESC")], [4, 1, 2, 5, 3]),
        ([("at", "DESC"), ("name", "ASC")], [2, 1, 4, 3, 5]),
        ([("state", "ASC"), ("at", "DESC")], [4, 3, 2, 1, 5]),
        ([("isCut", "ASC")], [2, 3, 5, 1, 4]),
        ([("isCut", "DESC")], [1, 4, 2, 3, 5]),
    ],
)
@pytest.mark.parametrize("limit", [1, 2, 3])
def test_pages_follow_each_other_both_ways_in_every_sorting(
    session: Session, sort: list[tuple[str, str]], keys: list[int], limit: int
) -> None:
    by = [{"field": field, "order": order} for field, order in sort]
    forwards: list[int] = []
    cursor: dict[str, str] = {}
    while True:
        found, page = find(session, sort=by, page={"limit": limit, **cursor})
        if not found:
            break
        forwards += found
        cursor = {"after": page.end_cursor}
        last = page
    assert forwards == keys
    backwards: list[int] = []
    cursor = {"before": last.end_cursor}
    while True:
        found, page = find(session, sort=by, page={"limit": limit, **cursor})
        if not found:
            break
        backwards = found + backwards
        cursor = {"before": page.start_cursor}
    assert backwards == keys[:-1]


def test_a_number_of_rows_may_be_passed_over(session: Session) -> None:
    assert find(session, page={"from": 3, "limit": 5})[0] == [4, 5]
    assert find(session, page={"from": 5, "limit": 5})[0] == []


def test_a_cursor_of_another_sorting_is_refused(session: Session) -> None:
    _found, page = find(session, page={"limit": 1})
    with pytest.raises(BadRequest, match="another sorting"):
        find(session, sort=[{"field": "name"}], page={"after": page.end_cursor})


def test_a_row_that_comes_between_pages_is_neither_skipped_nor_read_twice(session: Session) -> None:
    """A cursor names a place, not a count: what is filtered away before it moves nothing."""
    _found, page = find(session, page={"limit": 3})
    later, _page = find(session, filter={"number": {"$gte": 20}}, page={"after": page.end_cursor})
    assert later == [4, 5]
