"""The page that says what changes, drawn and in words."""

from tests.web.signing_in import SignIn
from tests.workflows.designer.drawing import NOW, Drawing
from workflows.designer.drafts import save_draft


def changed(drawing: Drawing, name: str, old: str, new: str) -> int:
    _change, draft = drawing.change_of(name)
    content = bytes(drawing.row(draft).content).replace(old.encode(), new.encode())
    viewer = drawing.viewer()
    drawing.database.transact(
        lambda session: save_draft(session, viewer, draft, content, revision=1, now=NOW)
    )
    return draft


def test_a_diagram_is_drawn_with_its_changes_marked_and_told(sign_in: SignIn, drawing: Drawing) -> None:
    draft = changed(drawing, "periodic_report.bpmn", "=unit + &#34;.head&#34;", "=superior + &#34;.head&#34;")
    owner = sign_in("owner")
    page = owner.get(f"/designer/drafts/{draft}/changes").text
    assert '<g data-element="approve" class="mark-changed">' in page
    assert "≠ 1" in page
    assert "1 việc đổi người làm" in page
    assert 'id="change-1"' in page
    owner.cookies.set("language", "en")
    page = owner.get(f"/designer/drafts/{draft}/changes").text
    assert "1 task changes hands" in page
    assert "the head of the unit above" in page
    assert "Draft the report" in page


def test_a_table_is_told_without_a_picture(sign_in: SignIn, drawing: Drawing) -> None:
    draft = changed(drawing, "deadlines.dmn", '_commune_offset"><text>2<', '_commune_offset"><text>1<')
    page = sign_in("owner").get(f"/designer/drafts/{draft}/changes").text
    assert "2 → 1" in page
    assert "<svg" not in page


def test_nothing_is_different_in_a_draft_just_begun(sign_in: SignIn, drawing: Drawing) -> None:
    _change, draft = drawing.change_of("periodic_report.bpmn")
    page = sign_in("owner").get(f"/designer/drafts/{draft}/changes?from=base").text
    assert "Không có gì khác" in page


def test_a_version_that_is_not_there_and_a_stranger_get_nothing(sign_in: SignIn, drawing: Drawing) -> None:
    _change, draft = drawing.change_of("periodic_report.bpmn")
    assert sign_in("owner").get(f"/designer/drafts/{draft}/changes?from=5").status_code == 404
    assert sign_in("c003.reporter").get(f"/designer/drafts/{draft}/changes").status_code == 404
