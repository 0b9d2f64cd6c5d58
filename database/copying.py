"""Copying a whole store into an empty one, of the same kind or the other: all rows of all tables, one snapshot.

What is copied is counted and summed on both sides: the copy is either whole, or it is refused. Cost grows with the
rows; memory does not, since they are read and written in batches.
"""

import hashlib
from collections.abc import Callable, Iterator
from typing import Any

import orjson
import sqlalchemy as sa

from database.errors import StoreError
from database.reference import reference_token
from database.session import Database, Session

ROWS_AT_ONCE = 1000

Progress = Callable[[str, int, int], None]
"""Told the table, how many tables are done and how many there are."""


class CopyRefused(StoreError):
    """The store was not copied; nothing of it is kept."""


def copy_store(
    source: Session, target: Database, metadata: sa.MetaData, progress: Progress | None = None
) -> int:
    """Copy all rows that a session sees into a migrated store without rows, and return how many there were.

    All in one transaction of the target. Raises CopyRefused where the target holds rows already, and where a table
    reads back otherwise than it was.
    """
    # each store makes its own token
    tables = [table for table in metadata.sorted_tables if table is not reference_token]
    with target.write() as session:
        _refuse_rows(session, tables)
        total = 0
        for done, table in enumerate(tables, 1):
            total += _copy_table(source, session, table)
            if progress:
                progress(table.name, done, len(tables))
        if session.dialect.name == "postgresql":
            _go_on_counting(session, tables)
    return total


def _refuse_rows(session: Session, tables: list[sa.Table]) -> None:
    for table in tables:
        if session.execute(sa.select(sa.literal(1)).select_from(table).limit(1)).first() is not None:
            raise CopyRefused(
                f"Kho đích đã có dữ liệu (bảng {table.name}). Chọn một kho trống.",
                f"The target holds rows already (table {table.name}). Choose an empty store.",
            )


def _copy_table(source: Session, target: Session, table: sa.Table) -> int:
    copied, read = 0, hashlib.sha256()
    for rows in _batches(source, table):
        _sum(read, rows)
        target.execute(sa.insert(table), [dict(row) for row in rows])
        copied += len(rows)
    written = hashlib.sha256()
    for rows in _batches(target, table):
        _sum(written, rows)
    if read.digest() != written.digest():
        raise CopyRefused(
            f"Bảng {table.name} chép sang không giống bản gốc. Kho gốc còn nguyên; báo cho nơi phát hành.",
            f"The table {table.name} does not read back as it was. The source is untouched; report this.",
        )
    return copied


def _batches(session: Session, table: sa.Table) -> Iterator[list[sa.RowMapping]]:
    """The rows in the order of their keys, so that a row comes after the one it points at in its own table."""
    columns = [column for column in table.columns if column.computed is None]
    keys = list(table.primary_key.columns)
    after: tuple[Any, ...] | None = None
    while True:
        query = sa.select(*columns).order_by(*keys).limit(ROWS_AT_ONCE)
        if after is not None:
            query = query.where(sa.tuple_(*keys) > sa.tuple_(*_bound(keys, after)))
        rows = list(session.execute(query).mappings())
        if rows:
            yield rows
        if len(rows) < ROWS_AT_ONCE:
            return
        after = tuple(rows[-1][key] for key in keys)


def _bound(keys: list[sa.Column[Any]], values: tuple[Any, ...]) -> list[sa.BindParameter[Any]]:
    return [
        sa.bindparam(None, value, type_=key.type, unique=True)
        for key, value in zip(keys, values, strict=True)
    ]


def _sum(digest: "hashlib._Hash", rows: list[sa.RowMapping]) -> None:
    for row in rows:
        digest.update(orjson.dumps([_plain(value) for value in row.values()], option=orjson.OPT_SORT_KEYS))


def _plain(value: Any) -> Any:
    """A value as JSON has it; numbers and moments say what they are in one way on both stores."""
    return value.hex() if isinstance(value, bytes | memoryview) else value


def _go_on_counting(session: Session, tables: list[sa.Table]) -> None:
    """New rows take keys after those that were brought along."""
    for table in tables:
        column = table.autoincrement_column
        if column is not None:
            session.exec_driver_sql(
                f"select setval(pg_get_serial_sequence('{table.name}', '{column.name}'), "
                f'coalesce((select max("{column.name}") from "{table.name}"), 0) + 1, false)'
            )
