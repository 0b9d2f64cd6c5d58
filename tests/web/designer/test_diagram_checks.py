"""Checks while drawing: the element is marked, and a sentence leads to it."""

import re

import pytest
from playwright.sync_api import expect

from tests.web.designer.desk import Desk, choose, saved, step
from tests.workflows.designer.drawing import Drawing

pytestmark = pytest.mark.browser


def test_what_is_to_be_mended_is_marked_and_leads_to_the_element(desk: Desk, drawing: Drawing) -> None:
    _change, draft = drawing.change_of("oversight.bpmn")
    page = desk.open(draft)
    page.get_by_role("tab", name="Kiểm tra").click()
    expect(page.get_by_text("Không có gì phải sửa.")).to_be_visible()

    page.get_by_role("tab", name="Các bước").click()
    page.get_by_role("button", name="Thêm …", exact=True).click()
    page.get_by_role("dialog").get_by_label("Tên").fill("Việc lạc lõng")
    page.get_by_role("dialog").get_by_role("button", name="Đồng ý").click()
    expect(page.get_by_role("tab", name="Kiểm tra (")).to_be_visible()
    marks = page.locator(".island-mark--error")
    expect(marks).to_have_count(1)

    page.get_by_role("tab", name="Kiểm tra (").click()
    line = page.locator(".island-finding[data-rule=user_task_assignment]")
    expect(line).to_contain_text("Việc lạc lõng")
    expect(line).to_contain_text("Việc này chưa giao cho ai.")
    line.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".djs-element.selected", has_text="Việc lạc lõng")).to_be_visible()
    page.locator(".island-properties").get_by_label("Vai trò").select_option("head")
    expect(line).to_be_hidden()
    expect(page.locator(".island-finding[data-rule=user_task_assignment]")).to_have_count(0)


def test_what_the_engine_refuses_is_marked_so(desk: Desk, drawing: Drawing) -> None:
    _change, draft = drawing.change_of("oversight.bpmn")
    content = bytes(drawing.row(draft).content).replace(b"bpmn:serviceTask", b"bpmn:scriptTask")
    drawing.save(draft, content)
    page = desk.open(draft)
    expect(page.locator(".island-mark--refused").first).to_have_attribute(
        "title", re.compile("Việc chạy mã lệnh không được phép")
    )


def test_without_a_connection_the_check_says_so(desk: Desk, drawing: Drawing) -> None:
    _change, draft = drawing.change_of("oversight.bpmn")
    context = desk.sit_down()
    context.route("**/check", lambda route: route.abort())
    page = desk.open(draft, context)
    page.get_by_role("tab", name="Kiểm tra").click()
    expect(page.get_by_text("Chưa kiểm tra được vì mất kết nối.")).to_be_visible()
    desk.forgive("ERR_FAILED")


def test_a_comment_stays_with_its_element_and_is_no_text_for_staff(desk: Desk, drawing: Drawing) -> None:
    _change, draft = drawing.change_of("oversight.bpmn")
    page = desk.open(draft)
    panel = choose(page, "Cho ý kiến giám sát")
    panel.locator(".bio-properties-panel-group-header", has_text="Nhận xét").click()
    panel.get_by_label("Nhận xét mới").fill("Hạn này ngắn quá: hỏi lại")
    panel.get_by_role("button", name="Thêm nhận xét").click()
    expect(page.locator(".island-mark--comment")).to_have_attribute(
        "title", "Chủ quy trình (owner): Hạn này ngắn quá: hỏi lại"
    )
    saved(page)
    assert "ngắn quá" in bytes(drawing.row(draft).content).decode()
    assert "ngắn quá" not in step(drawing, draft, "Cho ý kiến giám sát").documentation
    page.get_by_role("button", name="Hoàn tác").click()
    expect(page.locator(".island-mark--comment")).to_have_count(0)
