"""Where a page of a search begins and ends. A cursor is what the rows were sorted by, never a count of rows."""

import base64
import binascii
import operator
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
import sqlalchemy as sa

from database.types import UtcTime
from web.errors import BadRequest
from web.keys import LARGEST, LARGEST_NUMBER
from web.rest.filters import Condition
from web.rest.shapes import moment_in, moment_text

LONGEST = 2000


@dataclass(frozen=True)
class Order:
    """One thing that rows are sorted by. Rows that lack it come last, whichever way it runs."""

    column: sa.ColumnElement[Any]
    descending: bool = False
    optional: bool = False

    def steps(self) -> list["Order"]:
        """The same as columns of which both stores agree where a missing value stands."""
        if not self.optional:
            return [self]
        missing = sa.case((self.column.is_(None), 1), else_=0)
        return [Order(missing), Order(self.column, self.descending, optional=True)]

    def clause(self, *, backwards: bool) -> sa.ColumnElement[Any]:
        """The column in the direction of reading."""
        return self.column.desc() if self.descending != backwards else self.column.asc()

    def beyond(self, value: Any, *, backwards: bool) -> Condition:
        """Rows that lie after this value in the direction of reading."""
        if value is None:
            return sa.false()  # rows without it are told apart by the step before this one
        compare = operator.lt if self.descending != backwards else operator.gt
        return sa.and_(compare(self.column, self._bound(value)))

    def same(self, value: Any) -> Condition:
        """Rows with this value."""
        return sa.true() if value is None else self.column == self._bound(value)

    def _bound(self, value: Any) -> sa.ColumnElement[Any]:
        """As a parameter: SQLAlchemy orders nothing by a bare True."""
        return sa.literal(value, self.column.type)


def beyond(steps: Sequence[Order], values: Sequence[Any], *, backwards: bool) -> Condition:
    """The rows after the one with these values: greater in the first, or equal in it and greater in the next."""
    return sa.or_(
        *(
            sa.and_(
                *(before.same(value) for before, value in zip(steps[:place], values, strict=False)),
                step.beyond(values[place], backwards=backwards),
            )
            for place, step in enumerate(steps)
        )
    )


def write_cursor(sorting: str, values: Sequence[Any]) -> str:
    """The cursor of a row, in the alphabet that clients check for."""
    plain = [moment_text(value) if isinstance(value, datetime) else value for value in values]
    return base64.b64encode(orjson.dumps([sorting, *plain])).decode()


def read_cursor(field: str, text: str, sorting: str, steps: Sequence[Order]) -> list[Any]:
    """The values in a cursor. Raises BadRequest for one that is not ours, or of another sorting."""
    try:
        found = orjson.loads(base64.b64decode(text, validate=True)) if len(text) <= LONGEST else None
    except (binascii.Error, ValueError):
        found = None
    if not isinstance(found, list) or not found:
        raise _no_cursor(field)
    if found[0] != sorting:
        raise BadRequest(field, "This cursor belongs to another sorting. Sort as in the search it came from.")
    if len(found) != len(steps) + 1:
        raise _no_cursor(field)
    return [_value(field, step, value) for step, value in zip(steps, found[1:], strict=True)]


def _value(field: str, step: Order, value: Any) -> Any:
    if value is None and step.optional:
        return None
    if isinstance(step.column.type, UtcTime):
        try:
            return moment_in(value)
        except ValueError:
            raise _no_cursor(field) from None
    if not _fits(step.column.type, value):
        raise _no_cursor(field)
    return value


def _fits(kind: sa.types.TypeEngine[Any], value: Any) -> bool:
    """Whether both stores take the value beside a column of this type."""
    if isinstance(kind, sa.Boolean):
        return isinstance(value, bool)
    if isinstance(kind, sa.Integer):
        largest = LARGEST if isinstance(kind, sa.BigInteger) else LARGEST_NUMBER
        return type(value) is int and abs(value) <= largest
    return isinstance(value, str) and "\0" not in value


def _no_cursor(field: str) -> BadRequest:
    return BadRequest(field, "This is no cursor of this search. Take one from its answer.")
