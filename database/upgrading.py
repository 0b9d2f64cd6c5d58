"""The steps from one version of a store to the newest, by Alembic. Read only where there is a step to take.

On SQLite the file is copied first, foreign keys are off while tables are rebuilt (a batch with them on
deletes the child rows), and every reference is checked before the store is given back. On PostgreSQL one process
migrates at a time, in one transaction, and text is given the order it has on SQLite.
"""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory

from database.errors import StoreError
from database.postgresql import is_postgresql, shown
from database.sqlite import sqlite_migrator, sqlite_path
from database.text_order import order_text_by_bytes
from database.unusable import foreign
from database.version import MIGRATIONS, current

MIGRATING = 20_250_514
"""The number of our advisory lock: any, but always the same."""


class ReferencesBroken(StoreError):
    """Rows point at rows that are not there; the migration was not kept."""


def upgrade(connection: sa.Connection, url: str, metadata: sa.MetaData) -> Path | None:
    """Take every step that is missing. Returns the copy made before, or None where nothing was there to copy."""
    _refuse_foreign(connection, url)
    path = sqlite_path(url)
    saved = _copy(path, current(connection)) if path is not None and current(connection) else None
    config = _config()
    config.attributes["connection"] = connection
    config.attributes["metadata"] = metadata
    with _alone(connection):
        command.upgrade(config, "head")
        if path is None:
            order_text_by_bytes(connection, metadata)
        else:
            _check_references(connection)
    return saved


def _refuse_foreign(connection: sa.Connection, url: str) -> None:
    """A database with tables but without a version of ours belongs to something else; so does a newer one."""
    at = current(connection)
    known = {script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()}
    if at is not None and at not in known:
        name = shown(url) if is_postgresql(url) else url
        raise StoreError(
            f"Kho {name} do một phiên bản mới hơn tạo ra ({at}). Cập nhật chương trình rồi khởi động lại.",
            f"The store {name} was made by a newer version ({at}). Update the program, then start again.",
        )
    with connection.begin():
        tables = sa.inspect(connection).get_table_names()
    if at is None and tables and "alembic_version" not in tables:
        raise foreign(url)


def write_migration(metadata: sa.MetaData, message: str) -> Path:
    """Write what has to be done to a store of the newest version to have these tables. Read it before use."""
    config = _config()
    engine = sqlite_migrator("sqlite://")
    with closing(engine.connect()) as connection:
        config.attributes["connection"] = connection
        config.attributes["metadata"] = metadata
        with connection.begin():
            command.upgrade(config, "head")
        with connection.begin():
            script = command.revision(config, message, autogenerate=True)
    if script is None or isinstance(script, list):
        raise StoreError("Không có gì thay đổi để ghi.", "There is no change to write.")
    return Path(script.path)


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    return config


@contextmanager
def _alone(connection: sa.Connection) -> Iterator[None]:
    """One process migrates at a time; the others wait, and find nothing left to do."""
    with connection.begin():
        if connection.dialect.name == "postgresql":
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(MIGRATING)))
        yield


def _copy(path: Path, revision: str | None) -> Path:
    """A copy beside the store, made through SQLite so that what is still in the WAL comes along."""
    target = path.with_name(f"{path.name}.before-{revision}")
    partial = target.with_suffix(target.suffix + ".partial")
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(partial)) as copy:
        source.backup(copy)
    shutil.move(partial, target)
    return target


def _check_references(connection: sa.Connection) -> None:
    broken = connection.exec_driver_sql("pragma foreign_key_check").fetchall()
    if broken:
        table, _row, parent, _ = broken[0]
        raise ReferencesBroken(
            f"{len(broken)} dòng trỏ tới dữ liệu không còn, đầu tiên là {table} -> {parent}. "
            "Chưa có gì thay đổi; giữ nguyên kho và báo cho nơi phát hành.",
            f"{len(broken)} rows have lost what they point at, first {table} -> {parent}. "
            "Nothing was changed; keep the store and report this.",
        )
