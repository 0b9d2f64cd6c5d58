"""Rows of the reporting work: cycles, who reports in them, reports, versions, documents and receipts."""

import sqlalchemy as sa

from database.conditions import partial_index
from database.metadata import metadata
from database.types import Json, Key, UtcTime
from notifications.tables import outbox
from workflows.subject import REPORT

# Of all that somebody was told, what was told of a report is looked for by what it is about, and nothing else.
OF_REPORTS = sa.text(f"substr(about, 1, {len(REPORT) + 1}) = '{REPORT}:'")
partial_index("ix_outbox_about", outbox.c.about, where=OF_REPORTS.text)

cycle = sa.Table(
    "cycle",
    metadata,
    sa.Column("key", Key, primary_key=True),
    sa.Column("definition", sa.String(120), nullable=False),
    sa.Column("report_kind", sa.String(40), nullable=False),
    sa.Column("period", sa.String(16), nullable=False),
    sa.Column("root_unit_key", Key, nullable=False),
    sa.Column("tree_on", sa.Date, nullable=False),
    sa.Column("opened_at", UtcTime, nullable=False),
    sa.Column("closes_at", UtcTime, nullable=False),
    sa.Column("calendar", sa.String(40), nullable=False),
    sa.Column("warnings", Json, nullable=False),
    # what its reports are written on
    sa.Column("form", sa.String(120), nullable=False, server_default="monthly_report"),
    # only what was asked for besides the regular reports has a name of its own, and says what it asks
    sa.Column("title", sa.String(200), nullable=True),
    sa.Column("asks", sa.Text, nullable=True),
    sa.UniqueConstraint("definition", "period", "root_unit_key"),
)

cycle_plan = sa.Table(
    "cycle_plan",
    metadata,
    sa.Column("key", Key, primary_key=True),
    sa.Column("definition", sa.String(120), nullable=False),
    sa.Column("root_code", sa.String(40), nullable=False),
    sa.Column("from_period", sa.String(16), nullable=False),
    sa.UniqueConstraint("definition", "root_code", "from_period"),
)

cycle_level = sa.Table(
    "cycle_level",
    metadata,
    sa.Column("cycle_key", Key, sa.ForeignKey("cycle.key"), primary_key=True),
    sa.Column("level", sa.String(40), primary_key=True),
    # every date with its explanation, by name; and the same as instances carry them
    sa.Column("dates", Json, nullable=False),
    sa.Column("variables", Json, nullable=False),
)

# What is still to be put down of a cycle that is being opened: rows of cycle_unit, as many as one transaction takes.
# The last part has none: then the first instance starts. A cycle that is whole has no part.
cycle_part = sa.Table(
    "cycle_part",
    metadata,
    sa.Column("key", Key, primary_key=True),
    sa.Column("cycle_key", Key, sa.ForeignKey("cycle.key"), nullable=False),
    sa.Column("actor", sa.String(60), nullable=False),
    sa.Column("units", Json, nullable=False),
    sa.Index("ix_cycle_part_cycle", "cycle_key", "key"),
)

# The tree as it stood when the cycle was opened. `path` is "/", then the keys of the units from the root
# down, each followed by "/": everything below a unit is one range of the index.
cycle_unit = sa.Table(
    "cycle_unit",
    metadata,
    sa.Column("key", Key, primary_key=True),
    sa.Column("cycle_key", Key, sa.ForeignKey("cycle.key"), nullable=False),
    sa.Column("unit_key", Key, nullable=False),
    sa.Column("handle", sa.String(60), nullable=False),
    sa.Column("name", sa.String(200), nullable=False),
    sa.Column("level", sa.String(40), nullable=False),
    sa.Column("superior_unit_key", Key, nullable=True),
    sa.Column("superior_handle", sa.String(60), nullable=True),
    sa.Column("superior_name", sa.String(200), nullable=True),
    sa.Column("depth", sa.Integer, nullable=False),
    sa.Column("path", sa.String(200), nullable=False),
    sa.Column("subordinates", sa.Integer, nullable=False),
    sa.Column("due_at", UtcTime, nullable=False),
    # name, code and period in the words of workflows/search.py
    sa.Column("search", sa.String(400), nullable=False),
    sa.UniqueConstraint("cycle_key", "unit_key"),
    sa.UniqueConstraint("cycle_key", "path"),
    sa.Index("ix_cycle_unit_superior", "cycle_key", "superior_unit_key"),
    sa.Index("ix_cycle_unit_handle", "handle", "cycle_key"),
)

report = sa.Table(
    "report",
    metadata,
    sa.Column("key", Key, primary_key=True),
    sa.Column("cycle_key", Key, sa.ForeignKey("cycle.key"), nullable=False),
    sa.Column("cycle_unit_key", Key, sa.ForeignKey("cycle_unit.key"), nullable=False),
    sa.Column("attempt", sa.Integer, nullable=False),
    sa.Column("instance_key", Key, nullable=True),
    # the deadline now; it moves when a report is returned, while cycle_unit.due_at stays
    sa.Column("due_at", UtcTime, nullable=False),
    sa.Column("due_words", Json, nullable=True),
    sa.Column("first_submitted_at", UtcTime, nullable=True),
    sa.Column("first_nil", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("versions", sa.Integer, nullable=False, server_default="0"),
    sa.Column("returns", sa.Integer, nullable=False, server_default="0"),
    sa.Column("withdrawals", sa.Integer, nullable=False, server_default="0"),
    sa.Column("accepted_at", UtcTime, nullable=True),
    sa.UniqueConstraint("cycle_unit_key", "attempt"),
    sa.UniqueConstraint("instance_key"),
    sa.Index("ix_report_cycle", "cycle_key", "first_submitted_at"),
)

# What is being written and was not sent yet, by its place: of a report "report:12", of a step of another matter
# "issue:5/answer_issue", of a task that is about nothing of ours "task:9".
draft = sa.Table(
    "draft",
    metadata,
    sa.Column("place", sa.String(200), primary_key=True),
    sa.Column("answers", Json, nullable=False),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("saved_at", UtcTime, nullable=False),
    sa.Column("saved_by", Key, nullable=False),
    # the page it was saved from: that page may go on, though a save of its own was faster than its button
    sa.Column("page", sa.String(40), nullable=True),
)

# Who is in a draft: written when it is opened and when it is saved, forgotten when it is sent.
draft_presence = sa.Table(
    "draft_presence",
    metadata,
    sa.Column("place", sa.String(200), primary_key=True),
    sa.Column("staff_key", Key, primary_key=True),
    sa.Column("office", Json, nullable=False),
    sa.Column("since", UtcTime, nullable=False),
    sa.Column("seen_at", UtcTime, nullable=False),
    sqlite_with_rowid=False,
)

report_version = sa.Table(
    "report_version",
    metadata,
    sa.Column("key", Key, primary_key=True),
    sa.Column("report_key", Key, sa.ForeignKey("report.key"), nullable=False),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("answers", Json, nullable=False),
    sa.Column("nil", sa.Boolean, nullable=False),
    sa.Column("submitted_at", UtcTime, nullable=False),
    sa.Column("approved_by", Key, nullable=False),
    sa.Column("approved_office", Json, nullable=False),
    # what the head decided in words when he approved it
    sa.Column("conclusion", sa.Text, nullable=False, server_default=""),
    # the number of the document in its unit's register of that year, taken at the head's approval
    sa.Column("unit_key", Key, nullable=False),
    sa.Column("document_year", sa.Integer, nullable=False),
    sa.Column("document_number", sa.Integer, nullable=False),
    sa.UniqueConstraint("report_key", "number"),
    sa.UniqueConstraint("unit_key", "document_year", "document_number"),
)

report_issue = sa.Table(
    "report_issue",
    metadata,
    sa.Column("key", Key, primary_key=True),
    sa.Column("version_key", Key, sa.ForeignKey("report_version.key"), nullable=False),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("field", sa.String(60), nullable=False),
    sa.Column("place", sa.String(200), nullable=False),
    sa.Column("summary", sa.Text, nullable=False),
    sa.Column("source", sa.String(60), nullable=False),
    sa.Column("mentions", sa.Integer, nullable=False),
    sa.Column("urgency", sa.String(60), nullable=False),
    sa.Column("handler", sa.String(200), nullable=True),
    sa.Column("status", sa.String(60), nullable=False),
    # whether it stands out, and why
    sa.Column("salient", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("salient_why", sa.Text, nullable=False, server_default=""),
    sa.UniqueConstraint("version_key", "position"),
)

# What a number of a report was added up from. `number` is the version it belongs to, sent or being written.
report_source = sa.Table(
    "report_source",
    metadata,
    sa.Column("key", Key, primary_key=True),
    sa.Column("report_key", Key, sa.ForeignKey("report.key"), nullable=False),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("field", sa.String(60), nullable=False),
    sa.Column("version_key", Key, sa.ForeignKey("report_version.key"), nullable=False),
    sa.Column("value", sa.Float, nullable=False),
    sa.Column("taken_at", UtcTime, nullable=False),
    sa.UniqueConstraint("report_key", "number", "field", "version_key"),
    sa.Index("ix_report_source_version_key", "version_key"),
)

# An issue of a report below (`left_key`) that the numbers of a version do not count, since another row tells of it.
report_twice = sa.Table(
    "report_twice",
    metadata,
    sa.Column("report_key", Key, sa.ForeignKey("report.key"), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("left_key", Key, sa.ForeignKey("report_issue.key"), primary_key=True),
    sa.Column("kept_key", Key, sa.ForeignKey("report_issue.key"), nullable=False),
)

# Why a number differs from what its sources add up to.
number_reason = sa.Table(
    "number_reason",
    metadata,
    sa.Column("report_key", Key, sa.ForeignKey("report.key"), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("field", sa.String(60), primary_key=True),
    sa.Column("reason", sa.Text, nullable=False),
)

# An issue carried upward and the issues of other reports that it was made from. Each is carried once into a version.
report_issue_origin = sa.Table(
    "report_issue_origin",
    metadata,
    sa.Column("version_key", Key, sa.ForeignKey("report_version.key"), primary_key=True),
    sa.Column("origin_key", Key, sa.ForeignKey("report_issue.key"), primary_key=True),
    sa.Column("issue_key", Key, sa.ForeignKey("report_issue.key"), nullable=False),
    sa.Index("ix_report_issue_origin_issue_key", "issue_key"),
    sa.Index("ix_report_issue_origin_origin_key", "origin_key"),
)

document = sa.Table(
    "document",
    metadata,
    sa.Column("key", Key, primary_key=True),
    sa.Column("version_key", Key, sa.ForeignKey("report_version.key"), nullable=False, unique=True),
    sa.Column("content", sa.LargeBinary, nullable=False),
    sa.Column("sha256", sa.String(64), nullable=False),
    sa.Column("pages", sa.Integer, nullable=False),
    sa.Column("made_at", UtcTime, nullable=False),
)

# A document of a matter that is no report: minutes, the history of a case, a review.
paper = sa.Table(
    "paper",
    metadata,
    sa.Column("key", Key, primary_key=True),
    sa.Column("subject", sa.String(60), nullable=False),
    sa.Column("kind", sa.String(40), nullable=False),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("content", sa.LargeBinary, nullable=False),
    sa.Column("sha256", sa.String(64), nullable=False),
    sa.Column("pages", sa.Integer, nullable=False),
    sa.Column("made_at", UtcTime, nullable=False),
    sa.UniqueConstraint("subject", "kind", "number"),
)

# An addressee is a unit (receiver of the level above) or an office inside the unit itself: see `office`.
receipt = sa.Table(
    "receipt",
    metadata,
    sa.Column("key", Key, primary_key=True),
    sa.Column("version_key", Key, sa.ForeignKey("report_version.key"), nullable=False),
    sa.Column("addressee", sa.String(60), nullable=False),
    sa.Column("office", sa.String(40), nullable=False),
    sa.Column("name", Json, nullable=False),
    sa.Column("sent_at", UtcTime, nullable=False),
    sa.Column("opened_at", UtcTime, nullable=True),
    sa.Column("accepted_at", UtcTime, nullable=True),
    sa.UniqueConstraint("version_key", "addressee", "office"),
)

report_return = sa.Table(
    "report_return",
    metadata,
    sa.Column("key", Key, primary_key=True),
    sa.Column("report_key", Key, sa.ForeignKey("report.key"), nullable=False),
    sa.Column("task_key", Key, nullable=False, unique=True),
    sa.Column("version_number", sa.Integer, nullable=True),
    sa.Column("stage", sa.String(20), nullable=False),
    sa.Column("office", Json, nullable=False),
    sa.Column("reason_code", sa.String(20), nullable=True),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("at", UtcTime, nullable=False),
    # the return to the unit above, not answered yet, that made this one necessary
    sa.Column("caused_by", Key, nullable=True),
    sa.Index("ix_report_return_report_key", "report_key"),
)

# Why there is another attempt at a report that was accepted; `report_key` is that attempt's.
correction = sa.Table(
    "correction",
    metadata,
    sa.Column("report_key", Key, sa.ForeignKey("report.key"), primary_key=True),
    sa.Column("version_key", Key, sa.ForeignKey("report_version.key"), nullable=False),
    sa.Column("opened_at", UtcTime, nullable=False),
    sa.Column("opened_by", Key, nullable=False),
    sa.Column("office", Json, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    # the return from further above that made it necessary
    sa.Column("caused_by", Key, sa.ForeignKey("report_return.key"), nullable=True),
)

comment = sa.Table(
    "comment",
    metadata,
    sa.Column("key", Key, primary_key=True),
    # what it was said beside: workflows/subject.py
    sa.Column("subject", sa.String(60), nullable=False),
    sa.Column("staff_key", Key, nullable=False),
    sa.Column("office", Json, nullable=False),
    sa.Column("at", UtcTime, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    # a digest of the page it was sent from and of its words: a page sends the same words once
    sa.Column("once", sa.String(64), nullable=True),
    sa.Index("ix_comment_subject", "subject"),
    sa.Index("ix_comment_once", "subject", "staff_key", "once", unique=True),
)

# What pages have made, by a digest of all that was sent: see workflows/once.py.
sent_page = sa.Table(
    "sent_page",
    metadata,
    sa.Column("digest", sa.String(64), primary_key=True),
    sa.Column("made", Key, nullable=False),
    sa.Column("at", UtcTime, nullable=False),
)

# One row, and only in a store that was made for a demonstration.
demo_clock = sa.Table(
    "demo_clock",
    metadata,
    sa.Column("key", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("offset_seconds", sa.Integer, nullable=False),
    # the moment it was set to last: it never goes on from an earlier one
    sa.Column("set_to", UtcTime, nullable=True),
    # while a demo is played by workers it stands still here, so that their pace changes nothing
    sa.Column("stands_at", UtcTime, nullable=True),
    sa.Column("root_code", sa.String(40), nullable=False),
    sa.CheckConstraint("key = 1", name="one_row"),
)

# A part of his list of tasks that somebody keeps under a name. Empty kind or band: all.
saved_filter = sa.Table(
    "saved_filter",
    metadata,
    sa.Column("key", Key, primary_key=True),
    sa.Column("staff_key", Key, nullable=False),
    sa.Column("name", sa.String(60), nullable=False),
    sa.Column("scope", sa.String(20), nullable=False),
    sa.Column("search", sa.String(200), nullable=False),
    sa.Column("kind", sa.String(20), nullable=False),
    sa.Column("band", sa.String(20), nullable=False),
    sa.Column("created_at", UtcTime, nullable=False),
    sa.UniqueConstraint("staff_key", "name"),
)
