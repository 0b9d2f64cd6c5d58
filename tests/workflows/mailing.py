"""Those of the cast who want to be written to, and what is queued for them."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from database.session import Database
from notifications.preferences import keep
from notifications.tables import delivery, outbox
from organisation.staff import find_staff
from tests.workflows.cycle import Cycle
from workflows.passing_on import pass_on


def account(database: Database, username: str) -> int:
    with database.read() as session:
        found = find_staff(session, username)
    assert found is not None, username
    return found.key


def wants_mail(database: Database, username: str, **wishes: Any) -> int:
    """Somebody has confirmed an address; wants each notice at once, if nothing else is said."""
    key = account(database, username)
    address = f"{username}@office.example"
    with database.write() as session:
        keep(session, key, **{"address": address, **wishes})
    return key


def passed_on(cycle: Cycle) -> list[tuple[str, str, str]]:
    """Pass on what is new, and give everything queued so far: rule, recipient, link."""
    pass_on(cycle.database, cycle.now)
    return queued(cycle.database)


def queued(database: Database) -> list[tuple[str, str, str]]:
    with database.read() as session:
        rows = session.execute(
            sa.select(outbox.c.rule, outbox.c.recipient, delivery.c.link)
            .join(delivery, delivery.c.key == outbox.c.key)
            .order_by(outbox.c.key)
        )
        return [(row.rule, row.recipient, row.link) for row in rows]


def states(database: Database) -> Mapping[str, tuple[str, str | None]]:
    """What became of each delivery, by recipient."""
    with database.read() as session:
        rows = session.execute(
            sa.select(outbox.c.recipient, delivery.c.state, delivery.c.failure).join(
                delivery, delivery.c.key == outbox.c.key
            )
        )
        return {row.recipient: (row.state, row.failure) for row in rows}
