"""Rows of joint verifications: what is asked of whom, what each found, what each says of the conclusion.

Nothing is taken away: an answer that comes late, a round of opinions on a draft that went back, all stay.
"""

import sqlalchemy as sa

from database.conditions import partial_index, where_said
from database.metadata import metadata
from database.types import Json, Key, UtcTime

# Of partial indexes: queries use the very same words.
NOT_CLOSED, CLOSED = sa.text("closed_at IS NULL"), sa.text("closed_at IS NOT NULL")

verification = sa.Table(
    "verification",
    metadata,
    sa.Column("key", Key, primary_key=True),
    sa.Column("title", sa.String(200), nullable=False),
    sa.Column("question", sa.Text, nullable=False),
    sa.Column("urgency", sa.String(20), nullable=False),
    # the matter it is for, as a subject: "issue:12"; empty where it was asked for by itself
    sa.Column("cause", sa.String(60), nullable=True),
    sa.Column("lead_key", Key, nullable=False),
    sa.Column("lead", sa.String(60), nullable=False),
    sa.Column("lead_name", sa.String(200), nullable=False),
    sa.Column("requester_key", Key, nullable=False),
    sa.Column("requester", sa.String(60), nullable=False),
    sa.Column("requester_name", sa.String(200), nullable=False),
    sa.Column("asked_at", UtcTime, nullable=False),
    sa.Column("asked_office", Json, nullable=False),
    sa.Column("convene_by", UtcTime, nullable=False),
    # how each date came about, by step (periods/dated.py as JSON)
    sa.Column("dates", Json, nullable=False),
    sa.Column("instance_key", Key, nullable=True),
    sa.Column("convened_at", UtcTime, nullable=True),
    sa.Column("on_site", sa.Date, nullable=True),
    sa.Column("instruction", sa.Text, nullable=True),
    sa.Column("collect_until", UtcTime, nullable=True),
    sa.Column("conclude_by", UtcTime, nullable=True),
    sa.Column("closes_at", UtcTime, nullable=True),
    # by when its lead owes what comes next: to convene the agencies, then to conclude
    sa.Column("due_at", UtcTime, nullable=False),
    sa.Column("conclusion", sa.String(20), nullable=True),
    sa.Column("text", sa.Text, nullable=True),
    sa.Column("measures", sa.Text, nullable=True),
    # how often a draft was put to the agencies: the round their opinions belong to
    sa.Column("round", sa.Integer, nullable=False, server_default="0"),
    sa.Column("concluded_at", UtcTime, nullable=True),
    sa.Column("opinions_due", UtcTime, nullable=True),
    sa.Column("opinions_until", UtcTime, nullable=True),
    sa.Column("approved_at", UtcTime, nullable=True),
    sa.Column("approved_office", Json, nullable=True),
    # the number of the minutes in the lead's register of that year, taken when its head approves
    sa.Column("minutes_year", sa.Integer, nullable=True),
    sa.Column("minutes_number", sa.Integer, nullable=True),
    sa.Column("closed_at", UtcTime, nullable=True),
    sa.Column("search", sa.String(400), nullable=False),
    sa.UniqueConstraint("instance_key"),
    sa.UniqueConstraint("lead_key", "minutes_year", "minutes_number"),
    # what boards show: what a lead owes, what a requester waits for, where agencies may still answer a lead
    partial_index("ix_verification_owed", "lead_key", "due_at", "key", where=NOT_CLOSED.text),
    partial_index(
        "ix_verification_awaited",
        "requester_key",
        "due_at",
        "key",
        where=f"{NOT_CLOSED.text} AND lead_key <> requester_key",
    ),
    partial_index("ix_verification_collecting", "lead_key", "closes_at", where=NOT_CLOSED.text),
    partial_index("ix_verification_hearing", "lead_key", "opinions_until", where=NOT_CLOSED.text),
    sa.Index("ix_verification_cause", "cause"),
    # lists show these in their order, and leave out what their reader may not see
    partial_index("ix_verification_open", "key", where=NOT_CLOSED.text),
    where_said("ix_verification_closed", "closed_at", "key"),
)


def _of_verification() -> sa.Column[int]:
    return sa.Column("verification_key", Key, sa.ForeignKey("verification.key"), nullable=False)


# Of a partial index: queries use the very same words.
NOT_ANSWERED = sa.text("answered_at IS NULL AND NOT ended")
NOT_GIVEN = sa.text("given_at IS NULL AND NOT ended")


def _ended() -> sa.Column[bool]:
    """Whether its verification was closed without it: what was never said is looked through by nobody."""
    return sa.Column("ended", sa.Boolean, nullable=False, server_default=sa.false())


# One agency and its task. What its officer wrote counts as its answer once its head has approved it.
verification_part = sa.Table(
    "verification_part",
    metadata,
    sa.Column("key", Key, primary_key=True),
    _of_verification(),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("unit_key", Key, nullable=False),
    sa.Column("unit", sa.String(60), nullable=False),
    sa.Column("unit_name", sa.String(200), nullable=False),
    sa.Column("asks", sa.Text, nullable=False),
    sa.Column("due_at", UtcTime, nullable=False),
    sa.Column("instance_key", Key, nullable=True),
    sa.Column("finding", sa.String(20), nullable=True),
    sa.Column("text", sa.Text, nullable=True),
    sa.Column("evidence", sa.Text, nullable=True),
    sa.Column("written_at", UtcTime, nullable=True),
    sa.Column("written_office", Json, nullable=True),
    sa.Column("answered_at", UtcTime, nullable=True),
    sa.Column("answered_office", Json, nullable=True),
    _ended(),
    sa.UniqueConstraint("verification_key", "unit_key"),
    sa.UniqueConstraint("verification_key", "position"),
    sa.UniqueConstraint("instance_key"),
    sa.Index("ix_verification_part_unit", "unit_key", "verification_key"),
    partial_index("ix_verification_part_owed", "unit_key", "due_at", "key", where=NOT_ANSWERED.text),
)

# What an agency says of a draft of the conclusion; each draft asks anew.
verification_opinion = sa.Table(
    "verification_opinion",
    metadata,
    sa.Column("key", Key, primary_key=True),
    _of_verification(),
    sa.Column("part_key", Key, sa.ForeignKey("verification_part.key"), nullable=False),
    # the unit of that part
    sa.Column("unit_key", Key, nullable=False),
    sa.Column("round", sa.Integer, nullable=False),
    sa.Column("due_at", UtcTime, nullable=False),
    sa.Column("instance_key", Key, nullable=True),
    sa.Column("stance", sa.String(10), nullable=True),
    sa.Column("reason", sa.Text, nullable=True),
    sa.Column("given_at", UtcTime, nullable=True),
    sa.Column("given_office", Json, nullable=True),
    _ended(),
    sa.UniqueConstraint("verification_key", "round", "part_key"),
    sa.UniqueConstraint("instance_key"),
    sa.CheckConstraint("stance in ('agree', 'dissent')", name="stance"),
    partial_index("ix_verification_opinion_owed", "unit_key", "due_at", "key", where=NOT_GIVEN.text),
)

# An answer or a draft of the conclusion that a head sent back. `about` is its subject, `round` that of the draft.
verification_return = sa.Table(
    "verification_return",
    metadata,
    sa.Column("key", Key, primary_key=True),
    _of_verification(),
    sa.Column("about", sa.String(60), nullable=False),
    sa.Column("round", sa.Integer, nullable=False),
    sa.Column("office", Json, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("at", UtcTime, nullable=False),
    sa.Index("ix_verification_return_about", "about", "at"),
)
