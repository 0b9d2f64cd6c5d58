"""A backup: one SQLite file that holds a whole store of either kind, taken while the product runs.

Of a SQLite store it is a copy page by page; of a PostgreSQL database every row of one snapshot. Both read alike, and
either can be restored into either kind of store.
"""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import sqlalchemy as sa

from database.copying import CopyRefused, Progress, copy_store
from database.errors import StoreError
from database.migrate import migrate
from database.session import Database, open_database
from database.sqlite import sqlite_path, sqlite_url
from database.unusable import saying_what_is_wrong

PAGES_AT_ONCE = 2000
"""After so many pages it is told how far the copy is."""


class BackupRefused(StoreError):
    """The file is no whole backup, or its place is taken."""


def back_up(
    database: Database, target: Path, metadata: sa.MetaData, progress: Progress | None = None
) -> Path:
    """Write a backup and check it; the file appears under its name only when it is whole.

    Raises BackupRefused where the name is taken or its folder is not there. Whatever goes wrong, the store is
    untouched.
    """
    if target.exists():
        raise BackupRefused(
            f"Đã có tệp {target}. Chọn tên khác.", f"The file {target} exists already. Choose another name."
        )
    if not target.parent.is_dir():
        raise BackupRefused(
            f"Không có thư mục {target.parent}. Tạo thư mục đó, hoặc chọn nơi khác.",
            f"There is no folder {target.parent}. Make it, or choose another place.",
        )
    partial = target.with_name(f"{target.name}.partial")
    partial.unlink(missing_ok=True)
    path = sqlite_path(database.url)
    try:
        if path is not None:
            _copy_pages(path, partial, progress)
        else:
            _copy_rows(database, partial, metadata, progress)
        check_backup(partial)
        partial.replace(target)
    finally:
        for ending in ("", "-wal", "-shm", "-journal"):
            Path(f"{partial}{ending}").unlink(missing_ok=True)
    return target


def check_backup(path: Path) -> None:
    """Read a backup through. Raises BackupRefused where it is damaged, cut off or no store of ours."""
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
            found = connection.execute("pragma integrity_check").fetchone()[0]
            broken = connection.execute("pragma foreign_key_check").fetchone()
            version = connection.execute("select version_num from alembic_version").fetchone()
    except sqlite3.DatabaseError as error:
        raise _damaged(path, str(error)) from error
    if found != "ok" or broken is not None or version is None:
        raise _damaged(path, str(found if found != "ok" else broken))


def _damaged(path: Path, why: str) -> BackupRefused:
    return BackupRefused(
        f"Tệp {path} không phải là bản sao lưu nguyên vẹn ({why}). Dùng một bản khác.",
        f"The file {path} is no whole backup ({why}). Use another one.",
    )


def restore(url: str, backup: Path, metadata: sa.MetaData, progress: Progress | None = None) -> None:
    """Make an empty store hold what a backup holds, brought to the version of the code.

    The backup itself is not touched. Raises BackupRefused for a file that is not whole, CopyRefused where the store
    behind the URL holds anything.
    """
    check_backup(backup)
    path = sqlite_path(url)
    if path is not None:
        _put_file(backup, path)
        migrate(url, metadata)
        return
    with TemporaryDirectory(prefix="giaoban-restore-") as folder:
        working = Path(folder) / "store.db"
        shutil.copyfile(backup, working)
        migrate(sqlite_url(working), metadata)  # an older backup is brought up before its rows are read
        move(sqlite_url(working), url, metadata, progress)


def move(source: str, target: str, metadata: sa.MetaData, progress: Progress | None = None) -> int:
    """Copy the store behind one URL into the empty one behind another; returns how many rows there were.

    All of one moment; nobody can write to a SQLite source meanwhile, and what is written to a PostgreSQL one stays
    behind: stop the product first. The source stays as it is.
    """
    migrate(target, metadata)
    with saying_what_is_wrong(source):
        opened, into = open_database(source), open_database(target)
        try:
            with opened.read() if sqlite_path(source) is None else opened.write() as session:
                return copy_store(session, into, metadata, progress)
        finally:
            opened.close()
            into.close()


def _put_file(backup: Path, path: Path) -> None:
    if any(Path(f"{path}{ending}").exists() for ending in ("", "-wal")):
        raise CopyRefused(
            f"Đã có kho {path}. Dừng chương trình, chuyển tệp đó (và tệp -wal) đi nơi khác rồi thử lại.",
            f"There is a store {path} already. Stop the product, move that file (and its -wal) away, try again.",
        )
    partial = path.with_name(f"{path.name}.restoring")
    shutil.copyfile(backup, partial)
    partial.replace(path)


def _copy_pages(path: Path, target: Path, progress: Progress | None) -> None:
    def tell(_status: int, remaining: int, total: int) -> None:
        if progress:
            progress(path.name, total - remaining, total)

    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(target)) as copy:
        source.execute("begin")  # of one moment: else whatever is written meanwhile begins the copy anew
        source.execute("select 1 from sqlite_master")
        source.backup(copy, pages=PAGES_AT_ONCE, progress=tell)
        copy.execute("pragma journal_mode=delete")  # one file, to be carried about


def _copy_rows(database: Database, target: Path, metadata: sa.MetaData, progress: Progress | None) -> None:
    migrate(sqlite_url(target), metadata)
    into = open_database(sqlite_url(target))
    try:
        with database.read() as session:
            copy_store(session, into, metadata, progress)
        with into.writer.connect() as connection:
            connection.exec_driver_sql("commit")
            connection.exec_driver_sql("pragma journal_mode=delete")
    finally:
        into.close()
