import re
from typing import Any

import pytest
from jinja2 import UndefinedError
from jinja2.exceptions import SecurityError
from jinja2.meta import find_undeclared_variables

from notifications import sentences
from notifications.errors import FactsMissing, WordsUnknown
from notifications.sentences import render, render_outside
from notifications.words_files import LANGUAGES, WRITTEN_BY_PEOPLE, load_words, words_names
from tests.notifications.telling import FACTS

MOMENT = "2025-05-16T17:00:00+07:00"
KNOWN_FACTS: dict[str, Any] = {
    **FACTS,
    "superior": "Quận 1",
    "reason": "Thiếu bảng số liệu.",
    "task": {"vi": "Soạn báo cáo", "en": "Draft the report"},
    "step": {"vi": "Tạo PDF", "en": "Make the PDF"},
    "title": {"vi": "Xác minh ngập đường", "en": "Verification of a flooded road"},
    "text": {"vi": "đã có biên bản", "en": "the minutes are there"},
    "incident": {"vi": "Sự cố dịch vụ 01/2025: Ngập úng", "en": "Service incident 01/2025: Flooded street"},
    "place": {"vi": "toàn hệ thống", "en": "the whole house"},
    "case": "2025-05/C003",
    "error": "OSError",
    "username": "c003.reporter",
    "day": "14/05/2025",
    "since": "14/05/2025",
    "month": "05/2025",
    "field": {"vi": "Hạ tầng kỹ thuật", "en": "Infrastructure"},
    "urgency": {"vi": "Hoả tốc", "en": "Flash"},
    **dict.fromkeys(("issues", "days", "moved", "answered", "resolved", "unresolved", "open"), 3),
    "waiting": 3,
    "late": 1,
    "returned": 1,
    "preferences": "https://giaoban.example/preferences",
    **dict.fromkeys(
        ("approved_at", "sent_at", "receive_by", "accepted_at", "closed_at", "old_due", "confirm"), MOMENT
    ),
}
WANTED = {
    "remind_before_2",
    "remind_before_1",
    "due",
    "escalate_after_1",
    "escalate_after_3",
    "receive_late",
    "returned",
    "accepted",
    "approved",
    "sent",
    "task_assigned",
}


def facts_for(name: str) -> dict[str, Any]:
    return {fact: KNOWN_FACTS[fact] for fact in load_words(name).facts}


def test_the_words_of_a_whole_cycle_are_there() -> None:
    assert set(words_names()) >= WANTED


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", words_names())
def test_every_words_file_renders_strictly_in_both_languages(name: str, language: str) -> None:
    read = render(name, language, facts_for(name))

    for text in (read.subject, read.body):
        assert text
        assert "\n" not in text
        assert not re.search(r"[{}]|\bNone\b|T17:00", text)
    assert len(read.subject) <= 150
    assert len(re.findall(r"[.;](?:\s|$)", read.body)) <= 4


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", words_names())
def test_no_words_file_documents_a_fact_that_a_language_has_no_use_for(name: str, language: str) -> None:
    words = load_words(name)
    template = words.templates[language]
    parsed = sentences.environment(sentences.HOME_ZONE).parse(template.subject + template.body)

    assert find_undeclared_variables(parsed) == words.facts


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", words_names())
def test_a_mail_never_says_what_somebody_wrote(name: str, language: str) -> None:
    facts = facts_for(name)
    typed = {fact: "Bà Tư ở số 5 kêu ngập" for fact in facts if fact in WRITTEN_BY_PEOPLE}

    read = render_outside(name, language, {**facts, **typed})

    assert "Bà Tư" not in read.subject + read.body


@pytest.mark.parametrize("name", words_names())
def test_the_two_languages_say_different_words_about_the_same_unit(name: str) -> None:
    vi, en = (render(name, language, facts_for(name)) for language in LANGUAGES)

    assert vi.subject != en.subject
    assert vi.body != en.body


def test_a_reminder_says_what_is_due_when() -> None:
    assert render("remind_before_2", "vi", FACTS).subject == (
        "Báo cáo tháng 05/2025 của Phường 3: còn 2 ngày làm việc, hạn 16/05/2025 17:00."
    )
    assert render("remind_before_2", "en", FACTS).subject == (
        "Report for May 2025 of Phường 3: 2 working days left, due 16/05/2025 17:00."
    )


@pytest.mark.parametrize(
    "name", ["escalate_after_1", "escalate_after_3", "correct_after_1", "correct_after_3"]
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_an_escalation_reads_right_for_the_late_unit_and_for_the_one_above(name: str, language: str) -> None:
    text = render(name, language, FACTS).body
    for only_for_one_of_them in (
        "đôn đốc",
        "press the unit",
        "2 ngày làm việc trước",
        "2 working days ago",
        "đã được nhắc",
    ):
        assert only_for_one_of_them not in text


def test_a_moment_written_in_utc_is_read_in_the_zone_of_the_units() -> None:
    read = render("remind_before_2", "vi", {**FACTS, "due": "2025-05-16T10:00:00Z"})

    assert "16/05/2025 17:00" in read.subject


def test_what_somebody_typed_is_never_a_template() -> None:
    typed = "{{ ''.__class__ }} {% for x in y %}"

    read = render("sent_back", "vi", {**facts_for("sent_back"), "reason": typed})

    assert typed in read.body


def test_words_without_their_facts_are_refused() -> None:
    with pytest.raises(FactsMissing):
        render("due", "vi", {})
    with pytest.raises(WordsUnknown):
        render("../due", "vi", FACTS)


@pytest.mark.parametrize(
    ("template", "error"),
    [("{{ nothing }}", UndefinedError), ("{{ unit.__class__.__mro__ }}", SecurityError)],
)
def test_a_template_reaches_nothing_but_its_facts(template: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        sentences._fill(template, FACTS, sentences.HOME_ZONE)
