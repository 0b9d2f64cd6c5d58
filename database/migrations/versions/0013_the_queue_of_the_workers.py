"""The queue of the workers, and a demo clock that stands still while they work"""

from importlib.resources import files

import sqlalchemy as sa
from alembic import op

import database.types

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

# Of the version of procrastinate that pyproject.toml pins. A newer one brings its own steps in procrastinate.sql
# migrations: another migration of ours runs those.
SCHEMA = "schema.sql"


def upgrade() -> None:
    with op.batch_alter_table("demo_clock", schema=None) as batch_op:
        batch_op.add_column(sa.Column("stands_at", database.types.UtcTime(), nullable=True))
    connection = op.get_bind()
    if connection.dialect.name == "postgresql":
        text = files("procrastinate.sql").joinpath(SCHEMA).read_text(encoding="utf-8")
        connection.exec_driver_sql(text, execution_options={"no_parameters": True})
