"""Drawing a diagram in a browser, with a mouse and without one: what is drawn is what is saved."""

import re

import pytest
from playwright.sync_api import Page, Route, expect

from tests.web.designer.desk import Desk, choose, saved, step, steps
from tests.workflows.designer.drawing import Drawing

pytestmark = pytest.mark.browser


def test_a_task_drawn_without_a_mouse_gets_a_role_a_form_and_a_deadline(desk: Desk, drawing: Drawing) -> None:
    _change, draft = drawing.change_of("periodic_report.bpmn")
    page = desk.open(draft)
    choose(page, "Soạn báo cáo")
    page.get_by_role("tab", name="Các bước").click()
    page.get_by_role("button", name="Nối thêm …").focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Loại").select_option(label="Việc có người làm")
    dialog.get_by_label("Tên").fill("Đọc lại")
    page.keyboard.press("Enter")

    page.get_by_role("tab", name="Thiết lập").click()
    panel = page.locator(".island-properties")
    panel.get_by_label("Vai trò").select_option(label="Cán bộ tổng hợp")
    panel.get_by_label("Đơn vị", exact=True).select_option("superior")
    panel.get_by_label("Hạn", exact=True).select_option("due")
    panel.get_by_label("Biểu mẫu", exact=True).select_option("approve_report")
    saved(page)

    task = step(drawing, draft, "Đọc lại")
    facts = task.zeebe
    assert task.type == "userTask"
    assert facts.groups is not None
    assert facts.groups.text == '=role(superior, "reporter")'
    assert facts.due is not None
    assert facts.due.text == "=due"
    assert facts.form is not None
    assert facts.form.text == "approve_report"
    page.reload()
    expect(choose(page, "Đọc lại").get_by_label("Vai trò")).to_have_value("reporter")


def test_a_file_without_a_drawing_says_so(desk: Desk, drawing: Drawing) -> None:
    _change, draft = drawing.change_of("oversight.bpmn")
    whole = bytes(drawing.row(draft).content)
    begin, end = whole.index(b"<bpmndi:BPMNDiagram"), whole.index(b"</bpmn:definitions>")
    drawing.save(draft, whole[:begin] + whole[end:])
    page = desk.page(desk.sit_down())
    page.goto(desk.address(f"/designer/drafts/{draft}"))
    expect(page.locator(".island-status[data-state=undrawn]")).to_contain_text("trang Bằng lời")
    desk.forgive("no diagram to display")


def test_a_step_chosen_before_the_settings_have_come_is_shown_in_them(desk: Desk, drawing: Drawing) -> None:
    """The drawing does not wait for the panel, which is more than half of all scripts."""
    _change, draft = drawing.change_of("periodic_report.bpmn")
    page = desk.page(desk.sit_down())
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route(re.compile(r"/panel-[^/]+\.js$"), hold)
    page.goto(desk.address(f"/designer/drafts/{draft}"))
    expect(page.locator("#island[data-shown]")).to_be_visible(timeout=30_000)
    choose(page, "Soạn báo cáo")
    assert held
    for route in held:
        route.continue_()
    expect(page.locator(".island-properties").get_by_label("Vai trò")).to_have_value("reporter")


def test_a_task_is_drawn_with_a_mouse_and_taken_back(desk: Desk, drawing: Drawing) -> None:
    _change, draft = drawing.change_of("oversight.bpmn")
    before = len(steps(drawing, draft))
    page = desk.open(draft)
    page.get_by_role("button", name="Thêm việc có người làm").click()
    page.mouse.move(500, 780)
    page.mouse.click(500, 780)
    page.keyboard.type("Ghi sổ")
    page.keyboard.press("Enter")
    saved(page)
    assert step(drawing, draft, "Ghi sổ").type == "userTask"
    for _undone in ("name", "task"):
        page.get_by_role("button", name="Hoàn tác").click()
    expect(page.get_by_role("button", name="Hoàn tác")).to_be_disabled()
    saved(page)
    assert len(steps(drawing, draft)) == before


def test_a_task_is_somebodys_wherever_it_is_taken_from(desk: Desk, drawing: Drawing) -> None:
    """One of no kind would be passed at once: neither the pad behind an element nor a menu offers it."""
    _change, draft = drawing.change_of("periodic_report.bpmn")
    page = desk.open(draft)
    choose(page, "Soạn báo cáo")
    page.locator(".djs-context-pad .entry[data-action='append.append-task']").click()
    page.keyboard.type("Đọc lại")
    page.keyboard.press("Enter")
    saved(page)
    assert step(drawing, draft, "Đọc lại").type == "userTask"
    for key, offered in (("a", "append"), ("n", "create")):
        page.locator(".djs-container > svg").focus()
        page.keyboard.press(key)
        expect(page.locator(f".djs-popup [data-id='{offered}-user-task']")).to_be_visible()
        expect(page.locator(f".djs-popup [data-id='{offered}-task']")).to_have_count(0)
        page.keyboard.press("Escape")


def test_steps_are_added_connected_changed_and_deleted_without_a_mouse(desk: Desk, drawing: Drawing) -> None:
    _change, draft = drawing.change_of("oversight.bpmn")
    before = {one.id for one in steps(drawing, draft)}
    page = desk.open(draft)
    page.get_by_role("tab", name="Các bước").click()
    _fill(page, "Thêm …", Loại="Việc tự động", Tên="Ghi nhật ký")
    _fill(page, "Nối tới …", Tới="Ghi nhật ký", chosen=page)
    _fill(page, "Đổi loại …", Loại="Việc có người làm", chosen=page, name="Ghi nhật ký")
    saved(page)
    assert step(drawing, draft, "Ghi nhật ký").type == "userTask"
    page.locator(".island-tree [role=treeitem] > b", has_text="Ghi nhật ký").click()
    page.get_by_role("group", name="Vẽ không cần chuột").get_by_role("button", name="Xóa").click()
    saved(page)
    assert {one.id for one in steps(drawing, draft)} == before


def _fill(page: Page, button: str, *, chosen: Page | None = None, name: str = "", **fields: str) -> None:
    """Press a button of the list of steps and answer its dialog; first select a step where one is named."""
    if chosen is not None:
        page.locator(".island-tree [role=treeitem] > b", has_text=name).first.click()
    page.get_by_role("button", name=button, exact=True).click()
    dialog = page.get_by_role("dialog")
    for label, value in fields.items():
        field = dialog.get_by_label(label)
        if field.evaluate("field => field.tagName") == "SELECT":
            wanted = field.locator("option", has_text=value).first.get_attribute("value")
            field.select_option(wanted)
        else:
            field.fill(value)
    dialog.get_by_role("button", name="Đồng ý").click()


def test_the_list_of_steps_is_walked_with_arrows(desk: Desk, drawing: Drawing) -> None:
    _change, draft = drawing.change_of("periodic_report.bpmn")
    page = desk.open(draft)
    page.get_by_role("tab", name="Thiết lập").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("tab", name="Các bước")).to_be_focused()
    page.locator(".island-tree [tabindex='0']").focus()
    for key in ("End", "Home", "ArrowDown", "ArrowDown", "ArrowRight", "ArrowLeft"):
        page.keyboard.press(key)
    focused = page.locator(".island-tree [role=treeitem]:focus")
    expect(focused).to_have_attribute("aria-selected", "true")
    assert focused.get_attribute("data-element") == "report" or focused.get_attribute("data-element")
    selected = page.locator(".djs-element.selected")
    expect(selected).to_have_attribute("data-element-id", focused.get_attribute("data-element") or "")


def test_a_chosen_element_of_the_menu_stands_on_a_free_place(desk: Desk, drawing: Drawing) -> None:
    """The palette's entries and its menu can be pressed by keyboard, and nothing hangs on the pointer then."""
    _change, draft = drawing.change_of("oversight.bpmn")
    before = {one.id for one in steps(drawing, draft)}
    page = desk.open(draft)
    page.get_by_role("button", name="Thêm sự kiện kết thúc").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Thêm phần tử", exact=True).focus()
    page.keyboard.press("Enter")
    page.keyboard.type("tự động")
    expect(page.locator(".djs-popup .entry.selected")).to_contain_text("Việc tự động")
    page.keyboard.press("Enter")
    saved(page)
    added = [one for one in steps(drawing, draft) if one.id not in before]
    assert sorted(one.type for one in added) == ["endEvent", "serviceTask"]


def test_what_the_engine_refuses_stands_last_and_says_so(desk: Desk, drawing: Drawing) -> None:
    _change, draft = drawing.change_of("oversight.bpmn")
    page = desk.open(draft)
    page.get_by_role("button", name="Thêm phần tử", exact=True).click()
    page.keyboard.type("mã lệnh")
    entry = page.locator(".djs-popup .entry", has_text="Việc chạy mã lệnh")
    expect(entry).to_contain_text("Vẽ được, nhưng không triển khai được.")
