"""Editors for those who see little or use no mouse: axe finds nothing, and what is too narrow says so."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.web.designer.desk import Desk, choose
from tests.workflows.designer.drawing import Drawing

pytestmark = pytest.mark.browser
AXE = Path(__file__).parents[1] / "axe" / "node_modules" / "axe-core" / "axe.min.js"


def faults(page: Page) -> list[str]:
    """What axe holds against the page: the rule and where."""
    page.evaluate(AXE.read_text())
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in found["violations"]]


def test_axe_finds_nothing(desk: Desk, drawing: Drawing) -> None:
    _change, draft = drawing.change_of("oversight.bpmn")
    page = desk.open(draft)
    assert faults(page) == []
    choose(page, "Cho ý kiến giám sát")
    assert faults(page) == []
    page.get_by_role("tab", name="Các bước").click()
    assert faults(page) == []
    page.get_by_role("button", name="Phím tắt").click()
    expect(page.get_by_role("dialog").get_by_role("heading")).to_be_in_viewport()
    assert faults(page) == []


def test_a_narrow_window_is_told_what_else_there_is(desk: Desk, drawing: Drawing) -> None:
    _change, draft = drawing.change_of("oversight.bpmn")
    page = desk.sit_down(width=390).new_page()
    page.goto(desk.address(f"/designer/drafts/{draft}"))
    expect(page.get_by_text("Trình soạn thảo cần cửa sổ rộng ít nhất 900 điểm ảnh.")).to_be_visible()
    expect(page.locator("#island")).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
