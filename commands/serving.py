"""Serving the pages."""

import logging
import os
from pathlib import Path

import click

from commands.demonstrating import prepare_demo_store, say_who_may_sign_in
from commands.terminal import Refusal, either, make_folder, real_now, refusing, store
from database.session import Database, open_database, sqlite_url

logger = logging.getLogger("giaoban.serve")


@click.command()
@click.option(
    "--demo", "with_demo", is_flag=True, help="On a store made for a demonstration; makes it first."
)
@click.option(
    "--jobs/--no-jobs",
    "wanted",
    default=None,
    help="Run timers and jobs beside the pages. Without either: on SQLite and with --demo they run here, "
    "on PostgreSQL `manage.py worker` runs them.",
)
@click.option(
    "--store",
    "path",
    type=click.Path(path_type=Path),
    help="A file to serve instead of the configured store; a demonstration that it holds goes on.",
)
def serve(path: Path | None, *, with_demo: bool, wanted: bool | None) -> None:
    """Serve the pages; on SQLite, run timers and jobs beside them."""
    from database.migrate import migrate as bring_up
    from documents.fonts import check_fonts
    from web.listening import listen
    from web.schema import metadata
    from web.serve_store import serve_store
    from web.settings import read_settings
    from web.watch.logs import set_up_logs

    with refusing():
        if path is not None:
            # whatever reads the settings from here on is about this file
            os.environ["GIAOBAN_DATABASE_URL"] = sqlite_url(path)
            with_demo = with_demo or _is_demo(path)
        settings = read_settings(os.environ)
        set_up_logs(settings.log)
        check_fonts()
        listening = listen(settings)  # first of all: what cannot be served must change nothing
        make_folder(settings.home)
        password = prepare_demo_store(settings.database_url) if with_demo else None
        bring_up(settings.database_url, metadata)
        with store() as database:
            with_jobs = _with_jobs(database, wanted, with_demo=with_demo)
            if password is not None:
                say_who_may_sign_in(database, password)
            stop = either("Ctrl+C để dừng", "Ctrl+C stops it")
            click.echo(f"Giaoban: http://{settings.address}:{settings.port}  ({stop})")
            serve_store(database, settings, listening, real_now, with_jobs=with_jobs)


def _is_demo(path: Path) -> bool:
    """Whether a file holds a demonstration. Refused where there is none."""
    from workflows.clock import demo_offset

    if not path.is_file():
        raise Refusal(
            either(
                f"Không có tệp {path}. Lập bằng manage.py demo --store, hoặc ghi đúng tên tệp.",
                f"There is no file {path}. Make one with manage.py demo --store, or name another.",
            )
        )
    database = open_database(sqlite_url(path))
    try:
        with database.read() as session:
            return demo_offset(session) is not None
    finally:
        database.close()


def _with_jobs(database: Database, wanted: bool | None, *, with_demo: bool) -> bool:  # noqa: FBT001  # a click option
    from engine.due import has_workers

    if not has_workers(database):
        if wanted is False:
            raise Refusal(
                either(
                    "Trên SQLite chỉ serve chạy hẹn giờ và việc tự động: bỏ --no-jobs.",
                    "On SQLite nobody but serve runs timers and jobs: leave --no-jobs out.",
                )
            )
        return True
    if wanted or (wanted is None and with_demo):
        return True
    from engine.queue import somebody_works

    with database.read() as session:
        if not somebody_works(session):
            logger.warning(
                either(
                    "Chưa có worker nào chạy: hẹn giờ và việc tự động sẽ đợi. Chạy manage.py worker, "
                    "hoặc serve --jobs.",
                    "No worker is running: timers and jobs will wait. Run manage.py worker, or serve --jobs.",
                )
            )
    return False
