import pytest

from bpmn.definition import Expression
from bpmn.phrases import PHRASES
from bpmn.saying import say


def said(text: str) -> tuple[str, str]:
    found = say(Expression("a", "dueDate", text), PHRASES)
    return found["vi"], found["en"]


@pytest.mark.parametrize(
    ("text", "vi", "en"),
    [
        ("=due", "thời hạn", "the due date"),
        ("=upcoming(reminders.before_2)", "2 ngày làm việc trước thời hạn", "2 working days before the due date"),
        ("=working_days_after(due, 2)", "2 ngày làm việc sau thời hạn", "2 working days after the due date"),
        ("=working_days_before(due, 1)", "1 ngày làm việc trước thời hạn", "1 working day before the due date"),
        ('=rung("issue", "late_1", due)', "bậc báo chậm thứ nhất sau thời hạn", "the first rung after the due date"),
        ('=superior + ".head"', "lãnh đạo của đơn vị cấp trên", "the head of the unit above"),
        ('=role(superior, "head")', "lãnh đạo của đơn vị cấp trên", "the head of the unit above"),
        ('=agency + ".owner"', "vai trò “owner” của agency", "the role “owner” of agency"),
        ("P1DT2H", "1 ngày 2 giờ", "1 day 2 hours"),
        ('=duration("P3W")', "3 tuần", "3 weeks"),
    ],
)  # fmt: skip
def test_expressions_are_said_in_words(text: str, vi: str, en: str) -> None:
    assert said(text) == (vi, en)


@pytest.mark.parametrize(
    "source",
    ["chair", "if a then b else c", "rung(kind, name, due)", "upcoming(a, b)", "P", "duration(x)", 'f("),(")',
     "upcoming(due) + upcoming(closes)", 'working_days_after(due, 2) + duration("P1D")'],
)  # fmt: skip
def test_what_has_no_words_is_shown_as_written(source: str) -> None:
    assert said(f"={source}") == (source, source)


def test_a_comma_in_quotes_or_brackets_parts_no_arguments() -> None:
    assert said("=working_days_after(max([due, closes]), 2)")[1] == (
        "2 working days after max([due, closes])"
    )
