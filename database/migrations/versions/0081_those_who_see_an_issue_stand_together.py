"""Those who see an issue stand together"""

import sqlalchemy as sa
from alembic import op

revision = "0081"
down_revision = "0080"
branch_labels = None
depends_on = None

PLACE = ["ordered_at", "issue_key"]
OF_STATE = ["unit_key", "scope", "state", "urgency", *PLACE]
OF_FIELD = ["unit_key", "scope", "field", "state", "urgency", *PLACE]
# made anew in this order: of those that serve alike SQLite takes the newest
INDEXES = (
    ("urgent", ["unit_key", *PLACE], "stage = 0 AND urgent IS TRUE"),
    ("to_answer", ["unit_key", "scope", *PLACE], "stage = 0"),
    ("back", ["unit_key", "scope", *PLACE], "came_back IS TRUE"),
    ("state", OF_STATE, "stage < 2"),
    ("state_ended", OF_STATE, "stage = 2"),
    ("field_state", OF_FIELD, "stage < 2"),
    ("field_state_ended", OF_FIELD, "stage = 2"),
)


def upgrade() -> None:
    for name in ("issue_key", *(name for name, *_ in INDEXES)):
        op.drop_index(f"ix_issue_party_{name}", "issue_party")
    with op.batch_alter_table("issue_party") as table:
        table.drop_constraint("pk_issue_party", type_="primary")
        table.create_primary_key("pk_issue_party", ["issue_key", "unit_key"])
    for name, columns, which in INDEXES:
        where = sa.text(which)
        op.create_index(
            f"ix_issue_party_{name}", "issue_party", columns, sqlite_where=where, postgresql_where=where
        )
