#!/usr/bin/env python
"""The commands of the operators. `manage.py --help` lists them.

Exit 0: done. 1: refused, with a sentence that says what to do. 2: wrong usage.
"""

import json
import os
import secrets
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import click

from database.session import Database, StoreError, open_database, sqlite_url

HERE = Path(__file__).parent


class Refusal(click.ClickException):
    """What was asked cannot be done; printed as one sentence, exit code 1."""

    def show(self, file: Any = None) -> None:
        """Print the sentence without click's prefix."""
        click.echo(self.message, file=file, err=True)


def real_now() -> datetime:
    """The clock, read at the edge."""
    return datetime.now(UTC)


def language() -> str:
    """The language of an operator's terminal: GIAOBAN_LANGUAGE, else Vietnamese."""
    return "en" if os.environ.get("GIAOBAN_LANGUAGE", "vi").startswith("en") else "vi"


@contextmanager
def refusing() -> Iterator[None]:
    """Turn the house's own errors into refusals; anything else is a defect and shows its trace."""
    from web.settings import SettingsError
    from workflows.refusals import ROOM_ERRORS, sentence

    try:
        yield
    except (StoreError, SettingsError) as error:
        raise Refusal(str(error)) from error
    except ROOM_ERRORS as error:
        raise Refusal(sentence(error, language())) from error


class Progress:
    """A line that counts, on a terminal only."""

    def __init__(self) -> None:
        self.shown = sys.stderr.isatty()

    def __call__(self, what: str, done: int, of: int) -> None:
        """Say how far the work is."""
        if self.shown:
            end = "\n" if done == of else ""
            click.echo(f"\r\033[K{what}: {done}/{of}{end}", nl=False, err=True)


@contextmanager
def store() -> Iterator[Database]:
    """The configured store, closed at the end."""
    from web.settings import read_settings

    database = open_database(read_settings(os.environ).database_url)
    try:
        yield database
    finally:
        database.close()


def _now(database: Database) -> datetime:
    from workflows.clock import work_time

    with database.read() as session:
        return work_time(session, real_now())


@click.group()
def main() -> None:
    """Giaoban: reporting cycles of local government."""


@main.command()
def migrate() -> None:
    """Bring the store's tables to the version of the code; the file is copied first."""
    from database.migrate import migrate as bring_up
    from web.schema import metadata
    from web.settings import read_settings

    settings = read_settings(os.environ)
    with refusing():
        settings.home.mkdir(parents=True, exist_ok=True)
        copy = bring_up(settings.database_url, metadata)
    click.echo(f"The store is up to date.{f' Copy of the old one: {copy}' if copy else ''}")


@main.command()
def prepare() -> None:
    """Enter the shipped calendar and deploy the shipped diagrams, tables and forms; changes nothing twice."""
    from workflows.deployment import deploy_shipped
    from workflows.house import HOUSE
    from workflows.seed import seed_calendar

    with refusing(), store() as database:
        now = _now(database)
        with database.write() as session:
            seed_calendar(session, now)
            deployed = deploy_shipped(session, HOUSE, actor="operator", now=now)
    _print_deployed(deployed)


@main.command("import-units")
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
def import_units(files: tuple[Path, ...]) -> None:
    """Read units or agencies from CSV FILES: all of them, or none when a row is bad."""
    from organisation.import_units import import_units as read_units

    progress = Progress()
    with refusing(), store() as database, database.write() as session:
        for path in files:
            report = read_units(
                session,
                path,
                now=real_now(),
                progress=partial(progress, path.name),
            )
            click.echo(f"{path.name}: {report.added} added, {report.merged} already there.")


@main.group()
def user() -> None:
    """Staff accounts."""


@user.command("add")
@click.argument("username")
@click.option("--unit", "unit_code", help="Official code of the unit; not needed for operator and owner.")
@click.option("--role", "roles", multiple=True, required=True, help="May be given more than once.")
@click.option("--office", default="", help="The office in words; never a person's name.")
def user_add(username: str, unit_code: str | None, roles: tuple[str, ...], office: str) -> None:
    """Add a staff account; asks for the password, or reads it from GIAOBAN_PASSWORD."""
    from workflows.staff_account import add_account

    password = os.environ.get("GIAOBAN_PASSWORD") or click.prompt(
        "Password", hide_input=True, confirmation_prompt=True
    )
    with refusing(), store() as database:
        now = _now(database)
        with database.write() as session:
            add_account(session, username, password, unit_code=unit_code, roles=roles, office=office, now=now)
    click.echo(f"{username} may sign in.")


@main.command()
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
def deploy(files: tuple[Path, ...]) -> None:
    """Deploy diagrams, tables and forms together, after linting them."""
    from workflows.deployment import deploy_files
    from workflows.house import HOUSE

    found = [(path.name, path.read_bytes()) for path in files]
    with refusing(), store() as database:
        now = _now(database)
        with database.write() as session:
            deployed = deploy_files(session, HOUSE, found, actor="operator", now=now)
    _print_deployed(deployed)


def _print_deployed(deployed: Any) -> None:
    for item in deployed.items:
        click.echo(f"{item.name}: version {item.version}, {'new' if item.is_new else 'unchanged'}")


@main.command()
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option("--json", "as_json", is_flag=True, help="Print one object.")
def lint(files: tuple[Path, ...], *, as_json: bool) -> None:
    """Check diagrams against our rules; each finding names element, rule and what to do."""
    from workflows.deployment import catalogue_of, findings_of, shipped_files
    from workflows.house import HOUSE

    found = [(path.name, path.read_bytes()) for path in files]
    with refusing():
        findings = findings_of(found, catalogue_of(HOUSE, [*shipped_files(), *found]))
    if as_json:
        click.echo(json.dumps({name: [asdict(f) for f in each] for name, each in findings.items()}))
    else:
        _print_findings(findings)
    errors = sum(f.severity == "error" for each in findings.values() for f in each)
    if errors:
        raise Refusal(f"{errors} errors.")


def _print_findings(findings: Any) -> None:
    from bpmn.lint import report

    for name, each in findings.items():
        click.echo(report(name, each, language()) or f"{name}: clean")


@main.command("make-migration", hidden=True)
@click.argument("message")
def make_migration(message: str) -> None:
    """Write a migration for tables that have changed, for a developer to read."""
    from database.migrate import write_migration
    from web.schema import metadata

    click.echo(write_migration(metadata, message))


@main.command("open-cycle")
@click.argument("definition")
@click.argument("period")
@click.option("--unit", "unit_code", required=True, help="Official code of the unit to open it for.")
@click.option("--every", is_flag=True, help="From this period on, open the following ones by themselves.")
def open_cycle(definition: str, period: str, unit_code: str, *, every: bool) -> None:
    """Open the cycle of DEFINITION for PERIOD (2026-11, 2026-Q3 ...) for a unit and all below it."""
    from workflows.house import HOUSE
    from workflows.open_cycle import open_cycle as open_it
    from workflows.opening import finish_opening
    from workflows.plan import plan_cycles

    with refusing(), store() as database:
        now = _now(database)
        with database.write() as session:
            opened = open_it(
                session,
                HOUSE,
                definition=definition,
                period_key=period,
                root_code=unit_code,
                actor="operator",
                now=now,
            )
            if every:
                plan_cycles(session, definition=definition, root_code=unit_code, from_period=period)
        for warning in opened.warnings:
            click.echo(warning[language()], err=True)
        progress = Progress()
        finish_opening(database, HOUSE, opened.cycle_key, now, lambda done, of: progress(period, done, of))
    click.echo(f"Cycle {opened.cycle_key}: {'opened' if opened.new else 'was open already'}.")


@main.command()
@click.option(
    "--tree", "which", type=click.Choice(["two", "three"]), default="three", help="Tiers to play on."
)
@click.option("--json", "as_json", is_flag=True, help="Print one object with the counts.")
@click.option("--store", "path", type=click.Path(path_type=Path), help="Where to keep the store.")
def demo(which: str, path: Path | None, *, as_json: bool) -> None:
    """Play one whole month on a fresh store as the demo staff, and count what came of it."""
    from database.migrate import migrate as bring_up
    from web.schema import metadata
    from web.settings import read_settings
    from workflows.demo.whole import play_whole_month

    target = path or read_settings(os.environ).home / f"demo-{which}-{real_now():%Y%m%d-%H%M%S}.db"
    if target.exists():
        raise Refusal(f"{target} exists already. Name another file, or leave --store out.")
    target.parent.mkdir(parents=True, exist_ok=True)
    with refusing():
        bring_up(sqlite_url(target), metadata)
        counts = play_whole_month(which, target, real_now(), _demo_password(), Progress())
    if as_json:
        click.echo(json.dumps(counts))
    else:
        for name, count in counts.items():
            click.echo(f"{name:12} {count}")


def _demo_password() -> str:
    return os.environ.get("GIAOBAN_DEMO_PASSWORD") or secrets.token_urlsafe(9)


@main.command()
@click.option(
    "--demo", "with_demo", is_flag=True, help="On a store made for a demonstration; makes it first."
)
def serve(*, with_demo: bool) -> None:
    """Serve the pages, and run timers and jobs beside them."""
    from database.migrate import migrate as bring_up
    from documents.fonts import check_fonts
    from web.schema import metadata
    from web.serve_store import serve_store
    from web.settings import read_settings

    with refusing():
        check_fonts()
        settings = read_settings(os.environ)
        settings.home.mkdir(parents=True, exist_ok=True)
        bring_up(settings.database_url, metadata)
        with store() as database:
            if with_demo:
                _prepare_demo(database)
            serve_store(database, settings, real_now)


def _prepare_demo(database: Database) -> None:
    from workflows.demo.accounts import shown_accounts
    from workflows.demo.whole import prepare_demo

    password = _demo_password()
    prepare_demo(database, password, real_now(), Progress())
    click.echo("Demo staff may sign in:")
    with database.read() as session:
        for account in shown_accounts(session, _now(database)):
            click.echo(f"  {account.username:18} {account.office[language()]}")
    click.echo(f"Password of all: {password}")


@main.command("verify-history")
@click.option("--json", "as_json", is_flag=True, help="Print one object.")
def verify_history(*, as_json: bool) -> None:
    """Recompute every hash chain; any changed, lost or added row is named."""
    from engine.history import verify_history as verify

    with refusing(), store() as database, database.read() as session:
        broken = list(verify(session))
    if as_json:
        click.echo(json.dumps({"broken": [asdict(found) for found in broken]}))
    for found in broken:
        click.echo(found.why[language()], err=True)
    if broken:
        raise Refusal(
            f"{len(broken)} chains are broken. Keep the store as it is and compare it with a backup."
        )
    if not as_json:
        click.echo("The history is whole.")


@main.command()
@click.argument("expression")
@click.option("--context", "context", default="{}", help="Variables as a JSON object.")
def feel(expression: str, context: str) -> None:
    """Evaluate a FEEL EXPRESSION and print the value as JSON."""
    from feel import compile_expression
    from feel.plain import to_plain

    _print_value(lambda: to_plain(compile_expression(expression).evaluate(_context(context))))


@main.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--decision", required=True, help="The decision's id.")
@click.option("--context", "context", default="{}", help="Inputs as a JSON object.")
def decide(file: Path, decision: str, context: str) -> None:
    """Evaluate a decision of a DMN FILE and print the answer as JSON."""
    from bpmn.xml import parse_xml
    from feel.decisions import read_decisions
    from feel.plain import to_plain

    _print_value(
        lambda: to_plain(read_decisions(parse_xml(file.read_bytes())).evaluate(decision, _context(context)))
    )


def _print_value(value: Callable[[], Any]) -> None:
    with refusing():
        click.echo(json.dumps(value(), ensure_ascii=False))


def _context(text: str) -> dict[str, Any]:
    try:
        value = json.loads(text)
    except json.JSONDecodeError as error:
        raise click.UsageError(f"--context is not JSON: {error}") from error
    if not isinstance(value, dict):
        raise click.UsageError('--context must be a JSON object, such as {"a": 1}.')
    return value


if __name__ == "__main__":
    main()
