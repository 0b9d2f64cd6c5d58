"""Units and staff."""

import os
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from commands.terminal import Progress, either, real_now, refusing, store, work_now

if TYPE_CHECKING:
    from organisation.responsibilities import Responsibility


@click.command("import-units")
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
def import_units(files: tuple[Path, ...]) -> None:
    """Read units or agencies from CSV FILES: all of them, or none when a row is bad."""
    from organisation.import_units import import_units as read_units

    progress = Progress()
    with refusing(), store() as database, database.write() as session:
        reports = [
            read_units(session, path, now=real_now(), progress=partial(progress, path.name)) for path in files
        ]
    for path, report in zip(files, reports, strict=True):
        click.echo(
            either(
                f"{path.name}: thêm {report.added}, đã có sẵn {report.merged}.",
                f"{path.name}: {report.added} added, {report.merged} already there.",
            )
        )


@click.command("import-legal-bases")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def import_legal_bases(file: Path) -> None:
    """Read legal bases from a CSV FILE into their register: all of them, or none when a row is bad."""
    from workflows.review.register import import_legal_bases as read_bases

    with refusing(), store() as database:
        now = work_now(database)
        with database.write() as session:
            report = read_bases(session, file, now=now)
    click.echo(
        either(
            f"{file.name}: thêm {report.added}, sửa {report.changed}, giữ nguyên {report.same}.",
            f"{file.name}: {report.added} added, {report.changed} changed, {report.same} as they were.",
        )
    )


@click.group()
def user() -> None:
    """Staff accounts."""


@user.command("add")
@click.argument("username")
@click.option(
    "--unit", "unit_code", help="Official code of the unit; not needed for operator, owner and deployer."
)
@click.option("--role", "roles", multiple=True, required=True, help="May be given more than once.")
@click.option("--office", default="", help="The office in words; never a person's name.")
def user_add(username: str, unit_code: str | None, roles: tuple[str, ...], office: str) -> None:
    """Add a staff account; asks for the password, or reads it from GIAOBAN_PASSWORD."""
    from workflows.staff_account import add_account, require_addable

    with refusing(), store() as database:
        now = work_now(database)
        with database.read() as session:
            require_addable(session, username, unit_code=unit_code, roles=roles, now=now)
        password = asked_password()
        with database.write() as session:
            add_account(session, username, password, unit_code=unit_code, roles=roles, office=office, now=now)
    click.echo(either(f"{username} đăng nhập được.", f"{username} may sign in."))


@user.command("stand-in")
@click.argument("absent")
@click.argument("stand_in")
@click.option("--first", required=True, type=click.DateTime(["%Y-%m-%d"]), help="First day, 2026-11-20.")
@click.option("--last", required=True, type=click.DateTime(["%Y-%m-%d"]), help="Last day, included.")
def user_stand_in(absent: str, stand_in: str, first: datetime, last: datetime) -> None:
    """Let STAND_IN do the tasks of ABSENT for some days; the tasks keep their dates."""
    from workflows.staff_account import let_stand_in

    with refusing(), store() as database:
        now = work_now(database)
        with database.write() as session:
            let_stand_in(session, absent, stand_in, first=first.date(), last=last.date(), now=now)
    days = f"{first:%d/%m/%Y}", f"{last:%d/%m/%Y}"
    click.echo(
        either(
            f"{stand_in} làm thay {absent} từ {days[0]} đến {days[1]}.",
            f"{stand_in} stands in for {absent} from {days[0]} to {days[1]}.",
        )
    )


_DAY = click.DateTime(["%Y-%m-%d"])


@user.command("responsible")
@click.argument("username")
@click.option("--unit", "unit_code", required=True, help="Official code of the unit where he is posted.")
@click.option(
    "--field", default="", help="Code of a category; without it all that have no leader of their own."
)
@click.option("--since", required=True, type=_DAY, help="First day, 2026-12-01.")
def user_responsible(username: str, unit_code: str, field: str, since: datetime) -> None:
    """Let USERNAME answer for a category of issues at a unit; whoever did before ends the day before."""
    from workflows.staff_account import make_responsible

    with refusing(), store() as database:
        now = work_now(database)
        with database.write() as session:
            made = make_responsible(
                session, username, unit_code=unit_code, field=field, since=since.date(), now=now
            )
    click.echo(_responsibility(made))


@user.command("responsibilities")
@click.option("--unit", "unit_code", required=True, help="Official code of the unit.")
def user_responsibilities(unit_code: str) -> None:
    """Who answers for which category of issues at a unit, today and later."""
    from organisation.days import local_day
    from organisation.responsibilities import responsibilities
    from organisation.units import find_unit

    with refusing(), store() as database:
        today = local_day(work_now(database))
        with database.read() as session:
            found = responsibilities(session, [find_unit(session, unit_code, today).key], today)
    for one in found:
        click.echo(_responsibility(one))
    if not found:
        click.echo(
            either(
                "Chưa ai được giao phụ trách: nhắc việc tới lãnh đạo theo dõi, hoặc thủ trưởng.",
                "Nobody is set: the overseeing leader is told of what is late, or the head.",
            )
        )


@user.command("not-responsible")
@click.argument("number", type=int)
@click.option("--last", required=True, type=_DAY, help="Last day, included.")
def user_not_responsible(number: int, last: datetime) -> None:
    """Let a responsibility end after a day; before it began, whoever was to give way to it goes on.

    NUMBER is what `user responsibilities` shows before it.
    """
    from organisation.responsibilities import end_responsibility, responsibility_by_key

    with refusing(), store() as database:
        now = work_now(database)
        with database.write() as session:
            instead = end_responsibility(session, number, last_day=last.date(), actor=None, now=now)
            goes_on = None if instead is None else responsibility_by_key(session, instead)
    click.echo(either(f"Số {number} hết ngày {last:%d/%m/%Y}.", f"{number} ends after {last:%d/%m/%Y}."))
    if goes_on is not None:
        click.echo(_responsibility(goes_on))


def _responsibility(one: "Responsibility") -> str:
    field = one.field or either("mọi lĩnh vực còn lại", "all other categories")
    days = f"{one.valid_from:%d/%m/%Y}–{f'{one.valid_to:%d/%m/%Y}' if one.valid_to else ''}"
    return f"{one.key}  {field}: {one.username} ({one.office}), {days}"


@user.command("password")
@click.argument("username")
def user_password(username: str) -> None:
    """Give an account a new password and sign it out everywhere."""
    from web.sessions import end_sessions_of
    from workflows.staff_account import renew_password

    password = asked_password()
    with refusing(), store() as database, database.write() as session:
        end_sessions_of(session, renew_password(session, username, password))
    click.echo(either(f"{username} có mật khẩu mới.", f"{username} has a new password."))


@user.command("close")
@click.argument("username")
def user_close(username: str) -> None:
    """Close an account and sign it out everywhere; what it did stays."""
    from web.sessions import end_sessions_of
    from workflows.staff_account import close_account

    with refusing(), store() as database, database.write() as session:
        end_sessions_of(session, close_account(session, username))
    click.echo(either(f"Đã đóng {username}.", f"{username} is closed."))


def asked_password() -> str:
    """The password from GIAOBAN_PASSWORD, else asked for twice."""
    words = either("Mật khẩu", "Password")
    return os.environ.get("GIAOBAN_PASSWORD") or str(
        click.prompt(words, hide_input=True, confirmation_prompt=True)
    )
