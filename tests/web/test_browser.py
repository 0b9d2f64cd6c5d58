"""What only a browser can show: no blocked content, no sideways scroll, cookies and forms as people meet them."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.web.cast import CLERK, PASSWORD

pytestmark = pytest.mark.browser


@pytest.fixture(autouse=True)
def _complaints(page: Page) -> Iterator[None]:
    """Nothing may be blocked by the content security policy, and nothing may be missing."""
    heard: list[str] = []
    page.on("console", lambda message: heard.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: heard.append(str(error)))
    yield
    assert [one for one in heard if "404" not in one and "422" not in one] == []


def test_the_clerk_signs_in_with_a_thumb_on_a_phone(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.get_by_role("heading", name="Đăng nhập", exact=True)).to_be_visible()
    page.get_by_label("Tên đăng nhập").fill(CLERK)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    expect(page.get_by_role("navigation", name="Các trang chính")).to_be_visible()
    page.get_by_text("Phường 3 · Cán bộ tổng hợp").click()
    page.get_by_role("button", name="Đăng xuất").click()
    expect(page.get_by_label("Mật khẩu")).to_be_visible()


def test_a_wrong_password_moves_the_eye_to_the_message(page: Page, address: str) -> None:
    page.goto(f"{address}/sign-in")
    page.get_by_label("Tên đăng nhập").fill(CLERK)
    page.get_by_label("Mật khẩu").fill("sai")
    page.get_by_role("button", name="Đăng nhập").click()
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    expect(page).to_have_title("Lỗi: Đăng nhập – Giaoban")


def test_the_language_changes_without_signing_in(page: Page, address: str) -> None:
    page.goto(f"{address}/sign-in")
    page.get_by_role("link", name="EN, English").click()
    expect(page.get_by_role("heading", name="Sign in", exact=True)).to_be_visible()


def test_what_has_the_focus_at_the_top_is_ringed_and_stays_as_large_as_it_was(
    page: Page, address: str
) -> None:
    page.goto(f"{address}/sign-in")
    brand, link = page.locator(".bar .brand"), page.locator(".bar .lang a").first
    size = link.evaluate("one => getComputedStyle(one).fontSize")
    for one in (brand, link):
        one.focus()
        assert one.evaluate("one => getComputedStyle(one).outlineColor") == "rgb(255, 221, 0)"
    assert link.evaluate("one => getComputedStyle(one).fontSize") == size


@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize("path", ["/sign-in", "/nothing/here"])
def test_no_page_scrolls_sideways(page: Page, address: str, path: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(address + path)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_digits_are_equally_wide_in_the_font_that_is_shipped(page: Page, address: str) -> None:
    page.goto(f"{address}/sign-in")
    widths = page.evaluate(
        """async () => {
            await document.fonts.ready
            const pen = document.createElement("canvas").getContext("2d")
            await document.fonts.load("20px 'Be Vietnam Pro'", "0148ế")
            pen.font = "20px 'Be Vietnam Pro'"
            return [..."0148"].map(one => pen.measureText(one).width)
        }"""
    )
    assert len(set(widths)) == 1


def test_a_count_of_a_whole_country_stands_on_one_line_of_a_phone(page: Page, address: str) -> None:
    page.goto(f"{address}/sign-in")
    heights = page.evaluate(
        """() => {
            const list = document.createElement('ul');
            list.className = 'sum govuk-body';
            list.innerHTML = '<li><b>1</b><span>x</span></li><li><b>10.551</b><span>x</span></li>';
            document.querySelector('main').append(list);
            return [...list.querySelectorAll('b')].map(number => number.offsetHeight);
        }"""
    )
    assert heights[0] == heights[1]
