"""Building a form in a browser: a question is added, seen as staff will see it, and saved."""

from typing import Any

import orjson
import pytest
from playwright.sync_api import Page, expect

from tests.web.designer.desk import Desk, ready, saved
from tests.web.designer.faults import faults_on
from tests.workflows.designer.drawing import Drawing

pytestmark = pytest.mark.browser
CONTENT = "**/designer/drafts/*/content"


def parts(drawing: Drawing, draft: int) -> dict[str, Any]:
    """The parts of the saved form by their names."""
    found = orjson.loads(bytes(drawing.row(draft).content))["components"]
    return {one.get("label") or one["id"]: one for one in found}


def open_group(page: Page, title: str) -> None:
    page.locator(".bio-properties-panel-group-header", has_text=title).click()


def test_a_question_is_added_without_a_mouse_seen_and_saved(desk: Desk, drawing: Drawing) -> None:
    _change, draft = drawing.change_of("approve_report.form")
    page = desk.open(draft)
    expect(page.locator(".fjs-powered-by")).to_be_visible()
    for left_out in ("HTML", "iframe", "Bảng", "Nút", "Chọn tệp"):
        expect(page.locator(".island-palette").get_by_text(left_out, exact=True)).to_have_count(0)
    page.get_by_role("tab", name="Các phần").click()
    page.get_by_role("button", name="Thêm …").focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Loại").select_option(label="Số")
    dialog.get_by_role("button", name="Đồng ý").click()
    page.get_by_role("button", name="Lên", exact=True).click()

    page.get_by_role("tab", name="Thiết lập").click()
    open_group(page, "Thông tin chung")
    page.get_by_label("Tên ô (tiếng Việt)").fill("Số hộ đã gặp")
    open_group(page, "Bằng tiếng Anh và lời riêng")
    page.get_by_label("Tên tiếng Anh").fill("Households met")
    page.get_by_label("Tên tiếng Anh").blur()
    page.get_by_role("button", name="Xem trước").click()
    preview = page.get_by_role("region", name="Xem trước")
    expect(preview.get_by_label("Số hộ đã gặp")).to_be_visible()
    preview.get_by_label("Số hộ đã gặp").fill("nhiều")
    preview.get_by_role("button", name="Kiểm tra như khi gửi").click()
    expect(preview.locator(".govuk-error-message").first).to_be_visible()
    expect(preview.get_by_label("Số hộ đã gặp")).to_have_value("nhiều")
    assert faults_on(page) == []
    preview.get_by_role("button", name="Xóa phần đã điền thử").click()
    expect(preview.locator(".govuk-error-message")).to_have_count(0)
    preview.get_by_role("button", name="English").click()
    expect(preview.get_by_label("Households met")).to_be_visible()
    saved(page)
    made = parts(drawing, draft)["Số hộ đã gặp"]
    assert (made["type"], made["properties"]) == ("number", {"label_en": "Households met"})
    assert list(parts(drawing, draft)).index("Số hộ đã gặp") == len(parts(drawing, draft)) - 2


def test_what_is_typed_about_a_part_is_not_interrupted(desk: Desk, drawing: Drawing) -> None:
    """The parts of shipped forms have no row of their own: they must not be drawn anew at every letter."""
    _change, draft = drawing.change_of("approve_report.form")
    page = desk.open(draft)
    page.get_by_role("tab", name="Các phần").click()
    page.locator(".island-tree [role=treeitem]").first.click()
    page.get_by_role("tab", name="Thiết lập").click()
    open_group(page, "Bằng tiếng Anh và lời riêng")
    field = page.get_by_label("Tên tiếng Anh")
    field.click()
    page.keyboard.press("Control+A")
    page.keyboard.type("Decision of the head", delay=30)
    expect(field).to_be_focused()
    saved(page)
    first = next(iter(parts(drawing, draft).values()))
    assert first["properties"]["label_en"] == "Decision of the head"


def test_a_list_is_chosen_and_a_condition_is_tried(desk: Desk, drawing: Drawing) -> None:
    _change, draft = drawing.change_of("ask_data_call.form")
    page = desk.open(draft)
    page.get_by_role("tab", name="Các phần").click()
    page.locator(".island-tree b", has_text="Hoặc biểu mẫu có sẵn").click()
    page.get_by_role("tab", name="Thiết lập").click()
    open_group(page, "Lựa chọn từ danh sách có tên")
    chosen = page.get_by_label("Danh sách do hệ thống điền")
    expect(chosen).to_have_value("call_forms")
    chosen.select_option(label="Địa bàn của vấn đề")
    page.get_by_role("button", name="Xem trước").click()
    preview = page.get_by_role("region", name="Xem trước")
    expect(preview.locator("[name=form] option").last).to_have_text("(danh sách “issue_areas”)")
    expect(preview.locator("[name=units]")).to_have_count(0)
    whom, news = preview.locator("[name=whom]"), preview.get_by_role("status")
    whom.focus()
    whom.select_option("chosen")
    expect(news).to_contain_text("Hỏi thêm: Chọn đơn vị")
    expect(whom).to_be_focused()
    whom.select_option("next")
    expect(news).to_contain_text("Không hỏi nữa: Chọn đơn vị")
    saved(page)
    assert parts(drawing, draft)["Hoặc biểu mẫu có sẵn"]["valuesKey"] == "issue_areas"


def test_a_dead_line_and_a_reload_lose_nothing_and_undo_goes_back(desk: Desk, drawing: Drawing) -> None:
    _change, draft = drawing.change_of("approve_report.form")
    page = desk.open(draft, language="en")
    before = len(parts(drawing, draft))
    page.route(CONTENT, lambda route: route.abort() if route.request.method == "PUT" else route.continue_())
    page.locator(".fjs-palette-field[data-field-type=textfield]").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".island-status[data-state=dead]")).to_be_visible()
    page.reload()
    ready(page)
    shown = page.locator(".island-form [data-id][data-field-type=textfield]")
    expect(shown).to_have_count(1)
    page.unroute(CONTENT)
    page.evaluate("window.dispatchEvent(new Event('online'))")
    saved(page)
    assert len(parts(drawing, draft)) == before + 1
    page.locator(".fjs-palette-field[data-field-type=number]").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".island-form [data-id][data-field-type=number]")).to_have_count(1)
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".island-form [data-id][data-field-type=number]")).to_have_count(0)
    desk.forgive("ERR_FAILED")


def test_what_the_server_refuses_is_told_in_its_words_and_two_owners_choose(
    desk: Desk, drawing: Drawing
) -> None:
    drawing.enter("beside")
    _change, draft = drawing.change_of("approve_report.form")
    theirs = desk.open(draft, username="beside")
    mine = desk.open(draft)
    mine.route("**/others", lambda route: route.abort())
    theirs.locator(".fjs-palette-field[data-field-type=group]").focus()
    theirs.keyboard.press("Enter")
    saved(theirs)
    mine.locator("[data-id=Field_reason]").click()
    open_group(mine, "Thông tin chung")
    mine.get_by_label("Tên ô (tiếng Việt)").fill("Số điện thoại người dân")
    mine.get_by_label("Tên ô (tiếng Việt)").blur()
    expect(mine.get_by_role("dialog")).to_contain_text("đã lưu một bản mới hơn lúc", timeout=15_000)
    mine.get_by_role("dialog").get_by_role("button", name="So sánh hai bản").click()
    expect(mine.get_by_role("dialog")).to_contain_text("Thiết lập khác nhau: Số điện thoại người dân")
    mine.get_by_role("dialog").get_by_role("button", name="Giữ bản của tôi").click()
    saved(mine)
    mine.get_by_role("tab", name="Kiểm tra").click()
    expect(mine.locator(".island-finding--error").first).to_be_visible()
    assert "Số điện thoại người dân" in parts(drawing, draft)
    desk.forgive("412", "ERR_FAILED")
