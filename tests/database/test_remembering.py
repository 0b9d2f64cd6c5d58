"""Reference data is read once for as long as it stays as it is, and never as nobody has kept it."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path

import pytest
import sqlalchemy as sa

from database import remembering
from database.metadata import metadata
from database.reference import REFERENCE, reference_token
from database.remembering import forget, remember
from database.rivals import one_at_a_time
from database.savepoint import savepoint
from database.session import Database, Session
from organisation.tables import calendar_override
from tests.stores import BOTH_STORES, ON_POSTGRESQL, Stores, nothing

pytestmark = BOTH_STORES

TRIGGERS = {
    "sqlite": "select distinct tbl_name from sqlite_master where type = 'trigger'",
    "postgresql": "select distinct tgrelid::regclass::text from pg_trigger where tgname = 'reference_changed'",
}


@pytest.fixture
def database(stores: Stores, store_kind: str, tmp_path: Path) -> Iterator[Database]:
    with stores.opened(store_kind, nothing, tmp_path) as opened:
        with opened.write() as session:
            change(session)  # a clone has the token of what it was cloned from
        yield opened


@pytest.fixture
def numbers() -> Iterator[int]:
    """One more each time that it is really asked."""
    return count()


def asked(session: Session, numbers: Iterator[int], name: str = "calendar") -> int:
    return remember(session, name, lambda: next(numbers))


def change(session: Session) -> None:
    row = {"date": date(2026, 1, 2), "kind": "off", "name": "Nghỉ bù", "source": "Thông báo"}
    session.execute(sa.insert(calendar_override).values(**row, set_at=datetime.now(UTC)))


def no_token(database: Database) -> None:
    with database.write() as session:
        session.execute(sa.delete(reference_token))


def test_it_is_read_once_by_its_name_and_kept_for_all_that_come_after(
    database: Database, numbers: Iterator[int]
) -> None:
    with database.write() as session:
        assert [asked(session, numbers) for _ in range(3)] == [0, 0, 0]
        assert asked(session, numbers, "units") == 1
    with database.write() as session:
        assert asked(session, numbers) == 0
    with database.read() as session:
        assert [asked(session, numbers), asked(session, numbers, "units")] == [0, 1]


def test_whatever_changes_lets_all_that_come_after_read_it_anew(
    database: Database, numbers: Iterator[int]
) -> None:
    with database.read() as before:
        assert asked(before, numbers) == 0
        with database.write() as session:
            change(session)
        assert asked(before, numbers) == 0, "it still sees the calendar from before"
    with database.read() as session:
        assert [asked(session, numbers), asked(session, numbers)] == [1, 1]


@pytest.mark.parametrize(
    "changing",
    [
        sa.update(calendar_override).values(name="Nghỉ lễ"),
        sa.delete(calendar_override),
    ],
)
def test_a_row_that_is_written_over_or_taken_away_is_a_change(
    database: Database, numbers: Iterator[int], changing: sa.Executable
) -> None:
    with database.write() as session:
        assert asked(session, numbers) == 0
    with database.write() as session:
        session.execute(changing)
    with database.write() as session:
        assert asked(session, numbers) == 1


def test_what_was_read_between_a_change_and_its_undoing_is_known_to_nobody(
    database: Database, numbers: Iterator[int]
) -> None:
    def half_done(*, forgetting: bool) -> None:
        with database.write() as session:
            asked(session, numbers, "units")
            change(session)
            if forgetting:
                forget(session)
            asked(session, numbers)
            raise ZeroDivisionError

    for forgetting in (False, True):
        with pytest.raises(ZeroDivisionError):
            half_done(forgetting=forgetting)
    with database.read() as session:
        assert asked(session, numbers, "units") == 0, "read before the change"
        assert asked(session, numbers) == 3, "1 and 2 were read of what nobody kept"


def test_whoever_changes_it_reads_it_again_and_leaves_it_to_the_others(
    database: Database, numbers: Iterator[int]
) -> None:
    with database.write() as session:
        assert asked(session, numbers) == 0
        change(session)
        forget(session)
        assert [asked(session, numbers) for _ in range(2)] == [1, 1]
    with database.write() as session:
        assert asked(session, numbers) == 1


def test_what_was_read_in_a_part_that_is_given_up_is_asked_again(
    database: Database, numbers: Iterator[int]
) -> None:
    def given_up(session: Session) -> None:
        with savepoint(session):
            change(session)
            forget(session)
            assert asked(session, numbers) == 1, "read of the change"
            raise ZeroDivisionError

    with database.write() as session:
        assert asked(session, numbers) == 0
        with pytest.raises(ZeroDivisionError):
            given_up(session)
        assert asked(session, numbers) == 0, "the change never was"


def test_what_another_thread_lets_go_of_just_now_is_read_again(
    database: Database, numbers: Iterator[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Name:
        """When it is looked for again, another thread has filled what is known just now, so that all of that goes."""

        looked_for = 0

        def __eq__(self, other: object) -> bool:
            return other == "calendar"

        def __hash__(self) -> int:
            self.looked_for += 1
            if self.looked_for == 2:
                asked(session, numbers, "units")
            return hash("calendar")

    monkeypatch.setattr(remembering, "MOST", 1)
    with database.read() as session:
        assert asked(session, numbers) == 0
        assert remember(session, Name(), lambda: next(numbers)) == 0


@ON_POSTGRESQL
def test_whoever_waited_for_a_rival_sees_what_that_one_left(
    database: Database, numbers: Iterator[int]
) -> None:
    def beside() -> None:
        with database.write() as rival:
            one_at_a_time(rival, "units")
            change(rival)

    with database.write() as session, ThreadPoolExecutor() as rivals:
        assert asked(session, numbers) == 0
        rivals.submit(beside).result()
        one_at_a_time(session, "units")
        assert asked(session, numbers) == 1


def test_a_store_without_a_token_reads_it_once_in_each_transaction(
    database: Database, numbers: Iterator[int]
) -> None:
    no_token(database)
    with database.write() as session:
        assert [asked(session, numbers) for _ in range(2)] == [0, 0]
    with database.read() as session:
        assert [asked(session, numbers) for _ in range(2)] == [1, 1]
        forget(session)
        assert asked(session, numbers) == 2


def test_what_could_not_be_read_is_asked_again(database: Database, numbers: Iterator[int]) -> None:
    with database.write() as session:
        with pytest.raises(ZeroDivisionError):
            remember(session, "calendar", lambda: 1 // 0)
        assert asked(session, numbers) == 0


def test_every_table_of_reference_data_changes_the_token_and_no_other_does(
    database: Database, store_kind: str
) -> None:
    with database.read() as session:
        watched = set(session.scalars(sa.text(TRIGGERS[store_kind])))
    assert watched == {table.name for table in metadata.sorted_tables if table.info == REFERENCE}
