"""The wards are due a working day earlier: whose dates move is seen, then deployed; open cycles keep theirs."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from fastapi import FastAPI
from playwright.sync_api import Page, expect

from database.session import Database
from tests.web.browsing import served
from tests.web.signing_in import SignIn
from tests.workflows.cycle import Cycle
from workflows.deadlines import ZONE
from workflows.deployment import shipped_files

pytestmark = pytest.mark.browser
WARD = '<outputEntry id="submission_due_commune_offset"><text>'


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """The table of deadlines as another tool has saved it: one working day after the cut-off instead of two."""
    content = dict(shipped_files())["deadlines.dmn"].decode()
    path = tmp_path / "deadlines.dmn"
    path.write_text(content.replace(f"{WARD}2<", f"{WARD}1<"), encoding="utf-8")
    return path


@pytest.fixture
def address(app: FastAPI) -> Iterator[str]:
    with served(app) as found:
        yield found


def test_a_deadline_is_changed_looked_at_and_deployed(
    page: Page, address: str, sign_in: SignIn, database: Database, table: Path
) -> None:
    running = Cycle(database)
    running.open()
    page.context.add_cookies([{"name": "sid", "value": sign_in("owner").cookies["sid"], "url": address}])
    page.goto(f"{address}/designer/import")
    page.get_by_label("Tệp").set_input_files(table)
    page.get_by_role("button", name="Nhập").click()
    change = page.url.partition("?")[0]

    page.goto(f"{change}/year?unit=P01")
    moved = page.get_by_role("listitem").filter(has_text="Hạn gửi của cấp xã (báo cáo tháng)")
    expect(moved).to_contain_text("từ ngày 16 sang ngày 15 ở")
    expect(page.get_by_role("img", name="Cấp xã: các ngày ghi ở bảng dưới")).to_be_visible()
    page.get_by_text("Các ngày khác dời theo").click()
    expect(page.get_by_text("Lời nhắc thứ nhất của cấp xã (báo cáo tháng)")).to_be_visible()

    page.goto(f"{change}/deploy")
    expect(page.get_by_role("heading", name="Ngày bị dời")).to_be_visible()
    page.get_by_label("Lý do sửa").fill("Quyết định mới của tỉnh")
    page.get_by_role("button", name="Áp dụng").click()
    expect(page.get_by_role("status")).to_contain_text("Đã có hiệu lực")
    expect(page.get_by_text("từ ngày 16 sang ngày 15 ở")).to_be_visible()

    assert running.report("C003").first_due_at.astimezone(ZONE).date() == date(2025, 5, 16)
    following = Cycle(database, datetime(2025, 6, 9, 8, tzinfo=ZONE))
    following.open("2025-06")
    assert following.report("C003").first_due_at.astimezone(ZONE).date() == date(2025, 6, 16)
