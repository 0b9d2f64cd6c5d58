"""A draft that saves itself in a browser: on leaving a field, by the clock, over a dead line; two people in it."""

from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from playwright.sync_api import Browser, Page, Route, expect

from tests.web.browsing import Visitor, served
from tests.web.signing_in import SignIn
from tests.web.work.test_autosave import autosave, colleague
from tests.web.work.test_task_browser import enter
from tests.web.work.test_task_page import CLERK
from tests.workflows.cycle import Cycle

__all__ = ["colleague"]
pytestmark = pytest.mark.browser
OVERVIEW = '[name="overview"]'


@pytest.fixture
def address(app: FastAPI) -> Iterator[str]:
    with served(app) as found:
        yield found


@pytest.fixture
def draft(page: Page, sign_in: SignIn, cycle: Cycle, address: str) -> Page:
    """The clerk's page of the draft, with a clock that tests move."""
    page.clock.install()
    enter(page, sign_in, address, CLERK)
    page.goto(f"{address}/tasks/{cycle.task('C003', 'draft')}")
    return page


def saved(cycle: Cycle, sign_in: SignIn) -> str:
    return sign_in(CLERK).get(f"/tasks/{cycle.task('C003', 'draft')}").text


def test_leaving_a_field_saves_it(draft: Page, cycle: Cycle, sign_in: SignIn) -> None:
    draft.locator(OVERVIEW).fill("Viết xong một ô")
    draft.locator(OVERVIEW).blur()
    expect(draft.locator("#saved")).to_contain_text("Đã lưu lúc 08:00")
    expect(draft.locator("#revision")).to_have_value("1")
    assert "Viết xong một ô" in saved(cycle, sign_in)


def test_a_field_one_stays_in_is_saved_by_the_clock_and_only_if_it_changed(
    draft: Page, cycle: Cycle, sign_in: SignIn
) -> None:
    sent: list[str] = []
    draft.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    draft.clock.run_for(60_000)
    assert sent == []
    draft.locator(OVERVIEW).press_sequentially("Vẫn đang viết")
    draft.clock.run_for(21_000)
    expect(draft.locator("#saved")).to_contain_text("Đã lưu lúc")
    draft.clock.run_for(60_000)
    assert len(sent) == 1
    assert "Vẫn đang viết" in saved(cycle, sign_in)


def test_a_dead_line_is_told_and_tried_again_and_loses_nothing(
    draft: Page, cycle: Cycle, sign_in: SignIn
) -> None:
    def cut(route: Route) -> None:
        route.abort("connectionrefused")

    draft.route("**/draft", cut)
    draft.locator(OVERVIEW).fill("Viết khi mất mạng")
    draft.locator(OVERVIEW).blur()
    expect(draft.locator("#saved")).to_contain_text("mất kết nối")
    expect(draft.locator(OVERVIEW)).to_have_value("Viết khi mất mạng")
    assert "Viết khi mất mạng" not in saved(cycle, sign_in)
    draft.unroute("**/draft", cut)
    draft.clock.run_for(21_000)
    expect(draft.locator("#saved")).to_contain_text("Đã lưu lúc")
    assert "Viết khi mất mạng" in saved(cycle, sign_in)


def test_a_server_that_is_down_in_between_costs_no_words(
    page: Page, sign_in: SignIn, cycle: Cycle, app: FastAPI
) -> None:
    page.clock.install()
    with served(app) as address:
        enter(page, sign_in, address, CLERK)
        page.goto(f"{address}/tasks/{cycle.task('C003', 'draft')}")
    page.locator(OVERVIEW).fill("Máy chủ đã tắt")
    page.locator(OVERVIEW).blur()
    expect(page.locator("#saved")).to_contain_text("mất kết nối")
    with served(app, port=int(address.rpartition(":")[2])):
        page.clock.run_for(21_000)
        expect(page.locator("#saved")).to_contain_text("Đã lưu lúc")
    assert "Máy chủ đã tắt" in saved(cycle, sign_in)


def test_one_who_was_signed_out_is_told_so(draft: Page) -> None:
    draft.context.clear_cookies()
    draft.locator(OVERVIEW).fill("Hết phiên")
    draft.locator(OVERVIEW).blur()
    expect(draft.locator("#saved")).to_contain_text("có thể bạn đã bị đăng xuất")
    expect(draft.locator(OVERVIEW)).to_have_value("Hết phiên")


def test_two_in_one_draft_compare_and_choose(draft: Page, cycle: Cycle, colleague: Visitor) -> None:
    key = cycle.task("C003", "draft")
    autosave(colleague, key, "Bản của đồng nghiệp", page="p2")
    draft.locator(OVERVIEW).fill("Bản của tôi")
    draft.locator(OVERVIEW).blur()
    expect(draft.locator("#saved")).to_contain_text("(c003.reporter2) vừa lưu bản nháp này")
    draft.get_by_role("button", name="So hai bản và chọn").click()
    expect(draft.locator("#choosing")).to_contain_text("Bản của đồng nghiệp")
    draft.get_by_label("Lấy bản đã lưu").check()
    draft.get_by_role("button", name="Dùng những chỗ đã chọn").click()
    expect(draft.locator(OVERVIEW)).to_have_value("Bản của đồng nghiệp")


def test_without_script_the_button_saves(
    browser: Browser, sign_in: SignIn, cycle: Cycle, address: str
) -> None:
    context = browser.new_context(java_script_enabled=False, locale="vi-VN")
    page = context.new_page()
    enter(page, sign_in, address, CLERK)
    page.goto(f"{address}/tasks/{cycle.task('C003', 'draft')}")
    page.locator(OVERVIEW).fill("Không có script")
    page.get_by_role("button", name="Lưu nháp").last.click()
    expect(page.get_by_role("status", name="Đã lưu nháp")).to_be_visible()
    context.close()
