from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from bpmn.drawing.layout import read_drawn
from bpmn.drawing.picture import Mark, draw

Diagram = Callable[[str], bytes]
MODELS = sorted((Path(__file__).parents[3] / "bpmn" / "models").glob("*.bpmn"))
REPORT = Path(__file__).parents[3] / "bpmn" / "models" / "periodic_report.bpmn"
SVG = "{http://www.w3.org/2000/svg}"
DI = (
    'xmlns:di="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" '
    'xmlns:w="http://www.omg.org/spec/DD/20100524/DI"'
)


def sheets(*pictures: str) -> list[etree._Element]:
    return [etree.fromstring(picture) for picture in pictures]


def drawn_elements(sheet: etree._Element) -> list[str]:
    return [group.get("data-element", "") for group in sheet.iter(f"{SVG}g") if group.get("data-element")]


def texts(sheet: etree._Element) -> str:
    return " ".join(str(part) for text in sheet.iter(f"{SVG}text") for part in text.itertext())


def placed(diagram: Diagram, body: str, drawing: str) -> bytes:
    """A little process with a drawing of its own."""
    picture = f'<di:BPMNDiagram {DI}><di:BPMNPlane bpmnElement="p">{drawing}</di:BPMNPlane></di:BPMNDiagram>'
    return diagram(f'<process id="p" name="Quy trình">{body}</process>{picture}')


def box(element: str, x: str = "100", more: str = "") -> str:
    bounds = f'<dc:Bounds x="{x}" y="80" width="100" height="80"/>'
    return f'<di:BPMNShape bpmnElement="{element}" {more}>{bounds}</di:BPMNShape>'


@pytest.mark.parametrize("file", MODELS, ids=lambda file: file.stem)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_everything_that_a_shipped_file_draws_is_in_its_picture_once(file: Path, language: str) -> None:
    drawn = read_drawn(file.read_bytes())
    (sheet,) = sheets(*draw(drawn, language, file.stem))
    assert sorted(drawn_elements(sheet)) == sorted(drawn.definitions.drawn)
    assert not any("style" in node.attrib for node in sheet.iter())


def test_the_picture_speaks_the_language_of_its_reader() -> None:
    drawn = read_drawn(REPORT.read_bytes())
    (vi,), (en,) = (sheets(*draw(drawn, language, "x")) for language in ("vi", "en"))
    assert "Soạn báo cáo" in texts(vi)
    assert "Draft the report" in texts(en)
    assert "Soạn" not in texts(en)


def test_a_picture_has_a_name_for_those_who_do_not_see_it() -> None:
    (sheet,) = sheets(*draw(read_drawn(REPORT.read_bytes()), "vi", "Báo cáo định kỳ"))
    assert sheet.get("role") == "img"
    assert sheet.findtext(f"{SVG}title") == "Báo cáo định kỳ"


def test_a_mark_is_told_by_its_sign_and_number_and_not_by_its_colour_alone() -> None:
    marks = {"draft": Mark("changed", 1), "remind": Mark("moved"), "f_no": Mark("added", 12)}
    (sheet,) = sheets(*draw(read_drawn(REPORT.read_bytes()), "vi", "x", marks=marks))
    shown = texts(sheet)
    assert all(badge in shown for badge in ("≠ 1", "↔", "+ 12"))
    marked = {group.get("data-element") for group in sheet.iter(f"{SVG}g") if group.get("class")}
    assert marked == set(marks)


def test_what_was_removed_is_drawn_where_it_stood(diagram: Diagram) -> None:
    before = placed(diagram, '<task id="a"/><task id="b" name="Đóng dấu"/>', box("a") + box("b", "300"))
    after = placed(diagram, '<task id="a"/>', box("a"))
    marks = {"b": Mark("removed", 1)}
    for now in (after, after.replace(b'"p"', b'"called_otherwise"')):
        (sheet,) = sheets(*draw(read_drawn(now), "vi", "x", marks=marks, gone=read_drawn(before)))
        assert drawn_elements(sheet).count("a") == 1
        assert "Đóng dấu" in texts(sheet)
        assert "− 1" in texts(sheet)


def test_a_name_that_looks_like_markup_stays_a_name(diagram: Diagram) -> None:
    name = "&lt;script&gt;alert(1)&lt;/script&gt;"
    (picture,) = draw(
        read_drawn(placed(diagram, f'<task id="a" name="{name}"/>', box("a"))), "vi", "<b>x</b>"
    )
    assert "<script" not in picture
    assert "<b>" not in picture
    assert "<script>" in texts(sheets(picture)[0]).replace("  ", " ")


@pytest.mark.parametrize("x", ["NaN", "Infinity", "1e300", "50001", "", "left"])
def test_a_place_that_is_none_is_left_out(diagram: Diagram, x: str) -> None:
    data = placed(diagram, '<task id="a"/><task id="b"/>', box("a", x) + box("b"))
    (sheet,) = sheets(*draw(read_drawn(data), "vi", "x"))
    assert drawn_elements(sheet) == ["b"]


def test_a_shape_of_nothing_is_left_out(diagram: Diagram) -> None:
    (sheet,) = sheets(*draw(read_drawn(placed(diagram, '<task id="a"/>', box("a") + box("gone"))), "vi", "x"))
    assert drawn_elements(sheet) == ["a"]


@pytest.mark.parametrize("x", ["-50000", "0", "50000"])
def test_a_place_far_out_is_kept(diagram: Diagram, x: str) -> None:
    (sheet,) = sheets(*draw(read_drawn(placed(diagram, '<task id="a"/>', box("a", x))), "vi", "x"))
    assert drawn_elements(sheet) == ["a"]


def test_the_inside_of_a_closed_sub_process_is_a_sheet_of_its_own(diagram: Diagram) -> None:
    inner = f'<di:BPMNDiagram {DI}><di:BPMNPlane bpmnElement="s">{box("t")}</di:BPMNPlane></di:BPMNDiagram>'
    data = placed(
        diagram,
        '<subProcess id="s" name="Trong"><task id="t" name="Việc"/></subProcess>',
        box("s", more='isExpanded="false"'),
    )
    data = data.replace(b"</definitions>", f"{inner}</definitions>".encode())
    outer, inside = sheets(*draw(read_drawn(data), "vi", "x"))
    assert drawn_elements(outer) == ["s"]
    assert drawn_elements(inside) == ["t"]


def test_notes_lanes_pools_and_data_are_drawn_with_their_words(diagram: Diagram) -> None:
    body = """
    <collaboration id="c"><participant id="pool" name="Xã" processRef="p"/></collaboration>
    <process id="p" name="Quy trình"><laneSet id="ls"><lane id="lane" name="Cán bộ"/></laneSet><task id="a"/>
      <dataObjectReference id="paper" name="Tờ trình"/>
      <textAnnotation id="note"><text>Xem Nghị định</text></textAnnotation>
      <association id="line" sourceRef="a" targetRef="note"/></process>"""
    shapes = "".join(box(name, str(200 * i)) for i, name in enumerate(("pool", "lane", "a", "paper", "note")))
    line = '<di:BPMNEdge bpmnElement="line"><w:waypoint x="1" y="2"/><w:waypoint x="9" y="2"/></di:BPMNEdge>'
    picture = (
        f'<di:BPMNDiagram {DI}><di:BPMNPlane bpmnElement="c">{shapes}{line}</di:BPMNPlane></di:BPMNDiagram>'
    )
    (sheet,) = sheets(*draw(read_drawn(diagram(body + picture)), "vi", "x"))
    assert set(drawn_elements(sheet)) == {"pool", "lane", "a", "paper", "note", "line"}
    assert all(word in texts(sheet) for word in ("Cán bộ", "Tờ trình", "Nghị định"))


def test_a_diagram_without_a_drawing_has_no_picture(diagram: Diagram) -> None:
    assert draw(read_drawn(diagram('<task id="a"/>')), "vi", "x") == []
