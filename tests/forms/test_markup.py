"""The shipped forms as pages: complete in both languages, bound together, without script or style."""

import re
from collections.abc import Mapping
from itertools import product
from typing import Any

import pytest
from lxml import html

from forms.form import Form, Option
from forms.refused import OptionsMissing
from forms.render import error_summary, field_id, render_answers, render_form
from forms.shape import starting_answers
from tests.forms.pages import (
    ISSUE,
    REPORT,
    SHIPPED,
    drafted,
    page,
    parsed,
    question,
    row_list,
    shipped,
    submitted,
    written,
)

VIETNAMESE = re.compile(
    "[ăâđêôơưáàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ]", re.IGNORECASE
)
ENGLISH_OPTIONS = {"places": [Option("all", {"vi": "Toàn phường", "en": "All of it"})], "handlers": []}
WRONG = {
    "decision": "return",
    "reason": "gọi 0912345678",
    "overview": "",
    "nil_report": True,
    "issues": [{**ISSUE, "summary": "0912345678", "mentions": 0, "place": "gone"}, ISSUE, {"summary": "x"}],
}
Told = dict[str, Any]  # what a page is told: {"problems": [...]} or {"warnings": [...]}
STATES = ("empty", "full", "wrong", "draft")


def facts(form: Form, state: str) -> tuple[Mapping[str, Any], Told]:
    if state == "empty":
        return starting_answers(form), {}
    if state == "full":
        return {**REPORT, "decision": "return"}, {}
    if state == "draft":
        return WRONG, {"warnings": drafted(form, WRONG).warnings}
    return WRONG, {"problems": submitted(form, WRONG).problems}


@pytest.fixture(name="document", params=product(SHIPPED, STATES, ("vi", "en")), ids="-".join)
def _document(request: pytest.FixtureRequest) -> html.HtmlElement:
    name, state, language = request.param
    form = shipped(name)
    answers, told = facts(form, state)
    return page(form, answers, language, **told)


def test_every_control_has_a_label_and_every_label_a_control(document: html.HtmlElement) -> None:
    controls = document.xpath("//input[@type!='hidden'] | //textarea | //select")
    assert controls
    assert {control.get("id") for control in controls} == set(document.xpath("//label/@for"))
    assert all(label.text_content().strip() for label in document.xpath("//label | //legend"))
    assert len(document.xpath("//fieldset")) == len(document.xpath("//fieldset/legend"))


def test_ids_are_unique_and_what_is_pointed_at_exists(document: html.HtmlElement) -> None:
    ids = document.xpath("//@id")
    assert len(ids) == len(set(ids))
    pointed = " ".join(document.xpath("//@aria-describedby | //@aria-labelledby")).split()
    assert set(pointed) <= set(ids)


def test_every_message_belongs_to_what_it_is_about(document: html.HtmlElement) -> None:
    messages = set(document.xpath("//*[contains(@class, 'govuk-error-message')]/@id"))
    assert messages <= set(" ".join(document.xpath("//@aria-describedby")).split())
    assert all(text.strip() for text in document.xpath("//*[contains(@class, 'govuk-hint')]/text()"))


def test_there_is_no_script_no_style_and_no_foreign_address(document: html.HtmlElement) -> None:
    assert not document.xpath(
        "//script | //style | //link | //img | //@style | //@onclick | //@href | //@src"
    )


def test_no_browser_is_told_to_cut_what_is_pasted(document: html.HtmlElement) -> None:
    assert document.xpath("//textarea")
    assert not document.xpath("//@maxlength")


@pytest.mark.parametrize("name", SHIPPED)
@pytest.mark.parametrize("state", STATES)
def test_the_english_page_has_no_vietnamese_word(name: str, state: str) -> None:
    form = shipped(name)
    answers, told = facts(form, state)
    plain = {**answers, "overview": "x", "followup": "x", "reason": "x"}
    plain["proposals"] = [{**row, "what": "x"} for row in answers.get("proposals", ())]
    plain["issues"] = [{**row, "summary": "x", "handler": ""} for row in answers.get("issues", ())]
    pages = [
        render_form(form, plain, language="en", options=ENGLISH_OPTIONS, **told),
        render_answers(form, plain, language="en", options=ENGLISH_OPTIONS),
        *(error_summary(found, language="en", draft=kind == "warnings") for kind, found in told.items()),
    ]
    for shown in pages:
        assert not VIETNAMESE.search(parsed(shown).text_content())


@pytest.mark.parametrize(("language", "word"), [("vi", "Lỗi:"), ("en", "Error:")])
def test_an_error_is_marked_for_eyes_and_ears(language: str, word: str) -> None:
    form = shipped("monthly_report")
    answers = {**REPORT, "issues": [{**ISSUE, "mentions": 0}]}
    document = page(form, answers, language, problems=submitted(form, answers).problems)
    [field] = document.xpath("//*[@id='f-issues-0-mentions']")
    assert field.get("aria-invalid") == "true"
    [message] = document.xpath(f"//*[@id='{field.get('aria-describedby')}']")
    assert message.text_content().startswith(word)
    assert len(document.xpath("//@aria-invalid")) == 1


def test_a_warning_is_no_error() -> None:
    form = shipped("monthly_report")
    answers = {**REPORT, "overview": "gọi 0912345678", "issues": [{**ISSUE, "summary": "a@b.vn"}]}
    document = page(form, answers, warnings=drafted(form, answers).warnings)
    assert not document.xpath("//@aria-invalid")
    assert all(
        text.startswith("Lưu ý:")
        for text in document.xpath("//*[contains(@class, 'error-message')]/*/text()")
    )
    assert "Cần xem lại" in document.xpath("string(//summary)")


def test_the_summary_leads_to_each_place_and_takes_the_focus() -> None:
    form = shipped("monthly_report")
    problems = submitted(form, {"issues": [{**ISSUE, "place": ""}]}).problems
    box = parsed(error_summary(problems, language="vi"))
    assert box.xpath("//@href") == ["#f-overview", "#f-issues-0-place"]
    assert box.xpath("//a/text()") == ["Nhập tình hình chung", "Vấn đề 1: chọn địa bàn"]
    [focused] = box.xpath("//*[@autofocus]")
    assert focused.get("tabindex") == "-1"
    assert box.xpath("string(//h2)") == "Chưa gửi được: còn 2 chỗ cần sửa"
    assert "Mọi nội dung đã nhập vẫn còn nguyên." in box.text_content()
    draft = parsed(error_summary(problems, language="vi", draft=True))
    assert draft.xpath("string(//h2)") == "Cần xem lại trước khi gửi: 2 chỗ"


def test_every_link_of_the_summary_leads_somewhere() -> None:
    for name in SHIPPED:
        form = shipped(name)
        for answers in ({}, WRONG, {"nil_report": True, "issues": [ISSUE]}):
            checked = submitted(form, answers)
            document = page(form, checked.answers, problems=checked.problems)
            assert {field_id(problem.path) for problem in checked.problems} <= set(document.xpath("//@id"))


def test_what_was_typed_is_shown_as_text() -> None:
    nasty = "</textarea><script>alert(1)</script>\"'&amp;"
    form = written(question("textarea", "a"), question("textfield", "b"), row_list(question("textarea", "c")))
    answers = {"a": nasty, "b": nasty, "rows": [{"c": nasty}]}
    document = page(form, answers)
    assert not document.xpath("//script")
    assert document.xpath("//textarea[@name='a']/text()")[0].strip() == nasty
    assert document.xpath("//input[@name='b']/@value") == [nasty]
    assert not parsed(render_answers(form, answers, language="vi")).xpath("//script")


def test_a_list_of_choices_that_nobody_gave_is_not_shown_as_empty() -> None:
    with pytest.raises(OptionsMissing):
        render_form(shipped("monthly_report"), REPORT, language="vi")


def test_words_and_groups_stand_where_the_form_has_them() -> None:
    group = {"type": "group", "id": "g", "label": "Nhóm", "components": [question("textfield", "b")]}
    text = {"type": "text", "text": "# Phần một\nĐọc kỹ <b>trước</b>."}
    document = page(written(text, question("textfield", "a", description="Gợi ý"), group), {})
    assert document.xpath("string(//h2)") == "Phần một"
    assert document.xpath("string(//p)") == "Đọc kỹ <b>trước</b>."
    assert document.xpath("//input[@name='a']/@aria-describedby") == ["f-a-h"]
    assert document.xpath("//fieldset[legend='Nhóm']//input/@name") == ["b"]
