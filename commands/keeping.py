"""The store itself: its tables, what it begins with, whether its history is whole."""

import json
import os
from dataclasses import asdict

import click

from commands.deploying import print_deployed
from commands.terminal import Refusal, either, language, make_folder, refusing, store, work_now
from database.session import Database


@click.command()
def migrate() -> None:
    """Bring the store's tables to the version of the code; the file is copied first."""
    from database.migrate import migrate as bring_up
    from web.schema import metadata
    from web.settings import read_settings

    with refusing():
        settings = read_settings(os.environ)
        make_folder(settings.home)
        done = bring_up(settings.database_url, metadata)
    if done.before is None:
        click.echo(
            either(
                "Đã lập kho mới, còn trống. Tiếp theo: import-units, prepare, user add (docs/operators/README.md).",
                "A new, empty store was made. Next: import-units, prepare, user add (docs/operators/README.md).",
            )
        )
        return
    click.echo(either("Kho đã ở phiên bản mới nhất.", "The store is up to date."))
    if done.copy:
        click.echo(either(f"Bản sao của kho cũ: {done.copy}", f"Copy of the old one: {done.copy}"))


@click.command()
def prepare() -> None:
    """Enter the shipped calendar and categories, deploy the diagrams, tables and forms; changes nothing twice."""
    from workflows.house import HOUSE
    from workflows.seed import prepare_store

    with refusing(), store() as database:
        now = work_now(database)
        with database.write() as session:
            deployed = prepare_store(session, HOUSE, actor="operator", now=now)
    print_deployed(deployed)


@click.command("contacts")
@click.option("--json", "as_json", is_flag=True, help="Print one object.")
def contacts(*, as_json: bool) -> None:
    """How many contacts of callers are kept, and never one of them. They are deleted by themselves."""
    from workflows.callers.forgetting import kept_contacts

    with refusing(), store() as database, database.read() as session:
        kept = kept_contacts(session)
    oldest = kept.oldest.date().isoformat() if kept.oldest else None
    if as_json:
        click.echo(json.dumps({"contacts": kept.contacts, "to_delete": kept.to_delete, "oldest": oldest}))
        return
    since = oldest or "–"
    click.echo(
        either(
            f"Đang giữ {kept.contacts} liên hệ, {kept.to_delete} của vấn đề đã kết thúc; cũ nhất từ {since}.",
            f"{kept.contacts} contacts are kept, {kept.to_delete} of issues that have ended; oldest since {since}.",
        )
    )


@click.command("verify-history")
@click.option("--json", "as_json", is_flag=True, help="Print one object.")
def verify_history(*, as_json: bool) -> None:
    """Recompute every hash chain; any changed, lost or added row is named."""
    with refusing(), store() as database:
        refuse_broken_history(database, as_json=as_json)
    if not as_json:
        click.echo(either("Lịch sử còn nguyên vẹn.", "The history is whole."))


def refuse_broken_history(database: Database, *, as_json: bool = False) -> None:
    """Recompute every hash chain of an open store. Refused, each broken one named, where any is broken."""
    from engine.history import verify_history as verify

    with database.read() as session:
        broken = list(verify(session))
    if as_json:
        click.echo(json.dumps({"broken": [asdict(found) for found in broken]}))
    for found in broken:
        click.echo(found.why[language()], err=True)
    if broken:
        raise Refusal(
            either(
                f"{len(broken)} chuỗi bị đứt. Giữ nguyên kho và so với bản sao lưu.",
                f"{len(broken)} chains are broken. Keep the store as it is and compare it with a backup.",
            )
        )


@click.command("make-migration", hidden=True)
@click.argument("message")
def make_migration(message: str) -> None:
    """Write a migration for tables that have changed, for a developer to read."""
    from database.upgrading import write_migration
    from web.schema import metadata

    click.echo(write_migration(metadata, message))
