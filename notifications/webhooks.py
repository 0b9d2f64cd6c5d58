"""The addresses an operator has registered to be called when something is told. Nobody else can register any."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from ipaddress import IPv4Address, IPv6Address, ip_address
from urllib.parse import urlsplit

import sqlalchemy as sa

from database.session import Session
from notifications.errors import WebhookRefused
from notifications.tables import webhook

LONGEST_URL = 500


@dataclass(frozen=True)
class Webhook:
    """One address. `events` are names of rules, none: all. `secret` signs what is sent."""

    key: int
    url: str
    secret: str
    events: Sequence[str]
    private_allowed: bool
    created_at: datetime

    def wants(self, rule: str) -> bool:
        """Whether it is called for a rule."""
        return not self.events or rule in self.events


_COLUMNS = tuple(webhook.c[name] for name in Webhook.__dataclass_fields__)


def all_webhooks(session: Session) -> list[Webhook]:
    """Every registered address, oldest first."""
    return [Webhook(*row) for row in session.execute(sa.select(*_COLUMNS).order_by(webhook.c.key))]


def find_webhook(session: Session, key: int) -> Webhook | None:
    """One of them, or None where it has been taken off."""
    row = session.execute(sa.select(*_COLUMNS).where(webhook.c.key == key)).one_or_none()
    return None if row is None else Webhook(*row)


def add_webhook(
    session: Session, url: str, events: Sequence[str], *, private_allowed: bool, now: datetime
) -> Webhook:
    """Register an address and make its secret. Raises WebhookRefused for one that may not be called."""
    checked_url(url, private_allowed=private_allowed)
    row = {"url": url, "events": sorted(set(events)), "private_allowed": private_allowed, "created_at": now}
    added = webhook.insert().values(**row, secret=secrets.token_urlsafe(32)).returning(*_COLUMNS)
    return Webhook(*session.execute(added).one())


def remove_webhook(session: Session, key: int) -> None:
    """Call an address no more. Raises WebhookRefused where there is none of this number."""
    gone = webhook.delete().where(webhook.c.key == key).returning(webhook.c.key)
    if session.execute(gone).one_or_none() is None:
        raise WebhookRefused(
            f"Không có webhook số {key}. Xem số bằng lệnh webhook list.",
            f"There is no webhook {key}. See the numbers with webhook list.",
        )


def checked_url(url: str, *, private_allowed: bool) -> None:
    """Refuse what is no address we call: HTTPS to a public host, or anything on a private network if allowed."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        host = None
    plain = url.isascii() and url.isprintable() and " " not in url and len(url) <= LONGEST_URL
    if not host or not plain or parts.scheme not in {"http", "https"} or parts.username is not None:
        raise WebhookRefused(
            "Địa chỉ có dạng https://may-chu/duong-dan, không kèm tên và mật khẩu.",
            "An address looks like https://host/path, without user name and password.",
        )
    if private_allowed:
        return
    if parts.scheme != "https" or not _may_be_public(host):
        raise WebhookRefused(
            "Chỉ gọi https ở mạng công cộng. Nếu máy nhận ở mạng nội bộ, thêm --allow-private.",
            "Only https on the public network is called. If the receiver is on yours, add --allow-private.",
        )


def _may_be_public(host: str) -> bool:
    try:
        return is_public(ip_address(host))
    except ValueError:  # a name: what it stands for is looked at whenever it is called
        return host != "localhost" and not host.endswith(".localhost")


def is_public(address: IPv4Address | IPv6Address) -> bool:
    """Whether an address lies outside every private, loopback, link-local and reserved network."""
    inner = getattr(address, "ipv4_mapped", None)
    return (inner or address).is_global and not address.is_multicast
