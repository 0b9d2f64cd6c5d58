"""The page on which a year is tried: dates that move, what does not fit, the calendar, the same as a workbook."""

import re
from io import BytesIO

import sqlalchemy as sa
from openpyxl import load_workbook

from tests.web.designer.player import text_of
from tests.web.signing_in import SignIn
from tests.workflows.designer.drawing import Drawing
from workflows.designer.tables import design_draft

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
        r"Hạn gửi của cấp xã \(báo cáo tháng\): từ ngày 16 sang ngày 15 ở \d trong 12 tháng", said
    )
    assert "trước là 16/05 17:00" in said
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
