import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from forms.redrawing import ADDED, MOVED, REMOVED, compare_forms
from forms.refused import FormRefused

SCHEMAS = sorted((Path(__file__).parents[2] / "forms" / "schemas").glob("*.form"))
APPROVE = (SCHEMAS[0].parent / "approve_report.form").read_bytes()
TOOL = ("exporter", "executionPlatform", "executionPlatformVersion", "schemaVersion")


def edited(change: Callable[[dict[str, Any]], object]) -> bytes:
    raw = json.loads(APPROVE)
    change(raw)
    return json.dumps(raw).encode()


def sentences(after: bytes, language: str = "en") -> list[str]:
    return [change.sentence(language) for change in compare_forms(APPROVE, after)]


@pytest.mark.parametrize("file", SCHEMAS, ids=lambda file: file.stem)
def test_a_shipped_form_does_not_differ_from_itself(file: Path) -> None:
    data = file.read_bytes()
    assert compare_forms(data, json.dumps(json.loads(data)).encode()) == []


def test_the_tool_that_wrote_it_counts_for_nothing() -> None:
    assert compare_forms(APPROVE, edited(lambda raw: raw["exporter"].update(version="9.9"))) == []


def test_an_answer_that_need_not_be_given_any_more_is_told_by_its_question() -> None:
    after = edited(lambda raw: raw["components"][0]["validate"].update(required=False))
    assert sentences(after) == ["“Decision”, required: yes → no"]
    assert sentences(after, "vi") == ["“Quyết định”, bắt buộc: có → không"]


def test_a_choice_is_told_by_its_code_and_an_order_once() -> None:
    named = edited(lambda raw: raw["components"][0]["values"][0].update(label="Ký duyệt"))
    assert sentences(named) == ["“Decision”, choice “approve”: Duyệt và gửi → Ký duyệt"]
    turned = edited(lambda raw: raw["components"][0]["values"].reverse())
    assert sentences(turned) == ["“Decision”, order of choices: approve, return → return, approve"]
    gone = edited(lambda raw: raw["components"][0]["values"].pop())
    assert sentences(gone) == ["“Decision”, choice “return”: Trả lại để sửa → –"]


def test_a_question_is_added_removed_and_moved() -> None:
    new = {"type": "checkbox", "id": "Field_new", "key": "sure", "label": "Chắc chắn"}
    added = compare_forms(APPROVE, edited(lambda raw: raw["components"].append(new)))
    assert [(change.kind, change.key) for change in added] == [(ADDED, "sure")]
    removed = compare_forms(APPROVE, edited(lambda raw: raw["components"].pop(0)))
    assert [(change.kind, change.key) for change in removed] == [(REMOVED, "decision")]
    moved = compare_forms(APPROVE, edited(lambda raw: raw["components"].insert(0, raw["components"].pop())))
    assert [change.kind for change in moved] == [MOVED]


def test_a_question_is_the_same_under_another_key() -> None:
    after = edited(lambda raw: raw["components"][1].update(key="why"))
    assert sentences(after) == ["“What to correct”, key of the answer: reason → why"]


def spoilt(raw: Any, part: Any) -> Iterator[tuple[str, bytes]]:
    """A form with one value after the other spoilt."""
    for name, value in list(part.items() if isinstance(part, dict) else enumerate(part)):
        if part is raw and name in TOOL:
            continue
        if isinstance(value, dict | list):
            yield from spoilt(raw, value)
            continue
        part[name] = (not value) if isinstance(value, bool) else f"{value}x"
        yield f"{name}: {value}", json.dumps(raw).encode()
        part[name] = value


@pytest.mark.parametrize("name", ["monthly_report", "approve_report", "quick_report"])
def test_nothing_of_a_form_can_change_unseen(name: str) -> None:
    data = next(file for file in SCHEMAS if file.stem == name).read_bytes()
    raw = json.loads(data)
    assert [told for told, after in spoilt(raw, raw) if not compare_forms(data, after)] == []


@pytest.mark.parametrize("data", [b"", b"[]", b"{", b'{"components": ' + b"[" * 500 + b"]" * 500 + b"}"])
def test_a_file_that_is_no_form_is_refused_or_empty(data: bytes) -> None:
    if data.endswith(b"]}"):
        assert compare_forms(data, data) == []
    else:
        with pytest.raises(FormRefused):
            compare_forms(APPROVE, data)


def test_values_nested_without_end_are_refused() -> None:
    deep = b'{"a":' * 100 + b"1" + b"}" * 100
    with pytest.raises(FormRefused):
        compare_forms(deep, deep)
