"""A burst water main as people respond to it, in a real browser: one click, a step confirmed and done, the end."""

from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from playwright.sync_api import Browser, Page, expect

from tests.web.browsing import served
from tests.web.people import person
from tests.workflows.response.incidents import Flood

pytestmark = pytest.mark.browser


@pytest.fixture
def address(app: FastAPI) -> Iterator[str]:
    with served(app) as found:
        yield found


def begin(page: Page, address: str) -> None:
    page.goto(f"{address}/responses")
    page.get_by_role("link", name="Ứng phó một sự cố").click()
    page.get_by_label("Loại sự cố").select_option(label="Vỡ đường ống cấp nước")
    page.get_by_label("Việc gì đã xảy ra").fill("Vỡ ống nước ở ngõ 12.")
    page.get_by_role("button", name="Xem ai nhận việc gì").click()
    expect(page.get_by_role("heading", name="Ai nhận việc gì, hạn nào")).to_be_visible()
    expect(page.get_by_text("Sở Xây dựng").first).to_be_visible()
    page.get_by_role("button", name="Bắt đầu: báo ngay cho mọi nơi").click()
    expect(page.get_by_text("Mọi nơi có việc đã được báo")).to_be_visible()


def do_a_step(page: Page, address: str) -> None:
    """The valve: confirmed with a note, then done; the repair begins by that."""
    page.goto(f"{address}/responses/1")
    page.get_by_role("link", name="Nhận bước 2").click()
    page.get_by_label("Ghi chú cho nơi phụ trách").fill("Đội sửa chữa đã lên đường.")
    page.get_by_role("button", name="Gửi", exact=True).click()
    page.goto(f"{address}/responses/1")
    page.get_by_role("link", name="Báo kết quả bước 2").click()
    page.get_by_label("Đã làm xong", exact=True).check()
    page.get_by_label("Đã làm gì, lúc nào, còn gì").fill("Đã khoá van lúc 9 giờ.")
    page.get_by_role("button", name="Gửi", exact=True).click()


def close(page: Page, address: str) -> None:
    page.goto(f"{address}/responses/1")
    page.get_by_role("link", name="Thêm bước, bỏ qua bước, hoặc đóng sự cố").click()
    page.get_by_label("Kết luận và đóng sự cố", exact=True).check()
    page.get_by_label("Đã khắc phục xong", exact=True).check()
    page.get_by_label("Kết luận", exact=True).fill("Đã thay đoạn ống.")
    page.get_by_role("button", name="Xác nhận quyết định").click()
    expect(page.locator(".govuk-error-summary")).to_contain_text("bước chưa xong")
    page.get_by_label("Vì sao đóng khi còn bước chưa xong").fill("Các bước còn lại không cần nữa.")
    page.get_by_role("button", name="Xác nhận quyết định").click()
    expect(page.get_by_role("heading", name="Việc cần xử lý", exact=True)).to_be_visible()


def test_one_click_gives_every_unit_its_step_until_the_incident_is_closed(
    browser: Browser, address: str, flood: Flood
) -> None:
    with person(browser, address, "c003.receiver") as ward:
        begin(ward, address)
        flood.steps.pump()
    with person(browser, address, "p01-sxd.officer") as agency:
        do_a_step(agency, address)
        flood.steps.pump()
        agency.goto(f"{address}/responses/1")
        expect(agency.get_by_role("link", name="Nhận bước 3")).to_be_visible()
    with person(browser, address, "c003.receiver") as ward:
        close(ward, address)
        ward.goto(f"{address}/responses/1")
        expect(ward.get_by_text("Đã đóng", exact=True)).to_be_visible()
        expect(ward.get_by_text("Các bước còn lại không cần nữa.").first).to_be_visible()
    flood.key = 1
    assert flood.row.state == "closed"
