"""What every process runs beside the tick, each in a thread of its own, so that nobody waits for a mail server."""

from collections.abc import Callable

from database.session import Database
from workflows.digest import write_digests
from workflows.passing_on import pass_on
from workflows.sending_out import Clock, Outside, send_mails
from workflows.webhook_calls import call_webhooks


def outward_ticks(
    database: Database, outside: Outside, clock: Clock, real_clock: Clock
) -> tuple[Callable[[], None], ...]:
    """Safe on any number of processes: each claims its rows, and finds nothing to do the second time."""

    def write() -> None:
        pass_on(database, clock())
        write_digests(database, clock())

    def mail() -> None:
        send_mails(database, outside, clock, real_clock)

    def call() -> None:
        call_webhooks(database, outside, clock, real_clock)

    return write, mail, call
