"""Rows of the issue register. An issue is about a matter and a place, never about persons: no column holds one.

`issue_event` is the record: append-only, and each row says how the whole issue stood after it, so that any past date
can be reproduced from it alone. `issue` is how it stands now, and `issue_party` who may see it and in which order
lists show it; both can be made again from the events.
"""

import sqlalchemy as sa

from database.conditions import either, partial_index, where_said
from database.metadata import metadata
from database.reference import REFERENCE
from database.types import Json, Key, UtcTime

# Two levels. A code keeps its meaning for good; days say when it is offered.
category = sa.Table(
    "category",
    metadata,
    sa.Column("code", sa.String(60), primary_key=True),
    sa.Column("parent", sa.String(60), sa.ForeignKey("category.code"), nullable=True),
    sa.Column("name_vi", sa.String(200), nullable=False),
    sa.Column("name_en", sa.String(200), nullable=False),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("valid_from", sa.Date, nullable=True),
    sa.Column("valid_to", sa.Date, nullable=True),
    sa.CheckConstraint("valid_to >= valid_from", name="days"),
    info=REFERENCE,
)

programme = sa.Table(
    "programme",
    metadata,
    sa.Column("code", sa.String(60), primary_key=True),
    sa.Column("name_vi", sa.String(200), nullable=False),
    sa.Column("name_en", sa.String(200), nullable=False),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("first_year", sa.Integer, nullable=True),
    sa.Column("last_year", sa.Integer, nullable=True),
    sa.CheckConstraint("last_year >= first_year", name="years"),
)

# How an issue stands. The same columns stand in `issue` and in every row of `issue_event`.
STANDING = (
    "state",
    "category",
    "field",
    "programmes",
    "urgency",
    "mentions",
    "charge_unit_key",
    "due_at",
    "answered_at",
    "directed_at",
    "merged_into",
)


def _standing() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("category", sa.String(60), nullable=False),
        # the category's first level
        sa.Column("field", sa.String(60), nullable=False),
        # codes, sorted
        sa.Column("programmes", Json, nullable=False),
        sa.Column("urgency", sa.String(20), nullable=False),
        # of the issue and of all that were merged into it
        sa.Column("mentions", sa.Integer, nullable=False),
        sa.Column("charge_unit_key", Key, nullable=False),
        sa.Column("due_at", UtcTime, nullable=True),
        # when an answer left last; empty again while it is reopened
        sa.Column("answered_at", UtcTime, nullable=True),
        # when a leader directed it first
        sa.Column("directed_at", UtcTime, nullable=True),
        # the issue that it joined: then that one counts, and this one does not
        sa.Column("merged_into", Key, nullable=True),
    )


# Conditions of partial indexes. Queries use the very same words, or the stores do not see that an index answers them.
def _to_answer(of: str = "") -> str:
    return either(f"{of}state", ("received", "verifying", "reopened"))


def _not_ended(of: str = "") -> str:
    return either(f"{of}state", ("received", "verifying", "reopened", "answered"))


def _owed(of: str = "") -> str:
    return f"{_to_answer(of)} AND {of}merged_into IS NULL AND {of}due_at IS NOT NULL"


def _elsewhere(of: str = "") -> str:
    return f"{_owed(of)} AND {of}charge_unit_key <> {of}raised_unit_key"


def _back(of: str = "") -> str:
    return f"({of}state = 'reopened' OR {of}sent_back)"


def _sat_open(of: str = "") -> str:
    return f"{of}sitting_on IS NOT NULL AND {_to_answer(of)}"


def _sat_joined(of: str = "") -> str:
    return f"{of}sitting_on IS NOT NULL AND {of}merged_into IS NOT NULL"


# for a query that reads other tables with columns of these names, too
CAME_BACK = sa.text(_back("issue."))
TO_ANSWER, ELSEWHERE = sa.text(_owed("issue.")), sa.text(_elsewhere("issue."))
NOT_ENDED = sa.text(_not_ended("issue."))
# of what was raised when a head received citizens: few are open, or have joined another one
SAT_OPEN, SAT_JOINED = sa.text(_sat_open("issue.")), sa.text(_sat_joined("issue."))

issue = sa.Table(
    "issue",
    metadata,
    sa.Column("key", Key, primary_key=True),
    # its number in the register of the unit that received it
    sa.Column("unit_key", Key, nullable=False),
    sa.Column("year", sa.Integer, nullable=False),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("raised_unit_key", Key, nullable=False),
    # the unit whose ground it is about, and the place there as reports name it
    sa.Column("place_unit_key", Key, nullable=False),
    sa.Column("area", sa.String(200), nullable=False),
    sa.Column("channel", sa.String(20), nullable=False),
    sa.Column("own_mentions", sa.Integer, nullable=False),
    sa.Column("summary", sa.Text, nullable=False),
    # the day it was raised on; for the press, the day of publication
    sa.Column("raised_on", sa.Date, nullable=False),
    sa.Column("received_at", UtcTime, nullable=False),
    # of what was raised when a head received citizens, the day for which that was planned
    sa.Column("sitting_on", sa.Date, nullable=True),
    # the newest instance that handles it
    sa.Column("instance_key", Key, nullable=True),
    # whether the answer that was written last was sent back by its reviewer
    sa.Column("sent_back", sa.Boolean, nullable=False, server_default=sa.false()),
    *_standing(),
    sa.UniqueConstraint("unit_key", "year", "number"),
    sa.Index("ix_issue_alike", "place_unit_key", "field", "raised_on"),
    where_said("ix_issue_merged_into", "merged_into"),
    partial_index("ix_issue_joined", "raised_unit_key", where="merged_into IS NOT NULL"),
    partial_index("ix_issue_raised", "raised_unit_key", where=_not_ended()),
    partial_index(
        "ix_issue_sat_open", "raised_unit_key", "merged_into", "sitting_on", "due_at", where=_sat_open()
    ),
    partial_index("ix_issue_sat_joined", "raised_unit_key", "sitting_on", "merged_into", where=_sat_joined()),
    partial_index("ix_issue_owed", "charge_unit_key", "due_at", "key", where=_owed()),
    partial_index("ix_issue_awaited", "raised_unit_key", "due_at", "key", where=_elsewhere()),
    partial_index(
        "ix_issue_owed_again", "charge_unit_key", "due_at", "key", where=f"{_owed()} AND {_back()}"
    ),
    partial_index(
        "ix_issue_awaited_again", "raised_unit_key", "due_at", "key", where=f"{_elsewhere()} AND {_back()}"
    ),
)

# What changed an issue. Rows are never changed or taken away. `was` and `became` are of what the row is about.
issue_event = sa.Table(
    "issue_event",
    metadata,
    sa.Column("key", Key, primary_key=True),
    sa.Column("issue_key", Key, sa.ForeignKey("issue.key"), nullable=False),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("at", UtcTime, nullable=False),
    # the local day of `at`
    sa.Column("day", sa.Date, nullable=False),
    sa.Column("what", sa.String(20), nullable=False),
    sa.Column("was", sa.String(400), nullable=False),
    sa.Column("became", sa.String(400), nullable=False),
    sa.Column("reason_code", sa.String(20), nullable=True),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("evidence", sa.Text, nullable=False),
    # who did it: the account (none for the system) and its office in words
    sa.Column("staff_key", Key, nullable=True),
    sa.Column("office", Json, nullable=False),
    # how the dates of steps came about that it set, by step; the due date is that of the answer (periods/dated.py as
    # JSON). The newest event that has a step says it. They are long, and few ask: no list reads them
    sa.Column("dates", Json, nullable=True),
    *_standing(),
    sa.UniqueConstraint("issue_key", "number"),
    # for the monthly word on what became of issues
    partial_index("ix_issue_event_day", "day", "key", where="what = 'state'"),
)

STATE_CHANGED = issue_event.c.what == sa.literal_column("'state'", sa.String)
"""With the word written out, as the index has it."""

# Of partial indexes, like those above.
URGENT_NOW = sa.text("stage = 0 AND urgent IS TRUE")
BACK_NOW = sa.text("issue_party.came_back IS TRUE")
"""For a query; the index says it without the name of the table."""

# Who may see an issue, once each, with what its lists are ordered by: a list is put together
# from ranges of an index (list_ranges.py). Each change of an issue writes these anew: lists share them.
issue_party = sa.Table(
    "issue_party",
    metadata,
    sa.Column("unit_key", Key, primary_key=True, autoincrement=False),
    sa.Column("issue_key", Key, sa.ForeignKey("issue.key"), primary_key=True),
    sa.Column("why", sa.String(20), nullable=False),
    sa.Column("since", UtcTime, nullable=False),
    # "raised" what a unit raised, "own" what it received, is or was in charge of; "below" what units below it did
    sa.Column("scope", sa.String(10), nullable=False),
    # 0 to be answered, 1 answered and not confirmed, 2 ended
    sa.Column("stage", sa.Integer, nullable=False),
    # the state, or that it was merged
    sa.Column("state", sa.String(20), nullable=False),
    sa.Column("urgency", sa.String(20), nullable=False),
    sa.Column("field", sa.String(60), nullable=False),
    # until when; of what has ended, when it was received
    sa.Column("ordered_at", UtcTime, nullable=False),
    # more urgent than an ordinary one
    sa.Column("urgent", sa.Boolean, nullable=False, server_default=sa.false()),
    # to be answered once more: reopened, or its answer was sent back
    sa.Column("came_back", sa.Boolean, nullable=False, server_default=sa.false()),
    partial_index("ix_issue_party_urgent", "unit_key", "ordered_at", "issue_key", where=URGENT_NOW.text),
    partial_index(
        "ix_issue_party_to_answer", "unit_key", "scope", "ordered_at", "issue_key", where="stage = 0"
    ),
    partial_index(
        "ix_issue_party_back", "unit_key", "scope", "ordered_at", "issue_key", where="came_back IS TRUE"
    ),
    # for what is not to be answered, and for lists of one state, field or urgency: most changes are of what has not
    # ended, and are written into indexes that stay small
    *(
        partial_index(
            f"ix_issue_party_{field}state{ended}",
            *("unit_key", "scope", *columns, "state", "urgency", "ordered_at", "issue_key"),
            where=which,
        )
        for field, columns in (("", ()), ("field_", ("field",)))
        for ended, which in (("", "stage < 2"), ("_ended", "stage = 2"))
    ),
    sa.Index("ix_issue_party_issue_key", "issue_key"),
)
_ENDED = sa.literal_column("2", sa.Integer)
NOT_ANSWERED = issue_party.c.stage == sa.literal_column("0", sa.Integer)
NOT_OVER, OVER = issue_party.c.stage < _ENDED, issue_party.c.stage == _ENDED
"""With the numbers written out, as the indexes have them."""

# Where an issue came from, as often as it came: each report that told of it, each call.
issue_source = sa.Table(
    "issue_source",
    metadata,
    sa.Column("key", Key, primary_key=True),
    sa.Column("issue_key", Key, sa.ForeignKey("issue.key"), nullable=False),
    sa.Column("kind", sa.String(20), nullable=False),
    sa.Column("unit_key", Key, nullable=False),
    sa.Column("channel", sa.String(20), nullable=False),
    sa.Column("mentions", sa.Integer, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("at", UtcTime, nullable=False),
    # of a report: its issue, and the period it was told in
    sa.Column("report_issue_key", Key, sa.ForeignKey("report_issue.key"), nullable=True),
    sa.Column("report_key", Key, sa.ForeignKey("report.key"), nullable=True),
    sa.Column("period", sa.String(16), nullable=True),
    # whether a correction of the report has put another in its place
    sa.Column("replaced", sa.Boolean, nullable=False, server_default=sa.false()),
    # of the press: which paper, number and article
    sa.Column("citation", sa.String(300), nullable=True),
    # what was given to whoever raised it
    sa.Column("receipt", sa.String(20), nullable=True),
    sa.UniqueConstraint("issue_key", "report_issue_key"),
    sa.UniqueConstraint("receipt"),
    where_said("ix_issue_source_report_issue_key", "report_issue_key"),
    where_said("ix_issue_source_report_key", "report_key"),
)

# Issues that entered the register by themselves and whose handling has not been started yet; those that could not be
# started are tried again, later each time.
issue_to_begin = sa.Table(
    "issue_to_begin",
    metadata,
    sa.Column("issue_key", Key, sa.ForeignKey("issue.key"), primary_key=True, autoincrement=False),
    sa.Column("tries", sa.Integer, nullable=False, server_default="0"),
    sa.Column("again_at", UtcTime, nullable=True),
)

# Units that were closed while they saw issues, and whoever carries their code since and comes to see these, in parts.
issue_heir = sa.Table(
    "issue_heir",
    metadata,
    sa.Column("unit_key", Key, sa.ForeignKey("unit.key"), primary_key=True, autoincrement=False),
    sa.Column("heir_key", Key, sa.ForeignKey("unit.key"), nullable=False),
    sa.Column("after_issue_key", Key, nullable=False),
    sa.Column("done", sa.Boolean, nullable=False),
    sa.Index("ix_issue_heir_done", "done", "unit_key"),
)

# Every answer that was written, what its review said, and when it left.
issue_answer = sa.Table(
    "issue_answer",
    metadata,
    sa.Column("key", Key, primary_key=True),
    sa.Column("issue_key", Key, sa.ForeignKey("issue.key"), nullable=False),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("evidence", sa.Text, nullable=False),
    # the unit or agency that wrote it, with its level on that day
    sa.Column("unit_key", Key, nullable=False),
    sa.Column("level", sa.String(40), nullable=True),
    sa.Column("written_at", UtcTime, nullable=False),
    sa.Column("written_by", Key, nullable=False),
    sa.Column("office", Json, nullable=False),
    sa.Column("reviewed_at", UtcTime, nullable=True),
    sa.Column("review", sa.String(20), nullable=True),
    sa.Column("review_office", Json, nullable=True),
    sa.Column("reason_code", sa.String(20), nullable=True),
    sa.Column("reason", sa.Text, nullable=False, server_default=""),
    sa.Column("sent_at", UtcTime, nullable=True),
    sa.UniqueConstraint("issue_key", "number"),
)
