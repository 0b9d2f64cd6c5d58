"""Carrying a store to safety, back, and to another kind of database."""

import json
import os
from pathlib import Path

import click

from commands.terminal import Progress, either, make_folder, real_now, refusing, store


@click.command()
@click.argument("file", required=False, type=click.Path(path_type=Path, dir_okay=False))
@click.option("--keep", type=click.IntRange(1), help="Remove all but so many of backups/ afterwards.")
@click.option("--json", "as_json", is_flag=True, help="Print one object.")
def backup(file: Path | None, keep: int | None, *, as_json: bool) -> None:
    """Write the whole store to one file while the product runs; without FILE into backups/ of the data folder."""
    from database.backup import back_up
    from web.schema import metadata
    from web.settings import read_settings

    with refusing(), store() as database:
        folder = read_settings(os.environ).home / "backups"
        if file is None:
            make_folder(folder)
            file = folder / f"giaoban-{real_now():%Y%m%d-%H%M%S}.db"
        made = back_up(database, file, metadata, Progress())
    if keep:
        _remove_all_but(keep, folder)
    size = made.stat().st_size
    if as_json:
        click.echo(json.dumps({"file": str(made), "bytes": size}))
    else:
        click.echo(either(f"Đã sao lưu: {made} ({size:,} byte).", f"Backed up: {made} ({size:,} bytes)."))


def _remove_all_but(keep: int, folder: Path) -> None:
    """The newest stay; files of other names are nobody's business."""
    for old in sorted(folder.glob("giaoban-????????-??????.db"))[:-keep]:
        old.unlink()


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
def restore(file: Path) -> None:
    """Make the configured store, which must be empty, hold what a backup holds; its history is checked."""
    from database.backup import restore as bring_back
    from web.schema import metadata
    from web.settings import read_settings

    with refusing():
        settings = read_settings(os.environ)
        make_folder(settings.home)
        bring_back(settings.database_url, file, metadata, Progress())
    _check_history()
    click.echo(either("Đã khôi phục; lịch sử còn nguyên vẹn.", "Restored; the history is whole."))


@click.command("move-store")
@click.argument("target")
def move_store(target: str) -> None:
    """Copy the configured store into the empty one behind the URL TARGET. Stop the product first.

    The old store stays as it is. Then set GIAOBAN_DATABASE_URL to the new one and start again.
    """
    from database.backup import move
    from web.schema import metadata
    from web.settings import read_settings

    with refusing():
        rows = move(read_settings(os.environ).database_url, target, metadata, Progress())
    click.echo(
        either(
            f"Đã chép {rows:,} dòng. Đặt GIAOBAN_DATABASE_URL là kho mới rồi khởi động lại.",
            f"Copied {rows:,} rows. Set GIAOBAN_DATABASE_URL to the new store, then start again.",
        )
    )


def _check_history() -> None:
    from commands.keeping import refuse_broken_history

    with refusing(), store() as database:
        refuse_broken_history(database)
