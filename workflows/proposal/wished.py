"""By when a unit wishes to have what it proposes: a day of the period that the report tells of is a slip."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from forms.check import Problem
from periods.windows import period
from periods.words import day_text
from workflows.open_task import TaskFacts
from workflows.proposal.from_reports import LIST


def wished_too_early(facts: TaskFacts, answers: Mapping[str, Any]) -> Iterator[Problem]:
    """The rows of a report that wish for a day no later than its last one; of a correction, too."""
    rows = answers.get(LIST)
    if not facts.drafting or not isinstance(rows, list):
        return
    last = period(facts.report.period).cutoff
    for place, row in enumerate(rows):
        day = row.get("wanted_by")
        if day and date.fromisoformat(day) <= last:
            yield _problem(place, last)


def _problem(place: int, last: date) -> Problem:
    day = day_text(last)
    vi = f"chọn một ngày sau {day}, ngày cuối của kỳ báo cáo, hoặc bỏ trống."
    en = f"choose a day after {day}, the last one of the report's period, or leave it empty."
    return Problem(
        f"{LIST}.{place}.wanted_by",
        {"vi": vi.capitalize(), "en": en.capitalize()},
        {"vi": f"Đề xuất {place + 1}: {vi}", "en": f"Proposal {place + 1}: {en}"},
    )
