"""The document says everything that was written, whichever form it was written in."""

import json
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path
from subprocess import run
from typing import Any

import pytest

from documents.labels import labels
from documents.press import Press
from documents.submission import render_submission
from documents.tables import issue_table
from forms.answer import choices
from forms.form import Field, Form
from forms.schema import load_form
from forms.shown import shown_answer
from tests.workflows.cycle import Cycle, at
from tests.workflows.test_other_kinds import ask
from workflows.submission import Actor, keep_version
from workflows.submission_document import submission_facts
from workflows.written_parts import written_parts

KINDS = {
    "monthly_report": "2025-05",
    "quarterly_report": "2025-Q2",
    "half_year_report": "2025-H1",
    "nine_month_report": "2025-9M",
    "yearly_report": "2025",
    "adhoc_report": "",
}
SHIPPED = Path("forms/schemas")
DECIDE = {"approve_report", "receive_report"}
QUICK = {"quick_report", "follow_up_quick_report", "acknowledge_quick_report"}
"""A quick report has a document of its own: documents/quick_report.py."""
HEAD = Actor(1, {"vi": "Lãnh đạo phường", "en": "Head of the ward"})


def shipped(name: str) -> Form:
    return load_form((SHIPPED / f"{name}.form").read_bytes())


def an_answer(field: Field, number: int) -> Any:
    """An answer that no other question has."""
    if field.kind == "number":
        return 700 + number
    if field.kind == "checkbox":
        return False
    if field.kind == "select":
        return choices(field, {})[-1].value if field.options else "all"
    return "2025-06-20" if field.kind == "date" else f"Câu trả lời {number}."


def filled(form: Form) -> dict[str, Any]:
    answers = {field.key: an_answer(field, number) for number, field in enumerate(form.fields)}
    for listed in form.lists:
        row = {one.key: an_answer(one, 50 + at) for at, one in enumerate(listed.fields) if not one.carried}
        answers[listed.key] = [{**row, "handler": ""}]
    return answers


def said(form: Form, answers: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Each question that was answered, with its answer in words."""
    for field in form.fields:
        if field.key != "nil_report" or answers[field.key]:
            yield words(field, answers)
    for listed in form.lists:
        for row in answers[listed.key]:
            yield from (words(one, row) for one in listed.fields if row.get(one.key))


def words(field: Field, answers: Mapping[str, Any]) -> tuple[str, str]:
    label = (field.heading or field.label)["vi"]
    if field.kind == "checkbox":
        return label, label
    if field.source or field.kind == "number":
        return label, "Toàn" if field.source else str(answers[field.key])
    listed = [(one.value, one.label["vi"]) for one in field.options]
    return label, shown_answer(field, answers[field.key], listed, "vi")


def squeezed(text: str) -> str:
    return "".join(unicodedata.normalize("NFC", text).upper().split())


@pytest.fixture(scope="module")
def press() -> Iterator[Press]:
    press = Press(children=1)
    yield press
    press.close()


def test_every_shipped_form_of_a_report_is_looked_at_here() -> None:
    assert {path.stem for path in SHIPPED.glob("*_report.form")} - DECIDE - QUICK == set(KINDS)


@pytest.mark.parametrize("nil", ["", "nil"])
@pytest.mark.parametrize("name", sorted(KINDS))
def test_the_document_says_all_that_was_written(
    name: str, nil: str, cycle: Cycle, press: Press, tmp_path: Path
) -> None:
    if KINDS[name]:
        cycle.open(KINDS[name])
    else:
        cycle.now = at(20, 9)
        ask(cycle, "D001", deep=True, district=at(23, 17), commune=at(22, 17))
    answers = filled(shipped(name))
    if nil:
        answers |= {"nil_report": True, "issues": []}
    with cycle.database.write() as session:
        keep_version(session, cycle.report("C003").key, answers, HEAD, cycle.now)
        facts, _ = submission_facts(session, cycle.report("C003").key)
    path = tmp_path / "report.pdf"
    path.write_bytes(render_submission(facts, attachment_json=b"{}", press=press).pdf)
    text = run(["pdftotext", "-raw", path, "-"], capture_output=True, check=True, text=True).stdout
    assert squeezed("BÁO CÁO") in squeezed(text)
    for label, answer in said(shipped(name), answers):
        assert squeezed(label) in squeezed(text), label
        assert squeezed(answer) in squeezed(text), label


def test_an_issue_of_a_form_that_asks_for_less_is_kept_and_printed(cycle: Cycle) -> None:
    cycle.open()
    with cycle.database.write() as session:
        answers = {**filled(shipped("monthly_report")), "issues": [{"summary": "Dột."}]}
        keep_version(session, cycle.report("C003").key, answers, HEAD, cycle.now)
        facts, _ = submission_facts(session, cycle.report("C003").key)
    (issue,) = facts.issues
    assert (issue.summary, issue.mentions, issue.field) == ("Dột.", 1, "")
    heads = [column.name for column in issue_table(facts.issues, facts.heads, labels("vi")).columns]
    assert heads == ["index", "summary", "mentions"]


def question(kind: str, key: str, label: str, **more: Any) -> dict[str, Any]:
    return {"type": kind, "key": key, "id": key, "label": label, **more}


SURVEY = load_form(
    json.dumps(
        {
            "type": "default",
            "id": "survey",
            "schemaVersion": 19,
            "properties": {"title_vi": "Khảo sát"},
            "components": [
                question("textfield", "whole", "Đánh giá chung"),
                {
                    "type": "group",
                    "id": "g",
                    "label": "Cơ sở vật chất",
                    "components": [
                        question("checkbox", "lit", "Có điện"),
                        question("number", "rooms", "Số phòng"),
                    ],
                },
                {
                    "type": "dynamiclist",
                    "id": "l",
                    "path": "schools",
                    "label": "Các trường",
                    "properties": {"row_vi": "Trường"},
                    "components": [
                        question("textfield", "name", "Tên"),
                        question("number", "classes", "Số lớp"),
                    ],
                },
                {
                    "type": "dynamiclist",
                    "id": "i",
                    "path": "issues",
                    "label": "Vấn đề",
                    "components": [
                        question("textarea", "summary", "Tóm tắt"),
                        question("textfield", "cause", "Nguyên nhân"),
                    ],
                },
                question("textarea", "unanswered", "Ý kiến khác"),
            ],
        }
    ).encode()
)


def test_a_form_of_one_s_own_is_said_in_full_and_in_its_order() -> None:
    answers = {
        "whole": "Tốt.",
        "lit": True,
        "rooms": 12,
        "schools": [{"name": "Kim Liên", "classes": 20}, {"name": "Nam Đồng", "classes": None}],
        "issues": [{"summary": "Dột", "cause": "Mái cũ"}],
    }
    written = written_parts(SURVEY, answers, {})
    assert [(part.title, part.kind, part.paragraphs) for part in written.parts] == [
        ("Đánh giá chung", "text", ("Tốt.",)),
        ("Cơ sở vật chất", "text", ("Có điện: Có", "Số phòng: 12")),
        ("Các trường", "text", ("Trường 1.", "Tên: Kim Liên", "Số lớp: 20", "Trường 2.", "Tên: Nam Đồng")),
        ("Vấn đề", "issues", ()),
    ]
    assert written.more == (("Nguyên nhân: Mái cũ",),)
    assert [(head.column, head.text) for head in written.heads] == [("summary", "Tóm tắt")]


def a_form(*components: dict[str, Any]) -> Form:
    schema = {"type": "default", "id": "own", "schemaVersion": 19, "properties": {"title_vi": "Riêng"}}
    return load_form(json.dumps({**schema, "components": components}).encode())


def group(label: str, *components: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"type": "group", "id": label, "label": label, "components": components, **more}


ADDED_UP = question("number", "total", "Tổng số", properties={"prefill": "=count(issues)"})
HIDDEN = {"conditional": {"hide": "=kind = 1"}}


@pytest.mark.parametrize(
    ("components", "found"),
    [
        ([group("Số liệu", group("Trong kỳ", ADDED_UP))], ["numbers"]),
        ([question("number", "kind", "Loại"), {**ADDED_UP, **HIDDEN}], ["text"]),
        ([question("number", "kind", "Loại"), group("Số liệu", ADDED_UP, **HIDDEN)], ["text"]),
        ([question("number", "kind", "Loại"), {**ADDED_UP, "id": "n"}], ["text", "numbers"]),
    ],
)
def test_numbers_have_a_section_where_they_are_asked_for_and_only_there(
    components: list[dict[str, Any]], found: list[str]
) -> None:
    written = written_parts(a_form(*components), {"kind": 1, "total": 3}, {})
    assert [part.kind for part in written.parts] == found
    assert [field.key for field in written.numbers] == ["total"] * found.count("numbers")


def test_a_group_in_a_group_is_said_once_something_in_it_is_answered() -> None:
    form = a_form(group("Cơ sở", group("Điện", question("textfield", "power", "Nguồn"))))
    assert written_parts(form, {"power": ""}, {}).parts == ()
    (part,) = written_parts(form, {"power": "Lưới"}, {}).parts
    assert (part.title, part.paragraphs) == ("Cơ sở", ("Điện", "Nguồn: Lưới"))


def test_nothing_to_report_is_said_once_in_the_place_of_the_list_wherever_they_stand() -> None:
    listed = {
        "type": "dynamiclist",
        "id": "i",
        "path": "issues",
        "label": "Vấn đề",
        "components": [question("textarea", "summary", "Tóm tắt")],
    }
    nil = question("checkbox", "nil_report", "Không phát sinh")
    (part,) = written_parts(a_form(group("Chung", nil, listed)), {"nil_report": True, "issues": []}, {}).parts
    assert (part.title, part.kind, part.paragraphs) == ("Vấn đề", "issues", ("Không phát sinh.",))
