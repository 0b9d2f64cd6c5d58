"""New diagrams, tables and forms begin with something that can be drawn on and deployed."""

import pytest

from bpmn.drawing.layout import read_drawn
from bpmn.lint import errors_of
from tests.workflows.designer.drawing import NOW, Drawing
from workflows.designer.adding import add_blank
from workflows.designer.blank import blank, id_for
from workflows.designer.checking import findings_of_draft
from workflows.errors import Refused
from workflows.house import HOUSE


def test_a_title_gives_the_id() -> None:
    assert id_for("Kiểm tra an toàn đập") == "kiem_tra_an_toan_dap"
    assert id_for("5 bước") == "n_5_buoc"
    assert len(id_for("a" * 500)) == 60
    with pytest.raises(Refused):
        id_for("?!")
    with pytest.raises(Refused):
        blank("exe", "Kiểm tra")


@pytest.mark.parametrize("kind", ["bpmn", "dmn", "form"])
def test_a_new_file_has_no_error(drawing: Drawing, kind: str) -> None:
    change, _draft = drawing.change_of("monthly_report.form")
    title = 'Kiểm tra "an toàn" & đập <1>'
    draft = drawing.act(lambda session, viewer: add_blank(session, viewer, change, kind, title, now=NOW))
    row = drawing.row(draft)
    assert row.name == f"kiem_tra_an_toan_dap_1.{kind}"
    with drawing.database.read() as session:
        found = findings_of_draft(session, HOUSE, row, bytes(row.content))
    assert errors_of(found) == []
    assert {one.rule for one in found} <= {"unused_form"}  # nothing can show a form that has just been begun


def test_the_names_of_a_new_diagram_stand_below_their_signs() -> None:
    _name, content = blank("bpmn", "Kiểm tra")
    signs = [one for one in read_drawn(content).planes[0].shapes if one.label]
    assert len(signs) == 2
    for sign in signs:
        assert sign.label is not None
        assert sign.label.y >= sign.box.y + sign.box.height + 5


def test_a_new_file_takes_the_name_of_none_in_force(drawing: Drawing) -> None:
    change, _draft = drawing.change_of("monthly_report.form")
    draft = drawing.act(
        lambda session, viewer: add_blank(session, viewer, change, "bpmn", "Direction", now=NOW)
    )
    assert drawing.row(draft).name == "direction_2.bpmn"
