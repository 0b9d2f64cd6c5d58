"""The page that says what of a file runs."""

from pathlib import Path

from database.session import Session
from tests.web.signing_in import SignIn
from tests.workflows.designer.drawing import NOW, Drawing
from workflows.designer.changes import open_change
from workflows.designer.drafts import add_draft

FOREIGN = Path(__file__).parents[2] / "bpmn" / "foreign"


def brought_in(drawing: Drawing, content: bytes) -> int:
    viewer = drawing.viewer()

    def bring(session: Session) -> int:
        change = open_change(session, viewer, "Từ nơi khác", None, now=NOW)
        return add_draft(session, viewer, change, "foreign.bpmn", content, now=NOW)

    return drawing.database.transact(bring)


def test_a_file_of_another_tool_is_drawn_with_what_does_not_run(sign_in: SignIn, drawing: Drawing) -> None:
    draft = brought_in(drawing, (FOREIGN / "other_tool.bpmn").read_bytes())
    owner = sign_in("owner")
    owner.cookies.set("language", "en")
    page = owner.get(f"/designer/drafts/{draft}/runs").text
    assert '<g data-element="read" class="mark-fault">' in page
    assert "10 things stand in the way of deployment" in page
    assert "Written by Some Process Suite 9.1" in page
    assert "settings of http://example.org/risk: 5" in page
    assert "way: 6 of 8" in page


def test_a_file_of_camunda_modeler_runs_as_it_is(sign_in: SignIn, drawing: Drawing) -> None:
    draft = brought_in(drawing, (FOREIGN / "camunda_modeler.bpmn").read_bytes())
    page = sign_in("owner").get(f"/designer/drafts/{draft}/runs").text
    assert "Mọi thứ chạy được như đã viết" in page


def test_what_is_no_diagram_is_told_and_strangers_see_nothing(sign_in: SignIn, drawing: Drawing) -> None:
    draft = brought_in(drawing, b"<a/>")
    answer = sign_in("owner").get(f"/designer/drafts/{draft}/runs")
    assert answer.status_code == 200
    assert "bpmn:definitions" in answer.text
    assert sign_in("c003.reporter").get(f"/designer/drafts/{draft}/runs").status_code == 404
