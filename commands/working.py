"""Working: timers and jobs of a store that several machines share."""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING

import click

from commands.terminal import Refusal, either, make_folder, real_now, refusing, store
from database.session import Database

if TYPE_CHECKING:
    from workflows.sending_out import Outside


@click.command()
@click.option(
    "--concurrency", type=click.IntRange(1, 32), default=1, show_default=True, help="How many jobs at once."
)
def worker(*, concurrency: int) -> None:
    """Run timers and jobs of a PostgreSQL store. Any number of workers may run, on any machine."""
    from database.migrate import migrate as bring_up
    from documents.fonts import check_fonts
    from web.schema import metadata
    from web.serve_store import adopt_own_words
    from web.settings import read_settings
    from web.watch.logs import set_up_logs
    from workflows.sending_out import Outside

    with refusing():
        settings = read_settings(os.environ)
        set_up_logs(settings.log)
        adopt_own_words(settings)
        check_fonts()
        make_folder(settings.home)
        with store() as database:
            _require_queue(database)
            bring_up(settings.database_url, metadata)
            click.echo(
                either("Worker đang chạy (Ctrl+C để dừng)", "The worker is running (Ctrl+C stops it)"),
            )
            _work(database, Outside(settings.public_url, settings.smtp), concurrency)


def _require_queue(database: Database) -> None:
    from engine.due import has_workers

    if not has_workers(database):
        raise Refusal(
            either(
                "Kho SQLite không cần worker: serve tự chạy hẹn giờ và việc tự động. Muốn dùng nhiều máy, đặt "
                "GIAOBAN_DATABASE_URL=postgresql+psycopg://...",
                "A store on SQLite needs no worker: serve runs its timers and jobs. For several machines set "
                "GIAOBAN_DATABASE_URL=postgresql+psycopg://...",
            )
        )


def _work(database: Database, outside: Outside, concurrency: int) -> None:
    from engine.worker import Worker
    from web.serve import start_ticking
    from web.standing import leave_standing
    from workflows.clock import clock_of
    from workflows.house import HOUSE
    from workflows.outward_ticks import outward_ticks
    from workflows.tick import tick

    clock = clock_of(database, real_now)
    working = Worker(database, HOUSE, clock, concurrency=concurrency)
    for asked in (signal.SIGTERM, signal.SIGINT):
        signal.signal(asked, lambda *_: working.stop())
    outward = outward_ticks(database, outside, clock, real_now)
    leave_standing()
    ticking = start_ticking(lambda: tick(database, HOUSE, clock()), *outward)
    try:
        working.run()
    finally:
        ticking.shutdown(wait=True)
