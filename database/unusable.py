"""What a database says of a store that cannot be used, as sentences that say what to do."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa

from database.errors import StoreError, StoreUnusable
from database.postgresql import driver_error, is_of_the_store, is_postgresql, server_disk_full, shown
from database.sqlite import sqlite_path

# part of the database's own message -> what it means for an operator
SQLITE = (
    (
        ("file is not a database", "file is encrypted"),
        "không phải là kho của Giaoban. Chuyển tệp đó đi nơi khác, hoặc đặt GIAOBAN_HOME là thư mục khác.",
        "is no store of Giaoban. Move that file away, or set GIAOBAN_HOME to another folder.",
    ),
    (
        ("malformed", "corrupt"),
        "bị hỏng. Giữ nguyên tệp, chép bản sao lưu gần nhất vào chỗ của nó rồi khởi động lại.",
        "is damaged. Keep the file, put the newest backup in its place, then start again.",
    ),
    (
        ("unable to open",),
        "không mở được. Nếu chưa có kho, chạy manage.py migrate; nếu có rồi, kiểm tra quyền của tệp và thư mục.",
        "cannot be opened. If there is none yet, run manage.py migrate; else check the rights of file and folder.",
    ),
    (
        ("readonly", "read-only"),
        "không ghi được. Kiểm tra quyền của tệp và thư mục, rồi khởi động lại.",
        "cannot be written. Check the rights of the file and its folder, then start again.",
    ),
    (
        ("disk is full", "disk I/O error"),
        "không ghi được vì đĩa đầy hoặc hỏng. Giải phóng chỗ trống rồi khởi động lại; dữ liệu đã lưu còn nguyên.",
        "cannot be written: the disk is full or failing. Free some room, then start again; what was saved is there.",
    ),
    (
        ("no such table",),
        "chưa có các bảng. Chạy manage.py migrate trước.",
        "has no tables yet. Run manage.py migrate first.",
    ),
    (
        ("database is locked",),
        "đang bị chương trình khác giữ. Dừng chương trình đó rồi thử lại.",
        "is held by another program. Stop that program, then try again.",
    ),
)

# What an operator mends while the product runs; a damaged or foreign file is not among it.
_SQLITE_PASSING = ("readonly", "read-only", "unable to open", "disk is full", "disk I/O error", "is locked")

# What libpq says while connecting has no code, so its words are read; each follows what is tried before the next.
POSTGRESQL = (
    (
        ("password authentication failed", "no password supplied", "no pg_hba.conf entry", "role "),
        "không cho vào: sai tên hoặc mật khẩu trong GIAOBAN_DATABASE_URL, hoặc pg_hba.conf không cho phép máy này.",
        "does not let us in: name or password in GIAOBAN_DATABASE_URL is wrong, or pg_hba.conf names no such client.",
    ),
    (
        ("permission denied", "must be owner"),
        "không cho quyền cần có. Cho người dùng này làm chủ cơ sở dữ liệu: ALTER DATABASE ... OWNER TO ...",
        "does not give the rights that are needed. Make this user its owner: ALTER DATABASE ... OWNER TO ...",
    ),
    (
        ("relation ", "UndefinedTable"),
        "chưa có các bảng. Chạy manage.py migrate trước.",
        "has no tables yet. Run manage.py migrate first.",
    ),
    (
        ("does not exist",),
        "chưa có. Tạo trước: createdb --owner=NGƯỜI-DÙNG TÊN.",
        "does not exist. Make it first: createdb --owner=USER NAME.",
    ),
    (
        ("too many clients", "remaining connection slots", "too many connections"),
        "không còn chỗ kết nối. Tăng max_connections của máy chủ, hoặc chạy ít tiến trình hơn.",
        "has no connection left. Raise the server's max_connections, or run fewer processes.",
    ),
    (
        ("starting up", "shutting down", "administrator command", "recovery mode"),
        "đang khởi động lại. Đợi một lát rồi thử lại.",
        "is being restarted. Wait a moment, then try again.",
    ),
    (
        ("No space left", "could not extend file"),
        "không ghi được vì đĩa của máy chủ đầy. Giải phóng chỗ trống; dữ liệu đã lưu còn nguyên.",
        "cannot be written: the server's disk is full. Free some room; what was saved is there.",
    ),
    (
        ("connection", "translate host name", "resolve host", "timeout"),
        "không trả lời. Kiểm tra máy chủ PostgreSQL có đang chạy, và tên máy, cổng trong GIAOBAN_DATABASE_URL.",
        "does not answer. See that the PostgreSQL server runs, and look at host and port in GIAOBAN_DATABASE_URL.",
    ),
)


def require_known(url: str) -> None:
    """Raise StoreError for a URL of no store we know, and where a file would lie in a folder that is not there."""
    path = sqlite_path(url)
    if path is not None and not path.parent.is_dir():
        raise StoreError(
            f"Chưa có thư mục {path.parent}. Tạo thư mục đó rồi khởi động lại.",
            f"The folder {path.parent} does not exist. Create it, then start again.",
        )
    if path is None and not is_postgresql(url):
        kind = url.split(":", 1)[0]
        raise StoreError(
            f"Không biết loại kho {kind}. Dùng sqlite:///ĐƯỜNG-DẪN hoặc postgresql+psycopg://NGƯỜI-DÙNG@MÁY/TÊN.",
            f"{kind} is not a store we know. Use sqlite:///PATH or postgresql+psycopg://USER@HOST/NAME.",
        )


@contextmanager
def saying_what_is_wrong(url: str) -> Iterator[None]:
    """Turn what the database says of a whole store into a StoreUnusable; other errors pass as they are."""
    try:
        yield
    except Exception as error:
        said = _said_by_a_database(error)
        for parts, vi, en in POSTGRESQL if is_postgresql(url) else SQLITE:
            if any(part in said for part in parts):
                raise _unusable(url, vi, en) from error
        raise


def _said_by_a_database(error: Exception) -> str:
    """Its words; nothing where a database said nothing."""
    cause = error.orig if isinstance(error, sa.exc.DatabaseError) else driver_error(error)
    if cause is None and isinstance(error, sqlite3.DatabaseError):
        cause = error
    return str(cause or "")


def of_a_database(error: BaseException) -> bool:
    """Whether it comes from the database or its driver, whatever it says: a transaction must not go on past it."""
    return isinstance(error, sa.exc.SQLAlchemyError | sqlite3.Error) or driver_error(error) is not None


def out_of_reach(error: BaseException) -> bool:
    """Whether the store failed and not the work, so that the same work may succeed once the store is back."""
    if isinstance(error, sa.exc.TimeoutError):  # every connection is taken
        return True
    cause = error.orig if isinstance(error, sa.exc.DBAPIError) else error
    if isinstance(cause, sqlite3.DatabaseError):
        return any(part in str(cause) for part in _SQLITE_PASSING)
    return is_of_the_store(error)


def disk_full(error: BaseException) -> bool:
    """Whether there was no room to write: it will be so until somebody makes some."""
    cause = error.orig if isinstance(error, sa.exc.DBAPIError) else error
    if isinstance(cause, sqlite3.DatabaseError):
        return "disk is full" in str(cause)
    return server_disk_full(error)


def foreign(url: str) -> StoreUnusable:
    """The refusal of a database that holds tables of something else."""
    if is_postgresql(url):
        return _unusable(
            url,
            "đang có bảng của chương trình khác. Tạo một cơ sở dữ liệu riêng cho Giaoban.",
            "holds tables of something else. Make a database of its own for Giaoban.",
        )
    _, vi, en = SQLITE[0]
    return _unusable(url, vi, en)


def _unusable(url: str, vi: str, en: str) -> StoreUnusable:
    name = shown(url) if is_postgresql(url) else url
    return StoreUnusable(f"Kho {name} {vi}", f"The store {name} {en}")
