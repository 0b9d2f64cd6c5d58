"""Calls of webhooks: signed, guarded, and taken by a real receiver."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import orjson
import pytest

from database.session import Session
from notifications.errors import WebhookRefused
from notifications.failures import SendFailed
from notifications.webhook_call import Call, call
from notifications.webhooks import Webhook, add_webhook, all_webhooks, find_webhook, remove_webhook
from tests.notifications.mail_server import free_port
from tests.notifications.receiver import Received, fits, receiver
from tests.notifications.telling import NOW

SENT_AT = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
TOLD = Call("7.abc", {"event": "due", "facts": {"unit": "Phường 3"}})


def webhook(url: str, *, private_allowed: bool = True) -> Webhook:
    return Webhook(1, url, "khoá bí mật", (), private_allowed, NOW)


def test_a_receiver_can_tell_that_a_call_is_ours_fresh_and_unchanged() -> None:
    with receiver() as received:
        call(webhook(received.url), TOLD, SENT_AT)
    ((headers, body),) = received.calls
    now = SENT_AT.timestamp()
    assert fits("khoá bí mật", headers, body, now)
    assert not fits("khoá khác", headers, body, now)
    assert not fits("khoá bí mật", headers, body + b" ", now)
    assert not fits("khoá bí mật", {**headers, "giaoban-timestamp": str(int(now) - 1)}, body, now)
    assert [fits("khoá bí mật", headers, body, now + late) for late in (299, 300, 301)] == [True, True, False]
    assert headers["giaoban-delivery"] == "7.abc"
    assert orjson.loads(body) == TOLD.content


@pytest.mark.parametrize("status", [200, 202, 204])
def test_any_answer_that_says_taken_is_taken(status: int) -> None:
    with receiver() as received:
        received.status = status
        call(webhook(received.url), TOLD, SENT_AT)
    assert len(received.calls) == 1


def failure(received: Received, url: str = "") -> str:
    with pytest.raises(SendFailed) as failed:
        call(webhook(url or received.url), TOLD, SENT_AT)
    return f"{failed.value.name} {failed.value.detail}"


@pytest.mark.parametrize("status", [400, 404, 500, 503])
def test_another_answer_is_kept(status: int) -> None:
    with receiver() as received:
        received.status = status
        assert failure(received) == f"answer {status}"


def test_a_redirect_is_not_followed() -> None:
    with receiver() as elsewhere, receiver() as received:
        received.status, received.location = 307, elsewhere.url
        assert failure(received) == "redirect 307"
    assert elsewhere.calls == []


def test_nobody_there_is_no_answer() -> None:
    assert failure(Received(), f"http://127.0.0.1:{free_port()}/") == "no_answer ConnectionRefusedError"


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.0.0.7",
        "192.168.1.1",
        "169.254.169.254",
        "::1",
        "fe80::1",
        "fd00::1",
        "::ffff:127.0.0.1",
        "0.0.0.0",  # noqa: S104 - refused, not bound
        "224.0.0.1",
    ],
)
def test_a_public_name_that_leads_into_the_house_is_not_called(address: str) -> None:
    asked = webhook("https://hooks.example/x", private_allowed=False)
    with pytest.raises(SendFailed, match="forbidden"):
        call(asked, TOLD, SENT_AT, lookup=lambda _host, _port: ["8.8.8.8", address])


@pytest.mark.parametrize(
    "url",
    [
        "http://hooks.example/x",
        "https://127.0.0.1/x",
        "https://[::1]/x",
        "https://localhost/x",
        "https://10.1.2.3/",
    ],
)
def test_without_leave_only_https_on_the_public_network_is_registered(session: Session, url: str) -> None:
    with pytest.raises(WebhookRefused, match="allow-private"):
        add_webhook(session, url, [], private_allowed=False, now=NOW)
    assert add_webhook(session, url, [], private_allowed=True, now=NOW).url == url


@pytest.mark.parametrize(
    "url",
    [
        "ftp://hooks.example/x",
        "file:///etc/passwd",
        "https://u:p@hooks.example/",
        "https:///x",
        "hooks.example",
        "https://hooks.example/\r\nX: y",
        "https://hooks.example/ x",
        "https://hooks.example:port/",
        "https://hooks.example/" + "x" * 500,
    ],
)
def test_what_is_no_address_is_refused_with_leave_too(session: Session, url: str) -> None:
    with pytest.raises(WebhookRefused, match="looks like"):
        add_webhook(session, url, [], private_allowed=True, now=NOW)


def test_webhooks_are_listed_and_taken_off(session: Session) -> None:
    first = add_webhook(session, "https://a.example/", ["due", "due"], private_allowed=False, now=NOW)
    second = add_webhook(
        session, "https://b.example/", [], private_allowed=False, now=NOW + timedelta(seconds=1)
    )
    assert first.secret != second.secret
    assert (first.wants("due"), first.wants("sent"), second.wants("sent")) == (True, False, True)
    remove_webhook(session, first.key)
    assert [one.key for one in all_webhooks(session)] == [second.key]
    assert find_webhook(session, first.key) is None
    with pytest.raises(WebhookRefused, match="no webhook"):
        remove_webhook(session, first.key)


def test_leave_taken_back_counts_for_the_next_call() -> None:
    with receiver() as received:
        asked = replace(webhook(received.url), private_allowed=False)
        with pytest.raises(SendFailed, match="forbidden"):
            call(asked, TOLD, SENT_AT)
    assert received.calls == []
