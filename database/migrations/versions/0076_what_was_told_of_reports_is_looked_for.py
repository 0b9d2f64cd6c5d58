"""What was told of reports is looked for by what it is about, and nothing else"""

import sqlalchemy as sa
from alembic import op

revision = "0076"
down_revision = "0075"
branch_labels = None
depends_on = None

OF_REPORTS = sa.text("substr(about, 1, 7) = 'report:'")


def upgrade() -> None:
    op.drop_index("ix_outbox_about", "outbox")
    op.create_index(
        "ix_outbox_about", "outbox", ["about"], sqlite_where=OF_REPORTS, postgresql_where=OF_REPORTS
    )
