"""Calling a webhook: one POST of JSON, signed, to an address that was looked at just before.

The signature covers the moment and the body, so that neither can be changed and an old call cannot be played again:
`Giaoban-Signature: v1=HEX` is HMAC-SHA256 with the secret over `TIMESTAMP.BODY`, `Giaoban-Timestamp` says when, in
seconds since 1970. A receiver refuses what is older than five minutes, and knows a repeated call by
`Giaoban-Delivery`. A name is looked up once, and what was checked is what is connected to.
Redirects are not followed.
"""

import hmac
import http.client
import socket
import ssl
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

import orjson
from typing_extensions import override

from notifications.errors import WebhookRefused
from notifications.failures import SendFailed
from notifications.webhooks import Webhook, checked_url, is_public

TIMEOUT_SECONDS = 10
SIGNATURE, TIMESTAMP, DELIVERY = "Giaoban-Signature", "Giaoban-Timestamp", "Giaoban-Delivery"
REDIRECTS = range(300, 400)
TAKEN = range(200, 300)
Lookup = Callable[[str, int], list[str]]


@dataclass(frozen=True)
class Call:
    """What is sent. `identity` is the same for every attempt."""

    identity: str
    content: Mapping[str, Any]


def look_up(host: str, port: int) -> list[str]:
    """The addresses behind a name."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(each[4][0]) for each in found))


def call(webhook: Webhook, told: Call, sent_at: datetime, lookup: Lookup = look_up) -> None:
    """Send it. When this returns, the receiver has taken it; else SendFailed."""
    try:
        checked_url(webhook.url, private_allowed=webhook.private_allowed)
        status = _post(webhook, told, sent_at, lookup)
    except WebhookRefused as error:
        raise SendFailed("forbidden") from error
    except (OSError, http.client.HTTPException) as error:
        raise SendFailed("no_answer", type(error).__name__) from error
    if status in REDIRECTS:
        raise SendFailed("redirect", str(status))
    if status not in TAKEN:
        raise SendFailed("answer", str(status))


def signature(secret: str, timestamp: str, body: bytes) -> str:
    """What the receiver compares, in constant time, with what it computes itself."""
    return "v1=" + hmac.digest(secret.encode(), timestamp.encode() + b"." + body, "sha256").hex()


def _post(webhook: Webhook, told: Call, sent_at: datetime, lookup: Lookup) -> int:
    body = orjson.dumps(told.content, option=orjson.OPT_SORT_KEYS)
    timestamp = str(int(sent_at.timestamp()))
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "Giaoban",
        DELIVERY: told.identity,
        TIMESTAMP: timestamp,
        SIGNATURE: signature(webhook.secret, timestamp, body),
    }
    parts = urlsplit(webhook.url)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    with closing(_connection(webhook, lookup)) as connection:
        connection.request("POST", path, body, headers)
        return connection.getresponse().status


def _connection(webhook: Webhook, lookup: Lookup) -> http.client.HTTPConnection:
    parts = urlsplit(webhook.url)
    host = parts.hostname or ""
    port = parts.port or (443 if parts.scheme == "https" else 80)
    addresses = lookup(host, port)
    if not webhook.private_allowed and not all(is_public(ip_address(each)) for each in addresses):
        raise SendFailed("forbidden")
    if parts.scheme == "https":
        return _PinnedTls(host, port, addresses[0])
    return _Pinned(host, port, addresses[0])


class _Pinned(http.client.HTTPConnection):
    """Connects to the address that was checked, under the name that was meant."""

    def __init__(self, host: str, port: int, address: str) -> None:
        super().__init__(host, port, timeout=TIMEOUT_SECONDS)
        self._address = address

    @override
    def connect(self) -> None:
        self.sock = socket.create_connection((self._address, self.port), TIMEOUT_SECONDS)


class _PinnedTls(_Pinned):
    @override
    def connect(self) -> None:
        super().connect()
        self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)
