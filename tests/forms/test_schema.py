"""Form files: what is read, and what is refused with a sentence that names the place."""

from typing import Any

import pytest

from forms.refused import FormRefused
from forms.schema import MAX_BYTES, load_form
from tests.forms.pages import SHIPPED, as_file, question, row_list, shipped, written

CHOICE = [{"value": "a", "label": "Một"}]


def refusal(data: bytes) -> str:
    with pytest.raises(FormRefused) as caught:
        load_form(data)
    message = caught.value.message
    assert message["vi"].startswith("Không dùng được biểu mẫu: ")
    assert message["en"].startswith("The form cannot be used: ")
    return message["vi"]


@pytest.mark.parametrize("name", SHIPPED)
def test_every_shipped_form_is_read(name: str) -> None:
    assert shipped(name).id == name


def test_the_monthly_form_asks_what_a_ward_reports() -> None:
    form = shipped("monthly_report")
    assert [field.key for field in form.fields] == ["overview", "nil_report", "followup"]
    assert [field.key for field in form.lists[0].fields] == [
        "summary", "field", "place", "source", "urgency", "mentions", "status", "handler", "salient",
        "salient_why", "register", "origins",
    ]  # fmt: skip
    assert [field.key for field in form.lists[1].fields] == ["what", "field", "wanted_by", "proposal"]
    assert form.sources == {"places", "handlers"}


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"no json",
        b"[]",
        b'"text"',
        b'{"type":"default"',
        b'{"type":"page","id":"a","components":[]}',
        b"[" * 5_000,
        b'{"type":"default","components":' + b'[{"type":"group","components":' * 2_000,
        b"\xff\xfe",
    ],
)
def test_what_is_no_form_is_refused(data: bytes) -> None:
    assert "form-js" in refusal(data)


def test_size_counts_up_to_the_last_byte() -> None:
    data = as_file(question("textfield", "a"))
    load_form(data.ljust(MAX_BYTES))
    assert str(MAX_BYTES) in refusal(data.ljust(MAX_BYTES + 1))


@pytest.mark.parametrize(("version", "taken"), [(1, True), (19, True), (20, False), ("19", False)])
def test_versions_newer_than_known_are_refused(version: object, *, taken: bool) -> None:
    data = as_file(question("textfield", "a"), schemaVersion=version)
    if taken:
        load_form(data)
    else:
        assert "phiên bản" in refusal(data)


def test_a_form_needs_an_id_and_a_question() -> None:
    assert "(id)" in refusal(as_file(question("textfield", "a"), id=""))
    assert "(id)" in refusal(as_file(question("textfield", "a"), id=["a"]))
    assert "không có câu hỏi" in refusal(as_file({"type": "separator"}))


def test_two_hundred_components_are_enough() -> None:
    many = [question("textfield", f"k{number}") for number in range(201)]
    load_form(as_file(*many[:200]))
    assert "quá 200" in refusal(as_file(*many))
    inner = row_list(*many[:150])
    assert "quá 200" in refusal(as_file(inner, *({**part, "key": f"o{part['key']}"} for part in many[:60])))


def test_six_levels_are_enough() -> None:
    def nested(levels: int) -> dict[str, Any]:
        part = question("textfield", "a")
        for _ in range(levels - 1):
            part = {"type": "group", "label": "Nhóm", "components": [part]}
        return part

    load_form(as_file(nested(6)))
    assert "6 tầng" in refusal(as_file(nested(7)))


@pytest.mark.parametrize(
    "component",
    [
        None,
        "text",
        {},
        {"type": []},
        {"type": {"a": 1}},
        {"type": "iframe", "url": "https://example.org"},
        {"type": "html", "content": "<script>"},
        {"type": "filepicker", "key": "a", "label": "Tệp"},
        question("textfield", "a b"),
        question("textfield", "a.b"),
        question("textfield", "this"),
        question("textfield", "do"),
        question("textfield", "x" * 61),
        {"type": "textfield", "key": "a"},
        question("textfield", "a", label=7),
        question("textfield", "a", label="x" * 2_001),
        question("textfield", "a", properties={"label_en": 7}),
        question("textfield", "a", validate={"validationType": "email"}),
        question("textfield", "a", validate={"validationType": "phone"}),
        question("textfield", "a", validate={"maxLength": "nhiều"}),
        question("textfield", "a", validate={"maxLength": True}),
        question("textfield", "a", validate={"maxLength": "=1 +"}),
        question("textfield", "a", validate={"pattern": "(a"}),
        question("textfield", "a", validate={"pattern": r"(a)\1"}),
        question("textfield", "a", readonly=True),
        question("textfield", "a", disabled=True),
        question("textfield", "a", conditional={"hide": "=1 +"}),
        question("textfield", "a", conditional={"hide": "=unknown(1)"}),
        question("textfield", "a", conditional={"hide": 7}),
        question("textfield", "a", properties={"rule": "=a = 1"}),
        question("number", "a", decimalDigits=-1),
        question("number", "a", decimalDigits=10**9),
        question("number", "a", appearance={"suffixAdorner": "ha"}),
        question("select", "a"),
        question("select", "a", values=[]),
        question("select", "a", values=[{"value": f"{number}"} for number in range(501)]),
        question("select", "a", values=["a"]),
        question("select", "a", values=[{"value": 1, "label": "Một"}]),
        question("select", "a", values=CHOICE * 2),
        question("select", "a", valuesExpression="=list"),
        question("datetime", "a", subtype="year"),
        question("datetime", "a", disallowPassedDates=True),
        {"type": "text", "text": "Chào {{name}}"},
        {"type": "text", "text": "=name"},
        {"type": "group", "label": "Nhóm", "path": "p", "components": [question("textfield", "a")]},
        row_list(),
        row_list(row_list(question("textfield", "a"))),
        row_list({"type": "group", "label": "Nhóm", "components": []}),
        row_list(question("textfield", "a"), path="a b"),
        row_list(question("textfield", "a"), defaultRepetitions=201),
        row_list(question("textfield", "a"), defaultRepetitions="9" * 5_000),
        row_list(question("textfield", "a"), properties={"max_rows": "0x10"}),
        row_list(question("textfield", "a"), properties={"max_rows": "9" * 1_900}),
        row_list(question("textfield", "a"), properties={"title_field": "b"}),
        row_list(question("textfield", "a"), properties={"line_fields": "a, b"}),
    ],
)
def test_what_cannot_be_followed_is_refused(component: Any) -> None:
    refusal(as_file(component))


def test_a_refusal_names_the_component_as_the_editor_does() -> None:
    assert "“Số hộ”" in refusal(as_file(question("number", "a", label="Số hộ", decimalDigits=-1)))


def test_two_fields_may_not_share_a_key_but_a_row_has_keys_of_its_own() -> None:
    a = question("textfield", "a")
    assert "đã dùng" in refusal(as_file(a, a))
    assert "đã dùng" in refusal(as_file(a, {"type": "group", "label": "Nhóm", "components": [a]}))
    assert written(a, row_list(a)).lists[0].fields[0].key == "a"


def test_english_falls_back_to_vietnamese() -> None:
    form = written(question("select", "a", label="Ô", values=CHOICE, properties={"option_a_en": "One"}))
    assert form.fields[0].label == {"vi": "Ô", "en": "Ô"}
    assert form.fields[0].options[0].label == {"vi": "Một", "en": "One"}


def test_buttons_and_lines_are_left_to_the_page() -> None:
    parts = ({"type": "button", "label": "Gửi"}, {"type": "spacer"}, question("textfield", "a"))
    assert [type(part).__name__ for part in written(*parts).components] == ["Field"]


def test_the_label_of_a_day_is_found_where_form_js_keeps_it() -> None:
    day = {"type": "datetime", "key": "a", "dateLabel": "Ngày", "properties": {"label_en": "Day"}}
    time = {"type": "datetime", "key": "b", "subtype": "time", "timeLabel": "Giờ"}
    form = written(day, time)
    assert [(field.kind, field.label["vi"]) for field in form.fields] == [("date", "Ngày"), ("time", "Giờ")]
    assert form.fields[0].label["en"] == "Day"
