"""What a kind of report is written on, and what its numbers are added up from: two tables of process owners."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from database.session import Session
from engine.decisions import newest_decisions
from engine.definitions import latest
from engine.errors import NotDeployed
from feel.decisions import Decisions
from periods.profile import KINDS, Kind
from workflows.errors import Refused

FIRST_FORM = "monthly_report"
"""What every report was written on before there was a table; stores of that time have none until it is deployed."""

BEFORE, BELOW = "before", "below"


@dataclass(frozen=True)
class Feed:
    """Where numbers come from: BEFORE, from a unit's own periods of the kind `made_of`; BELOW, from the units below.

    The other of the two is shown for comparison only, so that nothing is counted twice.
    """

    line: str
    made_of: Kind | None


def report_form(session: Session, report_kind: str) -> str:
    """The form of a kind of report. Refused where the table has no row for it, or names a form that is not there."""
    decisions = _tables(session, "report_form")
    if decisions is None:
        return FIRST_FORM
    form = decisions.evaluate("report_form", {"report_kind": report_kind})
    if not isinstance(form, str):
        raise Refused(
            f"Bảng report_form không có dòng cho loại báo cáo “{report_kind}”. Chủ quy trình cần thêm dòng này.",
            f"The table report_form has no row for “{report_kind}”. The process owner must add it.",
        )
    require_form(session, form)
    return form


def require_form(session: Session, form: str) -> None:
    """Refused where no form of this name is deployed."""
    try:
        latest(session, "form", form)
    except NotDeployed:
        raise Refused(
            f"Chưa có biểu mẫu “{form}”. Chủ quy trình cần triển khai biểu mẫu này trước.",
            f"There is no form “{form}”. The process owner must deploy it first.",
        ) from None


def report_feed(session: Session, report_kind: str, *, has_below: bool) -> Feed | None:
    """What feeds a report, None where nothing does."""
    decisions = _tables(session, "report_feed")
    if decisions is None:
        return None
    row = decisions.evaluate("report_feed", {"report_kind": report_kind, "has_below": has_below})
    if not isinstance(row, Mapping) or row.get("feed") not in (BEFORE, BELOW):
        return None
    return Feed(str(row["feed"]), _kind(row.get("made_of")))


def _kind(name: Any) -> Kind | None:
    return next((kind for kind in KINDS if kind == name), None)


def _tables(session: Session, decision: str) -> Decisions | None:
    try:
        return newest_decisions(session, decision)
    except NotDeployed:
        return None
