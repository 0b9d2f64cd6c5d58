"""A verification as people do it, in a real browser: one agency dissents, and it is late, too."""

from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from playwright.sync_api import Browser, Page, expect

from tests.web.browsing import served
from tests.web.people import person
from tests.workflows.cycle import at
from tests.workflows.verification.joint import Joint

pytestmark = pytest.mark.browser


@pytest.fixture
def address(app: FastAPI) -> Iterator[str]:
    with served(app) as found:
        yield found


def open_task(page: Page, address: str) -> None:
    page.goto(f"{address}/tasks")
    page.locator("ol.rows a.govuk-button").first.click()


def send(page: Page, button: str = "Gửi") -> None:
    page.get_by_role("button", name=button, exact=True).click()
    expect(page.get_by_role("heading", name="Việc cần xử lý", exact=True)).to_be_visible()


def ask(page: Page, address: str) -> None:
    page.goto(f"{address}/verifications")
    page.get_by_role("link", name="Yêu cầu xác minh liên ngành").click()
    page.get_by_label("Nội dung cần làm rõ").fill("Vì sao nước rút chậm?")
    page.get_by_label("Đơn vị chủ trì").select_option(label="Quận 1")
    page.get_by_role("button", name="Gửi yêu cầu").click()
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    expect(page.get_by_label("Nội dung cần làm rõ")).to_have_value("Vì sao nước rút chậm?")
    page.get_by_label("Việc cần xác minh, trong một câu").fill("Ngập úng tại tổ 7")
    page.get_by_role("button", name="Gửi yêu cầu").click()
    expect(page.get_by_text("Quận 1 đã được báo")).to_be_visible()


def convene(page: Page, address: str) -> None:
    open_task(page, address)
    page.get_by_label("Cơ quan", exact=True).select_option(label="Sở Xây dựng")
    page.get_by_label("Nội dung giao cho cơ quan này").fill("Đối chiếu hành lang thoát nước.")
    page.get_by_role("button", name="Thêm một cơ quan").click()
    page.get_by_label("Cơ quan", exact=True).last.select_option(label="Sở Xây dựng")
    page.get_by_label("Nội dung giao cho cơ quan này").last.fill("Kiểm tra việc cấp phép.")
    page.get_by_label("Hạn trả lời").last.fill("2025-05-13")
    page.get_by_role("button", name="Gửi", exact=True).click()
    expect(page.locator(".govuk-error-summary")).to_contain_text("đã có ở trên")
    page.get_by_label("Cơ quan", exact=True).last.select_option(label="Thanh tra quận")
    send(page)


def answer(page: Page, address: str, finding: str) -> None:
    open_task(page, address)
    page.get_by_label(finding, exact=True).check()
    page.get_by_label("Nội dung xác minh").fill("Tường rào lấn 0,4 m.")
    page.get_by_label("Căn cứ").fill("Biên bản đo ngày 09/05/2025.")
    send(page)


def decide(page: Page, address: str, choice: str) -> None:
    open_task(page, address)
    page.get_by_label(choice, exact=True).check()
    send(page, "Xác nhận quyết định")


def conclude(page: Page, address: str) -> None:
    open_task(page, address)
    expect(page.get_by_text("Thanh tra quận: chưa trả lời")).to_be_visible()
    page.get_by_label("Đúng một phần", exact=True).check()
    page.get_by_label("Nội dung kết luận").fill("Cống hẹp và tường rào lấn.")
    send(page)


def opine(page: Page, address: str, choice: str, reason: str = "") -> None:
    open_task(page, address)
    page.get_by_label(choice, exact=True).check()
    if reason:
        page.get_by_label("Lý do bảo lưu").fill(reason)
    send(page)


def test_a_late_agency_that_dissents_is_in_the_minutes(browser: Browser, address: str, joint: Joint) -> None:
    with person(browser, address, "c003.reporter") as clerk:
        ask(clerk, address)
    joint.now = at(6, 8)
    with person(browser, address, "d001.reporter", width=1280) as lead:
        convene(lead, address)
    joint.pump()
    joint.now = at(12, 10)
    with person(browser, address, "p01-sxd.officer") as officer:
        answer(officer, address, "Đúng một phần")
    with person(browser, address, "p01-sxd.head") as head:
        decide(head, address, "Duyệt và trả lời")
    joint.go_to(at(15, 18))
    with person(browser, address, "d001.reporter", width=1280) as lead:
        conclude(lead, address)
    joint.pump()
    with person(browser, address, "p01-sxd.head") as head:
        opine(head, address, "Nhất trí")
    joint.go_to(at(16, 9))
    with person(browser, address, "d001-ttq.officer") as officer:
        answer(officer, address, "Không đúng")
    with person(browser, address, "d001-ttq.head") as head:
        head.goto(f"{address}/tasks")
        expect(head.get_by_text("trễ").first).to_be_visible()
        decide(head, address, "Duyệt và trả lời")
        opine(head, address, "Không nhất trí, bảo lưu ý kiến", "Vật liệu đã được dọn trước khi kiểm tra.")
    joint.pump()
    with person(browser, address, "d001.head") as head:
        decide(head, address, "Duyệt và gửi biên bản")
    joint.pump()
    with person(browser, address, "c003.reporter") as clerk:
        clerk.goto(f"{address}/verifications")
        clerk.get_by_role("link", name="Ngập úng tại tổ 7").click()
        expect(clerk.get_by_text("Trả lời sau hạn tổng hợp")).to_be_visible()
        expect(clerk.get_by_text("Vật liệu đã được dọn trước khi kiểm tra.")).to_be_visible()
        with clerk.expect_download() as download:
            clerk.get_by_role("link", name="Tải biên bản").click()
        assert download.value.path().read_bytes().startswith(b"%PDF-")
        assert clerk.evaluate("document.documentElement.scrollWidth") <= 390
