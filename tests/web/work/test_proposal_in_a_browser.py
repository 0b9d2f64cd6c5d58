"""A proposal as people do it, in a real browser: written in a report, given to another unit, carried out, read."""

from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from playwright.sync_api import Browser, Page, expect

from tests.web.browsing import served
from tests.web.people import person
from tests.workflows.cycle import NIL, Cycle, at

pytestmark = pytest.mark.browser


@pytest.fixture
def address(app: FastAPI) -> Iterator[str]:
    with served(app) as found:
        yield found


def open_task(page: Page, address: str) -> None:
    page.goto(f"{address}/tasks")
    page.locator("ol.rows a.govuk-button").first.click()


def send(page: Page, button: str) -> None:
    page.get_by_role("button", name=button, exact=True).click()
    expect(page.get_by_role("heading", name="Việc cần xử lý", exact=True)).to_be_visible()


def propose(page: Page, address: str) -> None:
    """A clerk who adds a proposal and leaves it empty is told so; it is dropped where he takes it out."""
    open_task(page, address)
    page.get_by_role("button", name="Thêm một đề xuất").click()
    page.get_by_label("Đề xuất gì, vì sao").fill("Nạo vét cống ngõ 12 trước mùa mưa.")
    page.get_by_label("Lĩnh vực").last.select_option(label="Hạ tầng kỹ thuật")
    page.get_by_label("Mong xong trước ngày").fill("2025-06-30")
    send(page, "Trình lãnh đạo duyệt và gửi")


def choose(page: Page, address: str, choice: str) -> None:
    open_task(page, address)
    page.get_by_label(choice, exact=True).check()
    send(page, "Xác nhận quyết định")


def give(page: Page, address: str) -> None:
    """A head who gives it to a unit without a date is told so beside the field, and loses nothing."""
    page.goto(f"{address}/proposals")
    page.get_by_role("link", name="Đề xuất 01/2025").click()
    page.get_by_role("link", name="Quyết định về đề xuất").click()
    expect(page.get_by_text("mong xong trước 30/06/2025")).to_be_visible()
    page.get_by_label("Giao đơn vị cấp dưới hoặc cơ quan làm").check()
    page.get_by_label("Giao đơn vị nào").select_option(label="Thanh tra quận")
    page.get_by_label("Giao làm gì").fill("Kiểm tra, nạo vét cống ngõ 12.")
    page.get_by_role("button", name="Xác nhận quyết định").click()
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    expect(page.get_by_label("Giao làm gì")).to_have_value("Kiểm tra, nạo vét cống ngõ 12.")
    page.locator("[name=work_due]").fill("2025-06-10")
    send(page, "Xác nhận quyết định")


def carry_out(page: Page, address: str) -> None:
    open_task(page, address)
    page.get_by_label("Đã làm xong", exact=True).check()
    page.get_by_label("Đã làm gì, còn gì").fill("Đã nạo vét 120 m.")
    send(page, "Gửi")


def test_what_a_ward_proposes_is_given_to_another_unit_and_the_ward_reads_what_came_of_it(
    browser: Browser, address: str, cycle: Cycle
) -> None:
    cycle.go_to(at(15, 9))
    cycle.save("C003", {**NIL, "proposals": []})
    with person(browser, address, "c003.reporter") as clerk:
        propose(clerk, address)
    with person(browser, address, "c003.head") as head:
        choose(head, address, "Duyệt và gửi")
    cycle.pump()
    with person(browser, address, "d001.receiver", width=1280) as desk:
        choose(desk, address, "Tiếp nhận báo cáo")
    cycle.pump()
    with person(browser, address, "c003.reporter") as clerk:
        clerk.goto(f"{address}/proposals")
        expect(clerk.get_by_text("Chờ quyết định").first).to_be_visible()
    with person(browser, address, "d001.head") as head:
        give(head, address)
    cycle.pump()
    with person(browser, address, "d001-ttq.officer") as officer:
        carry_out(officer, address)
    with person(browser, address, "d001.head") as head:
        choose(head, address, "Chấp nhận kết quả")
    cycle.pump()
    with person(browser, address, "c003.reporter") as clerk:
        clerk.goto(f"{address}/proposals?stage=ended")
        clerk.get_by_role("link", name="Đề xuất 01/2025").click()
        expect(clerk.get_by_text("Đã nạo vét 120 m.").first).to_be_visible()
        assert clerk.evaluate("document.documentElement.scrollWidth") <= 390
