"""Which reports feed which: a unit's own reports of the periods before, or this cycle's reports of the units below.

What counts is the newest version that the unit above has accepted; for a unit with nobody above, the newest it sent.
A report that waits for acceptance, and one that never came, are named and not counted.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import sqlalchemy as sa

from database.session import Session
from periods.labels import label_words
from periods.windows import parts, period
from workflows.report_rules import BEFORE, Feed, report_feed
from workflows.tables import cycle, cycle_unit, report, report_version

State = Literal["accepted", "awaiting", "missing", "no_cycle"]
Words = Mapping[str, str]


@dataclass(frozen=True)
class Source:
    """One report that feeds another, or should. `name` tells it from the others: a unit, or a period.

    `version_key` and `answers` are those of the version that counts, or waits; None and empty where nothing was sent.
    `counted` are the version that counts and those that did before it was corrected.
    """

    name: Words
    state: State
    report_key: int | None = None
    cycle_key: int | None = None
    version_key: int | None = None
    answers: Mapping[str, Any] | None = None
    counted: tuple[int, ...] = ()

    @property
    def counts(self) -> bool:
        """Whether its numbers are added up."""
        return self.state == "accepted"


@dataclass(frozen=True)
class Feeding:
    """All that feeds one report, in order, and along which line."""

    feed: Feed
    sources: Sequence[Source]

    @property
    def accepted(self) -> list[Source]:
        """The sources whose numbers are added up."""
        return [source for source in self.sources if source.counts]


def feeding(session: Session, cycle_unit_key: int) -> Feeding | None:
    """What feeds the report of a unit in a cycle; None for a kind of report that takes its numbers from nobody."""
    unit = _unit(session, cycle_unit_key)
    feed = report_feed(session, unit.report_kind, has_below=unit.subordinates > 0)
    if feed is None:
        return None
    return Feeding(feed, _before(session, unit, feed) if feed.line == BEFORE else _below(session, unit))


def other_line(session: Session, cycle_unit_key: int, feed: Feed) -> Feeding | None:
    """The line that is not added up, to compare with: a consolidating unit's own periods."""
    if feed.line == BEFORE or feed.made_of is None:
        return None
    found = Feeding(feed, _before(session, _unit(session, cycle_unit_key), feed))
    return found if found.accepted else None


def _unit(session: Session, cycle_unit_key: int) -> Any:
    return session.execute(
        sa.select(cycle_unit, cycle.c.definition, cycle.c.period, cycle.c.report_kind, cycle.c.root_unit_key)
        .join(cycle, cycle.c.key == cycle_unit.c.cycle_key)
        .where(cycle_unit.c.key == cycle_unit_key)
    ).one()


def _before(session: Session, unit: Any, feed: Feed) -> list[Source]:
    """The unit's own report of each period that makes up this one; of several cycles, the one of the same root."""
    made_of = parts(period(unit.period), feed.made_of) if feed.made_of else ()
    query = (
        _reports()
        .where(
            cycle.c.definition == unit.definition,
            cycle.c.period.in_([part.key for part in made_of]),
            cycle_unit.c.unit_key == unit.unit_key,
        )
        .order_by((cycle.c.root_unit_key == unit.root_unit_key).desc(), cycle.c.key.desc())
    )
    found: dict[str, list[Any]] = {}
    for row in session.execute(query):
        rows = found.setdefault(row.period, [])
        if not rows or rows[0].cycle_key == row.cycle_key:
            rows.append(row)
    return [_source(label_words(part), found.get(part.key, [])) for part in made_of]


def _below(session: Session, unit: Any) -> list[Source]:
    query = (
        _reports()
        .where(cycle_unit.c.cycle_key == unit.cycle_key, cycle_unit.c.superior_unit_key == unit.unit_key)
        .order_by(cycle_unit.c.name, cycle_unit.c.key)
    )
    found: dict[int, list[Any]] = {}
    for row in session.execute(query):
        found.setdefault(row.cycle_unit_key, []).append(row)
    return [_source({"vi": rows[0].name, "en": rows[0].name}, rows) for rows in found.values()]


def _reports() -> sa.Select[Any]:
    """Every attempt at a report with its newest version."""
    return sa.select(
        cycle_unit.c.key.label("cycle_unit_key"),
        cycle_unit.c.name,
        cycle_unit.c.superior_unit_key,
        cycle.c.key.label("cycle_key"),
        cycle.c.period,
        report.c.key.label("report_key"),
        report.c.attempt,
        report.c.accepted_at,
        report_version.c.key.label("version_key"),
        report_version.c.answers,
    ).select_from(
        cycle_unit.join(cycle, cycle.c.key == cycle_unit.c.cycle_key)
        .join(report, report.c.cycle_unit_key == cycle_unit.c.key)
        .outerjoin(
            report_version,
            sa.and_(
                report_version.c.report_key == report.c.key, report_version.c.number == report.c.versions
            ),
        )
    )


def _source(name: Words, rows: Sequence[Any]) -> Source:
    """The newest attempt that counts; else the newest that waits; else what says that nothing came."""
    newest = sorted(rows, key=lambda row: -row.attempt)
    final = [row for row in newest if row.version_key and (row.accepted_at or row.superior_unit_key is None)]
    sent = [row for row in newest if row.version_key]
    for state, chosen in (("accepted", final), ("awaiting", sent)):
        if chosen:
            row, counted = chosen[0], tuple(one.version_key for one in final)
            return Source(name, state, row.report_key, row.cycle_key, row.version_key, row.answers, counted)  # type: ignore[arg-type]
    if newest:
        return Source(name, "missing", newest[0].report_key, newest[0].cycle_key)
    return Source(name, "no_cycle")
