"""The version a store is at, and the one the code wants: the number of its newest migration."""

from pathlib import Path

import sqlalchemy as sa

from database.errors import StoreError

MIGRATIONS = Path(__file__).parent / "migrations"
_VERSION = sa.table("alembic_version", sa.column("version_num"))


def current(connection: sa.Connection) -> str | None:
    """The version a store is at, None when it is empty."""
    with connection.begin():
        if not sa.inspect(connection).has_table(_VERSION.name):
            return None
        found: str | None = connection.execute(sa.select(_VERSION.c.version_num)).scalar_one_or_none()
        return found


def newest() -> str:
    """The version the code wants. A migration's file begins with its number."""
    numbers = [path.name.partition("_")[0] for path in (MIGRATIONS / "versions").glob("[0-9]*_*.py")]
    if not numbers:
        raise StoreError(
            "Mã nguồn không có bước nâng cấp nào: bản tải về không đủ. Tải lại.",
            "The code has no migrations: the checkout is not whole. Fetch it again.",
        )
    return max(numbers)
