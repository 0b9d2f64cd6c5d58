"""The issues of the reports that feed a report, each once, as rows that its draft may hold."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from database.session import Session
from workflows.feeding import feeding
from workflows.issue_origins import FIELD as ORIGINS
from workflows.issue_origins import origins_text
from workflows.issue_words import WHOLE_UNIT
from workflows.issues.register_key import FIELD as REGISTER
from workflows.issues.states import ANSWERED, RECEIVED, REOPENED, RESOLVED, UNRESOLVED, VERIFYING
from workflows.issues.tables import issue
from workflows.numbers.counted_once import ends
from workflows.numbers.told_register import told_of
from workflows.open_task import TaskFacts
from workflows.report_choices import options_of
from workflows.submission import ISSUE_FIELDS, SALIENT_FIELDS
from workflows.tables import cycle, cycle_unit, report, report_issue, report_version

# what a report calls the states of the register
STATUS: Mapping[str, str] = {
    RECEIVED: "new",
    VERIFYING: "verifying",
    ANSWERED: "answered",
    RESOLVED: "resolved",
    UNRESOLVED: "closed",
    REOPENED: "reopened",
}
FORWARDED = "forwarded"


@dataclass(frozen=True)
class Carriable:
    """An issue that may be carried. `row` is how the newest report tells of it, `more` other rows that are it, too.

    Those are of issues merged into its own in the register, where it has the keys `issues`, with that of the one that
    counts for them, and stands in `state`.
    """

    row: Any
    more: tuple[Any, ...]
    issues: frozenset[int]
    state: str | None

    @property
    def keys(self) -> list[int]:
        """The issues of reports that it is made from."""
        return [self.row.key, *(one.key for one in self.more)]

    @property
    def mentions(self) -> int:
        """Of all of them."""
        return sum(int(one.mentions) for one in (self.row, *self.more))

    @property
    def status(self) -> str:
        """As the register has it; that it was sent upward says more than that it waits there."""
        waits = self.state in (None, RECEIVED, VERIFYING)
        if self.state is None or (waits and self.row.status == FORWARDED):
            return str(self.row.status)
        return STATUS[self.state]


def carriable(session: Session, cycle_unit_key: int) -> list[Carriable]:
    """The issues of all source versions that count, salient ones first, then the most mentioned.

    Costs the issues that the sources list: at most 200 for each report right below, or of a period before.
    """
    rows = _rows(session, cycle_unit_key)
    told = told_of(session, [row.key for row in rows])
    end = ends(session, {key for keys in told.values() for key in keys})
    states = _states(session, end.values())
    groups: dict[tuple[str, int], list[Any]] = {}
    for row in rows:
        issues = {end[key] for key in told.get(row.key, ())}
        one = ("issue", issues.pop()) if len(issues) == 1 else ("row", row.key)
        groups.setdefault(one, []).append(row)
    found = [
        _one(group, told, states.get(key) if kind == "issue" else None, key if kind == "issue" else None)
        for (kind, key), group in groups.items()
    ]
    return sorted(found, key=lambda one: (not one.row.salient, -one.mentions, one.row.key))


def as_row(one: Carriable, facts: TaskFacts) -> dict[str, Any]:
    """An issue as a row of the draft; the place of one from below is the unit it came from."""
    row = one.row
    place = row.place if row.unit_key == facts.report.unit_key else row.handle
    return {
        **{name: getattr(row, name) for name in (*ISSUE_FIELDS, *SALIENT_FIELDS)},
        "place": place,
        "mentions": one.mentions,
        "status": one.status,
        "handler": row.handler or "",
        REGISTER: "",
        ORIGINS: origins_text(one.keys),
    }


def fitting(session: Session, facts: TaskFacts, rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows with places and handlers that this unit's form offers; another is left for the clerk to choose."""
    offered = options_of(session, facts.report)
    places, handlers = ({option.value for option in offered[name]} for name in ("places", "handlers"))
    return [
        {
            **row,
            "place": row["place"] if row["place"] in places else WHOLE_UNIT,
            "handler": row["handler"] if row["handler"] in handlers else "",
        }
        for row in rows
    ]


def _one(
    group: Sequence[Any], told: Mapping[int, Sequence[int]], state: str | None, counts: int | None
) -> Carriable:
    """Rows of one issue, oldest report first: the newest of each issue of the register, that which counts ahead."""
    newest: dict[tuple[int, ...], Any] = {}
    for row in group:
        newest[tuple(sorted(told.get(row.key, ())))] = row
    heads = sorted(newest.items(), key=lambda item: counts not in item[0])
    issues = frozenset(key for keys in newest for key in keys) | (frozenset() if counts is None else {counts})
    return Carriable(heads[0][1], tuple(row for _, row in heads[1:]), issues, state)


def _states(session: Session, keys: Iterable[int]) -> dict[int, str]:
    rows = session.execute(sa.select(issue.c.key, issue.c.state).where(issue.c.key.in_(sorted(set(keys)))))
    return {row.key: row.state for row in rows}


def _rows(session: Session, cycle_unit_key: int) -> list[Any]:
    """The issues of all source versions that count, in the order of the sources."""
    found = feeding(session, cycle_unit_key)
    versions = [source.version_key for source in found.accepted if source.version_key] if found else []
    rows = session.execute(
        sa.select(
            report_issue,
            cycle_unit.c.name.label("unit_name"),
            cycle_unit.c.handle,
            cycle_unit.c.unit_key,
            cycle.c.period,
            report.c.key.label("report_key"),
        )
        .select_from(
            report_issue.join(report_version, report_version.c.key == report_issue.c.version_key)
            .join(report, report.c.key == report_version.c.report_key)
            .join(cycle_unit, cycle_unit.c.key == report.c.cycle_unit_key)
            .join(cycle, cycle.c.key == report.c.cycle_key)
        )
        .where(report_issue.c.version_key.in_(versions))
    )
    return sorted(rows, key=lambda row: (versions.index(row.version_key), row.position))
