"""What is found by its words stands in one tree: SQLite kept the rows in one, and their places in another"""

from alembic import op

revision = "0083"
down_revision = "0082"
branch_labels = None
depends_on = None

TABLES = ("draft_presence", "effect")


def upgrade() -> None:
    if op.get_bind().dialect.name != "sqlite":  # PostgreSQL has no such tables
        return
    for name in TABLES:
        with op.batch_alter_table(name, recreate="always", table_kwargs={"sqlite_with_rowid": False}):
            pass
