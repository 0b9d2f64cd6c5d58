"""The section of the page of a deployment that says what changes."""

from tests.workflows.designer.drawing import NOW, Drawing
from workflows.designer.deploying.asked import asked_of
from workflows.designer.deploying.blocks import Link, Listed, Picture, Section, Sentence
from workflows.designer.deploying.differing import what_differs
from workflows.designer.drafts import save_draft
from workflows.designer.rights import find_change
from workflows.house import HOUSE


def section(drawing: Drawing, name: str, old: str, new: str) -> Section | None:
    change, draft = drawing.change_of(name)
    content = bytes(drawing.row(draft).content).replace(old.encode(), new.encode())
    viewer = drawing.viewer()
    drawing.database.transact(
        lambda session: save_draft(session, viewer, draft, content, revision=1, now=NOW)
    )
    with drawing.database.read() as session:
        row = find_change(session, viewer, change, NOW)
        return what_differs(session, asked_of(session, HOUSE, viewer, row, NOW))


def test_a_diagram_is_drawn_in_both_languages_and_told(drawing: Drawing) -> None:
    found = section(drawing, "periodic_report.bpmn", "=unit + &#34;.head&#34;", "=superior + &#34;.head&#34;")
    assert found is not None
    sentence, picture, listed, link = found.blocks
    assert isinstance(sentence, Sentence)
    assert sentence.text["en"] == "periodic_report.bpmn: 1 task changes hands"
    assert isinstance(picture, Picture)
    assert "≠ 1" in picture.svg["vi"]
    assert "Draft the report" in picture.svg["en"]
    assert isinstance(listed, Listed)
    assert [item["en"] for item in listed.items] == [
        "1. changed: task “The head approves” · Who does it: the head of the unit → the head of the unit above"
    ]
    assert isinstance(link, Link)


def test_another_form_and_another_act_are_told_by_name(drawing: Drawing) -> None:
    found = section(drawing, "periodic_report.bpmn", 'formId="approve_report"', 'formId="receive_report"')
    assert found is not None
    listed = found.blocks[2]
    assert isinstance(listed, Listed)
    assert listed.items[0]["en"].endswith("Form: Approve the report → Receive the report")
    found = section(drawing, "periodic_report.bpmn", 'type="submission-pdf"', 'type="review-pdf"')
    assert found is not None
    listed = found.blocks[2]
    assert isinstance(listed, Listed)
    assert listed.items[0]["vi"].endswith("Loại việc tự động: Lập văn bản báo cáo → Lập văn bản đánh giá")


def test_a_cell_is_told_without_a_picture(drawing: Drawing) -> None:
    old, new = '_commune_offset"><text>2<', '_commune_offset"><text>1<'
    found = section(drawing, "deadlines.dmn", old, new)
    assert found is not None
    assert [block.kind for block in found.blocks] == ["sentence", "list", "link"]
    listed = found.blocks[1]
    assert isinstance(listed, Listed)
    assert listed.items[0]["vi"].endswith("“Cộng số ngày làm việc (âm là trước)”: 2 → 1")


def test_a_change_that_changes_nothing_has_no_such_section(drawing: Drawing) -> None:
    assert section(drawing, "deadlines.dmn", "no such text", "") is None
