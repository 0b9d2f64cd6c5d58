"""Serves an open store: its pages, its clock, and the ticks beside them."""

import logging
import socket
from collections.abc import Callable, Sequence
from datetime import datetime

from database.session import Database
from notifications.words_files import adopt_words
from web.app import create_app
from web.serve import serve
from web.settings import Settings
from workflows.clock import demo_offset, work_time
from workflows.demo.accounts import ShownAccount, shown_accounts
from workflows.house import HOUSE
from workflows.outward_ticks import outward_ticks
from workflows.sending_out import Outside
from workflows.tick import tick

logger = logging.getLogger("giaoban.words")


def serve_store(
    database: Database, settings: Settings, listening: socket.socket, real_now: Callable[[], datetime]
) -> None:
    """Serve until asked to stop. A demo store shows its moved clock and the accounts one may use."""
    adopt_own_words(settings)
    with database.read() as session:
        is_demo = demo_offset(session) is not None

    def clock() -> datetime:
        if not is_demo:
            return real_now()
        with database.read() as session:
            return work_time(session, real_now())

    def accounts() -> Sequence[ShownAccount]:
        with database.read() as session:
            return shown_accounts(session, clock())

    app = create_app(database, HOUSE, settings, clock=clock, demo_accounts=accounts if is_demo else None)
    host = app.state.parts.host  # the one that is measured
    outside = Outside(settings.public_url, settings.smtp)
    serve(
        app,
        listening,
        lambda: tick(database, host, clock()),
        *outward_ticks(database, outside, clock, real_now),
    )


def adopt_own_words(settings: Settings) -> None:
    """Use the operator's words of notices and mails; those that are broken are named, and the shipped ones stay."""
    for broken in adopt_words(settings.home / "words"):
        logger.warning("%s cannot be used, the shipped words are: %s", broken.file, broken.why["en"])
