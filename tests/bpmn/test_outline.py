from collections.abc import Callable
from pathlib import Path

import pytest

from bpmn.definition import Element, Process
from bpmn.outline import Step, outline
from bpmn.phrases import PHRASES
from bpmn.read import read_definitions

Diagram = Callable[[str], bytes]
MODELS = sorted((Path(__file__).parents[2] / "bpmn" / "models").glob("*.bpmn"))
REPORT = Path(__file__).parents[2] / "bpmn" / "models" / "periodic_report.bpmn"


def steps(data: bytes, process: str = "p") -> dict[str, Step]:
    told = outline(read_definitions(data), process, PHRASES)
    return {step.element: step for top in told for step in top.all()}


def test_the_periodic_report_is_told_in_the_order_of_the_work() -> None:
    told = steps(REPORT.read_bytes(), "periodic_report")
    assert [(step.number, step.name["vi"]) for step in told.values()] == [
        ("1", "Báo cáo của các đơn vị cấp dưới"),
        ("2", "Lập báo cáo"),
        ("2.1", "Soạn báo cáo"),
        ("2.2", "Thủ trưởng duyệt"),
        ("3", "Lập văn bản PDF"),
        ("4", "Gửi nơi nhận"),
        ("5", "Cấp trên tiếp nhận"),
    ]


def test_a_step_says_who_and_by_when_in_both_languages() -> None:
    draft = steps(REPORT.read_bytes(), "periodic_report")["draft"]
    assert draft.who == {"vi": "cán bộ tổng hợp của đơn vị", "en": "the unit's reporting officer"}
    assert draft.by == {"vi": "thời hạn", "en": "the due date"}
    assert draft.name["en"] == "Draft the report"


def test_choices_are_told_as_what_follows() -> None:
    told = steps(REPORT.read_bytes(), "periodic_report")
    assert [way["vi"] for way in told["approve"].then] == [
        "Duyệt? duyệt: xong bước 2: “Đã duyệt”",
        "Duyệt? trả lại, nêu lý do: trở lại bước 2.1 “Soạn báo cáo”",
    ]
    assert [way["en"] for way in told["accept"].then] == [
        "Accepted? accepted: the end: “Done”",
        "Accepted? withdrawn by the sender: back to step 2 “Write the report”",
        "Accepted? to be corrected, with a reason: back to step 2 “Write the report”",
    ]


def test_timers_are_told_as_what_happens_meanwhile() -> None:
    told = steps(REPORT.read_bytes(), "periodic_report")
    assert [way["vi"] for way in told["report"].meanwhile][3:] == [
        "Quá 1 ngày làm việc: Báo chậm lên cấp trên; bước này vẫn tiếp tục",
        "Quá 3 ngày làm việc: Báo chậm lên cấp trên; bước này vẫn tiếp tục",
        "Đóng kỳ (dừng bước này): kết thúc: “Kỳ đóng: không gửi”",
    ]
    assert told["collect"].meanwhile[0]["en"].endswith("(stops this step): on to step 2 “Write the report”")


def test_a_timer_that_leads_nowhere_is_told_by_its_name_alone() -> None:
    report = REPORT.read_text()
    lost = report.replace('sourceRef="collect_until"', 'sourceRef="nowhere"')
    assert lost != report
    [timer] = steps(lost.encode(), "periodic_report")["collect"].meanwhile
    assert timer["en"] == "Collecting ends: use what is there (stops this step)"


@pytest.mark.parametrize("file", MODELS, ids=lambda file: file.stem)
def test_who_and_by_when_is_said_in_words_at_every_task_that_is_shipped(file: Path) -> None:
    definitions = read_definitions(file.read_bytes())
    asked = {element.id for element in definitions.elements if element.type == "userTask"}
    told = {one.element: one for top in outline(definitions, file.stem, PHRASES) for one in top.all()}
    said = {name: (told[name].who, told[name].by) for name in asked}
    known = list(PHRASES.values())
    assert {name: pair for name, pair in said.items() if not all(words in known for words in pair)} == {}


@pytest.mark.parametrize("file", MODELS, ids=lambda file: file.stem)
def test_names_and_guides_of_what_is_shipped_are_said_in_english_too(file: Path) -> None:
    definitions = read_definitions(file.read_bytes())
    places: tuple[Process | Element, ...] = (*definitions.processes, *definitions.elements)
    missing = [
        (one.id, text)
        for one in places
        for text, name in ((one.name, "name:en"), (one.documentation, "documentation:en"))
        if text and not one.zeebe.properties.get(name)
    ]
    assert missing == []


def test_an_expression_without_a_phrase_is_shown_as_written(diagram: Diagram) -> None:
    body = """<startEvent id="s"/><userTask id="t"><extensionElements>
      <zeebe:assignmentDefinition assignee="=chair"/></extensionElements></userTask>[s>t]"""
    step = steps(diagram(body))["t"]
    assert step.who == {"vi": "chair", "en": "chair"}
    assert step.by is None
    assert step.then == ()
    assert step.name == {"vi": "t", "en": "t"}


def test_diamonds_of_gateways_do_not_multiply_the_words(diagram: Diagram) -> None:
    gates = "".join(f'<exclusiveGateway id="g{i}"/>' for i in range(100))
    flows = " ".join(f"g{i}>g{i + 1} g{i}>g{(i + 2) % 100}" for i in range(99))
    step = steps(diagram(f'<startEvent id="s"/><task id="t"/>{gates}[s>t t>g0 {flows}]'))["t"]
    assert 0 < len(step.then) < 100


def test_a_file_that_gives_an_id_twice_has_no_outline(diagram: Diagram) -> None:
    body = '<startEvent id="s"/><subProcess id="p"><startEvent id="x"/></subProcess>[s>p]'
    assert steps(diagram(body)) == {}


def test_flows_to_nowhere_and_circles_are_borne(diagram: Diagram) -> None:
    told = steps(diagram('<startEvent id="s"/><task id="a"/><task id="b"/>[s>a a>b b>a b>gone]'))
    assert [way["en"] for way in told["b"].then] == ["back to step 1 “a”"]


def test_a_diagram_without_a_start_has_no_steps(diagram: Diagram) -> None:
    assert steps(diagram('<task id="a"/>')) == {}
