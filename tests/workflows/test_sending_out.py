"""Mails leave over a real mail server; while it is down they wait, and nothing else does."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from notifications.deliveries import EMAIL, LEASE, claim_next
from notifications.mail import compose
from notifications.preferences import preference_of
from notifications.smtp import SmtpSettings, connected
from notifications.tables import delivery
from organisation.postings import end_posting
from organisation.tables import posting
from tests.notifications.mail_server import Postbox, free_port, mail_server
from tests.workflows.cycle import Cycle, at
from tests.workflows.mailing import account, passed_on, states, wants_mail
from workflows.letters import letter_for
from workflows.sending_out import Outside, send_mails
from workflows.staff_account import close_account

REAL = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
URL = "https://giaoban.example"


@pytest.fixture
def postbox() -> Postbox:
    return Postbox()


@pytest.fixture
def smtp(postbox: Postbox) -> Iterator[SmtpSettings]:
    with mail_server(postbox) as settings:
        yield settings


@pytest.fixture
def reminded(cycle: Cycle) -> Cycle:
    """Ward 3's clerk wants mail, and a reminder is queued."""
    wants_mail(cycle.database, "c003.reporter")
    cycle.open()
    cycle.go_to(at(14, 9))
    passed_on(cycle)
    return cycle


def send(cycle: Cycle, smtp: SmtpSettings | None) -> None:
    send_mails(cycle.database, Outside(URL, smtp), lambda: cycle.now, lambda: REAL)


def clerk(cycle: Cycle) -> str:
    return f"staff:{account(cycle.database, 'c003.reporter')}"


def test_a_reminder_arrives_with_title_unit_period_date_and_link(
    reminded: Cycle, postbox: Postbox, smtp: SmtpSettings
) -> None:
    send(reminded, smtp)
    (mail,) = postbox.mails
    assert postbox.recipients == ["c003.reporter@office.example"]
    assert mail["subject"] == "Báo cáo tháng 05/2025 của Phường 3: còn 2 ngày làm việc, hạn 16/05/2025 17:00."
    assert mail["date"].datetime == REAL, "a demo's clock dates no mail"
    plain = mail.get_body(("plain",))
    assert plain is not None
    assert f"{URL}/tasks/{reminded.task('C003', 'draft')}" in plain.get_content()
    assert states(reminded.database)[clerk(reminded)] == ("sent", None)
    send(reminded, smtp)
    assert len(postbox.mails) == 1


def test_a_process_without_a_mail_server_leaves_mails_to_others(
    reminded: Cycle, postbox: Postbox, smtp: SmtpSettings
) -> None:
    send(reminded, None)
    assert states(reminded.database)[clerk(reminded)] == ("queued", None)
    send(reminded, smtp)
    assert len(postbox.mails) == 1


def test_a_mail_server_that_is_down_delays_mail_and_nothing_else(
    reminded: Cycle, postbox: Postbox, smtp: SmtpSettings
) -> None:
    send(reminded, replace(smtp, port=free_port()))
    assert states(reminded.database)[clerk(reminded)] == ("retrying", "unreachable")
    reminded.submit("C003")
    assert reminded.open_elements("C003") == ["accept"], "the work goes on"
    send(reminded, smtp)
    reminded.now += timedelta(minutes=2)
    send(reminded, smtp)
    assert len(postbox.mails) == 1
    assert states(reminded.database)[clerk(reminded)] == ("sent", None)


def test_who_dies_between_sending_and_recording_sends_the_same_mail_again(
    reminded: Cycle, postbox: Postbox, smtp: SmtpSettings
) -> None:
    with reminded.database.write() as session:
        claimed = claim_next(session, EMAIL, reminded.now)
        assert claimed is not None
        letter = letter_for(session, claimed, reminded.now)
    with connected(smtp) as line:
        line.send(compose(letter, Outside(URL, smtp).letterhead(smtp), REAL))
    send(reminded, smtp)
    assert len(postbox.mails) == 1, "nobody else has the claim yet"
    reminded.now += LEASE
    send(reminded, smtp)
    first, second = postbox.mails
    assert first["message-id"] == second["message-id"]
    assert states(reminded.database)[clerk(reminded)] == ("sent", None)


def test_an_address_the_server_refuses_is_not_used_again(
    reminded: Cycle, postbox: Postbox, smtp: SmtpSettings
) -> None:
    postbox.at_rcpt = lambda _address: "550 no such user"
    send(reminded, smtp)
    assert states(reminded.database)[clerk(reminded)] == ("unusable", "address")
    with reminded.database.read() as session:
        chosen = preference_of(session, account(reminded.database, "c003.reporter"))
    assert chosen.refused_at == reminded.now
    assert chosen.usable_address is None


def test_one_address_refused_for_now_holds_up_no_other(
    cycle: Cycle, postbox: Postbox, smtp: SmtpSettings
) -> None:
    keys = [wants_mail(cycle.database, name) for name in ("c003.reporter", "c004.reporter")]
    cycle.open()
    cycle.go_to(at(14, 9))
    passed_on(cycle)
    postbox.at_rcpt = lambda address: "450 later" if address.startswith("c003") else "250 OK"
    send(cycle, smtp)
    found = states(cycle.database)
    assert [found[f"staff:{key}"] for key in keys] == [("retrying", "later"), ("sent", None)]


def test_who_has_left_since_is_not_written_to(reminded: Cycle, postbox: Postbox, smtp: SmtpSettings) -> None:
    with reminded.database.write() as session:
        held = sa.select(posting.c.key).where(posting.c.staff == account(reminded.database, "c003.reporter"))
        end_posting(session, session.execute(held).scalar_one(), last_day=at(13).date())
    send(reminded, smtp)
    assert postbox.mails == []
    assert states(reminded.database)[clerk(reminded)] == ("given_up", "no_address")


def test_a_closed_account_is_not_written_to(reminded: Cycle, postbox: Postbox, smtp: SmtpSettings) -> None:
    with reminded.database.write() as session:
        close_account(session, "c003.reporter")
    send(reminded, smtp)
    assert postbox.mails == []


def test_at_its_closing_the_address_of_an_account_is_forgotten_and_of_no_other(reminded: Cycle) -> None:
    head = wants_mail(reminded.database, "c003.head", new_address="moi@office.example", token_hash="x" * 64)
    ward_clerk = account(reminded.database, "c003.reporter")
    with reminded.database.write() as session:
        close_account(session, "c003.head")
    with reminded.database.read() as session:
        closed, other = preference_of(session, head), preference_of(session, ward_clerk)
    assert (closed.address, closed.new_address, closed.asked_at) == (None, None, None)
    assert other.address == "c003.reporter@office.example"


def test_a_reason_somebody_wrote_stays_in_the_house(
    cycle: Cycle, postbox: Postbox, smtp: SmtpSettings
) -> None:
    wants_mail(cycle.database, "c003.reporter")
    cycle.open()
    cycle.submit("C003")
    cycle.send_back("C003", "D001", reason="Bà Tư ở số 5 kêu ngập.")
    passed_on(cycle)
    send(cycle, smtp)
    texts = [mail.as_string() + str(mail.get_body(("plain",))) for mail in postbox.mails]
    assert any("trả lại để bổ sung" in str(mail["subject"]) for mail in postbox.mails)
    for mail in postbox.mails:
        for kind in ("plain", "html"):
            part = mail.get_body((kind,))
            assert part is not None
            texts.append(part.get_content())
    assert "Bà Tư" not in "".join(texts)


def test_one_that_cannot_be_written_holds_up_no_other(
    cycle: Cycle, postbox: Postbox, smtp: SmtpSettings, caplog: pytest.LogCaptureFixture
) -> None:
    for name in ("c003.reporter", "c004.reporter"):
        wants_mail(cycle.database, name)
    cycle.open()
    cycle.go_to(at(14, 9))
    passed_on(cycle)
    with cycle.database.write() as session:
        first = session.execute(sa.select(sa.func.min(delivery.c.key))).scalar_one()
        session.exec_driver_sql(f"update outbox set facts = '{{}}' where key = {first}")
    send(cycle, smtp)
    assert len(postbox.mails) == 1
    assert sorted(states(cycle.database).values()) == [("retrying", "defect"), ("sent", None)]
    assert "A delivery could not be written" in caplog.messages
