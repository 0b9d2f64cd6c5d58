"""Work that is never lost: a dead line, a reload in the middle, a session that ended, two owners at once."""

import pytest
import sqlalchemy as sa
from playwright.sync_api import Page, expect

from database.session import Database
from tests.web.designer.desk import Desk, choose, ready, rename, saved, step, steps
from tests.workflows.designer.drawing import NOW, Drawing
from web.tables import web_session
from workflows.deadlines import ZONE
from workflows.designer.versions import content_at, mark_of_version, versions_of

pytestmark = pytest.mark.browser
CONTENT = "**/designer/drafts/*/content"
NAME_OF_TAB = "sessionStorage['giaoban.tab']"
DEAD_LINE = "() => { window.fetch = () => Promise.reject(new TypeError('dead')) }"
KEPT = "Object.keys(localStorage).filter((key) => key.startsWith('giaoban.unsaved')).length"


def names(drawing: Drawing, draft: int) -> set[str]:
    return {one.name for one in steps(drawing, draft)}


def test_a_dead_line_and_a_reload_in_the_middle_lose_nothing(desk: Desk, drawing: Drawing) -> None:
    _change, draft = drawing.change_of("oversight.bpmn")
    page = desk.open(draft)
    page.route(CONTENT, lambda route: route.abort() if route.request.method == "PUT" else route.continue_())
    first = next(one.name for one in steps(drawing, draft) if one.type == "userTask")
    rename(page, first, "Tên chưa kịp lưu")
    expect(page.locator(".island-status[data-state=dead]")).to_contain_text("được giữ trong trình duyệt này")
    page.reload()
    expect(page.locator(".island-status--problem")).to_be_visible(timeout=15_000)
    assert "Tên chưa kịp lưu" not in names(drawing, draft)

    page.unroute(CONTENT)
    page.evaluate("window.dispatchEvent(new Event('online'))")
    saved(page)
    assert "Tên chưa kịp lưu" in names(drawing, draft)
    assert page.evaluate(KEPT) == 0
    desk.forgive("ERR_FAILED")


def settled(page: Page) -> None:
    """The server has everything, sent by this page or by the one before at its end."""
    expect(page.locator(":is([data-state=saved], [data-state=opened]).island-status")).to_be_visible(
        timeout=15_000
    )


def test_what_is_being_typed_when_the_page_is_left_is_back(desk: Desk, drawing: Drawing) -> None:
    _change, draft = drawing.change_of("oversight.bpmn")
    page = desk.open(draft)
    first = next(one for one in steps(drawing, draft) if one.type == "userTask")
    choose(page, first.name)
    page.locator(".bio-properties-panel-group-header", has_text="Mô tả").click()
    page.locator("#bio-properties-panel-documentation").fill("Viết dở thì tải lại trang")
    page.reload()
    ready(page)
    choose(page, first.name)
    expect(page.locator("#bio-properties-panel-documentation")).to_have_value("Viết dở thì tải lại trang")
    settled(page)

    page.locator(f'.djs-element[data-element-id="{first.id}"]').dblclick()
    page.keyboard.press("Control+A")
    page.keyboard.type("Tên viết dở")
    page.reload()
    ready(page)
    settled(page)
    assert "Tên viết dở" in names(drawing, draft)


def test_what_a_closed_tab_left_is_found_by_the_next_and_a_duplicate_has_its_own(
    desk: Desk, drawing: Drawing
) -> None:
    _change, draft = drawing.change_of("oversight.bpmn")
    context = desk.sit_down()
    page = desk.open(draft, context)
    page.evaluate(DEAD_LINE)  # also for what it sends at its end
    first = next(one.name for one in steps(drawing, draft) if one.type == "userTask")
    rename(page, first, "Của thẻ đã đóng")
    expect(page.locator(".island-status[data-state=dead]")).to_be_visible()
    twin = desk.page(context)  # a browser copies what a tab has stored to its duplicate
    twin.add_init_script(f"sessionStorage['giaoban.tab'] ??= '{page.evaluate(NAME_OF_TAB)}'")
    twin.goto(page.url)
    ready(twin)
    assert twin.evaluate(NAME_OF_TAB) != page.evaluate(NAME_OF_TAB)
    assert twin.locator(".djs-element", has_text="Của thẻ đã đóng").count() == 0
    assert page.evaluate(KEPT) == 1
    twin.close()
    page.close()
    assert "Của thẻ đã đóng" not in names(drawing, draft)
    drawing.enter("beside")
    desk.sign_in(context, "beside")
    another = desk.open(draft, context)
    assert another.locator(".djs-element", has_text="Của thẻ đã đóng").count() == 0, "it is not theirs"
    another.close()
    desk.sign_in(context)
    saved(desk.open(draft, context))
    assert "Của thẻ đã đóng" in names(drawing, draft)


def test_whoever_signs_in_again_elsewhere_goes_on(desk: Desk, drawing: Drawing, database: Database) -> None:
    _change, draft = drawing.change_of("oversight.bpmn")
    context = desk.sit_down()
    page = desk.open(draft, context)
    with database.write() as session:
        session.execute(sa.delete(web_session))
    first = next(one.name for one in steps(drawing, draft) if one.type == "userTask")
    rename(page, first, "Sau khi hết phiên")
    expect(page.locator(".island-status[data-state=out]")).to_contain_text("đăng nhập ở một thẻ khác")
    desk.sign_in(context)
    page.evaluate("window.dispatchEvent(new Event('online'))")
    saved(page)
    assert "Sau khi hết phiên" in names(drawing, draft)
    desk.forgive("403")


def beside(desk: Desk, drawing: Drawing, draft: int) -> tuple[Page, Page, str]:
    """Two owners with one draft open, and the name of a step that both change."""
    drawing.enter("beside")
    name = next(one.name for one in steps(drawing, draft) if one.type == "userTask")
    mine = desk.open(draft)
    return mine, desk.open(draft, username="beside"), name


def test_two_owners_see_each_other_and_the_slower_one_decides(desk: Desk, drawing: Drawing) -> None:
    _change, draft = drawing.change_of("oversight.bpmn")
    mine, theirs, name = beside(desk, drawing, draft)
    expect(theirs.locator(".island-company")).to_contain_text("(owner)")
    mine.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(mine.locator(".island-company")).to_have_text("Đang cùng mở: Chủ quy trình (beside)")

    mine.route("**/others", lambda route: route.abort())  # the next save comes before the next look
    rename(theirs, name, "Tên của họ")
    saved(theirs)
    rename(mine, name, "Tên của tôi")
    dialog = mine.get_by_role("dialog")
    at = f"{NOW.astimezone(ZONE):%d/%m %H:%M}"
    expect(dialog).to_contain_text(f"Chủ quy trình (beside) đã lưu một bản mới hơn lúc {at}.")
    dialog.get_by_role("button", name="So sánh hai bản").click()
    expect(mine.get_by_role("dialog")).to_contain_text("Thiết lập khác nhau: Tên của tôi")
    assert "Tên của họ" in names(drawing, draft)
    mine.get_by_role("dialog").get_by_role("button", name="Giữ bản của tôi").click()
    saved(mine)
    assert step(drawing, draft, "Tên của tôi").type == "userTask"
    with drawing.database.read() as session:
        [row] = versions_of(session, draft)
        assert "Tên của họ" in content_at(session, drawing.row(draft), mark_of_version(row)).decode()

    rename(theirs, "Tên của họ", "Lại của họ")
    theirs.route(CONTENT, lambda route: route.abort() if route.request.method == "GET" else route.continue_())
    take = theirs.get_by_role("dialog").get_by_role("button", name="Lấy bản của họ")
    take.click()
    expect(theirs.locator(".island-status[data-state=dead]")).to_be_visible()
    theirs.unroute(CONTENT)
    theirs.evaluate("window.dispatchEvent(new Event('online'))")
    take.click()
    expect(theirs.locator(".djs-element", has_text="Tên của tôi").first).to_be_visible()
    saved(theirs)
    assert "Lại của họ" not in names(drawing, draft)
    desk.forgive("412", "ERR_FAILED")


def test_whoever_only_looks_sees_the_newest(desk: Desk, drawing: Drawing) -> None:
    _change, draft = drawing.change_of("oversight.bpmn")
    mine, theirs, name = beside(desk, drawing, draft)
    rename(theirs, name, "Mới nhất")
    saved(theirs)
    mine.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(mine.locator(".djs-element", has_text="Mới nhất").first).to_be_visible()
    expect(mine.locator(".island-status")).to_contain_text("đây là bản của họ")
