"""A search: filter, sort and page in; rows, a count and two cursors out. Paging is by key, never by offset alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import sqlalchemy as sa
from pydantic import Field

from database.session import Session
from web.errors import BadRequest
from web.rest.cursors import Order, beyond, read_cursor, write_cursor
from web.rest.filters import Condition, Equal, chosen, condition
from web.rest.shapes import Answered, Sent

MOST_COUNTED = 10_000
"""What a count is capped at, and how far rows may be skipped by `from`."""


class PageWanted(Sent):
    """Which part of the found: the first `limit`, those after or before a cursor, or those from a number on."""

    limit: int = Field(default=100, ge=1, le=10_000)
    skipped: int | None = Field(default=None, alias="from", ge=0)
    after: str | None = None
    before: str | None = None


class SortWanted(Sent):
    """One field to sort by."""

    field: str
    order: Literal["ASC", "DESC"] = "ASC"


class SearchWanted(Sent):
    """A search without a filter yet."""

    sort: list[SortWanted] = Field(default_factory=list, max_length=5)
    page: PageWanted = PageWanted()


class Page(Answered):
    """How much was found, and the cursors of the first and last row of this page."""

    total_items: int
    has_more_total_items: bool
    start_cursor: str | None
    end_cursor: str | None


@dataclass(frozen=True)
class Column:
    """A field as the rows have it.

    `names` are the words of the interface for the values of the rows, where they differ. `optional` says that the
    field may be missing in a row.
    """

    expression: sa.ColumnElement[Any]
    optional: bool = False
    names: Mapping[Any, Any] | None = None

    def condition(self, wanted: Any) -> Condition:
        """The rows where the field is as wanted."""
        if not isinstance(wanted, Equal):
            wanted = Equal[Any].model_validate({"$eq": wanted})
        if self.names is None:
            return condition(self.expression, wanted)
        return self.expression.in_([self.names[name] for name in chosen(self.names, wanted)])


@dataclass(frozen=True)
class Found:
    """The rows of one page."""

    rows: Sequence[Any]
    page: Page


@dataclass(frozen=True)
class Search:
    """What can be searched: the fields one may filter or sort by, and the key that makes the order one."""

    columns: Mapping[str, Column]
    key: sa.ColumnElement[int]

    def conditions(self, wanted: Sent | None) -> list[Condition]:
        """One condition for each field of a filter that was named."""
        if wanted is None:
            return []
        shown = {name: info.alias or name for name, info in type(wanted).model_fields.items()}
        return [
            self.columns[shown[name]].condition(value)
            for name, value in wanted
            if value is not None and shown[name] in self.columns
        ]

    def find(self, session: Session, rows: sa.Select[Any], wanted: SearchWanted) -> Found:
        """One page of `rows`, a select without order; whose rows somebody sees is part of it.

        Raises BadRequest for a cursor or a field to sort by that does not fit.
        """
        page, orders = wanted.page, self._orders(wanted.sort)
        steps = [step for order in orders for step in order.steps()]
        sorting = ",".join(f"{one.field}:{one.order}" for one in wanted.sort)
        values, backwards = _position(page, sorting, steps)
        query = rows.add_columns(*(step.column.label(f"cursor_{place}") for place, step in enumerate(steps)))
        if values:
            query = query.where(beyond(steps, values, backwards=backwards))
        query = query.order_by(*(step.clause(backwards=backwards) for step in steps)).limit(page.limit)
        found = list(session.execute(query.offset(page.skipped) if page.skipped else query))
        if backwards:
            found.reverse()
        total = _count(session, rows)
        return Found(found, _page(total, [write_cursor(sorting, row[-len(steps) :]) for row in found]))

    def _orders(self, sort: Sequence[SortWanted]) -> list[Order]:
        for place, one in enumerate(sort):
            if one.field not in self.columns:
                known = ", ".join(sorted(self.columns))
                raise BadRequest(f"sort[{place}].field", f"Sort by one of: {known}.")
        named = [self.columns[one.field] for one in sort]
        by = [
            Order(column.expression, one.order == "DESC", column.optional)
            for column, one in zip(named, sort, strict=True)
        ]
        return [*by, Order(self.key)]


def _position(page: PageWanted, sorting: str, steps: Sequence[Order]) -> tuple[list[Any], bool]:
    """Where to go on, and whether to read backwards from there."""
    ways = [name for name in ("skipped", "after", "before") if getattr(page, name) is not None]
    if len(ways) > 1:
        raise BadRequest("page", "Give one of from, after and before.")
    if page.skipped is not None and page.skipped + page.limit > MOST_COUNTED:
        raise BadRequest("page.from", f"Only the first {MOST_COUNTED:,} can be numbered. Go on with `after`.")
    if page.after:
        return read_cursor("page.after", page.after, sorting, steps), False
    if page.before:
        return read_cursor("page.before", page.before, sorting, steps), True
    return [], False


def _count(session: Session, rows: sa.Select[Any]) -> int:
    some = rows.with_only_columns(sa.literal(1).label("one"), maintain_column_froms=True)
    counted = sa.select(sa.func.count()).select_from(some.limit(MOST_COUNTED + 1).subquery())
    return session.execute(counted).scalar_one()


def _page(total: int, cursors: Sequence[str]) -> Page:
    return Page(
        total_items=min(total, MOST_COUNTED),
        has_more_total_items=total > MOST_COUNTED,
        start_cursor=cursors[0] if cursors else None,
        end_cursor=cursors[-1] if cursors else None,
    )
