"""Files in words, for those who cannot see or drag."""

import pytest
import sqlalchemy as sa

from engine.definition_tables import resource
from tests.web.designer.desk import Desk
from tests.web.signing_in import SignIn
from tests.workflows.designer.drawing import Drawing

A4_PIXELS = 680
"""What is left of the width of a sheet between its margins."""
RIGHTMOST = (
    "Math.max(...[...document.querySelectorAll('.decision td')].map(e => e.getBoundingClientRect().right))"
)


def test_the_steps_of_a_diagram_are_told_in_both_languages(sign_in: SignIn, drawing: Drawing) -> None:
    _change, draft = drawing.change_of("periodic_report.bpmn")
    owner = sign_in("owner")
    page = owner.get(f"/designer/drafts/{draft}/outline").text
    assert "cán bộ tổng hợp của đơn vị" in page
    assert "trở lại bước 2.1 “Soạn báo cáo”" in page
    owner.cookies.set("language", "en")
    page = owner.get(f"/designer/drafts/{draft}/outline").text
    assert "the unit&#39;s reporting officer" in page
    assert "2 working days left: Remind the reporting unit; the step goes on" in page
    assert '<svg xmlns="http://www.w3.org/2000/svg" role="img"' in page
    assert "One case for each unit." in page


def test_the_rows_of_a_table_and_the_questions_of_a_form_are_told_too(
    sign_in: SignIn, drawing: Drawing
) -> None:
    owner = sign_in("owner")
    _change, table = drawing.change_of("deadlines.dmn")
    page = owner.get(f"/designer/drafts/{table}/outline").text
    assert "<caption" in page
    assert "Nếu Loại báo cáo" in page
    assert "&#34;monthly&#34;,<wbr>&#34;quarterly&#34;,<wbr>" in page, "a long list may be broken"
    _change, form = drawing.change_of("approve_report.form")
    page = owner.get(f"/designer/drafts/{form}/outline").text
    assert "<b>Quyết định</b>" in page
    assert "bắt buộc" in page


@pytest.mark.parametrize("name", ["issue_handling.bpmn", "quick_report_rules.dmn", "quick_report.form"])
def test_what_is_in_force_is_told_as_well(sign_in: SignIn, drawing: Drawing, name: str) -> None:
    with drawing.database.read() as session:
        key = session.execute(sa.select(resource.c.key).where(resource.c.name == name)).scalar_one()
    assert sign_in("owner").get(f"/designer/files/{key}/outline").status_code == 200
    assert sign_in("c003.reporter").get(f"/designer/files/{key}/outline").status_code == 404


def test_a_file_that_is_not_there_is_not_told(sign_in: SignIn) -> None:
    assert sign_in("owner").get("/designer/files/999999/outline").status_code == 404


@pytest.mark.browser
def test_a_wide_table_fits_on_paper(desk: Desk, drawing: Drawing) -> None:
    _change, draft = drawing.change_of("deadlines.dmn")
    page = desk.page(desk.sit_down(width=A4_PIXELS))
    page.goto(desk.address(f"/designer/drafts/{draft}/outline"))
    page.emulate_media(media="print")
    assert page.evaluate(RIGHTMOST) <= A4_PIXELS
