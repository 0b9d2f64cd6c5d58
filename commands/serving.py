"""Serving the pages."""

import os

import click

from commands.demonstrating import prepare_demo_store, say_who_may_sign_in
from commands.terminal import either, make_folder, real_now, refusing, store


@click.command()
@click.option(
    "--demo", "with_demo", is_flag=True, help="On a store made for a demonstration; makes it first."
)
def serve(*, with_demo: bool) -> None:
    """Serve the pages, and run timers and jobs beside them."""
    from database.migrate import migrate as bring_up
    from documents.fonts import check_fonts
    from web.listening import listen
    from web.schema import metadata
    from web.serve_store import serve_store
    from web.settings import read_settings
    from web.watch.logs import set_up_logs

    with refusing():
        settings = read_settings(os.environ)
        set_up_logs(settings.log)
        check_fonts()
        listening = listen(settings)  # first of all: what cannot be served must change nothing
        make_folder(settings.home)
        password = prepare_demo_store(settings.database_url) if with_demo else None
        bring_up(settings.database_url, metadata)
        with store() as database:
            if password is not None:
                say_who_may_sign_in(database, password)
            stop = either("Ctrl+C để dừng", "Ctrl+C stops it")
            click.echo(f"Giaoban: http://{settings.address}:{settings.port}  ({stop})")
            serve_store(database, settings, listening, real_now)
