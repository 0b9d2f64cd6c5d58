"""What a page posts becomes answers; what would hurt the machine is refused with a sentence."""

import pytest

from forms.fill import MAX_FIELDS, MAX_TOTAL_CHARACTERS, answers_from_post, apply_operation
from forms.form import Form
from forms.refused import FormRefused
from forms.shape import MAX_CHARACTERS, shaped, starting_answers
from tests.forms.pages import question, row_list, shipped, submitted, written


@pytest.fixture(name="form")
def _form() -> Form:
    texts = row_list(question("textfield", "a"), question("checkbox", "b"), properties={"max_rows": "3"})
    return written(question("textfield", "t"), question("checklist", "c", valuesKey="places"), texts)


def refusal(form: Form, pairs: list[tuple[str, str]]) -> str:
    with pytest.raises(FormRefused) as caught:
        answers_from_post(form, pairs)
    assert caught.value.message["vi"]
    assert caught.value.message["en"]
    return str(caught.value.message["vi"])


def test_names_the_form_does_not_know_are_ignored(form: Form) -> None:
    pairs = [("t", "x"), ("_token", "y"), ("rows.0.zzz", "z"), ("rows.01.a", "z"), ("other.0.a", "z")]
    assert answers_from_post(form, pairs) == {"t": "x", "c": [], "rows": [{"a": "", "b": False}]}


def test_gaps_between_rows_close(form: Form) -> None:
    pairs = [("rows.7.a", "second"), ("rows.2.a", "first")]
    assert [row["a"] for row in answers_from_post(form, pairs)["rows"]] == ["first", "second"]


def test_a_row_without_any_answer_keeps_its_place(form: Form) -> None:
    assert answers_from_post(form, [("rows.0", "")])["rows"] == [{"a": "", "b": False}]


def test_ticks_are_read_once_each(form: Form) -> None:
    pairs = [
        ("c", "all"),
        ("c", "group-4"),
        ("c", "all"),
        ("c", ""),
        ("rows.0.b", "true"),
        ("rows.1.b", "false"),
    ]
    answers = answers_from_post(form, pairs)
    assert answers["c"] == ["all", "group-4"]
    assert [row["b"] for row in answers["rows"]] == [True, False]


def test_texts_are_kept_in_one_spelling(form: Form) -> None:
    assert answers_from_post(form, [("t", " phu\u031bo\u031b\u0300ng\r\nmột\x00\r ")])["t"] == "phường\nmột"


@pytest.mark.parametrize(("rows", "taken"), [(2, True), (3, True), (4, False)])
def test_a_list_takes_as_many_rows_as_it_says(form: Form, rows: int, *, taken: bool) -> None:
    pairs = [(f"rows.{index}.a", "x") for index in range(rows)]
    if taken:
        assert len(answers_from_post(form, pairs)["rows"]) == rows
    else:
        assert "tối đa 3 dòng" in refusal(form, pairs)


def test_a_text_is_capped(form: Form) -> None:
    answers_from_post(form, [("t", "x" * MAX_CHARACTERS)])
    assert "20001 ký tự" in refusal(form, [("t", "x" * (MAX_CHARACTERS + 1))])


def test_the_whole_is_capped(form: Form) -> None:
    answers_from_post(form, [("x", "")] * MAX_FIELDS)
    assert "quá lớn" in refusal(form, [("x", "")] * (MAX_FIELDS + 1))
    assert "quá lớn" in refusal(form, [("x", "y" * MAX_TOTAL_CHARACTERS)])


@pytest.mark.parametrize(
    "answers",
    [{"t": 7}, {"t": ["x"]}, {"c": "all"}, {"c": [1]}, {"rows": {}}, {"rows": ["x"]}, {"rows": [{"b": "yes"}]},
     {"rows": [{}] * 4}],
)  # fmt: skip
def test_kept_answers_of_another_shape_are_refused(form: Form, answers: dict[str, object]) -> None:
    with pytest.raises(FormRefused):
        shaped(form, answers)


def test_a_row_is_added_at_the_end_and_removed_where_it_stood(form: Form) -> None:
    answers = {"t": "kept", "rows": [{"a": "1"}, {"a": "2"}]}
    added = apply_operation(form, answers, "add:rows")
    assert added == {"t": "kept", "rows": [{"a": "1"}, {"a": "2"}, {"a": "", "b": False}]}
    assert apply_operation(form, added, "remove:rows.0")["rows"][0] == {"a": "2"}
    assert answers["rows"] == [{"a": "1"}, {"a": "2"}]


def test_a_row_is_moved_up_and_the_first_stays_first(form: Form) -> None:
    answers = {"rows": [{"a": "1"}, {"a": "2"}, {"a": "3"}]}
    for button, order in (
        ("up:rows.0", "123"),
        ("up:rows.1", "213"),
        ("up:rows.2", "132"),
        ("up:rows.3", "123"),
    ):
        moved = apply_operation(form, answers, button)["rows"]
        assert "".join(row["a"] for row in moved) == order, button


def test_removing_what_is_gone_changes_nothing(form: Form) -> None:
    assert apply_operation(form, {"rows": [{"a": "1"}]}, "remove:rows.5") == {"rows": [{"a": "1"}]}


def test_a_full_list_says_so(form: Form) -> None:
    with pytest.raises(FormRefused) as caught:
        apply_operation(form, {"rows": [{}] * 3}, "add:rows")
    assert "3" in caught.value.message["en"]


@pytest.mark.parametrize(
    "button", ["", "add:", "add:other", "add:t", "remove:rows", "up:rows", "remove:rows.-1", "drop:rows.1"]
)
def test_a_button_the_form_does_not_have_is_refused(form: Form, button: str) -> None:
    with pytest.raises(FormRefused):
        apply_operation(form, {"rows": []}, button)


def test_a_new_report_begins_with_what_the_form_gives() -> None:
    row = row_list(question("number", "n", defaultValue=2), question("checkbox", "b"), defaultRepetitions=2)
    odd = question("number", "odd", defaultValue=["no", "number"])
    form = written(question("textfield", "t", defaultValue="như kỳ trước"), odd, row)
    assert starting_answers(form) == {"t": "như kỳ trước", "odd": None, "rows": [{"n": 2, "b": False}] * 2}


def test_a_row_left_as_it_began_is_not_sent() -> None:
    form = written(row_list(question("number", "n", defaultValue=2, validate={"required": True})))
    assert submitted(form, {"rows": [{"n": 2}, {"n": 3}, {}]}).answers["rows"] == [{"n": 3}]


def test_two_hundred_issues_fit() -> None:
    form = shipped("monthly_report")
    assert len(answers_from_post(form, [(f"issues.{index}", "") for index in range(200)])["issues"]) == 200
    assert "tối đa 200" in refusal(form, [(f"issues.{index}", "") for index in range(201)])
