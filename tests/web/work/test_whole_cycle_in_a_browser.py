"""The cycle as people do it: in a real browser, from the ward over the district to the province."""

from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from playwright.sync_api import Browser, Page, expect

from tests.web.browsing import served
from tests.web.people import person
from tests.workflows.cycle import Cycle, at

pytestmark = pytest.mark.browser


@pytest.fixture
def address(app: FastAPI) -> Iterator[str]:
    with served(app) as found:
        yield found


def open_first_task(page: Page) -> None:
    page.goto(page.url.split("/tasks")[0] + "/tasks")
    page.locator("ol.rows a.govuk-button").first.click()


def write_report(page: Page) -> None:
    """A clerk who forgets the place first, is told so beside the field, and loses nothing."""
    open_first_task(page)
    page.get_by_label("Tình hình chung").fill("Tình hình địa bàn ổn định.")
    page.get_by_role("button", name="Thêm một vấn đề").click()
    page.get_by_label("Tóm tắt nội dung").fill("Nước ngập sau mưa lớn, rút chậm trên 3 giờ.")
    page.get_by_label("Lĩnh vực").select_option(label="Hạ tầng kỹ thuật")
    page.get_by_label("Nguồn").select_option(label="Tổng đài")
    page.get_by_label("Mức độ khẩn").select_option(label="Thường")
    page.get_by_label("Số ý kiến").fill("14")
    page.get_by_label("Tình trạng").select_option(label="Mới tiếp nhận")
    page.get_by_role("button", name="Trình lãnh đạo").click()
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    expect(page.locator(".govuk-error-summary")).to_contain_text("địa bàn")
    expect(page.get_by_label("Tình hình chung")).to_have_value("Tình hình địa bàn ổn định.")
    page.get_by_label("Địa bàn").select_option(index=1)
    page.get_by_role("button", name="Trình lãnh đạo").click()
    expect(page.get_by_role("heading", name="Việc cần xử lý", exact=True)).to_be_visible()


def decide(page: Page, choice: str) -> None:
    open_first_task(page)
    page.get_by_label(choice, exact=True).check()
    page.get_by_role("button", name="Xác nhận quyết định").click()
    expect(page.get_by_role("heading", name="Việc cần xử lý", exact=True)).to_be_visible()


def give_back(page: Page, reason: str) -> None:
    open_first_task(page)
    page.get_by_label("Trả lại để bổ sung").check()
    page.get_by_label("Loại lý do").select_option("TL-03")
    page.get_by_label("Lý do trả lại").fill(reason)
    page.get_by_role("button", name="Xác nhận quyết định").click()
    expect(page.get_by_role("heading", name="Việc cần xử lý", exact=True)).to_be_visible()


def counted(page: Page, words: str) -> str:
    """The number above a word of the board's sum."""
    return page.locator("ul.sum").first.locator("li", has_text=words).locator("b").inner_text()


def test_ward_district_and_province_do_the_cycle(browser: Browser, address: str, cycle: Cycle) -> None:
    cycle.go_to(at(15, 9))
    with person(browser, address, "c003.reporter") as clerk:
        write_report(clerk)
    with person(browser, address, "c003.head") as head:
        decide(head, "Duyệt và gửi")
    cycle.pump()

    with person(browser, address, "d001.receiver", width=1280) as desk:
        give_back(desk, "Vấn đề 1: ghi rõ ngõ nào.")
        cycle.pump()
        desk.goto(f"{address}/cycles")
        assert counted(desk, "Đúng hạn") == "1"
        assert counted(desk, "Phải gửi") == "2"

    with person(browser, address, "c003.reporter") as clerk:
        open_first_task(clerk)
        expect(clerk.get_by_text("Vấn đề 1: ghi rõ ngõ nào.").first).to_be_visible()
        clerk.locator("details.issue summary").first.click()
        clerk.get_by_label("Tóm tắt nội dung").fill("Nước ngập tại ngõ 310, rút chậm trên 3 giờ.")
        clerk.get_by_role("button", name="Trình lãnh đạo").click()
    with person(browser, address, "c003.head") as head:
        decide(head, "Duyệt và gửi")
    cycle.pump()
    with person(browser, address, "d001.receiver", width=1280) as desk:
        decide(desk, "Tiếp nhận báo cáo")
    cycle.pump()
    assert cycle.report("C003").accepted_at is not None

    cycle.go_to(at(19, 17))  # Ward 4 sends nothing; the district goes on with what it has
    with person(browser, address, "d001.reporter", width=1280) as clerk:
        write_report(clerk)
    with person(browser, address, "d001.head") as head:
        decide(head, "Duyệt và gửi")
    cycle.pump()
    with person(browser, address, "p01.receiver", width=1280) as desk:
        decide(desk, "Tiếp nhận báo cáo")
    cycle.pump()

    cycle.go_to(at(23, 17))
    with person(browser, address, "p01.reporter", width=1280) as clerk:
        write_report(clerk)
    with person(browser, address, "p01.head", width=1280) as head:
        decide(head, "Duyệt và gửi")
        cycle.pump()
        head.goto(f"{address}/cycles/{cycle.key}")
        assert (counted(head, "Phải gửi"), counted(head, "Đúng hạn"), counted(head, "Chưa gửi")) == (
            "2",
            "1",
            "1",
        )
    assert cycle.report("P01").first_submitted_at is not None
    assert cycle.open_elements("P01") == []
