"""A new process owner changes the wards' deadline by a day: sees whose dates move, and deploys.

What ran keeps its dates; what is opened next has the new ones.
"""

from datetime import datetime

import pytest
import sqlalchemy as sa
from playwright.sync_api import Page, expect

from database.session import Database
from tests.web.designer.desk import Desk, ready, saved
from tests.workflows.cycle import DUE_WARD, Cycle, at
from workflows.tables import cycle_unit, report

pytestmark = pytest.mark.browser
OFFSET = 'td[data-element-id="submission_due_commune_offset"]'
WARD_3 = "C003"
NEXT_DUE = at(16, 17, month=6)
"""The cut-off of June is Saturday the 14th; two working days after it was Tuesday the 17th."""


def due_of(cycle: Cycle, unit: str = WARD_3) -> datetime:
    """Until when a unit sends its report of the cycle that was opened last."""
    query = (
        sa.select(report.c.due_at)
        .join(cycle_unit, cycle_unit.c.key == report.c.cycle_unit_key)
        .where(report.c.cycle_key == cycle.key, cycle_unit.c.handle == unit)
    )
    with cycle.database.read() as session:
        due: datetime = session.execute(query).scalar_one()
    return due


def begin(page: Page, file: str) -> None:
    """From the list of what is in force to its editor."""
    page.get_by_role("row").filter(has_text=file).get_by_role("button", name="Sửa").click()
    ready(page)


def write_one_day(page: Page) -> None:
    page.locator(OFFSET).click()
    page.keyboard.press("Control+A")
    page.keyboard.type("1")
    saved(page)


def test_the_wards_are_due_a_day_earlier_from_the_next_cycle_on(desk: Desk, database: Database) -> None:
    cycle = Cycle(database)
    cycle.open("2025-05")
    running = cycle.key
    assert due_of(cycle) == DUE_WARD
    page = desk.page(desk.sit_down())

    page.goto(desk.address("/designer"))
    begin(page, "deadlines.dmn")
    write_one_day(page)

    page.locator('a[href^="/designer/changes/"]').first.click()
    change = page.url
    page.locator(f'a[href$="{change.rpartition("/designer/")[2]}/year"]').first.click()
    page.wait_for_load_state()  # its head is there long before the year is
    expect(page.get_by_text("từ ngày 16 sang ngày 15").first).to_be_visible()
    expect(page.get_by_role("img", name="Cấp xã: các ngày ghi ở bảng dưới")).to_be_visible()
    page.get_by_text("Các ngày khác dời theo").click()
    expect(page.get_by_text("Lời nhắc thứ nhất của cấp xã (báo cáo tháng)")).to_be_visible()

    page.goto(f"{change}/deploy")
    expect(page.get_by_text("từ ngày 16 sang ngày 15").first).to_be_visible()
    deploy = page.get_by_role("button", name="Đưa vào áp dụng")
    deploy.click()
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    desk.forgive("422")
    page.get_by_label("Lý do sửa").fill("Quyết định 12/QĐ: cấp xã gửi sớm một ngày")
    deploy.click()
    expect(page.get_by_role("status")).to_contain_text("Đã có hiệu lực")
    expect(page.get_by_text("Quyết định 12/QĐ: cấp xã gửi sớm một ngày").first).to_be_visible()

    assert (cycle.key, due_of(cycle)) == (running, DUE_WARD)
    cycle.now = at(6, month=6)
    cycle.open("2025-06")
    assert cycle.key != running
    assert due_of(cycle) == NEXT_DUE
