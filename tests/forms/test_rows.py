"""The list of issues: which stand open, what their line says, where its buttons lead."""

import pytest
from lxml import html

from forms.form import Form
from tests.forms.pages import ISSUE, REPORT, drafted, page, question, row_list, shipped, submitted, written


@pytest.fixture(name="form")
def _form() -> Form:
    return shipped("monthly_report")


def issues(document: html.HtmlElement) -> list[html.HtmlElement]:
    found: list[html.HtmlElement] = document.xpath("//details[not(starts-with(@id, 'f-proposals'))]")
    return found


def line(issue: html.HtmlElement) -> str:
    return " ".join(issue.xpath("string(summary)").replace("\u00a0", " ").split())


def test_only_a_complete_issue_is_closed(form: Form) -> None:
    rows = [ISSUE, {**ISSUE, "place": ""}, {}, {**ISSUE, "mentions": 0}, {**ISSUE, "handler": ""}]
    shown = issues(page(form, {**REPORT, "issues": rows}))
    assert [issue.get("open") is not None for issue in shown] == [False, True, True, True, False]
    assert [issue.xpath("string(.//*[contains(@class,'govuk-tag')])") for issue in shown] == [
        "Đủ thông tin", "Chưa đủ thông tin", "", "Chưa đủ thông tin", "Đủ thông tin",
    ]  # fmt: skip


def test_an_issue_to_correct_is_open_and_says_how_much(form: Form) -> None:
    answers = {**REPORT, "issues": [ISSUE, {**ISSUE, "place": "", "mentions": 0}]}
    first, second = issues(page(form, answers, problems=submitted(form, answers).problems))
    assert first.get("open") is None
    assert second.get("open") is not None
    assert "issue--error" in second.get("class")
    assert "Cần sửa 2 lỗi" in line(second)


def test_the_eleventh_issue_is_not_taken_for_the_first(form: Form) -> None:
    answers = {**REPORT, "issues": [ISSUE] * 10 + [{**ISSUE, "place": ""}]}
    shown = issues(page(form, answers, problems=submitted(form, answers).problems))
    assert [issue.get("open") is not None for issue in shown] == [False] * 10 + [True]


def test_an_issue_to_look_at_again_is_open(form: Form) -> None:
    answers = {**REPORT, "issues": [ISSUE, {**ISSUE, "summary": "gọi 0912345678"}]}
    first, second = issues(page(form, answers, warnings=drafted(form, answers).warnings))
    assert (first.get("open"), second.get("open")) == (None, "")


def test_the_line_of_an_issue_tells_what_it_is(form: Form) -> None:
    long = {**ISSUE, "summary": "Rất dài " * 30, "place": "", "mentions": None}
    first, second = issues(page(form, {**REPORT, "issues": [ISSUE, long]}))
    assert line(first) == (
        "Vấn đề 1: Nước ngập sau mưa lớn, rút chậm trên 3 giờ. Đủ thông tin "
        "Hạ tầng kỹ thuật · Tổ dân phố số 4 · 14 ý kiến · Khẩn"
    )
    assert "…" in line(second)
    assert "chưa chọn địa bàn · chưa ghi số ý kiến" in line(second)


def test_english_counts_one_mention(form: Form) -> None:
    rows = [{**ISSUE, "mentions": 1}, {**ISSUE, "mentions": 1_200}]
    first, second = issues(page(form, {**REPORT, "issues": rows}, "en"))
    assert "· 1 mention ·" in line(first)
    assert "· 1,200 mentions ·" in line(second)


def test_the_fields_of_a_closed_issue_are_still_sent(form: Form) -> None:
    [closed] = issues(page(form, REPORT))
    fields = closed.xpath(
        ".//textarea | .//select | .//input[@type='text' or @type='hidden' or @type='checkbox']"
    )
    assert {one.get("name") for one in fields} >= {f"issues.0.{key}" for key in ISSUE}


OF_ISSUES = "//button[@name='do'][contains(@value, ':issues')]"


def test_buttons_name_the_row_and_lead_back_to_it(form: Form) -> None:
    document = page(form, {**REPORT, "issues": [ISSUE, ISSUE]})
    buttons = {button.get("value"): button for button in document.xpath(OF_ISSUES)}
    assert list(buttons) == ["remove:issues.0", "remove:issues.1", "up:issues.1", "add:issues"]
    assert [button.text for button in buttons.values()] == [
        "Bỏ vấn đề 1",
        "Bỏ vấn đề 2",
        "Đưa vấn đề 2 lên trước",
        "Thêm một vấn đề",
    ]
    assert [button.get("formaction") for button in buttons.values()] == [
        "#f-issues",
        "#f-issues",
        "#f-issues-0",
        "#f-issues-2",
    ]
    assert document.xpath("//*[@id='f-issues']")
    assert issues(document)[1].get("id") == "f-issues-1"


def test_a_full_list_offers_no_further_row() -> None:
    form = written(row_list(question("textfield", "a"), properties={"max_rows": "2"}))
    for count, offered in ((1, 1), (2, 0)):
        assert (
            len(page(form, {"rows": [{}] * count}).xpath("//button[starts-with(@value,'add:')]")) == offered
        )


def test_a_row_that_is_called_by_a_choice_is_called_by_its_words() -> None:
    agency = question("select", "agency", values=[{"value": "P01-CATP", "label": "Công an thành phố"}])
    form = written(row_list(agency, properties={"title": "agency"}))
    [row] = issues(page(form, {"rows": [{"agency": "P01-CATP"}]}))
    assert "1: Công an thành phố" in line(row)


def test_a_message_about_the_whole_list_stands_at_the_list(form: Form) -> None:
    answers = {"overview": "x"}
    document = page(form, answers, problems=submitted(form, answers).problems)
    [section] = document.xpath("//*[@id='f-issues']")
    assert section.get("aria-describedby") == "f-issues-e1"
    assert "Thêm ít nhất một vấn đề" in section.text_content()


def test_a_question_that_a_row_does_not_ask_is_not_shown_in_it() -> None:
    form = written(
        row_list(
            question("textfield", "kind"),
            question("textfield", "why", conditional={"hide": '=kind != "other"'}),
        )
    )
    document = page(form, {"rows": [{"kind": "other"}, {"kind": "usual"}]})
    assert document.xpath("//input[@type='text']/@name") == ["rows.0.kind", "rows.0.why", "rows.1.kind"]
