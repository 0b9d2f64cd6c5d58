"""What SQLite says of a store that cannot be used, as sentences that say what to do."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa

from database.session import StoreError

# part of SQLite's own message -> what it means for an operator
MEANINGS = (
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
        ("readonly", "read-only", "unable to open"),
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


class StoreUnusable(StoreError):
    """The store behind the URL is foreign, damaged, not writable or not made yet."""


@contextmanager
def saying_what_is_wrong(url: str) -> Iterator[None]:
    """Turn what SQLite says of a whole store into a StoreUnusable; other errors pass as they are."""
    try:
        yield
    except (sa.exc.DatabaseError, sqlite3.DatabaseError) as error:
        said = str(error.orig if isinstance(error, sa.exc.DatabaseError) else error)
        for parts, vi, en in MEANINGS:
            if any(part in said for part in parts):
                raise StoreUnusable(f"Kho {url} {vi}", f"The store {url} {en}") from error
        raise


def foreign(url: str) -> StoreUnusable:
    """The refusal of a database that holds tables of something else."""
    _, vi, en = MEANINGS[0]
    return StoreUnusable(f"Kho {url} {vi}", f"The store {url} {en}")
