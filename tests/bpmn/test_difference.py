from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from lxml import etree

from bpmn.difference import ADDED, CHANGED, MOVED, REMOVED, Change, Difference, compare
from bpmn.difference_words import summary
from bpmn.errors import words
from bpmn.phrases import PHRASES

Diagram = Callable[[str], bytes]
MODELS = sorted((Path(__file__).parents[2] / "bpmn" / "models").glob("*.bpmn"))
REPORT = (Path(__file__).parents[2] / "bpmn" / "models" / "periodic_report.bpmn").read_bytes()
NAMES = {
    ("form", "approve_report"): words("Duyệt báo cáo", "Approve the report"),
    ("bpmn", "periodic_report"): words("Báo cáo định kỳ", "Periodic report"),
    ("action", "review-pdf"): words("Lập văn bản đánh giá", "Make the document of a review"),
}
XSI_TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"


def compared(before: bytes, after: bytes) -> Difference:
    return compare(before, after, PHRASES, NAMES)


def replaced(*pairs: tuple[str, str]) -> bytes:
    """The periodic report with texts replaced; each stands in it."""
    data = REPORT
    for old, new in pairs:
        assert old.encode() in data
        data = data.replace(old.encode(), new.encode())
    return data


def only(found: Difference) -> Change:
    (change,) = found.changes
    return change


def sentences(found: Difference, language: str = "en") -> list[str]:
    return [sentence[language] for sentence in summary(found)]


@pytest.mark.parametrize("file", MODELS, ids=lambda file: file.stem)
def test_a_shipped_diagram_does_not_differ_from_itself(file: Path) -> None:
    data = file.read_bytes()
    assert not compared(data, data)


def test_another_prefix_order_of_attributes_and_indentation_are_no_difference() -> None:
    root = etree.fromstring(REPORT, etree.XMLParser(remove_blank_text=True))
    spelled = etree.tostring(root, pretty_print=True).replace(b"bpmn:", b"semantic:")
    spelled = spelled.replace(b"xmlns:bpmn=", b"xmlns:semantic=")
    assert not compared(REPORT, spelled)


def test_another_head_does_the_task() -> None:
    after = replaced(
        ('candidateGroups="=unit + &#34;.head&#34;"', 'candidateGroups="=superior + &#34;.head&#34;"')
    )
    found = compared(REPORT, after)
    change = only(found)
    assert (change.element, change.kind, change.name["vi"]) == ("approve", CHANGED, "Thủ trưởng duyệt")
    (who,) = change.alterations
    assert (who.title["en"], who.before, who.after) == (
        "Who does it",
        {"vi": "lãnh đạo đơn vị", "en": "the head of the unit"},
        {"vi": "lãnh đạo của đơn vị cấp trên", "en": "the head of the unit above"},
    )
    assert sentences(found) == ["1 task changes hands"]


def test_who_is_only_written_otherwise_changes_no_hands() -> None:
    old, new = 'candidateGroups="=unit + &#34;.head&#34;"', 'candidateGroups="=role(unit, &#34;head&#34;)"'
    found = compared(REPORT, replaced((old, new)))
    (who,) = only(found).alterations
    assert who.after == dict.fromkeys(("vi", "en"), '=role(unit, "head")')
    assert sentences(found) == ["1 part has other settings"]


def test_three_tasks_change_hands() -> None:
    after = replaced(
        ('candidateGroups="=unit + &#34;.head&#34;"', 'candidateGroups="=desk(unit)"'),
        ('candidateGroups="=unit + &#34;.reporter&#34;"', 'candidateGroups="=desk(unit)"'),
        ('candidateGroups="=superior + &#34;.receiver&#34;"', 'candidateGroups="=desk(superior)"'),
    )
    found = compared(REPORT, after)
    assert sentences(found) == ["3 tasks change hands"]
    assert sentences(found, "vi") == ["3 việc đổi người làm"]


@pytest.mark.parametrize(
    ("old", "new", "element", "title", "before", "after", "sentence"),
    [
        ('dueDate="=receive_by"', 'dueDate="=due"', "accept", "Due",
         "the date to accept by", "the due date", "1 task gets another due date"),
        (">=upcoming(reminders.after_1)<", ">=working_days_after(due, 2)<", "after_1", "Timer",
         "at: 1 working day after the due date", "at: 2 working days after the due date", "1 timer differs"),
        ('>=decision = "withdraw"<', '>=decision = "back"<', "f_withdrawn", "Condition",
         'decision = "withdraw"', 'decision = "back"', "1 way is taken on another condition"),
        ('formId="approve_report"', 'formId="approve_twice"', "approve", "Form",
         "Approve the report", "approve_twice", "1 task shows another form"),
        ('processId="=&#34;periodic_report&#34;"', 'processId="=&#34;ward_report&#34;"', "collect", "Called process",
         "Periodic report", '"ward_report"', "1 step calls another process or decision"),
        ('type="submission-pdf"', 'type="review-pdf"', "pdf", "Action",
         "submission-pdf", "Make the document of a review", "1 automatic step does something else"),
        ('sourceRef="begin" targetRef="draft"', 'sourceRef="begin" targetRef="approve"', "f_begin", "Leads to",
         "Draft the report", "The head approves", "1 way leads elsewhere"),
        ('id="after_1" name="Quá 1 ngày làm việc" cancelActivity="false"', 'id="after_1" name="Quá 1 ngày làm việc"',
         "after_1", "Stops the step it is on", "no", "yes", "1 timer differs"),
        ('name="Soạn báo cáo"', 'name="Viết báo cáo"', "draft", "Name",
         "Soạn báo cáo", "Viết báo cáo", "1 part has only another name or guide"),
        ('propagateAllChildVariables="false"', 'propagateAllChildVariables="true"', "collect",
         "Passes all variables back / on", "no / no", "yes / no", "1 part has other settings"),
        ('<zeebe:formDefinition formId="approve_report" bindingType="deployment" />',
         '<zeebe:formDefinition formId="approve_report" bindingType="latest" />', "approve", "Other settings",
         None, None, "1 part has other settings"),
    ],
)  # fmt: skip
def test_a_change_is_told_by_what_it_means(
    old: str, new: str, element: str, title: str, before: str | None, after: str | None, sentence: str
) -> None:
    found = compared(REPORT, replaced((old, new)))
    change = only(found)
    (alteration,) = change.alterations
    assert (change.element, change.kind, alteration.title["en"]) == (element, CHANGED, title)
    if before is not None:
        assert alteration.before is not None
        assert alteration.after is not None
        assert (alteration.before["en"], alteration.after["en"]) == (before, after)
    assert sentences(found) == [sentence]


def test_a_name_is_told_as_it_is_written_though_it_is_a_word_of_ours() -> None:
    (name,) = only(compared(REPORT, replaced(('name="Soạn báo cáo"', 'name="yes"')))).alterations
    assert name.after == dict.fromkeys(("vi", "en"), "yes")


def test_what_is_written_beside_a_way_is_told() -> None:
    begin = 'sourceRef="begin" targetRef="draft"'
    guided = f"{begin}><bpmn:documentation>At once</bpmn:documentation></bpmn:sequenceFlow>"
    change = only(compared(REPORT, replaced((f"{begin} />", guided))))
    (guide,) = change.alterations
    assert (change.element, guide.title["en"]) == ("f_begin", "Guide")
    assert (guide.before, guide.after) == (None, dict.fromkeys(("vi", "en"), "At once"))


def test_what_is_added_and_removed_is_told_with_what_it_says(diagram: Diagram) -> None:
    task = """<userTask id="b" name="Đóng dấu"><extensionElements>
      <zeebe:assignmentDefinition candidateGroups="=unit + &quot;.head&quot;"/></extensionElements></userTask>"""
    before = diagram('<startEvent id="s"/><task id="a" name="Ký"/>[s>a]')
    after = diagram(f'<startEvent id="s"/>{task}[s>b]')
    changes = {change.element: change for change in compared(before, after).changes}
    assert {name: change.kind for name, change in changes.items()} == {
        "b": ADDED, "a": REMOVED, "s_b": ADDED, "s_a": REMOVED,
    }  # fmt: skip
    (who,) = changes["b"].alterations
    assert (who.before, who.after and who.after["vi"]) == (None, "lãnh đạo đơn vị")
    assert changes["s_b"].name["vi"] == "từ “s” đến “Đóng dấu”"
    assert sentences(compared(before, after))[:2] == ["1 step is added", "1 step is removed"]


def test_a_shape_that_only_stands_elsewhere_is_moved_and_nothing_else() -> None:
    found = compared(REPORT, replaced(('x="530" y="510"', 'x="560" y="510"')))
    assert (only(found).element, only(found).kind) == ("remind", MOVED)
    assert found.told == ()
    assert sentences(found) == ["1 shape only moved in the drawing"]


def test_a_line_that_is_drawn_otherwise_is_moved() -> None:
    change = only(compared(REPORT, replaced(('x="1035" y="190"', 'x="1035" y="180"'))))
    assert (change.element, change.kind) == ("f_no", MOVED)


def test_a_picture_that_was_pushed_as_a_whole_has_moved_nowhere() -> None:
    root = etree.fromstring(REPORT)
    for node in root.iter("{*}Bounds", "{*}waypoint"):
        node.set("x", str(float(node.get("x", "0")) + 40))
    assert not compared(REPORT, etree.tostring(root))


def test_notes_lanes_and_data_count_too(diagram: Diagram) -> None:
    body = """<laneSet id="ls"><lane id="l" name="{lane}"/></laneSet><task id="a"/>
      <textAnnotation id="n"><text>{note}</text></textAnnotation>"""
    before = diagram(body.format(lane="Xã", note="Xem Nghị định"))
    after = diagram(body.format(lane="Phường", note="Xem Thông tư"))
    assert {(change.element, change.kind) for change in compared(before, after).changes} == {
        ("l", CHANGED), ("n", CHANGED),
    }  # fmt: skip


def spoilt() -> Iterator[tuple[str, bytes]]:
    """A shipped diagram with one attribute after the other spoilt, but for what has no meaning."""
    root = etree.fromstring((MODELS[0].parent / "quick_receipt.bpmn").read_bytes())
    process = root.find("{*}process")
    assert process is not None
    for node in process.iter():
        for name, value in ((str(key), str(value)) for key, value in node.attrib.items()):
            timer_id = name == "id" and str(node.tag).endswith("EventDefinition")
            if name != XSI_TYPE and not timer_id:
                node.set(name, {"true": "false", "false": "true"}.get(value, f"{value}x"))
                yield f"{node.tag!s} {name}", etree.tostring(root)
                node.set(name, value)


def test_no_attribute_of_a_process_can_change_unseen() -> None:
    before = (MODELS[0].parent / "quick_receipt.bpmn").read_bytes()
    unseen = [name for name, after in spoilt() if not compared(before, after)]
    assert unseen == []


def test_an_unknown_extension_that_differs_is_seen(diagram: Diagram) -> None:
    body = (
        """<task id="a"><extensionElements><x:note xmlns:x="urn:x" by="{by}"/></extensionElements></task>"""
    )
    found = compared(diagram(body.format(by="1")), diagram(body.format(by="2")))
    (alteration,) = only(found).alterations
    assert alteration.title["en"] == "Other settings"
    assert alteration.after is not None
    assert 'by="2"' in alteration.after["en"]


def test_a_message_is_told_where_it_is_awaited_and_not_twice(diagram: Diagram) -> None:
    body = """<message id="m" name="{name}"/><process id="p"><receiveTask id="r" messageRef="m"/></process>"""
    change = only(compared(diagram(body.format(name="paid")), diagram(body.format(name="received"))))
    (alteration,) = change.alterations
    assert (change.element, alteration.title["en"]) == ("r", "Message")


def test_ids_given_twice_do_not_stop_the_comparing(diagram: Diagram) -> None:
    before, after = diagram('<task id="a"/><task id="a"/>'), diagram('<task id="a"/><task id="b"/>')
    assert [change.element for change in compared(before, after).changes] == ["b"]
