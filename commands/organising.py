"""Units and staff."""

import os
from datetime import datetime
from functools import partial
from pathlib import Path

import click

from commands.terminal import Progress, language, real_now, refusing, store, work_now


@click.command("import-units")
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


@click.group()
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

    password = asked_password()
    with refusing(), store() as database:
        now = work_now(database)
        with database.write() as session:
            add_account(session, username, password, unit_code=unit_code, roles=roles, office=office, now=now)
    click.echo(f"{username} may sign in.")


@user.command("stand-in")
@click.argument("absent")
@click.argument("stand_in")
@click.option("--first", required=True, type=click.DateTime(["%Y-%m-%d"]), help="First day, 2026-11-20.")
@click.option("--last", required=True, type=click.DateTime(["%Y-%m-%d"]), help="Last day, included.")
def user_stand_in(absent: str, stand_in: str, first: datetime, last: datetime) -> None:
    """Let STAND_IN do the tasks of ABSENT for some days; the tasks keep their dates."""
    from workflows.staff_account import let_stand_in

    with refusing(), store() as database, database.write() as session:
        let_stand_in(session, absent, stand_in, first=first.date(), last=last.date())
    click.echo(f"{stand_in} stands in for {absent} from {first:%d/%m/%Y} to {last:%d/%m/%Y}.")


@user.command("password")
@click.argument("username")
def user_password(username: str) -> None:
    """Give an account a new password and sign it out everywhere."""
    from web.sessions import end_sessions_of
    from workflows.staff_account import renew_password

    password = asked_password()
    with refusing(), store() as database, database.write() as session:
        end_sessions_of(session, renew_password(session, username, password))
    click.echo({"vi": f"{username} có mật khẩu mới.", "en": f"{username} has a new password."}[language()])


@user.command("close")
@click.argument("username")
def user_close(username: str) -> None:
    """Close an account and sign it out everywhere; what it did stays."""
    from web.sessions import end_sessions_of
    from workflows.staff_account import close_account

    with refusing(), store() as database, database.write() as session:
        end_sessions_of(session, close_account(session, username))
    click.echo({"vi": f"Đã đóng {username}.", "en": f"{username} is closed."}[language()])


def asked_password() -> str:
    """The password from GIAOBAN_PASSWORD, else asked for twice."""
    words = {"vi": "Mật khẩu", "en": "Password"}[language()]
    return os.environ.get("GIAOBAN_PASSWORD") or str(
        click.prompt(words, hide_input=True, confirmation_prompt=True)
    )
