"""What leaves the house: the mail server, webhooks, the words."""

import os

import click

from commands.terminal import Refusal, either, language, real_now, refusing, store


@click.group()
def mail() -> None:
    """The mail server."""


@mail.command("test")
@click.argument("address")
def mail_test(address: str) -> None:
    """Send one mail to ADDRESS now, and say what the mail server answered."""
    from notifications.failures import SendFailed
    from notifications.preferences import checked_address
    from notifications.smtp import connected
    from web.settings import read_settings
    from workflows.sending_out import Outside, trial

    with refusing():
        settings = read_settings(os.environ)
        to = checked_address(address)
        if settings.smtp is None:
            raise Refusal(
                either(
                    "Chưa có máy chủ thư. Đặt GIAOBAN_SMTP_HOST và GIAOBAN_SMTP_SENDER.",
                    "There is no mail server. Set GIAOBAN_SMTP_HOST and GIAOBAN_SMTP_SENDER.",
                )
            )
        outside = Outside(settings.public_url, settings.smtp)
        now = real_now()
        try:
            with connected(settings.smtp) as line:
                line.send(trial(outside.letterhead(settings.smtp), to, language(), now))
        except SendFailed as failed:
            raise Refusal(f"{failed.kind.words[language()]} ({failed.detail})") from failed
    click.echo(either(f"Máy chủ thư đã nhận thư gửi {to}.", f"The mail server has taken a mail to {to}."))


@click.group()
def webhook() -> None:
    """Addresses that are called when something is told."""


@webhook.command("add")
@click.argument("url")
@click.option("--events", default="", help="Rules, with commas between: returned,after_1. Without it: all.")
@click.option("--allow-private", is_flag=True, help="It may stand on this machine or a private network.")
def webhook_add(url: str, events: str, *, allow_private: bool) -> None:
    """Register URL and print the secret its calls are signed with, this once."""
    from notifications.webhooks import add_webhook

    wanted = [event.strip() for event in events.split(",") if event.strip()]
    with refusing(), store() as database, database.write() as session:
        added = add_webhook(session, url, wanted, private_allowed=allow_private, now=real_now())
    click.echo(
        either(
            f"Webhook {added.key}. Khoá bí mật: {added.secret}",
            f"Webhook {added.key}. Secret: {added.secret}",
        )
    )


@webhook.command("list")
def webhook_list() -> None:
    """The registered addresses, without their secrets."""
    from notifications.webhooks import all_webhooks

    with refusing(), store() as database, database.read() as session:
        for one in all_webhooks(session):
            events = ",".join(one.events) or either("mọi sự kiện", "all events")
            private = either(" (mạng riêng)", " (private)") if one.private_allowed else ""
            click.echo(f"{one.key}  {one.url}  {events}{private}")


@webhook.command("remove")
@click.argument("key", type=int)
def webhook_remove(key: int) -> None:
    """Call an address no more; what still waits for it is given up."""
    from notifications.webhooks import remove_webhook

    with refusing(), store() as database, database.write() as session:
        remove_webhook(session, key)
    click.echo(either(f"Đã gỡ webhook {key}.", f"Webhook {key} is removed."))


@click.group()
def words() -> None:
    """The words of notices and mails."""


@words.command("check")
def words_check() -> None:
    """Say which files in GIAOBAN_HOME/words are used, and what is wrong with the others."""
    from notifications.words_files import check_words
    from web.settings import read_settings

    with refusing():
        folder = read_settings(os.environ).home / "words"
        usable, broken = check_words(folder)
    for name in usable:
        click.echo(either(f"{name}: dùng lời của bạn", f"{name}: your words are used"))
    for one in broken:
        click.echo(f"{one.file}: {one.why[language()]}", err=True)
    if broken:
        raise Refusal(
            either(
                f"{len(broken)} tệp không dùng được; hệ thống dùng lời có sẵn.",
                f"{len(broken)} files cannot be used; the shipped words stand in.",
            )
        )
    if not usable:
        click.echo(either(f"Không có tệp nào trong {folder}.", f"There are no files in {folder}."))
