"""The migrations make exactly the tables that the rooms declare."""

from pathlib import Path

import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from database.migrate import Migrated, migrate
from web.schema import metadata


def test_a_migrated_store_has_every_declared_table(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'store.db'}"
    assert migrate(url, metadata) == Migrated(before=None)
    engine = sa.create_engine(url)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": False})
        difference = compare_metadata(context, metadata)
    engine.dispose()
    assert difference == []
