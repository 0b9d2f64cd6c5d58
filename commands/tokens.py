"""Bearer tokens, with which programs sign in."""

import json
from dataclasses import asdict
from datetime import datetime, timedelta

import click

from commands.terminal import Refusal, either, real_now, refusing, store


@click.group()
def token() -> None:
    """Bearer tokens of programs."""


@token.command("create")
@click.argument("username")
@click.option("--name", default="", help="What the token is for, such as the name of the program.")
@click.option("--days", type=click.IntRange(1, 3650), help="How long it is good; without it, until revoked.")
def token_create(username: str, name: str, days: int | None) -> None:
    """Make a token of the account USERNAME and print it, this once only."""
    from web.rest.tokens import create_token
    from workflows.staff_account import require_account

    lifetime = timedelta(days=days) if days else None
    with refusing(), store() as database, database.write() as session:
        staff_key = require_account(session, username).key
        made = create_token(session, staff_key, name=name[:200], now=real_now(), lifetime=lifetime)
    click.echo(made)
    click.echo(
        either(
            "Hãy cất mã này ngay: nó không được hiện lại lần nào nữa.",
            "Put it away now: it is never shown again.",
        ),
        err=True,
    )


@token.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print one array.")
def token_list(*, as_json: bool) -> None:
    """List the tokens: whose, what for, since when, until when, used last (within an hour)."""
    from web.rest.tokens import list_tokens

    with refusing(), store() as database, database.read() as session:
        tokens = list_tokens(session)
    if as_json:
        click.echo(json.dumps([asdict(found) for found in tokens], default=datetime.isoformat))
        return
    for found in tokens:
        words = (
            (either("tạo", "made"), found.created_at),
            (either("hết hạn", "expires"), found.expires_at),
            (either("dùng", "used"), found.last_used_at),
            (either("thu hồi", "revoked"), found.revoked_at),
        )
        dates = ", ".join(f"{word} {moment:%d/%m/%Y}" for word, moment in words if moment)
        click.echo(f"{found.key}  {found.username}  {found.name or '–'}  {dates}")


@token.command("revoke")
@click.argument("key", type=int)
def token_revoke(key: int) -> None:
    """Make a token worthless; KEY is the number in the list."""
    from web.rest.tokens import revoke_token

    with refusing(), store() as database, database.write() as session:
        revoked = revoke_token(session, key, real_now())
    if not revoked:
        raise Refusal(
            either(
                f"Không có mã {key} nào còn hiệu lực. Xem `token list`.",
                f"No token {key} is in force. See `token list`.",
            )
        )
    click.echo(either(f"Mã {key} đã bị thu hồi.", f"Token {key} is revoked."))
