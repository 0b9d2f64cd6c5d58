"""What differs in a draft: from what is in force, from a version, from what a faster rival wrote."""

import pytest

from tests.workflows.designer.drawing import NOW, Drawing
from workflows.designer.differences import Compared, compare_draft
from workflows.designer.drafts import add_draft, save_draft
from workflows.designer.told import FileDifference
from workflows.designer.versions import name_version
from workflows.errors import NotYours

HEAD = (b"=unit + &#34;.head&#34;", b"=superior + &#34;.head&#34;")
OFFSET = (b'_commune_offset"><text>2<', b'_commune_offset"><text>1<')
TITLE = ("Quyết định".encode(), "Ý kiến".encode())


def save(drawing: Drawing, draft: int, content: bytes, revision: int = 1, who: str = "owner") -> None:
    viewer = drawing.viewer(who)
    drawing.database.transact(
        lambda session: save_draft(session, viewer, draft, content, revision=revision, now=NOW)
    )


def changed(drawing: Drawing, name: str, pair: tuple[bytes, bytes]) -> tuple[int, int]:
    """A change with one draft in which a text is replaced."""
    change, draft = drawing.change_of(name)
    content = bytes(drawing.row(draft).content)
    assert pair[0] in content
    save(drawing, draft, content.replace(*pair))
    return change, draft


def compared(drawing: Drawing, draft: int, against: str = "deployed", who: str = "owner") -> Compared:
    with drawing.database.read() as session:
        return compare_draft(session, drawing.viewer(who), draft, against, now=NOW)


@pytest.mark.parametrize(
    ("name", "pair", "summary", "sentence"),
    [
        ("periodic_report.bpmn", HEAD, "1 task changes hands", "task “The head approves”"),
        (
            "deadlines.dmn",
            OFFSET,
            "1 cell differs",
            "row 1 (month, quarter, half-year, nine months, year; commune), ",
        ),
        ("approve_report.form", TITLE, "1 question differs", "“Decision”, question: Quyết định → Ý kiến"),
    ],
)
def test_each_kind_of_file_is_told_by_what_it_means(
    drawing: Drawing, name: str, pair: tuple[bytes, bytes], summary: str, sentence: str
) -> None:
    _change, draft = changed(drawing, name, pair)
    found = compared(drawing, draft).difference
    assert [told["en"] for told in found.summary] == [summary]
    assert sentence in found.told[0].sentence["en"]
    assert found.told[0].number == 1


def test_what_has_not_been_touched_does_not_differ(drawing: Drawing) -> None:
    _change, draft = drawing.change_of("periodic_report.bpmn")
    assert not compared(drawing, draft).difference
    assert not compared(drawing, draft, "base").difference


def test_a_file_that_is_in_force_nowhere_is_new(drawing: Drawing) -> None:
    change, draft = drawing.change_of("deadlines.dmn")
    viewer = drawing.viewer()
    content = bytes(drawing.row(draft).content).replace(b' id="', b' id="n_')
    new = drawing.database.transact(
        lambda session: add_draft(session, viewer, change, "new.dmn", content, now=NOW)
    )
    found = compared(drawing, new).difference
    assert found.is_new
    assert [told["en"] for told in found.summary] == ["a new file"]


def test_who_was_too_late_can_compare_his_own_with_what_was_saved(drawing: Drawing) -> None:
    drawing.enter("beside")
    _change, draft = drawing.change_of("approve_report.form")
    content = bytes(drawing.row(draft).content)
    save(drawing, draft, content.replace("Quyết định".encode(), "Của người kia".encode()), who="beside")
    save(drawing, draft, content.replace("Quyết định".encode(), "Của tôi".encode()))
    found = compared(drawing, draft, "mine")
    assert "Của tôi → Của người kia" in found.difference.told[0].sentence["vi"]
    assert found.against.name["en"].startswith("what was not saved on")
    with pytest.raises(NotYours):
        compared(drawing, draft, "mine", who="beside")


def test_a_draft_is_compared_with_a_named_version(drawing: Drawing) -> None:
    _change, draft = drawing.change_of("approve_report.form")
    viewer = drawing.viewer()
    drawing.database.transact(
        lambda session: name_version(session, viewer, draft, "Trước khi sửa", "", now=NOW)
    )
    save(drawing, draft, bytes(drawing.row(draft).content).replace(*TITLE))
    for mark in ("1", "version-1"):
        found = compared(drawing, draft, mark)
        assert found.against.name["vi"] == "bản 1: Trước khi sửa"
        assert found.difference.told


@pytest.mark.parametrize("against", ["mine", "7", "x", "", "9" * 30, "²"])
def test_what_is_not_there_cannot_be_compared_with(drawing: Drawing, against: str) -> None:
    _change, draft = drawing.change_of("approve_report.form")
    with pytest.raises(NotYours):
        compared(drawing, draft, against)


def test_a_draft_that_cannot_be_read_as_what_it_is_says_why(drawing: Drawing) -> None:
    _change, draft = drawing.change_of("periodic_report.bpmn")
    save(drawing, draft, b"<a/>")
    found: FileDifference = compared(drawing, draft).difference
    assert found.problem is not None
    assert "BPMN" in found.problem["vi"]
