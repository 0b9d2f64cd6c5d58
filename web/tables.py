"""Tables of the room: who is signed in where, and attempts to sign in."""

import sqlalchemy as sa

import organisation.tables  # noqa: F401 - a session refers to staff
from database.metadata import metadata
from database.types import Key, UtcTime

web_session = sa.Table(
    "web_session",
    metadata,
    # sha256 of the token in the cookie: a copy of the store lets nobody in
    sa.Column("token_hash", sa.String(64), primary_key=True),
    sa.Column("staff_key", sa.ForeignKey("staff.key"), nullable=False, index=True),
    sa.Column("created_at", UtcTime, nullable=False),
    sa.Column("last_seen_at", UtcTime, nullable=False),
    sa.Column("expires_at", UtcTime, nullable=False, index=True),
)

sign_in_attempt = sa.Table(
    "sign_in_attempt",
    metadata,
    # sha256 of what is tried from which address: who mistypes a password as his name leaves no trace of it
    sa.Column("subject", sa.String(64), primary_key=True),
    sa.Column("attempts", sa.Integer, nullable=False),
    sa.Column("last_at", UtcTime, nullable=False, index=True),
)

access_token = sa.Table(
    "access_token",
    metadata,
    sa.Column("key", Key, primary_key=True),
    sa.Column("staff_key", sa.ForeignKey("staff.key"), nullable=False, index=True),
    # sha256 of the token: it was shown once, and a copy of the store lets nobody in
    sa.Column("token_hash", sa.String(64), nullable=False, unique=True),
    sa.Column("name", sa.String(200), nullable=False),
    sa.Column("created_at", UtcTime, nullable=False),
    sa.Column("expires_at", UtcTime),
    sa.Column("last_used_at", UtcTime),
    sa.Column("revoked_at", UtcTime),
)
