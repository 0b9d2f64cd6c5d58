"""Answers as they are read by those who decide about them."""

from collections.abc import Mapping
from typing import Any

import pytest

from forms.form import Form
from forms.render import render_answers
from tests.forms.pages import ISSUE, OPTIONS, REPORT, parsed, question, shipped, submitted, written


def read(form: Form, answers: Mapping[str, Any], language: str = "vi") -> dict[str, str]:
    document = parsed(render_answers(form, answers, language=language, options=OPTIONS))
    assert not document.xpath("//@id | //input | //textarea | //select | //button")
    return {
        " ".join(row.xpath("string(dt)").split()): "\n".join(text.strip() for text in row.xpath("dd//text()"))
        for row in document.xpath("//dl/div")
    }


def test_a_report_is_read_in_words() -> None:
    assert read(shipped("monthly_report"), REPORT) == {
        "Tình hình chung": "Tình hình ổn định.\nHai vấn đề kỳ trước đã giải quyết xong.",
        "Không phát sinh vấn đề nào trong kỳ": "Không",
        "Tóm tắt nội dung": "Nước ngập sau mưa lớn, rút chậm trên 3 giờ.",
        "Lĩnh vực": "Vệ sinh môi trường",
        "Địa bàn": "Tổ dân phố số 4",
        "Nguồn": "Tiếp xúc cử tri / đối thoại",
        "Mức độ khẩn": "Khẩn",
        "Số ý kiến": "14 ý kiến",
        "Tình trạng": "Đang xác minh",
        "Đề xuất cơ quan xử lý": "Phòng Quản lý đô thị",
        "Vấn đề nổi bật": "Không",
        "Vì sao nổi bật": "Không ghi",
        "Kết quả xử lý vấn đề kỳ trước": "Không ghi",
        "Đề xuất gì, vì sao": "Nạo vét cống trước mùa mưa.",
        "Mong xong trước ngày": "01/12/2026",
    }


def test_a_text_that_an_earlier_form_asked_in_place_of_a_list_is_read_as_its_only_row() -> None:
    before = {**REPORT, "proposals": "Nạo vét cống trước mùa mưa."}
    assert read(shipped("monthly_report"), before)["Đề xuất gì, vì sao"] == "Nạo vét cống trước mùa mưa."
    assert submitted(shipped("monthly_report"), before).answers["proposals"] == [
        {"what": "Nạo vét cống trước mùa mưa.", "field": "", "wanted_by": "", "proposal": ""}
    ]


def test_issues_are_numbered_and_counted() -> None:
    shown = render_answers(
        shipped("monthly_report"), {**REPORT, "issues": [ISSUE, ISSUE]}, language="en", options=OPTIONS
    )
    document = parsed(shown)
    assert document.xpath("//h3/text()") == ["Issues residents raised (2)", "Proposals to the unit above (1)"]
    assert document.xpath("//h4/text()") == ["Issue 1", "Issue 2", "Proposal 1"]


def test_an_empty_list_says_so() -> None:
    shown = render_answers(shipped("monthly_report"), {"nil_report": True}, language="vi", options=OPTIONS)
    assert "Không có dòng nào." in shown


@pytest.mark.parametrize(
    ("language", "words"),
    [("vi", "gone (không còn trong danh sách)"), ("en", "gone (no longer in the list)")],
)
def test_a_choice_that_has_gone_still_shows(language: str, words: str) -> None:
    shown = render_answers(
        shipped("monthly_report"),
        {"issues": [{**ISSUE, "field": "gone"}]},
        language=language,
        options=OPTIONS,
    )
    assert words in shown


def test_days_and_lists_are_written_as_people_do() -> None:
    form = written(
        question("datetime", "day", label="Ngày"),
        question("datetime", "moment", label="Lúc", subtype="datetime"),
        question("datetime", "hour", label="Giờ", subtype="time"),
        question("checklist", "who", label="Nơi", valuesKey="places"),
        question("number", "n", label="Số"),
    )
    answers = {
        "day": "2026-11-05",
        "moment": "2026-11-05T09:30",
        "hour": "17:00",
        "who": ["all", "group-4"],
        "n": 1_000,
    }
    assert read(form, answers) == {
        "Ngày": "05/11/2026",
        "Lúc": "05/11/2026 09:30",
        "Giờ": "17:00",
        "Nơi": "Toàn Phường 3, Tổ dân phố số 4",
        "Số": "1.000",
    }
    assert read(form, {"day": "hôm qua", "n": "mười"})["Ngày"] == "hôm qua"


def test_only_what_was_asked_is_read() -> None:
    form = shipped("receive_report")
    assert read(form, {"decision": "accept"}, "en") == {"Decision": "Accept the report"}
    assert list(read(form, {"decision": "return"}, "en")) == [
        "Decision",
        "Kind of reason",
        "Reason",
    ]


def test_questions_of_a_group_stand_under_its_name() -> None:
    form = written({"type": "group", "label": "Nhóm", "components": [question("textfield", "a", label="Ô")]})
    document = parsed(render_answers(form, {"a": "x"}, language="vi"))
    assert document.xpath("//h3/text()") == ["Nhóm"]
    assert document.xpath("string(//dd)") == "x"
