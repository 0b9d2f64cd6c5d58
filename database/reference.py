"""Reference data: what hardly ever changes, such as units, their lines, categories and what is deployed.

The store gives it a token that changes whenever any of it does. Of two transactions that see the same token both see
the same reference data, so that a process may keep what it has read of it (database/remembering.py). Triggers change
the token, whoever writes; nobody has to think of it.
"""

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

import sqlalchemy as sa

from database.metadata import metadata
from database.prepared import Prepared
from database.session import Session

REFERENCE: dict[Any, Any] = {"reference": True}
"""The `info` of a table of reference data."""

reference_token = sa.Table(
    "reference_token",
    metadata,
    # the only row; a store that keeps no token has none
    sa.Column("key", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("token", sa.String(36), nullable=False),
)
_TOKEN = Prepared(sa.select(reference_token.c.token))
_CHANGES = ("insert", "update", "delete")
_FUNCTION = """
create function reference_changed() returns trigger language plpgsql as $$ begin
    insert into reference_token values (1, gen_random_uuid()) on conflict (key) do update set token = excluded.token;
    return null;
end $$"""
_ON_POSTGRESQL = """
create trigger reference_changed after insert or update or delete on "{table}"
for each statement execute function reference_changed()"""
_ON_SQLITE = """
create trigger reference_{change}_{table} after {change} on "{table}" begin
    insert into reference_token values (1, lower(hex(randomblob(16))))
    on conflict (key) do update set token = excluded.token;
end"""


def token_of(session: Session) -> str | None:
    """The token of the reference data that a transaction sees; None where the store keeps none."""
    found: str | None = _TOKEN.run(session, {}).scalar()
    return found


def make_token(connection: sa.Connection, tables: Sequence[str]) -> None:
    """Let a store change its token with these tables from now on. For a migration, once."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(_FUNCTION)
    watch(connection, tables)
    connection.execute(sa.insert(reference_token).values(key=1, token=uuid4().hex))


def watch(connection: sa.Connection, tables: Sequence[str]) -> None:
    """Change the token with these tables, too. For a migration that makes one, or on SQLite makes one anew."""
    for table in tables:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql(_ON_POSTGRESQL.format(table=table))
            continue
        for change in _CHANGES:
            connection.exec_driver_sql(_ON_SQLITE.format(table=table, change=change))
