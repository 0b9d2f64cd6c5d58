"""A process owner changes a diagram in the editor and reads what that means."""

import pytest
from playwright.sync_api import expect

from tests.web.designer.desk import Desk, choose, saved
from tests.workflows.designer.drawing import Drawing

pytestmark = pytest.mark.browser


def test_another_timer_and_due_date_are_read_as_what_they_mean(desk: Desk, drawing: Drawing) -> None:
    _change, draft = drawing.change_of("periodic_report.bpmn")
    page = desk.open(draft)
    choose(page, "Soạn báo cáo").get_by_label("Hạn", exact=True).select_option("closes")
    choose(page, "Quá 1 ngày làm việc")
    page.locator(".island-properties").get_by_text("Hẹn giờ", exact=True).click()
    page.locator("[data-entry-id=timerEventDefinitionValue] .cm-content").click()
    page.keyboard.press("Control+A")
    page.keyboard.press("Delete")
    page.keyboard.type("working_days_after(due, 2")  # the editor closes the bracket
    page.keyboard.press("Tab")
    saved(page)

    page.get_by_role("link", name="Những gì thay đổi").click()
    told = page.locator(".changed")
    expect(told).to_have_count(2)
    expect(told.nth(0)).to_contain_text("việc có người làm “Soạn báo cáo”")
    expect(told.nth(0)).to_contain_text("lúc đóng kỳ")
    expect(told.nth(1)).to_contain_text("sự kiện ở cạnh “Quá 1 ngày làm việc”")
    expect(told.nth(1)).to_contain_text("vào lúc: 2 ngày làm việc sau thời hạn")
    expect(page.get_by_text("1 việc đổi hạn")).to_be_visible()
    expect(page.get_by_text("1 hẹn giờ thay đổi")).to_be_visible()
    assert page.locator("svg.diagram .mark-changed").count() > 0
