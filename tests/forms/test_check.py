"""Drafts and submissions: what stands in the way, where, in which words."""

from typing import Any

import pytest

from forms.check import check_answers
from forms.form import Form
from forms.refused import FormRefused, OptionsMissing, RuleBroken
from forms.unprintable import unprintable_words
from tests.forms.pages import (
    ISSUE,
    OPTIONS,
    REPORT,
    drafted,
    found,
    question,
    row_list,
    shipped,
    submitted,
    written,
)

NIL = {"overview": "Không có gì.", "nil_report": True, "issues": []}


@pytest.fixture(name="form")
def _form() -> Form:
    return shipped("monthly_report")


def with_issue(**changes: Any) -> dict[str, Any]:
    return {**REPORT, "issues": [ISSUE, {**ISSUE, **changes}]}


def test_a_whole_report_may_be_sent(form: Form) -> None:
    checked = submitted(form, REPORT)
    assert (checked.problems, checked.warnings) == ([], [])
    assert checked.answers == REPORT


def test_a_draft_is_kept_whatever_it_holds(form: Form) -> None:
    half = {"issues": [{"mentions": "nhiều", "field": "gone"}, {}], "overview": "x" * 9_000}
    checked = drafted(form, half)
    assert checked.problems == []
    assert [row["mentions"] for row in checked.answers["issues"]] == ["nhiều", None]
    assert len(checked.answers["overview"]) == 9_000


def test_even_a_draft_must_have_the_shape_of_its_form(form: Form) -> None:
    with pytest.raises(FormRefused):
        drafted(form, {"issues": {"summary": "text"}})


def test_each_missing_answer_is_named_in_both_languages(form: Form) -> None:
    problems = submitted(form, {"overview": "", "issues": [{"summary": "Ngập"}]}).problems
    assert [problem.path for problem in problems] == [
        "overview", "issues.0.field", "issues.0.place", "issues.0.source", "issues.0.urgency",
        "issues.0.mentions", "issues.0.status",
    ]  # fmt: skip
    assert problems[0].message == {"vi": "Nhập tình hình chung", "en": "Enter the overview"}
    assert problems[2].message == {"vi": "Chọn địa bàn", "en": "Choose the place"}
    assert problems[2].summary == {"vi": "Vấn đề 1: chọn địa bàn", "en": "Issue 1: choose the place"}


def test_problems_stand_in_the_order_of_the_page(form: Form) -> None:
    answers = {
        "proposals": [{"what": "gọi 0912345678"}],
        "issues": [{**ISSUE, "mentions": 0}, {**ISSUE, "summary": "0912345678", "place": ""}],
    }
    assert list(found(form, answers)) == [
        "overview", "issues.0.mentions", "issues.1.summary", "issues.1.place", "proposals.0.what",
    ]  # fmt: skip


@pytest.mark.parametrize(("length", "fine"), [(599, True), (600, True), (601, False)])
def test_a_summary_has_six_hundred_characters(form: Form, length: int, *, fine: bool) -> None:
    told = found(form, with_issue(summary="ế" * length))
    assert (told == {}) is fine
    if not fine:
        assert "601" in told["issues.1.summary"]
        assert "rút bớt 1 ký tự" in told["issues.1.summary"]


@pytest.mark.parametrize(("mentions", "fine"), [(0, False), (1, True), (2, True)])
def test_an_issue_is_mentioned_at_least_once(form: Form, mentions: int, *, fine: bool) -> None:
    told = found(form, with_issue(mentions=mentions))
    assert told == ({} if fine else {"issues.1.mentions": "Nhập số ý kiến từ 1 trở lên"})


@pytest.mark.parametrize("field", ["field", "place", "handler"])
def test_a_choice_that_is_no_longer_listed_is_asked_for_again(form: Form, field: str) -> None:
    assert found(form, with_issue(**{field: "abolished"}))[f"issues.1.{field}"].endswith("chọn lại")


def test_empty_rows_are_dropped_at_submission_only(form: Form) -> None:
    answers = {**REPORT, "issues": [{}, ISSUE, {}]}
    assert submitted(form, answers).answers["issues"] == [ISSUE]
    assert len(drafted(form, answers).answers["issues"]) == 3


def test_a_nil_report_needs_no_issue_and_may_have_none(form: Form) -> None:
    assert found(form, NIL) == {}
    assert found(form, {**NIL, "issues": [{}]}) == {}
    told = found(form, {**NIL, "issues": [ISSUE]})
    assert list(told) == ["nil_report"]
    assert "bỏ dấu" in told["nil_report"]


def test_without_an_issue_the_clerk_says_that_there_is_none(form: Form) -> None:
    told = found(form, {**NIL, "nil_report": False})
    assert list(told) == ["issues"]
    assert "Không phát sinh" in told["issues"]


def test_a_hidden_question_is_neither_checked_nor_kept() -> None:
    form = shipped("receive_report")
    answers = {"decision": "accept", "reason": "gọi 0912345678", "reason_code": "TL-99"}
    checked = submitted(form, answers)
    assert checked.problems == []
    assert checked.answers == {"decision": "accept"}
    assert set(found(form, {"decision": "return"})) == {"reason_code", "reason"}


def test_what_hangs_on_a_hidden_question_is_hidden_too() -> None:
    form = written(
        question("checkbox", "a"),
        question("textfield", "b", conditional={"hide": "=a != true"}),
        {
            "type": "group",
            "label": "Nhóm",
            "conditional": {"hide": '=b != "x"'},
            "components": [question("textfield", "c", validate={"required": True})],
        },
    )
    assert submitted(form, {"a": False, "b": "x", "c": "y"}).answers == {"a": False}
    assert found(form, {"a": True, "b": "x"}) == {"c": "Nhập ô c"}


def test_a_row_sees_itself_and_what_is_around_it() -> None:
    inner = question("textfield", "why", conditional={"hide": '=kind != "other" or parent.strict != true'})
    form = written(question("checkbox", "strict"), row_list(question("textfield", "kind"), inner))
    rows = [{"kind": "other", "why": "x"}, {"kind": "usual", "why": "x"}]
    assert submitted(form, {"strict": True, "rows": rows}).answers["rows"] == [rows[0], {"kind": "usual"}]
    assert submitted(form, {"strict": False, "rows": rows}).answers["rows"] == [
        {"kind": "other"},
        {"kind": "usual"},
    ]


def test_a_rule_sees_the_facts_of_the_case() -> None:
    rule = {"rule": "=n <= most", "rule_vi": "Nhiều quá", "rule_en": "Too many"}
    form = written(question("number", "n", properties=rule))
    for most, expected in ((3, []), (1, ["Too many"])):
        checked = check_answers(form, {"n": 2}, options={}, context={"most": most}, draft=False)
        assert [problem.message["en"] for problem in checked.problems] == expected


def test_texts_dates_and_ticks_have_their_own_sentences() -> None:
    form = written(
        question("textfield", "code", label="Mã", validate={"pattern": "^[A-Z]{2}$", "minLength": 2}),
        question("datetime", "day", label="Ngày họp"),
        question("checkbox", "read", label="Đã đọc", validate={"required": True}),
    )
    assert found(form, {"code": "a", "day": "31/11/2026", "read": False}) == {
        "code": "Viết mã ít nhất 2 ký tự",
        "day": "Chọn ngày họp là một ngày giờ có thật",
        "read": "Đánh dấu “Đã đọc”",
    }
    assert found(form, {"code": "ab", "read": True}) == {"code": "Viết lại mã theo đúng mẫu ghi ở trên"}
    assert found(form, {"code": "AB", "day": "2026-11-30", "read": True}) == {}


def test_a_limit_may_be_worked_out() -> None:
    form = written(question("number", "a"), question("number", "b", validate={"max": "=a"}))
    assert found(form, {"a": 2, "b": 2}) == {}
    assert list(found(form, {"a": 2, "b": 3})) == ["b"]
    assert found(form, {"b": 3}) == {}


def test_the_bound_of_a_text_in_a_row_sees_its_row_in_a_draft_too() -> None:
    text = question("textfield", "text", validate={"maxLength": "=most"})
    form = written(row_list(question("number", "most"), text))
    rows = {"rows": [{"most": 3, "text": "abc"}, {"most": 3, "text": "abcd"}]}
    assert [one.path for one in drafted(form, rows).warnings] == ["rows.1.text"]
    assert list(found(form, rows)) == ["rows.1.text"]


def test_a_bound_that_cannot_be_worked_out_is_told_when_it_is_sent_and_not_before() -> None:
    endless = "=count(for i in 1..10000000 return i)"
    form = written(question("textfield", "text", validate={"maxLength": endless}))
    assert drafted(form, {"text": "abc"}).warnings == []
    with pytest.raises(RuleBroken):
        submitted(form, {"text": "abc"})


def test_letters_no_document_can_show_are_warned_of_in_a_draft_and_refused_at_submission(form: Form) -> None:
    def only_emoji(text: str) -> str:
        return "".join(letter for letter in text if ord(letter) > 0xFFFF)

    answers = {**with_issue(summary="Ngập \U0001f600"), "overview": "Ổn \U0001f389"}
    for draft in (True, False):
        checked = check_answers(form, answers, options=OPTIONS, draft=draft, unprintable=only_emoji)
        told = checked.warnings if draft else checked.problems
        assert [one.path for one in told] == ["overview", "issues.1.summary"]
        assert told[0].message["vi"].startswith("Có ký tự không in được trong văn bản: \U0001f389.")
        assert "cannot show: \U0001f600" in told[1].message["en"]
    assert submitted(form, answers).problems == []


def test_many_letters_no_document_can_show_are_not_all_named() -> None:
    words = unprintable_words("漢" * 11, submitted=True)
    assert words["vi"].count("漢") == 10
    assert " …" in words["vi"]


def test_signs_that_turn_the_direction_of_reading_are_left_out(form: Form) -> None:
    assert drafted(form, {"overview": "a\u202eb\u2067c\u061c"}).answers["overview"] == "abc\u061c"
    assert drafted(form, {"overview": " \u200b\u2060\ufeff "}).answers["overview"] == "", (
        "nothing that is seen"
    )


def test_personal_data_is_warned_of_in_a_draft_and_refused_at_submission(form: Form) -> None:
    answers = with_issue(summary="Ông A, số 0912 345 678, kêu ồn.")
    [warned] = drafted(form, answers).warnings
    [refused] = submitted(form, answers).problems
    assert warned.path == refused.path == "issues.1.summary"
    assert "0912 345 678" in refused.message["vi"]
    for message in (warned.message, refused.message):
        assert "Máy không nhận ra được họ tên" in message["vi"]
        assert "cannot recognise names" in message["en"]
    assert warned.message["vi"].startswith("Có vẻ có số điện thoại")
    assert refused.summary["vi"].startswith("Vấn đề 2: bỏ số điện thoại")


def test_a_list_nobody_gave_is_the_operators_matter(form: Form) -> None:
    with pytest.raises(OptionsMissing) as caught:
        check_answers(form, REPORT, options={}, draft=False)
    assert "places" in caught.value.message["vi"]


def test_a_rule_may_ask_for_an_answer_that_is_otherwise_left_out() -> None:
    rule = {
        "rule": '=level != "flash" or handler != ""',
        "rule_vi": "Chọn cơ quan",
        "rule_en": "Choose a body",
    }
    form = written(question("textfield", "level"), question("textfield", "handler", properties=rule))
    assert found(form, {"level": "flash"}) == {"handler": "Chọn cơ quan"}
    assert found(form, {"level": "flash", "handler": "C00145"}) == {}
    assert found(form, {"level": "normal"}) == {}


def test_a_rule_that_compares_says_nothing_about_a_number_nobody_gave() -> None:
    rule = {"rule": "=closed <= received", "rule_vi": "Nhiều hơn số nhận", "rule_en": "More than received"}
    form = written(question("number", "received"), question("number", "closed", properties=rule))
    assert found(form, {"received": 3}) == {}
    assert found(form, {"received": 3, "closed": 4}) == {"closed": "Nhiều hơn số nhận"}
    assert found(form, {"closed": 4}) == {"closed": "Nhiều hơn số nhận"}


def test_a_rule_that_fails_is_the_process_owners_matter() -> None:
    endless = "=every x in 1..9999999 satisfies x > 0"
    form = written(question("number", "n", properties={"rule": endless, "rule_vi": "x", "rule_en": "x"}))
    with pytest.raises(RuleBroken) as caught:
        submitted(form, {"n": 1})
    assert "quy trình" in caught.value.message["vi"]
    assert "process owner" in caught.value.message["en"]
