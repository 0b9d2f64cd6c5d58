"""Serves an open store: its pages, its clock, and the ticks beside them."""

import logging
import socket
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from database.session import Database
from engine.due import has_workers
from engine.host import Host
from notifications.words_files import adopt_words
from web.app import create_app
from web.serve import serve
from web.settings import Settings
from workflows.clock import clock_of, demo_offset
from workflows.demo.accounts import ShownAccount, shown_accounts
from workflows.house import HOUSE
from workflows.outward_ticks import outward_ticks
from workflows.sending_out import Outside
from workflows.tick import tick

logger = logging.getLogger("giaoban.words")


def serve_store(
    database: Database,
    settings: Settings,
    listening: socket.socket,
    real_now: Callable[[], datetime],
    *,
    with_jobs: bool,
) -> None:
    """Serve until asked to stop; with jobs, timers and jobs run beside the pages.

    A demo store shows its moved clock and the accounts one may use.
    """
    adopt_own_words(settings)
    with database.read() as session:
        is_demo = demo_offset(session) is not None

    clock = clock_of(database, real_now) if is_demo else real_now

    def accounts() -> Sequence[ShownAccount]:
        with database.read() as session:
            return shown_accounts(session, clock())

    app = create_app(database, HOUSE, settings, clock=clock, demo_accounts=accounts if is_demo else None)
    host = app.state.parts.host  # the one that is measured
    outward = outward_ticks(database, Outside(settings.public_url, settings.smtp), clock, real_now)
    if not with_jobs:
        serve(app, listening, *outward)
        return
    with working(database, host, clock):
        serve(app, listening, lambda: tick(database, host, clock()), *outward)


@contextmanager
def working(database: Database, host: Host, clock: Callable[[], datetime]) -> Iterator[None]:
    """A worker in a thread of its own, where jobs of the store are done by workers."""
    if not has_workers(database):
        yield
        return
    from engine.worker import Worker  # only where there is a queue: SQLite starts without loading it

    worker = Worker(database, host, clock, concurrency=1)
    thread = threading.Thread(target=worker.run, name="worker")
    thread.start()
    try:
        yield
    finally:
        worker.stop()
        thread.join()


def adopt_own_words(settings: Settings) -> None:
    """Use the operator's words of notices and mails; those that are broken are named, and the shipped ones stay."""
    for broken in adopt_words(settings.home / "words"):
        logger.warning("%s cannot be used, the shipped words are: %s", broken.file, broken.why["en"])
