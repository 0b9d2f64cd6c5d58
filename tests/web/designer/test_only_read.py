"""A draft that may only be looked at: nothing in its editor can be drawn or written, and the page says why."""

import pytest
from playwright.sync_api import Page, expect

from tests.web.designer.desk import Desk
from tests.workflows.designer.drawing import Drawing

pytestmark = pytest.mark.browser
WRITABLE = """[...document.querySelectorAll("#island :is(input, textarea, select, [contenteditable=true])")]
    .filter((one) => !one.disabled && !one.readOnly && one.getClientRects().length)
    .map((one) => one.outerHTML.slice(0, 120))"""
CLOSED = ".bio-properties-panel-group-header:not(.open)"
OPENED = f"document.querySelectorAll('{CLOSED}').forEach((one) => one.click())"
REASON = "Chỉ chủ quy trình được sửa."


def opened(desk: Desk, drawing: Drawing, name: str) -> Page:
    """The page of a draft as somebody who only deploys sees it."""
    _change, draft = drawing.change_of(name)
    page = desk.open(draft, username="deployer")
    expect(page.get_by_text(REASON)).to_be_visible()
    expect(page.locator(".island-status")).to_have_text("Chỉ để xem")
    page.on(
        "request", lambda request: desk.complaints.append(request.url) if request.method == "PUT" else None
    )
    return page


def test_nothing_can_be_drawn_into_what_may_only_be_looked_at(desk: Desk, drawing: Drawing) -> None:
    page = opened(desk, drawing, "oversight.bpmn")
    page.get_by_role("tab", name="Các bước").click()
    page.locator(".island-tree b", has_text="Cho ý kiến giám sát").click()
    expect(page.locator(".djs-element.selected")).to_be_visible()
    page.keyboard.press("Delete")
    expect(page.locator(".djs-palette, .djs-context-pad, .island-actions")).to_have_count(0)
    page.get_by_role("tab", name="Thiết lập").click()
    expect(page.locator(".island-properties").get_by_label("Vai trò")).to_be_disabled()
    page.evaluate(OPENED)
    expect(page.get_by_label("Nhận xét mới")).to_be_attached()
    assert page.evaluate(WRITABLE) == []

    page = opened(desk, drawing, "deadlines.dmn")
    page.locator("td.output-cell").first.click()
    page.keyboard.type("9")
    expect(page.get_by_role("button", name="Dòng")).to_have_count(0)
    assert page.evaluate(WRITABLE) == []

    page = opened(desk, drawing, "approve_report.form")
    page.locator("[data-id=Field_reason]").click()
    page.keyboard.press("Delete")
    page.evaluate(OPENED)
    expect(page.get_by_label("Tên ô (tiếng Việt)")).to_be_attached()
    expect(page.locator(".fjs-context-pad:visible, .island-palette:visible")).to_have_count(0)
    assert page.evaluate(WRITABLE) == []
