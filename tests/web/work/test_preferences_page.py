"""A person's own page of notices: an address that its owner confirms by a link, and what to be written to about."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from fastapi import FastAPI
from playwright.sync_api import Page, expect

from notifications.preferences import Preference, preference_of
from notifications.smtp import SmtpSettings
from tests.notifications.mail_server import Postbox, mail_server
from tests.web.browsing import Visitor, served
from tests.web.cast import PASSWORD
from tests.web.signing_in import SignIn
from tests.workflows.cycle import Cycle, at
from tests.workflows.mailing import account, wants_mail
from workflows.passing_on import pass_on
from workflows.sending_out import Outside, send_mails

CLERK = "c003.reporter"
PAGE = "/preferences"
ADDRESS = "tong.hop@phuong3.example"


@pytest.fixture
def postbox() -> Postbox:
    return Postbox()


@pytest.fixture
def smtp(postbox: Postbox) -> Iterator[SmtpSettings]:
    with mail_server(postbox) as settings:
        yield settings


def send(cycle: Cycle, smtp: SmtpSettings, url: str = "http://testserver") -> None:
    pass_on(cycle.database, cycle.now)
    send_mails(cycle.database, Outside(url, smtp), lambda: cycle.now, lambda: datetime.now(UTC))


def link_in(postbox: Postbox) -> str:
    """The path of the link in the newest mail."""
    part = postbox.mails[-1].get_body(("plain",))
    assert part is not None
    found = re.search(r"https?://[^/\s]+(/(?:tasks|preferences/confirm)/\S+)", part.get_content())
    assert found
    return found[1]


def chosen(cycle: Cycle) -> Preference:
    with cycle.database.read() as session:
        return preference_of(session, account(cycle.database, CLERK))


def ask(visitor: Visitor, address: str = ADDRESS) -> str:
    answer = visitor.submit("/preferences/address", {"address": address, "do": "set"}, page=PAGE)
    return answer.headers.get("location", answer.text)


def test_an_address_counts_once_its_owner_has_followed_the_link(
    cycle: Cycle, sign_in: SignIn, postbox: Postbox, smtp: SmtpSettings
) -> None:
    visitor = sign_in(CLERK)
    assert "chưa cho địa chỉ" in visitor.get(PAGE).text
    assert ask(visitor) == "/preferences?done=asked"
    assert chosen(cycle).usable_address is None
    send(cycle, smtp)
    assert postbox.recipients == [ADDRESS]
    link = link_in(postbox)
    assert sign_in("c004.reporter").get(link).status_code == 422, "another account's link confirms nothing"
    assert visitor.get(link).headers["location"] == "/preferences?done=confirmed"
    assert chosen(cycle).usable_address == ADDRESS
    assert visitor.get(link).status_code == 422, "a link works once"
    assert f"Thư được gửi tới {ADDRESS}" in visitor.get(PAGE).text


@pytest.mark.parametrize(("late", "works"), [(-1, True), (0, False), (1, False)])
def test_a_link_works_for_two_days(
    cycle: Cycle, sign_in: SignIn, postbox: Postbox, smtp: SmtpSettings, late: int, *, works: bool
) -> None:
    visitor = sign_in(CLERK)
    ask(visitor)
    send(cycle, smtp)
    cycle.now += timedelta(days=2, seconds=late)
    visitor.get(link_in(postbox))
    assert (chosen(cycle).usable_address == ADDRESS) is works


@pytest.mark.parametrize(
    "address", ["", "no", "a@b", "a b@c.vn", "a@b.vn\r\nBcc: x@y.vn", "bà@tư.vn", "a@b..vn"]
)
def test_what_is_no_address_is_said_and_kept_in_its_field(sign_in: SignIn, address: str) -> None:
    text = ask(sign_in(CLERK), address)
    assert "Địa chỉ thư có dạng" in text
    assert 'aria-invalid="true"' in text


def test_five_mails_a_day_ask_to_confirm_and_not_six(sign_in: SignIn) -> None:
    visitor = sign_in(CLERK)
    for number in range(5):
        assert ask(visitor, f"a{number}@b.example") == "/preferences?done=asked"
    assert "Hôm nay đã gửi 5 thư" in ask(visitor, "a6@b.example")


def test_a_choice_is_kept_and_shown_again(cycle: Cycle, sign_in: SignIn) -> None:
    visitor = sign_in(CLERK)
    fields = {"mode": "by_kind", "kind-reminders": "digest", "language": "en", "digest_at": "06:45"}
    assert visitor.submit(PAGE, fields, page=PAGE).headers["location"] == "/preferences?done=saved"
    kept = chosen(cycle)
    assert (kept.mode, kept.language, kept.digest_at) == ("by_kind", "en", "06:45")
    assert kept.wish("reminders") == "digest"
    text = visitor.get(PAGE).text
    assert 'value="by_kind" checked' in text
    assert 'value="06:45"' in text


@pytest.mark.parametrize(
    "wrong", [{"mode": "pigeon"}, {"language": "tlh"}, {"digest_at": "25:00"}, {"kind-returns": "x"}]
)
def test_a_choice_that_is_not_offered_is_refused(
    cycle: Cycle, sign_in: SignIn, wrong: dict[str, str]
) -> None:
    fields = {"mode": "digest", "language": "vi", "digest_at": "07:30", **wrong}
    assert sign_in(CLERK).submit(PAGE, fields, page=PAGE).status_code == 422
    assert chosen(cycle).mode == "at_once"


def test_deleting_the_address_ends_all_mail(cycle: Cycle, sign_in: SignIn) -> None:
    wants_mail(cycle.database, CLERK)
    visitor = sign_in(CLERK)
    answer = visitor.submit("/preferences/address", {"do": "stop"}, page=PAGE)
    assert answer.headers["location"] == "/preferences?done=stopped"
    assert chosen(cycle).address is None


def test_an_address_is_shown_to_its_owner_only(cycle: Cycle, sign_in: SignIn) -> None:
    wants_mail(cycle.database, CLERK)
    assert "c003.reporter@office.example" in sign_in(CLERK).get(PAGE).text
    for other in ("c003.head", "admin"):
        visitor = sign_in(other)
        assert "c003.reporter@office.example" not in visitor.get(PAGE).text + visitor.get("/notices").text


@pytest.mark.browser
def test_the_link_of_a_mail_leads_through_sign_in_to_the_task(
    page: Page, app: FastAPI, cycle: Cycle, postbox: Postbox, smtp: SmtpSettings
) -> None:
    wants_mail(cycle.database, CLERK)
    cycle.go_to(at(14, 9))
    with served(app) as address:
        send(cycle, smtp, address)
        page.goto(address + link_in(postbox))
        expect(page).to_have_url(re.compile("/sign-in"))
        page.get_by_label("Tên đăng nhập").fill(CLERK)
        page.get_by_label("Mật khẩu").fill(PASSWORD)
        page.get_by_role("button", name="Đăng nhập").click()
        expect(page).to_have_url(f"{address}/tasks/{cycle.task('C003', 'draft')}")
        expect(page.get_by_role("heading", name="Báo cáo tháng 05/2025")).to_be_visible()
        task = page.url
        cycle.draft("C003")
        page.goto(task)
        expect(page.get_by_text("Việc này đã xong")).to_be_visible()


def test_a_server_without_mail_says_so(app: FastAPI, sign_in: SignIn, smtp: SmtpSettings) -> None:
    said = "chưa gửi thư"
    assert said in sign_in(CLERK).get(PAGE).text
    parts = app.state.parts
    app.state.parts = replace(parts, settings=replace(parts.settings, smtp=smtp))
    assert said not in sign_in(CLERK).get(PAGE).text
