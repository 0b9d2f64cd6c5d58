"""The task page in a browser on a phone: keys, places and widths that only a browser knows."""

from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from playwright.sync_api import Page, expect

from tests.web.browsing import served
from tests.web.signing_in import SignIn
from tests.web.work.test_task_page import CLERK, DESK
from tests.workflows.cycle import ISSUE, Cycle

pytestmark = pytest.mark.browser


@pytest.fixture
def address(app: FastAPI) -> Iterator[str]:
    with served(app) as found:
        yield found


def enter(page: Page, sign_in: SignIn, address: str, username: str) -> None:
    cookie = {"name": "sid", "value": sign_in(username).cookies["sid"], "url": address}
    page.context.add_cookies([cookie])  # type: ignore[list-item] # its type wants every key


def test_the_enter_key_saves_and_removes_nothing(
    page: Page, sign_in: SignIn, cycle: Cycle, address: str
) -> None:
    cycle.save("C003", {"issues": [{**ISSUE, "place": ""}]})
    enter(page, sign_in, address, CLERK)
    page.goto(f"{address}/tasks/{cycle.task('C003', 'draft')}")
    page.locator('[name="issues.0.mentions"]').press("Enter")
    expect(page.get_by_role("status", name="Đã lưu nháp")).to_be_visible()
    expect(page.locator('[name="issues.0.summary"]')).to_have_value(str(ISSUE["summary"]))


def test_a_new_row_is_where_the_eye_is(page: Page, sign_in: SignIn, cycle: Cycle, address: str) -> None:
    enter(page, sign_in, address, CLERK)
    page.goto(f"{address}/tasks/{cycle.task('C003', 'draft')}")
    page.get_by_role("button", name="Thêm một vấn đề").click()
    page.wait_for_url("**#f-issues-0")
    expect(page.locator('[name="issues.0.summary"]')).to_be_in_viewport()


def test_the_list_of_what_to_mend_has_the_focus(
    page: Page, sign_in: SignIn, cycle: Cycle, address: str
) -> None:
    enter(page, sign_in, address, CLERK)
    page.goto(f"{address}/tasks/{cycle.task('C003', 'draft')}")
    page.get_by_role("button", name="Trình lãnh đạo duyệt và gửi").click()
    expect(page.locator(".govuk-error-summary")).to_be_focused()


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_nothing_scrolls_sideways(
    page: Page, sign_in: SignIn, cycle: Cycle, address: str, width: int
) -> None:
    cycle.submit("C003", {"overview": "x" * 300, "issues": [{**ISSUE, "summary": "y" * 300}]})
    enter(page, sign_in, address, DESK)
    page.set_viewport_size({"width": width, "height": 800})
    for path in ("/tasks", f"/tasks/{cycle.task('C003', 'accept')}"):
        page.goto(address + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_choosing_the_language_keeps_what_was_typed(
    page: Page, sign_in: SignIn, cycle: Cycle, address: str
) -> None:
    enter(page, sign_in, address, CLERK)
    page.goto(f"{address}/tasks/{cycle.task('C003', 'draft')}")
    page.locator('[name="overview"]').fill("Chưa viết xong")
    page.locator('[name="remark-text"]').fill("Chưa nói xong")
    page.get_by_role("button", name="EN, English").click()
    expect(page.get_by_role("status", name="Draft saved")).to_be_visible()
    expect(page.locator('[name="overview"]')).to_have_value("Chưa viết xong")
    expect(page.locator('[name="remark-text"]')).to_have_value("Chưa nói xong")
