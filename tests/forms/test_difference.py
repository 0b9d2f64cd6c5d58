"""What differs between two sets of answers, and one set made of both as somebody chose."""

from pathlib import Path
from typing import Any

import pytest

from forms.choosing import chosen_answers
from forms.difference import Written, difference
from forms.form import Option
from forms.render import render_difference
from forms.row_matching import match_rows
from forms.schema import load_form

SCHEMAS = Path(__file__).parents[2] / "forms" / "schemas"
FORM = load_form((SCHEMAS / "monthly_report.form").read_bytes())
QUARTERLY = load_form((SCHEMAS / "quarterly_report.form").read_bytes())
ISSUES, _PROPOSALS = FORM.lists
CHOICES = {
    "places": [Option("all", {"vi": "Toàn phường 3", "en": "All of Ward 3"})],
    "handlers": [Option("C003", {"vi": "Phường 3", "en": "Ward 3"})],
}


def issue(summary: str, **more: Any) -> dict[str, Any]:
    return {
        "field": "infrastructure",
        "place": "all",
        "summary": summary,
        "source": "hotline",
        "mentions": 14,
        "urgency": "normal",
        "handler": "",
        "status": "new",
        **more,
    }


FLOOD, LIGHT, WASTE = (
    issue("Nước ngập sau mưa lớn, rút chậm ở ngõ 5."),
    issue("Đèn đường hỏng nhiều bóng trên phố chính."),
    issue("Rác thải dồn ở cổng chợ mỗi sáng."),
)


def answers(*issues: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "overview": "Ổn định.",
        "nil_report": False,
        "issues": list(issues),
        "followup": "",
        "proposals": [],
        **more,
    }


def written(*issues: dict[str, Any], **more: Any) -> Written:
    return Written(FORM, answers(*issues, **more), CHOICES)


def test_the_same_answers_do_not_differ() -> None:
    assert not difference(written(FLOOD, LIGHT), written(FLOOD, LIGHT), "vi")
    assert difference(written(), written(), "en").count == 0


def test_a_changed_answer_is_told_in_the_words_of_the_form() -> None:
    (change,) = difference(written(), written(overview="Rất ổn định."), "vi").fields
    assert (change.before, change.after) == ("Ổn định.", "Rất ổn định.")
    assert change.pieces == (("removed", "Ổn"), ("added", "Rất ổn"), ("same", "định."))


def test_rows_that_changed_places_do_not_differ() -> None:
    assert not difference(written(FLOOD, LIGHT, WASTE), written(WASTE, FLOOD, LIGHT), "vi")


def test_an_edited_row_is_the_same_row_though_another_came_before_it() -> None:
    edited = {**FLOOD, "mentions": 20, "urgency": "urgent"}
    (changes,) = difference(written(FLOOD, LIGHT), written(WASTE, edited, LIGHT), "vi").lists
    assert [(row.kind, row.name) for row in changes.rows] == [("added", "Vấn đề 1"), ("changed", "Vấn đề 2")]
    assert [field.key for field in changes.rows[1].fields] == ["urgency", "mentions"]
    assert changes.rows[1].fields[1].before.startswith("14")


def test_a_row_that_is_gone_is_named_as_it_stood() -> None:
    (changes,) = difference(written(FLOOD, LIGHT), written(FLOOD), "en").lists
    (row,) = changes.rows
    assert (row.kind, row.was, row.place) == ("removed", 1, None)
    assert row.title.startswith("Đèn đường")


def test_what_a_page_carries_unseen_is_not_told() -> None:
    before, after = (
        {"nil_report": False, "issues": [{**FLOOD, "origins": keys}]} for keys in ("12", "12 15")
    )
    assert not difference(Written(QUARTERLY, before, CHOICES), Written(QUARTERLY, after, CHOICES), "vi")
    (added,) = difference(
        Written(QUARTERLY, {"issues": []}, CHOICES), Written(QUARTERLY, after, CHOICES), "vi"
    ).lists
    assert "origins" not in [field.key for field in added.rows[0].fields]


def test_rows_with_nothing_in_common_are_not_one_row() -> None:
    other = issue(
        "Khác hẳn",
        field="environment",
        place="x",
        source="meeting",
        mentions=1,
        urgency="urgent",
        status="done",
    )
    assert match_rows(ISSUES, [FLOOD], [other]) == [(None, 0), (0, None)]


def test_two_hundred_rows_are_matched_without_waiting() -> None:
    before = [issue(f"Vấn đề số {number} ở ngõ {number}") for number in range(200)]
    after = [{**row, "mentions": 99} for row in reversed(before)]
    pairs = match_rows(ISSUES, before, after)
    assert pairs == [(199 - place, place) for place in range(200)]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_difference_is_not_told_by_colour_alone(language: str) -> None:
    found = difference(
        written(FLOOD, LIGHT), written({**FLOOD, "mentions": 3}, WASTE, overview="<b>"), language
    )
    html = render_difference(found, language=language, before="1", after="2")
    assert "&lt;b&gt;" in html
    for word in {"vi": ("Thêm", "Bỏ", "Sửa"), "en": ("Added", "Taken out", "Changed")}[language]:
        assert word in html


def test_what_nobody_chose_stays_mine_and_what_only_the_other_has_is_kept() -> None:
    mine, saved = answers(FLOOD, overview="Của tôi"), answers(FLOOD, LIGHT, overview="Đã lưu")
    made = chosen_answers(FORM, saved, mine, lambda _name: "")
    assert made["overview"] == "Của tôi"
    assert made["issues"] == [FLOOD, LIGHT]


def test_a_saved_text_that_a_list_is_asked_for_now_is_one_row_that_is_kept() -> None:
    saved = answers(proposals="Nạo vét cống.")
    made = chosen_answers(FORM, saved, answers(), lambda _name: "")
    assert made["proposals"] == [{"what": "Nạo vét cống."}]


def test_each_difference_is_chosen_by_itself() -> None:
    edited = {**FLOOD, "mentions": 99}
    mine, saved = answers(edited, WASTE, overview="Của tôi"), answers(FLOOD, LIGHT, overview="Đã lưu")
    picks = {
        "choose-overview": "saved",
        "choose-issues-mine-0": "saved",
        "choose-issues-mine-1": "saved",
        "choose-issues-saved-1": "mine",
    }
    made = chosen_answers(FORM, saved, mine, lambda name: picks.get(name, ""))
    assert made["overview"] == "Đã lưu"
    assert made["issues"] == [FLOOD]
