"""The shipped calendar is entered once; what the operators say afterwards stands."""

import pytest
import sqlalchemy as sa

from database.rivals import one_at_a_time
from database.session import Database
from organisation.calendar_overrides import USUAL, calendar_revision, overrides, set_override
from organisation.tables import calendar_override
from tests.stores import ON_POSTGRESQL
from tests.workflows.cycle import at
from workflows.house import HOUSE
from workflows.seed import prepare_store, seed_calendar


def test_a_second_call_changes_nothing(database: Database) -> None:
    with database.write() as session:
        revision = calendar_revision(session)
        seed_calendar(session, at(2))
        assert calendar_revision(session) == revision


def test_a_day_that_an_operator_took_back_stays_as_usual(database: Database) -> None:
    with database.write() as session:
        shipped, *others = overrides(session)
        set_override(session, shipped.date, USUAL, name="", source="the operator", now=at(2))
        seed_calendar(session, at(3))
        assert overrides(session) == others


@ON_POSTGRESQL
def test_whoever_prepares_a_store_waits_for_those_who_deploy_before_he_writes_anything(
    database: Database,
) -> None:
    """All that is entered is reference data, which one writes at a time: the two would wait for each other."""
    with database.write() as session:
        session.execute(sa.delete(calendar_override))  # as if a new version shipped days of the next year
    asked: list[str] = []
    beside = sa.create_engine(database.writer.url, poolclass=sa.pool.NullPool)
    sa.event.listen(beside, "before_cursor_execute", lambda *facts: asked.append(facts[2].split()[0].lower()))
    with database.write() as rival, beside.connect() as session:
        one_at_a_time(rival, "deployment")
        session.exec_driver_sql("set local lock_timeout = '50ms'")
        with pytest.raises(sa.exc.OperationalError, match="lock timeout"):
            prepare_store(session, HOUSE, actor="operator", now=at(2))
    assert not {"insert", "update", "delete"} & set(asked)
