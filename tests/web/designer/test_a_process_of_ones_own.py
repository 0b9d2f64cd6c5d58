"""From an empty sheet to a task in somebody's list: drawn, given to a role with a form and a date, deployed, done."""

from datetime import datetime

import pytest
import sqlalchemy as sa
from playwright.sync_api import Page, expect

from database.session import Session
from engine.definitions import latest
from engine.tables import instance, task
from organisation.viewer import Viewer
from tests.web.designer.desk import Desk, choose, saved, step
from tests.workflows.cycle import DUE_WARD
from tests.workflows.designer.drawing import NOW, Drawing
from workflows.designer.blank import blank
from workflows.designer.changes import open_change
from workflows.designer.drafts import add_draft
from workflows.house import HOUSE
from workflows.processes import start_process

pytestmark = pytest.mark.browser
TITLE, STEP, WORDS = "Kiểm tra an toàn", "Đọc lại biên bản", "Đã đọc, không thiếu gì."


def begin(session: Session, viewer: Viewer) -> tuple[int, int]:
    """A change with an empty diagram and a form of one question: the keys of the change and of the diagram."""
    change = open_change(session, viewer, TITLE, None, now=NOW)
    drafts = [add_draft(session, viewer, change, *blank(kind, TITLE), now=NOW) for kind in ("bpmn", "form")]
    return change, drafts[0]


def answer(page: Page, button: str, **fields: str) -> None:
    """Press a button of the list of steps and answer its dialog."""
    page.get_by_role("tab", name="Các bước").click()
    page.get_by_role("button", name=button, exact=True).click()
    dialog = page.get_by_role("dialog")
    for label, words in fields.items():
        field = dialog.get_by_label(label)
        if field.evaluate("field => field.tagName") == "SELECT":
            field.select_option(field.locator("option", has_text=words).first.get_attribute("value"))
        else:
            field.fill(words)
    dialog.get_by_role("button", name="Đồng ý").click()


def draw(page: Page) -> None:
    """Between the beginning and the end a task, with nothing but the list of steps."""
    choose(page, "Xong")
    page.get_by_role("tab", name="Các bước").click()
    page.get_by_role("group", name="Vẽ không cần chuột").get_by_role("button", name="Xóa").click()
    choose(page, "Bắt đầu")
    answer(page, "Nối thêm …", Loại="Việc có người làm", Tên=STEP)
    choose(page, STEP)
    answer(page, "Nối thêm …", Loại="ết thúc", Tên="Xong")
    panel = choose(page, STEP)
    panel.get_by_label("Vai trò").select_option(label="Cán bộ tổng hợp")
    panel.get_by_label("Đơn vị", exact=True).select_option("unit")
    panel.get_by_label("Hạn", exact=True).select_option("due")
    panel.get_by_label("Biểu mẫu", exact=True).select_option("kiem_tra_an_toan")
    saved(page)


def start(session: Session, viewer: Viewer) -> int:
    definition = latest(session, "bpmn", "kiem_tra_an_toan")
    given = {"unit": "C003", "due": DUE_WARD.isoformat()}
    return start_process(session, HOUSE, viewer, definition, given, now=NOW)


def test_a_task_is_drawn_deployed_begun_and_done(desk: Desk, drawing: Drawing) -> None:
    change, draft = drawing.act(begin)
    page = desk.open(draft)
    draw(page)
    assert step(drawing, draft, STEP).type == "userTask"
    page.goto(desk.address(f"/designer/changes/{change}/deploy"))
    page.get_by_label("Lý do sửa").fill("Quy chế kiểm tra mới")
    page.get_by_role("button", name="Đưa vào áp dụng").click()
    expect(page.get_by_role("status")).to_contain_text("Đã có hiệu lực")

    key = drawing.act(start)
    with drawing.database.read() as session:
        row = session.execute(sa.select(task).where(task.c.instance_key == key)).one()
    due: datetime = row.due_at
    assert (row.candidate_group, due, row.form_id) == ("C003.reporter", DUE_WARD, "kiem_tra_an_toan")

    clerk = desk.page(desk.sit_down("c003.reporter"))
    clerk.goto(desk.address("/tasks"))
    clerk.get_by_role("link", name=STEP).first.click()
    clerk.locator("main textarea, main input[type=text]").first.fill(WORDS)
    clerk.locator("main button").filter(has_text="Gửi").first.click()
    with drawing.database.read() as session:
        found = sa.select(instance.c.status, task.c.status).join(task, task.c.instance_key == instance.c.key)
        assert tuple(session.execute(found.where(instance.c.key == key)).one()) == ("completed", "completed")
