"""The page on which a year is tried: dates that move, what does not fit, the calendar, the same as a workbook."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from io import BytesIO
from threading import Event
from typing import Any

import httpx2
import pytest
import sqlalchemy as sa
from fastapi import FastAPI
from openpyxl import load_workbook

from database.session import Database
from organisation.staff import find_staff
from tests.web.browsing import served
from tests.web.designer.player import text_of
from tests.web.signing_in import SignIn
from tests.workflows.designer.drawing import Drawing
from web.designer import year as year_page
from web.growing import ReaderGone
from web.sessions import begin_session
from workflows.designer import trying
from workflows.designer.deploying import dates_that_move
from workflows.designer.known_years import KnownYears
from workflows.designer.tables import design_draft
from workflows.designer.year import Year, plan_year, windows_ahead

WARD = '<outputEntry id="submission_due_commune_offset"><text>'


def earlier(drawing: Drawing, offset: str = "1") -> int:
    """A change in which wards are due a working day earlier."""
    change, draft = drawing.change_of("deadlines.dmn")
    content = bytes(drawing.row(draft).content).decode().replace(f"{WARD}2<", f"{WARD}{offset}<")
    with drawing.database.write() as session:
        session.execute(
            sa.update(design_draft).where(design_draft.c.key == draft).values(content=content.encode())
        )
    return change


def test_the_ward_due_earlier_is_said_drawn_and_marked_in_the_table(
    sign_in: SignIn, drawing: Drawing
) -> None:
    change = earlier(drawing)
    page = sign_in("owner").get(f"/designer/changes/{change}/year?year=2025&unit=P01")
    assert page.status_code == 200
    said = text_of(page.text)
    assert re.search(
        r"Hạn gửi của cấp xã \(báo cáo tháng\): từ ngày 16 sang ngày 15 ở \d trong 8 tháng", said
    )
    assert "trước là 16/05 17:00" in said
    assert "Kỳ đang mở giữ hạn cũ; kỳ mở sau khi áp dụng theo hạn mới." in said
    assert page.text.count('class="year"') == 3, "a calendar for each level of this year"
    assert 'stroke-dasharray="3 2"' in page.text


def test_a_change_of_something_else_moves_no_date(sign_in: SignIn, drawing: Drawing) -> None:
    change, _draft = drawing.change_of("monthly_report.form")
    said = text_of(sign_in("owner").get(f"/designer/changes/{change}/year").text)
    assert "Không có ngày nào của báo cáo bị dời." in said


def test_the_same_goes_along_as_a_workbook(sign_in: SignIn, drawing: Drawing) -> None:
    change = earlier(drawing)
    answer = sign_in("owner").get(f"/designer/changes/{change}/year.xlsx?year=2025&unit=P01")
    book = load_workbook(BytesIO(answer.content))
    assert (
        book.sheetnames == ["Tháng", "Quý", "6 tháng", "9 tháng", "Năm", "Tuần"] or len(book.sheetnames) == 6
    )
    rows = [row for row in book["Tháng"].iter_rows(values_only=True) if row[1] == "cấp xã"]
    assert len(rows) == 12
    assert "2025-05-15 17:00:00" in [str(cell) for cell in rows[4]]


def test_what_cannot_be_worked_out_is_said_and_the_choice_is_kept(sign_in: SignIn, drawing: Drawing) -> None:
    owner = sign_in("owner")
    unknown = owner.get(f"/designer/changes/{earlier(drawing)}/year?unit=P99")
    assert unknown.status_code == 422
    assert "Không có đơn vị P99" in text_of(unknown.text)
    assert 'value="P99"' in unknown.text
    broken = owner.get(f"/designer/changes/{earlier(drawing, '1 +')}/year")
    assert broken.status_code == 422


def test_a_stranger_finds_nothing(sign_in: SignIn, drawing: Drawing) -> None:
    change = earlier(drawing)
    for address in (f"/designer/changes/{change}/year", f"/designer/changes/{change}/year.xlsx"):
        assert sign_in("c003.reporter").get(address).status_code == 404


@pytest.fixture
def _nothing_known(monkeypatch: pytest.MonkeyPatch) -> None:
    """No year was worked out in this process before; the year ahead has four periods."""
    monkeypatch.setattr(trying, "KNOWN", KnownYears())
    for page in (year_page, dates_that_move):
        monkeypatch.setattr(page, "windows_ahead", partial(windows_ahead, kinds=("quarter",)))


@pytest.mark.usefixtures("_nothing_known")
def test_how_far_it_is_is_told_until_it_is_there_and_nothing_is_worked_out_twice(
    sign_in: SignIn, drawing: Drawing
) -> None:
    owner, change = sign_in("owner"), f"/designer/changes/{earlier(drawing)}"
    first = owner.get(f"{change}/year")
    told = re.findall(r"Đang tính ngày: (\d+) trong (\d+) kỳ", text_of(first.text))
    assert told[0] == ("0", "8"), "a year by the change, and one as it is"
    assert first.status_code == 200
    assert first.headers["x-accel-buffering"] == "no"
    plain = [owner.get(f"{change}/{page}") for page in ("year", "deploy", "year?kind=week")]
    assert not [page for page in plain if "Đang tính ngày" in text_of(page.text)]
    again = plain[0].text
    assert first.text.partition('<form method="get"')[2] == again.partition('<form method="get"')[2]
    assert first.text.count("</html>") == first.text.count("<h1") == first.text.count("</ol></nav>") == 1


@pytest.mark.usefixtures("_nothing_known")
def test_the_page_of_a_deployment_tells_it_too(sign_in: SignIn, drawing: Drawing) -> None:
    owner, change = sign_in("owner"), earlier(drawing)
    page = owner.get(f"/designer/changes/{change}/deploy")
    assert "Đang tính ngày: 0 trong 8 kỳ" in text_of(page.text)
    assert 'name="seen"' in page.text.partition("</progress>")[2]


@pytest.mark.usefixtures("_nothing_known")
def test_what_goes_wrong_in_the_middle_is_said_there(
    sign_in: SignIn, drawing: Drawing, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner, change = sign_in("owner"), earlier(drawing, "1.5")
    refused = owner.get(f"/designer/changes/{change}/year")
    assert "Đang tính ngày: 0 trong" in text_of(refused.text)
    assert "Chưa tính được cả năm" in text_of(refused.text)
    monkeypatch.setattr(trying, "plan_year", partial(_breaks, plan_year))
    broken = owner.get(f"/designer/changes/{earlier(drawing)}/year")
    assert re.search(r"Đây là lỗi của chúng tôi.*: [0-9a-f]{8}", text_of(broken.text))
    assert broken.text.rstrip().endswith("</html>")


def _breaks(plan: Callable[..., Year], *given: Any) -> Year:
    plan(*given)
    raise ZeroDivisionError


@pytest.mark.usefixtures("_nothing_known")
def test_the_head_is_sent_before_the_year_is_there_and_whoever_leaves_is_not_worked_for(
    app: FastAPI, database: Database, drawing: Drawing, monkeypatch: pytest.MonkeyPatch
) -> None:
    change, read, left = earlier(drawing), Event(), Event()
    with database.write() as session:
        found = find_staff(session, "owner")
        assert found is not None
        cookies = {"sid": begin_session(session, found.key, datetime.now(UTC))}
    with served(app) as address:
        page = f"{address}/designer/changes/{change}/year"
        monkeypatch.setattr(trying, "plan_year", partial(_goes_on, left))
        with httpx2.stream("GET", page, cookies=cookies) as answer:
            assert "<h1" in next(answer.iter_text())
        assert left.wait(10)
        monkeypatch.setattr(trying, "plan_year", partial(_waits, read, plan_year))
        with httpx2.stream("GET", page, cookies=cookies) as answer:
            assert answer.headers["content-encoding"] == "gzip"
            parts = answer.iter_text()
            begun = next(parts)
            read.set()
            rest = "".join(parts)
    assert "Đang tính ngày: 0 trong 8 kỳ" in text_of(begun)
    assert "Ngày bị dời" not in begun
    assert "Ngày bị dời" in rest


def _waits(read: Event, plan: Callable[..., Year], *given: Any) -> Year:
    *others, progress = given

    def told(done: int, of: int, units: int) -> None:
        progress(done, of, units)
        assert done == 0 or read.wait(10), "nobody read the head"

    return plan(*others, told)


def _goes_on(left: Event, *given: Any) -> Year:
    """Works for ever, unless it is told to stop."""
    try:
        while not left.wait(0.01):
            given[-1](1, 4, 3)
    except ReaderGone:
        left.set()
        raise
    return Year(())
