"""A question that one radio answer brings up stands under that answer, since no script could show it later."""

import pytest

from forms.form import Field, Form
from forms.visible import evaluated, is_hidden, scope_of
from tests.forms.pages import SCHEMAS, found, page, question, sent, shipped, submitted, written

CHOICES = [
    {"value": "yes", "label": "Có"},
    {"value": "no", "label": "Không"},
    {"value": "later", "label": "Sau"},
]


def hangs(condition: str, **more: object) -> dict[str, object]:
    return question("textfield", "why", conditional={"hide": condition}, **more)


@pytest.mark.parametrize(
    ("condition", "where"),
    [
        ('=pick != "no"', ("pick", "no")),
        ('=not(pick = "no")', ("pick", "no")),
        ('=pick != "no" and pick != "later"', None),  # two answers bring it up
        ('=pick = "no"', None),  # asked before anything is chosen
        ('=pick != "gone"', None),
        ('=pick != "no" or other != "x"', None),
        ('=other != "x"', None),
    ],
)
def test_where_a_question_stands(condition: str, where: tuple[str, str] | None) -> None:
    form = written(
        question("radio", "pick", values=CHOICES), question("textfield", "other"), hangs(condition)
    )
    assert form.revealed.get("why") == where


def test_only_a_radio_brings_up_a_question() -> None:
    form = written(question("select", "pick", values=CHOICES), hangs('=pick != "no"'))
    assert form.revealed == {}
    assert not page(form, {}).xpath("//input[@name='why']")
    assert page(form, {"pick": "no"}).xpath("//input[@name='why']")


def test_a_group_that_may_be_hidden_keeps_its_questions() -> None:
    group = {
        "type": "group",
        "label": "Nhóm",
        "conditional": {"hide": "=tick = true"},
        "components": [hangs('=pick != "no"')],
    }
    form = written(question("checkbox", "tick"), question("radio", "pick", values=CHOICES), group)
    assert form.revealed == {}


def test_the_answer_tells_what_the_condition_says() -> None:
    forms = [shipped(path.stem) for path in sorted(SCHEMAS.glob("*.form"))]
    brought_up = [(form, field) for form in forms for field in form.fields if field.key in form.revealed]
    assert len(brought_up) > 20, "questions of shipped forms are looked at"
    for form, field in brought_up:
        for answer in offered(form, field):
            scope = scope_of(form, {form.revealed[field.key][0]: answer}, {})
            assert field.hide is not None
            assert is_hidden(form, field, scope) is (evaluated(field.hide, scope) is True)


def offered(form: Form, field: Field) -> list[str]:
    """The answers to the radio question that brings a question up, the missing one among them."""
    radio = form.revealed[field.key][0]
    return ["", *(option.value for one in form.fields if one.key == radio for option in one.options)]


@pytest.mark.parametrize("decision", ["", "accept", "return"])
def test_reasons_stand_under_the_return_whatever_is_chosen(decision: str) -> None:
    document = page(shipped("receive_report"), {"decision": decision})
    [under] = document.xpath("//*[@class='govuk-radios__conditional']")
    assert under.xpath(".//select/@name | .//textarea/@name") == ["reason_code", "reason"]
    assert under.getprevious().xpath("input/@value") == ["return"]
    assert document.xpath("count(//*[@name='reason'])") == 1


def test_a_reason_left_under_another_choice_is_sent_and_then_dropped() -> None:
    form = shipped("receive_report")
    document = page(form, {"decision": "accept", "reason": "chưa rõ"})
    assert ("reason", "chưa rõ") in sent(document)
    assert submitted(form, {"decision": "accept", "reason": "chưa rõ"}).answers == {"decision": "accept"}


def test_a_question_may_hang_on_one_that_hangs_itself() -> None:
    inner = question("radio", "sub", values=CHOICES, conditional={"hide": '=pick != "no"'})
    last = question("textfield", "why", conditional={"hide": '=sub != "yes"'}, validate={"required": True})
    form = written(question("radio", "pick", values=CHOICES), inner, last)
    assert page(form, {}).xpath("//fieldset//fieldset//input[@name='why']")
    assert found(form, {"pick": "yes", "sub": "yes"}) == {}
    assert list(found(form, {"pick": "no", "sub": "yes"})) == ["why"]


def test_a_decision_that_was_not_made_is_asked_for_in_words() -> None:
    assert found(shipped("approve_report"), {}) == {"decision": "Chọn “Duyệt và gửi” hoặc “Trả lại để sửa”"}
    assert found(shipped("receive_report"), {}) == {
        "decision": "Chọn “Tiếp nhận báo cáo” hoặc “Trả lại để bổ sung”"
    }
