"""PostgreSQL 15 or newer: a pool of writers that work side by side, and one of read-only snapshots.

The pools are apart: readers never take the connections that writers need. A connection that the server has
dropped is noticed when it is taken from the pool and opened anew.
"""

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from database.errors import StoreUnusable

if TYPE_CHECKING:
    import psycopg  # a server on SQLite starts without reading it

OLDEST_VERSION = 15
WRITERS = 8
CONNECT_TIMEOUT_SECONDS = 10
POOL_TIMEOUT_SECONDS = 30
LOCK_TIMEOUT_SECONDS = 15
STATEMENT_TIMEOUT_SECONDS = 120
IDLE_TIMEOUT_SECONDS = 300
"""A transaction that does nothing for so long has lost its process: its locks are given up."""

NAMES = ("postgresql", "postgres")


def is_postgresql(url: str) -> bool:
    """Whether a URL names a PostgreSQL database; `postgres://` and other drivers' names are taken too."""
    return url.split(":", 1)[0].split("+", 1)[0] in NAMES


def parsed(url: str) -> sa.URL:
    """The URL for the one driver we use. Raises StoreUnusable for one that cannot be read."""
    try:
        return sa.make_url(url).set(drivername="postgresql+psycopg")
    except (sa.exc.ArgumentError, ValueError) as error:  # neither is quoted: a password may be in it
        raise StoreUnusable(
            "Không đọc được GIAOBAN_DATABASE_URL. Ghi postgresql+psycopg://NGƯỜI-DÙNG:MẬT-KHẨU@MÁY:5432/TÊN, "
            "ký tự đặc biệt trong mật khẩu ghi dạng %XX.",
            "GIAOBAN_DATABASE_URL cannot be read. Write postgresql+psycopg://USER:PASSWORD@HOST:5432/NAME, "
            "special characters of the password as %XX.",
        ) from error


def shown(url: str) -> str:
    """The URL as it may be printed: without its password."""
    return parsed(url).render_as_string(hide_password=True)


def conninfo(url: str) -> str:
    """The URL as libpq reads it."""
    return parsed(url).set(drivername="postgresql").render_as_string(hide_password=False)


def postgresql_writer(url: str) -> sa.Engine:
    """READ COMMITTED: every statement sees what rivals have committed, and waits for the rows they hold."""
    return _engine(url, size=WRITERS, overflow=0)


def postgresql_reader(url: str, readers: int) -> sa.Engine:
    """REPEATABLE READ READ ONLY: one state of the store for the whole transaction, and no way to change it."""
    engine = _engine(url, size=readers, overflow=readers)
    return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def postgresql_migrator(url: str) -> sa.Engine:
    """A connection for migrations: these may take their time."""
    return sa.create_engine(parsed(url), poolclass=sa.pool.NullPool, connect_args=_connect_args())


def _connect_args() -> dict[str, Any]:
    return {"connect_timeout": CONNECT_TIMEOUT_SECONDS, "application_name": "giaoban"}


def _engine(url: str, *, size: int, overflow: int) -> sa.Engine:
    engine = sa.create_engine(
        parsed(url),
        connect_args=_connect_args(),
        pool_size=size,
        max_overflow=overflow,
        pool_timeout=POOL_TIMEOUT_SECONDS,
        pool_pre_ping=True,
    )

    @sa.event.listens_for(engine, "connect")
    def prepare(connection: "psycopg.Connection[Any]", _record: Any) -> None:
        connection.execute(
            f"set timezone = 'UTC'; set lock_timeout = '{LOCK_TIMEOUT_SECONDS}s'; "
            f"set statement_timeout = '{STATEMENT_TIMEOUT_SECONDS}s'; "
            f"set idle_in_transaction_session_timeout = '{IDLE_TIMEOUT_SECONDS}s'"
        )
        connection.commit()

    return engine


def require_usable(engine: sa.Engine) -> None:
    """Connect once. Raises StoreUnusable where the server is too old."""
    with engine.connect() as session:
        found = int(session.exec_driver_sql("show server_version_num").scalar_one()) // 10_000
    if found < OLDEST_VERSION:
        raise StoreUnusable(
            f"Máy chủ là PostgreSQL {found}. Cần PostgreSQL {OLDEST_VERSION} trở lên: nâng cấp máy chủ trước.",
            f"The server is PostgreSQL {found}. Version {OLDEST_VERSION} or newer is needed: upgrade it first.",
        )


def driver_error(error: BaseException) -> BaseException | None:
    """What the driver said, bare or as SQLAlchemy passed it on; None for an error of anything else."""
    cause = error.orig if isinstance(error, sa.exc.DBAPIError) else error
    return cause if type(cause).__module__.partition(".")[0] == "psycopg" else None


def is_of_the_store(error: BaseException) -> bool:
    """Whether the server failed, and not the work: it went away, a lock did not come, two rivals' locks crossed."""
    cause = driver_error(error)
    if cause is None:
        return False
    from psycopg import InterfaceError, OperationalError, errors

    failed = isinstance(cause, OperationalError | InterfaceError)
    return failed and not isinstance(cause, errors.QueryCanceled)  # that one is work that takes too long


def locks_crossed(error: BaseException) -> bool:
    """Whether the server broke off a transaction because it and a rival waited for each other.

    Nothing of it was kept and nothing is wrong with it: the same work may simply be done again.
    """
    cause = driver_error(error)
    if cause is None:
        return False
    from psycopg import errors

    return isinstance(cause, errors.DeadlockDetected | errors.SerializationFailure)


def server_disk_full(error: BaseException) -> bool:
    """Whether the server has no room to write."""
    if driver_error(error) is None:
        return False
    from psycopg import errors

    return isinstance(driver_error(error), errors.DiskFull)
