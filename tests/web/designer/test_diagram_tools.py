"""What stands over the drawing: files to keep, copies, order, search, minimap, simulation; and the library's mark."""

import pytest
from playwright.sync_api import Page, expect

from tests.web.designer.desk import Desk, saved, steps
from tests.web.designer.zoo import zoo
from tests.workflows.designer.drawing import Drawing

pytestmark = pytest.mark.browser


def kept(page: Page, what: str) -> bytes:
    """The file that a line of the list of exports gives."""
    page.get_by_role("button", name="Xuất tệp").click()
    with page.expect_download() as waiting:
        page.get_by_role("menuitem", name=what).click()
    with waiting.value.path().open("rb") as file:
        return file.read()


def test_the_diagram_is_kept_as_a_file_and_as_pictures(desk: Desk, drawing: Drawing) -> None:
    _change, draft = drawing.change_of("oversight.bpmn")
    page = desk.open(draft)
    assert b"<bpmn:process" in kept(page, "Sơ đồ (BPMN)")
    assert b"<svg" in kept(page, "Hình (SVG)")
    assert kept(page, "Hình (PNG)").startswith(b"\x89PNG")
    expect(page.get_by_role("link", name="bpmn.io")).to_be_visible()


def test_steps_are_copied_put_in_a_line_found_and_seen_small(desk: Desk, drawing: Drawing) -> None:
    _change, draft = drawing.change_of("oversight.bpmn")
    before = len(steps(drawing, draft))
    page = desk.open(draft)
    canvas = page.locator(".djs-container > svg")
    page.locator(".djs-element", has_text="Cho ý kiến giám sát").first.click()
    canvas.focus()
    page.keyboard.press("Control+c")
    page.keyboard.press("Control+v")
    saved(page)
    assert len(steps(drawing, draft)) == before + 1

    page.keyboard.press("Control+a")
    page.get_by_role("button", name="Sắp xếp").click()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Sắp xếp")).to_be_focused()

    page.get_by_role("button", name="Tìm", exact=True).click()
    page.get_by_label("Tìm trong sơ đồ").press_sequentially("Đã báo")
    expect(page.locator(".djs-search-result").first).to_contain_text("Đã báo")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Bản đồ nhỏ").click()
    expect(page.get_by_role("button", name="Bản đồ nhỏ")).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".djs-minimap.open")).to_be_visible()
    page.get_by_role("button", name="Bản đồ nhỏ").click()
    expect(page.locator(".djs-minimap")).to_be_hidden()


def test_the_simulation_moves_and_changes_nothing(desk: Desk, drawing: Drawing) -> None:
    _change, draft = drawing.change_of("oversight.bpmn")
    before = bytes(drawing.row(draft).content)
    page = desk.open(draft)
    page.get_by_role("button", name="Chạy thử trên hình").click()
    page.get_by_title("Cho sự kiện xảy ra").first.click()
    expect(page.locator(".bts-token").first).to_be_attached()
    page.get_by_role("button", name="Chạy thử trên hình").click()
    expect(page.locator(".bts-token")).to_have_count(0)
    assert bytes(drawing.row(draft).content) == before


def test_what_other_tools_have_written_comes_through(desk: Desk, drawing: Drawing) -> None:
    draft = drawing.draft_with("periodic_report.bpmn", zoo())
    page = desk.open(draft)
    page.get_by_role("button", name="Thêm việc có người làm").focus()
    page.keyboard.press("Enter")
    saved(page)
    text = bytes(drawing.row(draft).content).decode()
    assert text.count('kind="kept">said by another tool</') == zoo().count(b"said by another tool")
    assert {one.id for one in steps(drawing, draft)} > {"t_userTask", "edge", "e_endEvent_cancel"}
