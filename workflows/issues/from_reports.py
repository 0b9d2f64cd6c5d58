"""The issues of an accepted report enter the register: once each, whatever becomes of them in later reports.

A row of a report is one of these: an issue that the register knows already (its draft began with it, or a correction
says it again), one that was carried upward from other reports (report_issue_origin), or a new one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from database.session import Session
from organisation.tables import unit
from periods.labels import label_words
from periods.windows import period
from workflows.deadlines import ZONE
from workflows.issue_words import WHOLE_UNIT
from workflows.issues.channels import known_channel, known_urgency
from workflows.issues.entering import Came, Raised, add_source, begin_soon, enter_issue, first_dates
from workflows.issues.parties import ABOVE, admit, line_above
from workflows.issues.record import Change, Why, change_issue, issue_row, move_issue
from workflows.issues.register_key import believed, register_key_in
from workflows.issues.states import ANSWERED, REOPENED, RESOLVED, UNRESOLVED, VERIFYING
from workflows.issues.tables import issue_source
from workflows.issues.taxonomy import field_of, known_category
from workflows.quick_report.linking import note_told
from workflows.submission import newest_version
from workflows.tables import cycle, cycle_unit, report, report_issue, report_issue_origin

KIND = "report"
FORWARDED = "forwarded"
# what a report says of an issue -> the states it passes through on its way there
REACHED: Mapping[str, Sequence[str]] = {
    "verifying": (VERIFYING,),
    "answered": (ANSWERED,),
    "resolved": (ANSWERED, RESOLVED),
    "closed": (UNRESOLVED,),
}
DONE_WITH = frozenset({"answered", "resolved", "closed"})
"""Of these the unit that reports has done what there was to do: nobody has to handle them."""


@dataclass(frozen=True)
class _Report:
    """A report that was accepted, with its unit and the keys of all units above that."""

    row: Any
    above: Sequence[int]
    places: Mapping[str, int]
    now: datetime

    @property
    def words(self) -> Mapping[str, str]:
        label = label_words(period(self.row.period))
        return {
            "vi": f"Theo báo cáo {label['vi']} của {self.row.name}.",
            "en": f"As reported by {self.row.name} for {label['en']}.",
        }

    def why(self, reason: str = "") -> Why:
        return Why(self.now, reason=reason, evidence=self.words["vi"] if reason else "")


def take_in_report(session: Session, report_key: int, now: datetime) -> None:
    """Let the issues of a report that was just accepted enter the register, or note that they were told again."""
    version = newest_version(session, report_key)
    if version is None:
        return
    found = session.execute(
        sa.select(report_issue)
        .where(report_issue.c.version_key == version.key)
        .order_by(report_issue.c.position)
    ).all()
    told = _report(session, report_key, [row.place for row in found], now)
    replaced = _replace_corrected(session, told)
    known = _known_already(session, version, told)
    note_told(session, told.row.unit_key, [key for keys in known.values() for key in keys], report_key)
    for row in found:
        keys = known.get(row.position, [])
        for key in keys:
            _tell_again(session, told, row, key, alone=len(keys) == 1, corrects=key in replaced)
        if not keys:
            _enter(session, told, row)


def _report(session: Session, report_key: int, places: Sequence[str], now: datetime) -> _Report:
    row = session.execute(
        sa.select(
            report.c.key,
            report.c.cycle_unit_key,
            report.c.attempt,
            cycle_unit.c.unit_key,
            cycle_unit.c.name,
            cycle_unit.c.superior_unit_key,
            cycle.c.period,
        )
        .select_from(
            report.join(cycle_unit, cycle_unit.c.key == report.c.cycle_unit_key).join(
                cycle, cycle.c.key == report.c.cycle_key
            )
        )
        .where(report.c.key == report_key)
    ).one()
    named = session.execute(
        sa.select(unit.c.handle, unit.c.key).where(unit.c.handle.in_(sorted(set(places))))
    )
    return _Report(row, line_above(session, row.unit_key, now), {one.handle: one.key for one in named}, now)


def _replace_corrected(session: Session, told: _Report) -> set[int]:
    """What earlier attempts at the report said counts no more. Returns the issues they told of."""
    earlier = sa.select(report.c.key).where(
        report.c.cycle_unit_key == told.row.cycle_unit_key, report.c.attempt < told.row.attempt
    )
    replaced = session.execute(
        sa.update(issue_source)
        .where(issue_source.c.report_key.in_(earlier))
        .values(replaced=True)
        .returning(issue_source.c.issue_key)
    )
    return set(replaced.scalars())


def _known_already(session: Session, version: Any, told: _Report) -> dict[int, list[int]]:
    """For each position the issues of the register that this row of the report is about."""
    rows = version.answers.get("issues") or []
    found: dict[int, list[int]] = {}
    mine = believed(session, told.row.unit_key, [key for row in rows if (key := register_key_in(row))])
    for position, row in enumerate(rows, 1):
        key = register_key_in(row)
        if key in mine:
            found[position] = [key]
    for position, key in _carried(session, version.key):
        if key not in found.setdefault(position, []):
            found[position].append(key)
    return found


def _carried(session: Session, version_key: int) -> list[tuple[int, int]]:
    """The rows of a version that were carried from other reports, with the issues those had become."""
    rows = session.execute(
        sa.select(report_issue.c.position, issue_source.c.issue_key)
        .select_from(
            report_issue_origin.join(
                report_issue, report_issue.c.key == report_issue_origin.c.issue_key
            ).join(issue_source, issue_source.c.report_issue_key == report_issue_origin.c.origin_key)
        )
        .where(report_issue_origin.c.version_key == version_key)
        .order_by(report_issue.c.position, issue_source.c.issue_key)
        .distinct()
    )
    return [(row.position, row.issue_key) for row in rows]


def _enter(session: Session, told: _Report, row: Any) -> None:
    """A new issue, as far along as the report says it is."""
    mine = told.row.unit_key
    forwarded = row.status == FORWARDED and told.row.superior_unit_key is not None
    raised = Raised(
        unit_key=mine,
        raised_unit_key=mine,
        charge_unit_key=told.row.superior_unit_key if forwarded else mine,
        place_unit_key=told.places.get(row.place, mine),
        area=row.place or WHOLE_UNIT,
        category=known_category(row.field),
        channel=known_channel(row.source),
        urgency=known_urgency(row.urgency),
        summary=row.summary,
        raised_on=min(period(told.row.period).cutoff, told.now.astimezone(ZONE).date()),
        mentions=row.mentions,
        above=told.above,
    )
    dates = first_dates(session, raised, told.now)
    entered = enter_issue(session, raised, _came(told, row), told.why(), dates)
    if row.status not in DONE_WITH:
        begin_soon(session, entered.key)
    _advance(session, entered, row.status, told)


def _advance(session: Session, entered: Any, status: str, told: _Report) -> None:
    for state in REACHED.get(status, ()):
        entered = move_issue(session, entered, state, told.why(told.words["vi"]))


def _tell_again(session: Session, told: _Report, row: Any, key: int, *, alone: bool, corrects: bool) -> None:
    """Another report tells of an issue: one more source. A correction changes what the register says of it.

    Only the unit that raised it says more of it, in a row of its own: a row of a unit above may sum up several.
    How the issue stands is the register's own to say once somebody handles it there.
    """
    entered = issue_row(session, key)
    own = alone and entered.raised_unit_key == told.row.unit_key
    corrects = own and corrects
    add_source(session, key, _came(told, row), told.now)
    admit(session, entered, [told.row.unit_key, *told.above], ABOVE, told.now)
    said = _said(entered, row, corrects=corrects) if own else {}
    change = Change("corrected" if corrects else "told", became=row.status, values=said)
    entered = change_issue(session, entered, change, told.why())
    if (
        own
        and entered.merged_into is None
        and entered.instance_key is None
        and entered.state not in {ANSWERED, RESOLVED, UNRESOLVED, REOPENED}
    ):
        _advance(session, entered, row.status if row.status in DONE_WITH else "", told)


def _said(entered: Any, row: Any, *, corrects: bool) -> dict[str, Any]:
    """The columns that a report changes: the mentions it has heard more of, and in a correction all it said."""
    more = max(int(row.mentions), 1) - entered.own_mentions
    heard = {"own_mentions": entered.own_mentions + more, "mentions": entered.mentions + more}
    if not corrects:
        return heard if more > 0 else {}
    category = known_category(row.field)
    same_field = field_of(entered.category) == category  # the register may know the second level
    return heard | {
        "summary": row.summary,
        "area": row.place or WHOLE_UNIT,
        "category": entered.category if same_field else category,
        "field": field_of(category),
        "urgency": known_urgency(row.urgency),
    }


def _came(told: _Report, row: Any) -> Came:
    return Came(
        kind=KIND,
        unit_key=told.row.unit_key,
        channel=known_channel(row.source),
        mentions=row.mentions,
        text=row.summary,
        report_issue_key=row.key,
        report_key=told.row.key,
        period=told.row.period,
    )
