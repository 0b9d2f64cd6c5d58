"""A quarter in the small country: April, May and June 2025 by the months, then the quarter on top of them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from tests.workflows.cycle import ANSWERS, ISSUE, NIL, Cycle
from workflows.deadlines import ZONE
from workflows.open_task import find_task
from workflows.prefill import Prefill, being_written, find_prefill, keep_reasons, sent_last
from workflows.task_forms import form_for

WARDS = {"C003": "D001", "C004": "D001", "C005": "D002"}
DISTRICTS = {"D001": "P01", "D002": "P01"}


def issue(mentions: int, status: str = "new", urgency: str = "normal") -> dict[str, Any]:
    return {**ISSUE, "mentions": str(mentions), "status": status, "urgency": urgency}


def answers(*issues: Mapping[str, Any]) -> Mapping[str, Any]:
    return {**ANSWERS, "issues": list(issues)} if issues else NIL


# What the wards wrote, month by month.
MONTHS: Mapping[str, Mapping[str, Sequence[Mapping[str, Any]]]] = {
    "2025-04": {"C003": [issue(3), issue(5, "answered")], "C004": [issue(7)], "C005": []},
    "2025-05": {"C003": [issue(2, "forwarded", "urgent")], "C004": [], "C005": [issue(11, "resolved")]},
    "2025-06": {"C003": [issue(1)], "C004": [issue(4), issue(6)], "C005": [issue(9)]},
}
OPENING = {
    "2025-04": datetime(2025, 4, 8, 8, tzinfo=ZONE),
    "2025-05": datetime(2025, 5, 8, 8, tzinfo=ZONE),
    "2025-06": datetime(2025, 6, 9, 8, tzinfo=ZONE),
}


QUARTER_OPENS = datetime(2025, 6, 10, 8, tzinfo=ZONE)


def play_month(cycle: Cycle, period: str, wards: Sequence[str] = tuple(WARDS)) -> None:
    """Open a month; the wards send, their districts accept."""
    cycle.now = OPENING[period]
    cycle.open(period)
    for ward in wards:
        cycle.submit(ward, answers(*MONTHS[period][ward]))
        cycle.accept(ward, WARDS[ward])


def open_quarter(cycle: Cycle) -> None:
    """Open the second quarter after what was played."""
    cycle.now = max(cycle.now, QUARTER_OPENS)
    cycle.open("2025-Q2")


def prefill(cycle: Cycle, unit: str, element: str = "draft") -> Prefill:
    """The numbers on the page of a task."""
    role = "receiver" if element == "accept" else "reporter"
    desk = {**WARDS, **DISTRICTS}[unit] if element == "accept" else unit
    viewer = cycle.viewer(f"{desk.lower()}.{role}")
    with cycle.database.read() as session:
        facts = find_task(session, viewer, cycle.task(unit, element))
        form = form_for(session, facts) if element == "draft" else _form(session, facts)
        writing = sent_last(facts.report) if element == "accept" else being_written(facts.report)
        found = find_prefill(session, form, writing)
        assert found is not None
        return found


def _form(session: Any, facts: Any) -> Any:
    from workflows.task_forms import form_named

    return form_named(session, facts, facts.report.form)


def quarter_answers(found: Prefill, **changed: Any) -> dict[str, Any]:
    """The report as the clerk sends it: the numbers as added up but for those he changes."""
    base = dict(ANSWERS) if found.totals.get("issues_total") else dict(NIL)
    return {**base, **found.totals, **changed}


def send_up(cycle: Cycle, unit: str, **changed: Any) -> None:
    """Clerk, head, and the unit above, if there is one."""
    cycle.submit(unit, quarter_answers(prefill(cycle, unit), **changed))
    above = {**WARDS, **DISTRICTS}.get(unit)
    if above:
        cycle.accept(unit, above)


def explain(cycle: Cycle, unit: str, **reasons: str) -> None:
    """The clerk says why he wrote other numbers."""
    viewer = cycle.viewer(f"{unit.lower()}.reporter")
    with cycle.database.write() as session:
        facts = find_task(session, viewer, cycle.task(unit, "draft"))
        keep_reasons(session, being_written(facts.report), reasons)
