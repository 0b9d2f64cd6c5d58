"""Drawing a diagram in a browser: what is drawn is saved, and nothing is blocked by the content security policy."""

from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from playwright.sync_api import Browser, Page, expect

from bpmn.definition import Element
from bpmn.read import read_definitions
from database.session import Database
from tests.web.designer.desk import Desk, at_the_desk, saved
from tests.workflows.designer.drawing import Drawing

pytestmark = pytest.mark.browser


@pytest.fixture
def desk(browser: Browser, app: FastAPI, database: Database) -> Iterator[Desk]:
    """Nothing may be blocked, go wrong or be said without Vietnamese words."""
    with at_the_desk(browser, app, database) as opened:
        yield opened
    assert "\n".join(sorted(set(opened.complaints))) == ""


def drawn(drawing: Drawing, draft: int, name: str) -> Element:
    """The element of this name as it was saved."""
    found = [one for one in read_definitions(bytes(drawing.row(draft).content)).elements if one.name == name]
    assert len(found) == 1, [one.name for one in found]
    return found[0]


def choose(page: Page, name: str) -> None:
    """Select a step in the list of steps."""
    page.get_by_role("tab", name="Các bước").click()
    page.get_by_role("treeitem", name=name).locator("> b", has_text=name).click()


def test_a_task_drawn_without_a_mouse_gets_a_role_a_form_and_a_deadline(desk: Desk, drawing: Drawing) -> None:
    _change, draft = drawing.change_of("periodic_report.bpmn")
    page = desk.open(draft)
    choose(page, "Soạn báo cáo")
    page.get_by_role("button", name="Nối thêm …").focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Loại").select_option(label="Việc có người làm")
    dialog.get_by_label("Tên").fill("Đọc lại")
    dialog.get_by_role("button", name="Đồng ý").click()

    page.get_by_role("tab", name="Thiết lập").click()
    panel = page.locator(".island-properties")
    panel.get_by_label("Vai trò").select_option(label="Cán bộ tổng hợp")
    panel.get_by_label("Đơn vị", exact=True).select_option("superior")
    panel.get_by_label("Hạn", exact=True).select_option("due")
    panel.get_by_label("Biểu mẫu", exact=True).select_option("approve_report")
    saved(page)

    task = drawn(drawing, draft, "Đọc lại")
    facts = task.zeebe
    assert task.type == "userTask"
    assert facts.groups is not None
    assert facts.groups.text == '=role(superior, "reporter")'
    assert facts.due is not None
    assert facts.due.text == "=due"
    assert facts.form is not None
    assert facts.form.text == "approve_report"
    page.reload()
    choose(page, "Đọc lại")
    page.get_by_role("tab", name="Thiết lập").click()
    expect(page.locator(".island-properties").get_by_label("Vai trò")).to_have_value("reporter")
