"""Conditions of indexes are comparisons"""

import sqlalchemy as sa
from alembic import op

revision = "0068"
down_revision = "0067"
branch_labels = None
depends_on = None

TO_ANSWER = "(state = 'received' OR state = 'verifying' OR state = 'reopened')"
OWED = f"{TO_ANSWER} AND merged_into IS NULL AND due_at IS NOT NULL"
BACK = "(state = 'reopened' OR sent_back)"
ELSEWHERE = f"{OWED} AND charge_unit_key <> raised_unit_key"
OPEN = "(state = 'waiting' OR state = 'accepted' OR state = 'assigned')"
ENDED = "(state = 'refused' OR state = 'ended' OR state = 'withdrawn')"
INDEXES = (
    ("ix_issue_owed", "issue", ["charge_unit_key", "due_at", "key"], OWED),
    ("ix_issue_awaited", "issue", ["raised_unit_key", "due_at", "key"], ELSEWHERE),
    ("ix_issue_owed_again", "issue", ["charge_unit_key", "due_at", "key"], f"{OWED} AND {BACK}"),
    ("ix_issue_awaited_again", "issue", ["raised_unit_key", "due_at", "key"], f"{ELSEWHERE} AND {BACK}"),
    (
        "ix_issue_sat_open",
        "issue",
        ["raised_unit_key", "merged_into", "sitting_on", "due_at"],
        f"sitting_on IS NOT NULL AND {TO_ANSWER}",
    ),
    ("ix_proposal_awaited", "proposal", ["unit_key", "due_at"], OPEN),
    ("ix_proposal_ended_made", "proposal", ["unit_key", "key"], ENDED),
    ("ix_proposal_ended_decided", "proposal", ["decider_key", "key"], ENDED),
)


def upgrade() -> None:
    for name, table, columns, where in INDEXES:
        condition = sa.text(where)
        op.drop_index(name, table)
        op.create_index(name, table, columns, sqlite_where=condition, postgresql_where=condition)
