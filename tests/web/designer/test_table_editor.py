"""Changing decisions in a browser: cells, rules and parts are saved, and nothing is blocked or left in English."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from bpmn.xml import parse_xml
from feel.decisions.elements import child, children, text_of
from tests.web.designer.desk import Desk, ready, saved
from tests.web.designer.faults import faults_on
from tests.workflows.designer.drawing import Drawing

pytestmark = pytest.mark.browser
OFFSET = "submission_due_commune_offset"
BOXED = Path(__file__).parent / "boxed.dmn"


def cell(page: Page, key: str) -> Locator:
    return page.locator(f'td[data-element-id="{key}"]')


def shown(page: Page, key: str) -> Locator:
    """The text of a cell; while it is written, the editor lies over it."""
    return cell(page, key).locator(".content-editable")


def write(page: Page, key: str, text: str) -> None:
    """Type over what a cell says."""
    cell(page, key).click()
    page.keyboard.press("Control+A")
    page.keyboard.type(text)


def entry(drawing: Drawing, draft: int, key: str) -> str:
    """What a cell of the saved file says."""
    root = parse_xml(bytes(drawing.row(draft).content))
    found = [one for one in root.iter() if one.get("id") == key]
    assert len(found) == 1
    return text_of(found[0])


def rules(drawing: Drawing, draft: int, table: str) -> int:
    root = parse_xml(bytes(drawing.row(draft).content))
    found = [one for one in root.iter() if one.get("id") == table]
    return len(children(found[0], "rule"))


def test_a_cell_is_written_undone_and_written_again_over_a_reload(desk: Desk, drawing: Drawing) -> None:
    _change, draft = drawing.change_of("deadlines.dmn")
    page = desk.open(draft)
    expect(page.locator(".bjs-powered-by")).to_be_visible()
    expect(page.get_by_text("Cách lấy kết quả:")).to_be_visible()
    write(page, OFFSET, "3")
    saved(page)
    assert entry(drawing, draft, OFFSET) == "3"
    page.get_by_role("button", name="Hoàn tác").click()
    expect(shown(page, OFFSET)).to_have_text("2")
    write(page, OFFSET, "sub")
    page.keyboard.press("Control+Space")
    expect(page.locator(".cm-tooltip-autocomplete").get_by_text("subordinates")).to_be_visible()
    page.keyboard.press("Escape")
    dead = "**/designer/drafts/*/content"
    page.route(dead, lambda route: route.abort() if route.request.method == "PUT" else route.continue_())
    write(page, OFFSET, "4")
    expect(page.locator(".island-status[data-state=dead]")).to_be_visible()
    page.reload()
    ready(page)
    expect(shown(page, OFFSET)).to_have_text("4")
    page.unroute(dead)
    page.evaluate("window.dispatchEvent(new Event('online'))")
    saved(page)
    assert entry(drawing, draft, OFFSET) == "4"
    desk.forgive("ERR_FAILED")


def test_what_cannot_be_drawn_is_kept_a_slip_is_led_to_and_undo_outlives_a_view(
    desk: Desk, drawing: Drawing
) -> None:
    draft = drawing.draft_with("deadlines.dmn", BOXED.read_bytes())
    page = desk.open(draft)
    for name, kind in (("Nhiều mục", "Quyết định gồm nhiều mục"), ("Gọi hàm", "Quyết định gọi hàm")):
        page.get_by_role("treeitem", name=name).click()
        expect(page.get_by_text(f"“{name}” ({kind}) không vẽ được ở đây.")).to_be_visible()
    page.get_by_role("treeitem", name="composed").click()
    expect(page.get_by_text("Nội dung này không vẽ được ở đây.")).to_be_visible()

    page.get_by_role("tab", name="Kiểm tra (1)").click()
    page.locator(".island-finding", has_text="levle").click()
    expect(cell(page, "to2").locator(".cm-content")).to_be_focused()
    assert "inset" in cell(page, "to2").evaluate("cell => getComputedStyle(cell).boxShadow")

    write(page, "to2", "12")
    expect(page.get_by_role("tab", name="Kiểm tra", exact=True)).to_be_visible()
    page.get_by_role("button", name="Sơ đồ quyết định", exact=True).click()
    expect(cell(page, "to2")).to_have_count(0)
    page.get_by_role("button", name="Hoàn tác").click()
    expect(shown(page, "to2")).to_have_text("1")
    page.get_by_role("button", name="Làm lại").click()
    expect(shown(page, "to2")).to_have_text("12")
    saved(page)
    expected = BOXED.read_bytes().replace(b"<text>levle</text>", b"<text>12</text>")
    assert meaning(parse_xml(bytes(drawing.row(draft).content))) == meaning(parse_xml(expected))


def meaning(part: Any) -> Any:
    """An element with its attributes, its text and all below it; how it is laid out counts for nothing."""
    below = [meaning(child) for child in part if isinstance(child.tag, str)]
    return part.tag, dict(part.attrib), (part.text or "").strip(), below


def test_without_a_mouse_a_rule_and_a_part_are_added(desk: Desk, drawing: Drawing) -> None:
    _change, draft = drawing.change_of("deadlines.dmn")
    before = rules(drawing, draft, "submission_due_table")
    page = desk.open(draft)
    page.get_by_role("button", name="Dòng", exact=False).first.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Thêm …").focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Loại").select_option(label="Quyết định bằng biểu thức")
    dialog.get_by_label("Tên").fill("Hạn sớm")
    dialog.get_by_role("button", name="Đồng ý").click()
    part = page.get_by_role("treeitem", name="Hạn sớm")
    expect(part).to_be_visible()
    saved(page)
    assert rules(drawing, draft, "submission_due_table") == before + 1
    root = parse_xml(bytes(drawing.row(draft).content))
    [added] = [one for one in children(root, "decision") if one.get("name") == "Hạn sớm"]
    assert child(added, "literalExpression") is not None
    assert faults_on(page) == []


def test_two_owners_are_told_and_choose(desk: Desk, drawing: Drawing) -> None:
    drawing.enter("beside")
    _change, draft = drawing.change_of("deadlines.dmn")
    theirs = desk.open(draft, username="beside")
    mine = desk.open(draft, language="en")
    write(theirs, OFFSET, "5")
    saved(theirs)
    write(mine, OFFSET, "6")
    dialog = mine.get_by_role("dialog")
    expect(dialog.get_by_text("saved a newer version")).to_be_visible(timeout=15_000)
    dialog.get_by_role("button", name="Compare them").click()
    expect(mine.get_by_role("dialog").get_by_text("Set differently: Hạn gửi báo cáo")).to_be_visible()
    mine.get_by_role("dialog").get_by_role("button", name="Keep mine").click()
    saved(mine)
    assert entry(drawing, draft, OFFSET) == "6"
    desk.forgive("412")
