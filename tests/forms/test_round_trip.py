"""A page sent back unchanged gives the answers it was made from."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.fill import answers_from_post, apply_operation
from forms.form import Field, Form
from forms.shape import clean_text, shaped, starting_answers
from tests.forms.pages import OPTIONS, REPORT, SHIPPED, page, question, row_list, sent, shipped, written

LABEL = {"vi": "Ô", "en": "Field"}
CHOICES = [{"value": value, "label": f"Mục {value}"} for value in ("a", 'b "quoted" <b>', "c'&amp;")]
EVERY_KIND = written(
    question("textfield", "line"),
    question("textarea", "lines"),
    question("number", "count"),
    question("checkbox", "tick"),
    question("select", "one", values=CHOICES),
    question("radio", "pick", values=CHOICES),
    question("checklist", "several", values=CHOICES),
    question("datetime", "day"),
    {"type": "datetime", "key": "moment", "subtype": "datetime", "dateLabel": "Lúc"},
    {"type": "datetime", "key": "hour", "subtype": "time", "timeLabel": "Giờ"},
    row_list(
        question("textarea", "words"),
        question("checkbox", "tick"),
        question("radio", "pick", values=CHOICES),
        question("checklist", "several", values=CHOICES),
        properties={"max_rows": "4"},
    ),
)
TEXT = st.text(max_size=40).map(lambda text: clean_text(LABEL, text))
LINE = TEXT.map(lambda text: " ".join(text.split()))


def answer(field: Field) -> st.SearchStrategy[Any]:
    values = [option.value for option in field.options or OPTIONS.get(field.source or "", ())]
    kinds: dict[str, st.SearchStrategy[Any]] = {
        "textfield": LINE,
        "textarea": TEXT,
        "number": st.none() | st.integers(-(10**14), 10**14) | st.decimals(-999, 999, places=2).map(float),
        "checkbox": st.booleans(),
        "select": st.sampled_from(["", *values, "no longer listed"]),
        "radio": st.sampled_from(["", *values]),
        "checklist": st.lists(st.sampled_from(values or [""]), unique=True).map(
            lambda some: sorted(some, key=values.index)
        ),
        "date": st.just("") | st.dates().map(str),
        "time": st.just("") | st.times().map(lambda time: time.strftime("%H:%M")),
        "datetime": st.just("") | st.datetimes().map(lambda moment: moment.isoformat("T", "minutes")),
    }
    return kinds[field.kind]


def answers(form: Form) -> st.SearchStrategy[dict[str, Any]]:
    lists = {
        rows.key: st.lists(st.fixed_dictionaries({f.key: answer(f) for f in rows.fields}), max_size=3)
        for rows in form.lists
    }
    return st.fixed_dictionaries({field.key: answer(field) for field in form.fields} | lists)


@given(answers(EVERY_KIND), st.sampled_from(["vi", "en"]))
def test_every_kind_of_answer_comes_back(given_answers: dict[str, Any], language: str) -> None:
    assert answers_from_post(EVERY_KIND, sent(page(EVERY_KIND, given_answers, language))) == given_answers


@given(st.data())
def test_the_shipped_forms_bring_back_what_was_written(data: st.DataObject) -> None:
    form = shipped(data.draw(st.sampled_from(SHIPPED)))
    given_answers = data.draw(answers(form))
    assert answers_from_post(form, sent(page(form, given_answers))) == given_answers


def test_a_new_page_brings_back_what_a_report_begins_with() -> None:
    form = shipped("monthly_report")
    assert answers_from_post(form, sent(page(form, starting_answers(form)))) == starting_answers(form)


@pytest.mark.parametrize(
    ("button", "count"), [("add:issues", 2), ("remove:issues.0", 0), ("remove:issues.9", 1)]
)
def test_a_page_after_a_button_brings_back_the_changed_rows(button: str, count: int) -> None:
    form = shipped("monthly_report")
    changed = apply_operation(form, shaped(form, REPORT), button)
    back = answers_from_post(form, sent(page(form, changed)))
    assert back == changed
    assert len(back["issues"]) == count
