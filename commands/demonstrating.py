"""A demo store: a whole month or a whole case to count, or the middle of a month to work in."""

import json
import os
import secrets
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import click

from commands.terminal import Progress, Refusal, either, language, make_folder, real_now, refusing, work_now
from commands.workers_beside import workers_beside
from database.postgresql import is_postgresql, shown
from database.session import Database, open_database, sqlite_path, sqlite_url

STAGES = {
    "units": "đơn vị",
    "staff": "cán bộ",
    "month before": "tháng trước",
    "reports opened": "mở báo cáo",
    "days played": "diễn từng ngày",
    "quarter": "báo cáo quý",
}


@click.command()
@click.option(
    "--tree", "which", type=click.Choice(["two", "three"]), default="three", help="Tiers to play on."
)
@click.option(
    "--case",
    "case",
    type=click.Choice(["long-bien"]),
    help="Play a case instead: 18 months of a district, with known numbers.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one object with the counts.")
@click.option("--store", "path", type=click.Path(path_type=Path), help="Where to keep the store.")
@click.option(
    "--workers",
    "count",
    type=click.IntRange(0, 16),
    default=0,
    help="On PostgreSQL: let that many worker processes do the jobs.",
)
def demo(which: str, case: str | None, path: Path | None, count: int, *, as_json: bool) -> None:
    """Play one whole month on a fresh store as the demo staff, and count what came of it."""
    from database.migrate import migrate as bring_up
    from web.schema import metadata
    from web.settings import read_settings
    from workflows.demo.long_bien.store import play_case
    from workflows.demo.whole import play_whole_month

    with refusing():
        settings = read_settings(os.environ)
        shared = path is None and is_postgresql(settings.database_url)
        _require_shared(count, shared=shared)
        target = path or settings.home / f"demo-{case or which}-{real_now():%Y%m%d-%H%M%S}.db"
        url = settings.database_url if shared else _new_file(target)
        bring_up(url, metadata)
        with ExitStack() as beside:
            alive = beside.enter_context(workers_beside(count)) if count else None
            now, password = real_now(), _demo_password()
            counts = (
                play_case(url, now, password, _telling(), alive=alive)
                if case
                else play_whole_month(which, url, now, password, _telling(), alive=alive)
            )
        counts["store"] = shown(url) if shared else str(target.resolve())
    if as_json:
        click.echo(json.dumps(counts))
    else:
        _say(counts)


def _telling(*, stages: bool = False) -> Callable[[str, int, int], None]:
    progress = Progress(stages=stages)
    return lambda what, done, of: progress(either(STAGES[what], what), done, of)


def _say(counts: Mapping[str, Any]) -> None:
    for name, counted in counts.items():
        if isinstance(counted, Mapping):
            for what, words in counted.items():
                click.echo(f"{name}.{what:30} {words}")
        else:
            click.echo(f"{name:12} {counted}")


def _require_shared(count: int, *, shared: bool) -> None:
    if count and not shared:
        raise Refusal(
            either(
                "Worker cần kho PostgreSQL: đặt GIAOBAN_DATABASE_URL là một cơ sở dữ liệu trống và bỏ --store.",
                "Workers need a store on PostgreSQL: set GIAOBAN_DATABASE_URL to an empty database and leave "
                "--store out.",
            )
        )


def _new_file(target: Path) -> str:
    if target.exists():
        raise Refusal(
            either(
                f"Đã có {target}. Đặt tên tệp khác, hoặc bỏ --store.",
                f"{target} exists already. Name another file, or leave --store out.",
            )
        )
    make_folder(target.parent)
    return sqlite_url(target)


def _demo_password() -> str:
    return os.environ.get("GIAOBAN_DEMO_PASSWORD") or secrets.token_urlsafe(9)


def prepare_demo_store(url: str) -> str:
    """Have a demo behind a URL, and return the password of its accounts.

    A new one is made beside its place and moved there when it is whole: a start that is interrupted leaves
    nothing that the next one could take for a demo.
    """
    path, password = sqlite_path(url), _demo_password()
    if path is None or path.exists():
        _prepare(url, password)
        return password
    click.echo(
        either(
            "Đang lập kho trình diễn: khoảng một phút.", "Making the demonstration store: about a minute."
        ),
        err=True,
    )
    making = path.with_name(f"{path.name}.making")
    for ending in ("", "-wal", "-shm"):
        Path(f"{making}{ending}").unlink(missing_ok=True)
    _prepare(sqlite_url(making), password)
    making.replace(path)
    return password


def _prepare(url: str, password: str) -> None:
    from database.migrate import migrate as bring_up
    from web.schema import metadata
    from workflows.demo.whole import prepare_demo

    bring_up(url, metadata)
    database = open_database(url)
    try:
        prepare_demo(database, password, real_now(), _telling(stages=True))
    finally:
        database.close()


def say_who_may_sign_in(database: Database, password: str) -> None:
    """Name the accounts that have work to do."""
    from workflows.demo.accounts import shown_accounts

    click.echo(either("Tài khoản trình diễn có thể đăng nhập:", "Demo staff may sign in:"))
    with database.read() as session:
        for account in shown_accounts(session, work_now(database)):
            click.echo(f"  {account.username:18} {account.office[language()]}")
    click.echo(either(f"Mật khẩu chung: {password}", f"Password of all: {password}"))
