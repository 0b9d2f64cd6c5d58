"""Copying what was played, to other communes and other days. The store does the work, so a million take minutes.

All rows of the played issues are laid down once for each number of days by which copies are moved. A batch is one
copy of them all: keys grow by a fixed amount, the commune becomes another one, everything else stays. What is counted
is taken from the counts that the product made of the played ones.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product
from typing import Any

import sqlalchemy as sa

from bench.issues.playing import UNIT
from bench.issues.proposals import count_proposals, period_of
from bench.issues.receptions import count_raised
from bench.issues.shared import POSITIONS, SHARED, shared_keys
from bench.issues.unfinished import without_unfinished
from database.session import Database, Session
from engine.tables import instance, task
from notifications.tables import outbox
from organisation.days import local_day
from organisation.roles import HEAD
from organisation.tables import unit
from workflows.callers.tables import issue_contact
from workflows.data_call.tables import data_call, data_call_part
from workflows.delivery.tables import answer_delivery, answer_delivery_try
from workflows.direction.tables import direction, direction_count, direction_event
from workflows.indicators import tables as counts
from workflows.indicators.changes import BELOW
from workflows.issues.tables import issue, issue_answer, issue_event, issue_party, issue_source
from workflows.oversight.tables import oversight
from workflows.proposal.tables import proposal, proposal_event, proposal_pass
from workflows.quick_report.tables import quick_receipt, quick_report, quick_update
from workflows.reception.tables import reception, reception_event, reception_issue
from workflows.response.tables import response, response_party, response_step
from workflows.verification.tables import verification, verification_opinion, verification_part

SPAN = 1_000_000
"""By how much keys grow from one batch to the next."""
NUMBERS_SPAN = 1_000
"""The same of numbers in registers."""
DAYS_APART = 8
AT_ONCE = 500
"""Batches in one transaction."""
NOTICES_APART = 15
"""Of the notices to the commune's head so many stand for one that is copied."""
Row = Mapping[str, Any]

COPIED = (
    instance,
    task,
    issue,
    issue_event,
    issue_party,
    issue_source,
    issue_contact,
    issue_answer,
    counts.issue_stay,
    direction,
    direction_event,
    verification,
    verification_part,
    verification_opinion,
    answer_delivery,
    answer_delivery_try,
    quick_report,
    quick_receipt,
    quick_update,
    data_call,
    data_call_part,
    oversight,
    proposal,
    proposal_pass,
    proposal_event,
    reception,
    reception_issue,
    reception_event,
    response,
    response_step,
    response_party,
    outbox,
)
"""What is referred to comes before what refers to it."""
COUNTED = (
    counts.issue_cohort,
    counts.issue_due,
    counts.issue_flow,
    counts.issue_delay,
    direction_count,
)

KEYS = frozenset({"key", "merged_into", "task_key", "root_key", "instance"})
NUMBERS = frozenset({"number", "minutes_number", "document_number"})
UNITS = frozenset({"lead_key", "requester_key", "sender_key", "assigned_key", "decider_key"})
HANDLES = frozenset(
    {"candidate_group", "owner", "to_handle", "lead", "requester", "value", "what", "unit", "sent_by"}
    | {"sent_group", "asked_by", "recipient", "handle", "decider", "done_by", "in_charge"}
)
SUBJECTS = frozenset({"subject", "cause", "about", "wave"})
YEARS: Mapping[str, tuple[str, str]] = {
    "issue": ("year", "received_at"),
    "direction": ("year", "given_at"),
    "data_call": ("year", "asked_at"),
    "proposal": ("year", "received_at"),
    "response": ("year", "started_at"),
    "reception": ("document_year", "closed_at"),
}
"""A column that tells a year, and the one whose year that is."""
OWN_NUMBERS = frozenset({"issue_event", "issue_answer", "answer_delivery_try", "quick_update"})
"""Tables whose numbers count within an issue, or within what else they are of."""


@dataclass(frozen=True)
class Place:
    """A unit that copies go to."""

    key: int
    handle: str


@dataclass(frozen=True)
class Laid:
    """A table and its rows as they were laid down."""

    table: sa.Table
    laid: sa.Table


class Copies:
    """The played issues of a store, to be copied within it."""

    def __init__(self, database: Database, shifts: Sequence[int]) -> None:
        self.database = database
        self.shifts = shifts
        self._drafts = sa.MetaData()
        self._batch = sa.Table(
            "bench_batch",
            self._drafts,
            sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
            sa.Column("shift", sa.Integer, nullable=False),
            sa.Column("unit_key", sa.BigInteger, nullable=False),
            sa.Column("handle", sa.String(60), nullable=False),
            # among those of the same unit and shift: the first of them, and how many came before this one
            sa.Column("first", sa.Integer, nullable=False),
            sa.Column("before", sa.Integer, nullable=False),
            sa.Column("bare", sa.Boolean, nullable=False),
        )
        self._laid = [Laid(table, self._draft_of(table)) for table in (*COPIED, *COUNTED)]

    def make(self, batches: int) -> None:
        """So many copies, spread over the communes and the days; a fifth of them in the commune that was played."""
        _hurry(self.database)
        with self.database.write() as session:
            self._drafts.create_all(session)
            places = _places(session)
            self.model = next(place for place in places if place.handle == UNIT)
            played = {one.table.name: _played_rows(session, one.table) for one in self._laid}
            lasting, self._shared = without_unfinished(played), shared_keys(played)
            for one in self._laid:
                self._lay_down(session, one, played[one.table.name], lasting[one.table.name])
            last = self._plan(session, places, batches)
        for first in range(1, last + 1, AT_ONCE):
            with self.database.write() as session:
                for one in self._laid:
                    if one.table in COPIED:
                        self._copy(session, one, first, first + AT_ONCE - 1)
        with self.database.write() as session:
            for one in self._laid:
                if one.table in COUNTED:
                    self._count(session, one)
            _count_months(session)
            count_proposals(session)
            count_raised(session)
            self._drafts.drop_all(session)
            _go_on_numbering(session)

    def _draft_of(self, table: sa.Table) -> sa.Table:
        columns: list[sa.Column[Any]] = [
            sa.Column(one.name, one.type) for one in table.columns if one.computed is None
        ]
        columns += [sa.Column("shift", sa.Integer), sa.Column("shared", sa.Boolean)]
        columns += [sa.Column(f"{one}_kind", sa.Text) for one in SUBJECTS]
        name = f"bench_{table.name}"
        return sa.Table(name, self._drafts, *columns, sa.Index(f"ix_{name}", "shift"))

    def _lay_down(self, session: Session, one: Laid, rows: Sequence[Row], lasting: Sequence[Row]) -> None:
        """What is left open only for a while is open in the newest copies alone."""
        for shift in self.shifts:
            of_these = rows if shift == self.shifts[-1] else lasting
            moved = [
                _moved(one.table, row, timedelta(days=shift))
                | {"shift": shift, "shared": row.get("key") in self._shared.get(one.table.name, ())}
                for row in of_these
            ]
            if moved:
                session.execute(sa.insert(one.laid), moved)

    def _plan(self, session: Session, places: Sequence[Place], batches: int) -> int:
        """Which unit each batch goes to, and by how many days it is moved. Returns the number of the last.

        Where no batch comes to, a bare one has what is shared: units sit as often, however little is raised there.
        """
        others = [place for place in places if place is not self.model]
        rows: list[dict[str, Any]] = []
        alike: dict[tuple[int, Place], list[int]] = {}
        for number in range(batches + 1):
            place = self.model if number % 5 == 0 else others[number % len(others)]
            shift = self.shifts[max(0, number - 1) * len(self.shifts) // batches]
            same = alike.setdefault((shift, place), [])
            row = {"number": number, "shift": shift, "unit_key": place.key, "handle": place.handle}
            rows.append(row | {"first": same[0] if same else number, "before": len(same), "bare": False})
            same.append(number)
        for shift, place in product(self.shifts, places):
            if (shift, place) not in alike:
                row = {"shift": shift, "unit_key": place.key, "handle": place.handle, "before": 0}
                rows.append(row | {"number": len(rows), "first": len(rows), "bare": True})
        session.execute(sa.insert(self._batch), rows)
        return len(rows) - 1

    def _copy(self, session: Session, one: Laid, first: int, last: int) -> None:
        batch, laid = self._batch.c, one.laid
        names = [column.name for column in one.table.columns if column.computed is None]
        values = [self._value(one, name) for name in names]
        query = (
            sa.select(*values)
            .select_from(self._batch.join(laid, laid.c.shift == batch.shift))
            .where(batch.number.between(first, last))
            .where(sa.case((laid.c.shared, batch.number == batch.first), else_=sa.not_(batch.bare)))
            .order_by(batch.number, *(laid.c[column.name] for column in one.table.primary_key))
        )
        session.execute(sa.insert(one.table).from_select(names, query))

    def _value(self, one: Laid, name: str) -> Any:
        """What a column of a copy holds."""
        batch, column = self._batch.c, one.laid.c[name]
        further = batch.number * SPAN
        ways: Sequence[tuple[bool, Callable[[], Any]]] = (
            (name == SHARED, lambda: column + batch.first * SPAN),
            (
                name == "position" and one.table is reception_issue,
                lambda: column + batch.before * POSITIONS,
            ),
            (name in KEYS or _is_copied(one.table.columns[name]), lambda: column + further),
            (
                name in NUMBERS and one.table.name not in OWN_NUMBERS,
                lambda: column + batch.number * NUMBERS_SPAN,
            ),
            (
                name in UNITS or name.endswith("unit_key"),
                lambda: sa.case((column == self.model.key, batch.unit_key), else_=column),
            ),
            (
                name in HANDLES and isinstance(column.type, sa.String),
                lambda: sa.func.replace(column, UNIT, batch.handle),
            ),
            (name in SUBJECTS, lambda: _subject(column, one.laid.c[f"{name}_kind"], further)),
            (name in {"token", "dedupe_key"}, lambda: sa.literal("b") + _text(one.laid.c.key + further)),
            (name == "receipt", lambda: column + sa.literal(".") + _text(batch.number)),
        )
        return next((value() for holds, value in ways if holds), column)

    def _count(self, session: Session, one: Laid) -> None:
        """The rows of counts, as many times as there are copies of them."""
        session.execute(sa.delete(one.table))
        batch, laid = self._batch.c, one.laid.c
        times = (
            sa.select(batch.shift, batch.unit_key, batch.handle, sa.func.count().label("times"))
            .where(sa.not_(batch.bare))
            .group_by(batch.shift, batch.unit_key, batch.handle)
            .subquery()
        )
        owner = sa.case((laid.unit_key == self.model.key, times.c.unit_key), else_=laid.unit_key)
        named = {"unit_key": owner}
        if "value" in one.table.c:
            named["value"] = sa.case(
                (
                    sa.and_(laid.dimension == BELOW, laid.value == str(self.model.key)),
                    _text(times.c.unit_key),
                ),
                else_=sa.func.replace(laid.value, UNIT, times.c.handle),
            )
        keys = [named.get(key.name, laid[key.name]) for key in one.table.primary_key]
        sums = [column for column in one.table.columns if not column.primary_key]
        query = (
            sa.select(*keys, *(sa.func.sum(laid[column.name] * times.c.times) for column in sums))
            .select_from(times.join(one.laid, laid.shift == times.c.shift))
            .group_by(*keys)
        )
        names = [column.name for column in (*one.table.primary_key, *sums)]
        session.execute(sa.insert(one.table).from_select(names, query))


def _count_months(session: Session) -> None:
    """The totals of months, from those of the days."""
    table, day = counts.issue_flow_month, counts.issue_flow.c.day
    session.execute(sa.delete(table))
    if session.dialect.name == "sqlite":
        month: sa.ColumnElement[Any] = sa.func.date(day, "start of month")
    else:
        month = sa.cast(sa.func.date_trunc("month", day), sa.Date)
    keys = [month if key.name == "month" else counts.issue_flow.c[key.name] for key in table.primary_key]
    added = [sa.func.sum(counts.issue_flow.c[name]) for name in counts.STANDS]
    names = [*(key.name for key in table.primary_key), *counts.STANDS]
    session.execute(sa.insert(table).from_select(names, sa.select(*keys, *added).group_by(*keys)))


def _played_rows(session: Session, table: sa.Table) -> list[Row]:
    """The rows to be copied: of what runs only what is still open, as lists show nothing else; some notices."""
    query = sa.select(*(column for column in table.columns if column.computed is None))
    if table is instance:
        query = query.where(_runs())
    if table is task:
        query = query.where(task.c.instance_key.in_(sa.select(instance.c.key).where(_runs())))
    if table is outbox:
        mine = outbox.c.recipient == f"{UNIT}.{HEAD}"
        query = query.where(mine, outbox.c.channel == "inbox", outbox.c.about.like("issue:%"))
    found: list[Row] = [dict(row) for row in session.execute(query.order_by(*table.primary_key)).mappings()]
    return found[::NOTICES_APART] if table is outbox else found


def _runs() -> sa.ColumnElement[bool]:
    return sa.and_(instance.c.subject != "", instance.c.status == "active")


def _moved(table: sa.Table, row: Mapping[str, Any], by: timedelta) -> dict[str, Any]:
    moved: dict[str, Any] = {
        name: value + by if isinstance(value, date) and value != date.max else value
        for name, value in row.items()
    }
    if table.name in YEARS:
        year, since = YEARS[table.name]
        moved[year] = local_day(moved[since]).year if moved[since] else None
    if table is proposal:
        moved["period"] = period_of(local_day(moved["received_at"]))
    if table is issue_event and moved["dates"]:
        # how the date of the answer came about; those of the steps are over
        moved["dates"] = {name: words for name, words in moved["dates"].items() if name == "answer"} or None
    for name in SUBJECTS & moved.keys():
        kind, _, key = str(moved[name] or "").rpartition(":")
        moved |= {f"{name}_kind": f"{kind}:", name: key or moved[name]}
    return moved


def _hurry(database: Database) -> None:
    """A store that is thrown away need not survive the machine's death."""
    if database.writer.dialect.name == "sqlite":
        database.reader.dispose()  # the journal is changed by whoever is alone
        connection = database.writer.raw_connection()
        for pragma in ("synchronous=off", "cache_size=-262144", "journal_mode=memory"):
            connection.execute(f"pragma {pragma}")


def _is_copied(column: sa.Column[Any]) -> bool:
    """Whether a column holds keys of rows that are copied, too."""
    refers_to = {one.column.table for one in column.foreign_keys}
    named = column.name.removesuffix("_key") if column.name.endswith("_key") else ""
    return any(one in refers_to or one.name == named for one in COPIED)


def _subject(column: Any, kind: Any, further: Any) -> Any:
    named = kind + _text(sa.cast(column, sa.BigInteger) + further)
    return sa.case((sa.or_(column.is_(None), column == ""), column), else_=named)


def _text(number: Any) -> sa.Cast[str]:
    return sa.cast(number, sa.Text)


def _places(session: Session) -> list[Place]:
    rows = session.execute(
        sa.select(unit.c.key, unit.c.handle).where(unit.c.level == "commune").order_by(unit.c.handle)
    )
    return [Place(row.key, row.handle) for row in rows]


def _go_on_numbering(session: Session) -> None:
    """PostgreSQL numbers rows by itself, and does not know of ours."""
    if session.dialect.name != "postgresql":
        return
    for table in COPIED:
        if "key" in table.c:
            newest = sa.select(sa.func.max(table.c.key)).scalar_subquery()
            sequence = sa.func.pg_get_serial_sequence(table.name, "key")
            session.execute(sa.select(sa.func.setval(sequence, newest)))
