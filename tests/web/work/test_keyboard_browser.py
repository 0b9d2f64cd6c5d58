"""Everything by keys alone: from signing in over the task to its submission, with Tab, Space, Enter and typing."""

from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from playwright.sync_api import Page, expect

from tests.web.browsing import served
from tests.workflows.cycle import PASSWORD, Cycle

pytestmark = pytest.mark.browser

MOST_STEPS = 80


@pytest.fixture
def address(app: FastAPI) -> Iterator[str]:
    with served(app) as found:
        yield found


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the thing has the focus; on the way the focus is always seen."""
    for _ in range(MOST_STEPS):
        page.keyboard.press("Tab")
        look = page.evaluate(
            """selector => {
                const here = document.activeElement;
                const style = getComputedStyle(here), box = here.getBoundingClientRect();
                const label = here.matches("input[type=checkbox],input[type=radio]")
                    ? getComputedStyle(here.nextElementSibling, "::before") : style;
                const seen = [style, label].some(one =>
                    (one.outlineStyle !== "none" && parseFloat(one.outlineWidth) > 0) || one.boxShadow !== "none");
                return {found: here.matches(selector), seen: here === document.body || (seen && box.width > 0),
                        what: here.outerHTML.slice(0, 120)};
            }""",
            selector,
        )
        assert look["seen"], f"the focus is not seen on {look['what']}"
        if look["found"]:
            return
    pytest.fail(f"{selector} is not reached by Tab")


def test_a_clerk_without_a_mouse_sends_his_report(page: Page, cycle: Cycle, address: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(address)
    page.keyboard.press("Tab")
    expect(page.get_by_text("Bỏ qua đến nội dung")).to_be_focused()
    page.keyboard.press("Enter")
    tab_to(page, "[name=username]")
    page.keyboard.type("c003.reporter")
    tab_to(page, "[name=password]")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Việc cần xử lý", exact=True)).to_be_visible()
    tab_to(page, "ol.rows a.govuk-button")
    page.keyboard.press("Enter")
    page.wait_for_url("**/tasks/*")
    tab_to(page, "[name=overview]")
    page.keyboard.type("Không có gì mới.")
    tab_to(page, "[name=nil_report]")
    page.keyboard.press("Space")
    tab_to(page, 'button.govuk-button[value="submit"]')
    page.keyboard.press("Enter")
    expect(page.get_by_role("status", name="Đã trình lãnh đạo")).to_be_visible()
    assert cycle.open_elements("C003") == ["approve"]


def test_the_skip_link_leads_past_the_header(page: Page, address: str) -> None:
    page.goto(f"{address}/sign-in")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**#content")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")
