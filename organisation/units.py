"""Finding a unit. A unit is a code during some days; its handle names it for good."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from database.prepared import Prepared
from database.remembering import remember
from database.session import Session
from organisation import tables
from organisation.days import Span, in_force
from organisation.errors import UnitUnknown


@dataclass(frozen=True)
class Unit:
    """A unit or an agency. `level` is None for agencies; `fields` are an agency's fields of work."""

    key: int
    handle: str
    code: str
    name: str
    type: str
    level: str | None
    kind: str
    fields: tuple[str, ...]
    valid_from: date | None
    valid_to: date | None

    @property
    def days(self) -> Span:
        """The days on which it exists."""
        return Span(self.valid_from, self.valid_to)


COLUMNS = tuple(tables.unit.c[name] for name in Unit.__dataclass_fields__)


def as_unit(row: Any) -> Unit:
    """The unit in a row that has `COLUMNS`."""
    facts = {name: getattr(row, name) for name in Unit.__dataclass_fields__}
    return Unit(**{**facts, "fields": tuple(row.fields)})


def find_unit(session: Session, code: str, on: date) -> Unit:
    """The unit that carries an official code on a day. Raises UnitUnknown."""
    return _one(session, sa.and_(tables.unit.c.code == code, in_force(tables.unit, on)), code)


_BY_HANDLE = Prepared(sa.select(*COLUMNS).where(tables.unit.c.handle == sa.bindparam("handle")))
_BY_KEY = Prepared(sa.select(*COLUMNS).where(tables.unit.c.key == sa.bindparam("key")))


def unit_by_handle(session: Session, handle: str) -> Unit:
    """The unit of a handle, whether it still exists or not. Raises UnitUnknown."""
    return remember(session, ("unit", handle), lambda: _asked(session, _BY_HANDLE, "handle", handle))


def is_handle(session: Session, text: str) -> bool:
    """Whether some unit has this handle, whether it still exists or not."""
    return (
        session.execute(sa.select(tables.unit.c.key).where(tables.unit.c.handle == text)).first() is not None
    )


def unit_by_key(session: Session, key: int) -> Unit:
    """The unit of a key, whether it still exists or not. Raises UnitUnknown."""
    return remember(session, ("unit", key), lambda: _asked(session, _BY_KEY, "key", key))


def _asked(session: Session, query: Prepared, by: str, value: str | int) -> Unit:
    return _found(query.run(session, {by: value}).first(), str(value))


def _one(session: Session, where: sa.ColumnElement[bool], asked: str) -> Unit:
    return _found(session.execute(sa.select(*COLUMNS).where(where)).first(), asked)


def _found(row: Any, asked: str) -> Unit:
    if row is None:
        raise UnitUnknown(
            f"Không có đơn vị {asked} vào ngày này. Hãy kiểm tra lại mã, hoặc nhập danh mục đơn vị trước.",
            f"There is no unit {asked} on that day. Check the code, or import the units first.",
        )
    return as_unit(row)
