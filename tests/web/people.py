"""People of the cast at their own machines, in a real browser."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page, expect

from tests.workflows.cycle import PASSWORD


@contextmanager
def person(browser: Browser, address: str, username: str, *, width: int = 390) -> Iterator[Page]:
    """Somebody at his own machine, signed in."""
    context = browser.new_context(viewport={"width": width, "height": 844}, locale="vi-VN")
    page = context.new_page()
    page.goto(f"{address}/tasks")
    page.get_by_label("Tên đăng nhập").fill(username)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    expect(page.get_by_role("heading", name="Việc cần xử lý", exact=True)).to_be_visible()
    yield page
    context.close()
