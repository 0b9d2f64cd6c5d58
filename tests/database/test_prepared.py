"""Statements that are compiled once: what they take and give is what `session.execute` takes and gives."""

from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import MultipleResultsFound, NoResultFound

from database.prepared import LONGEST_LIST, Prepared, PreparedEntry
from database.savepoint import savepoint
from database.session import Database, Session
from database.types import Json, Key, UtcTime
from tests.database.own_tables import database
from tests.stores import BOTH_STORES

pytestmark = BOTH_STORES

local = sa.MetaData()
letter = sa.Table(
    "letter",
    local,
    sa.Column("key", Key, primary_key=True),
    sa.Column("name", sa.Text, nullable=False, unique=True),
    sa.Column("at", UtcTime),
    sa.Column("day", sa.Date),
    sa.Column("facts", Json),
    sa.Column("open", sa.Boolean),
)
NOON = datetime(2025, 5, 7, 5, tzinfo=UTC)
FULL = {"name": "a", "at": NOON, "day": date(2025, 5, 7), "facts": {"unit": "Phường 3"}, "open": True}
WRITE = Prepared(sa.insert(letter).returning(letter))
NAMES = Prepared(
    sa.select(letter.c.name)
    .where(letter.c.name.in_(sa.bindparam("names", expanding=True)))
    .order_by(letter.c.name)
)


def names(session: Session) -> list[str]:
    return list(session.scalars(sa.select(letter.c.name).order_by(letter.c.name)))


def test_values_of_every_type_go_in_and_come_out_as_by_execute(database: Database) -> None:
    with database.write() as session:
        row = WRITE.run(session, FULL).one()
        assert {name: getattr(row, name) for name in FULL} == FULL
        assert tuple(row) == tuple(session.execute(sa.select(letter)).one())


def test_an_insert_and_an_update_take_the_columns_they_are_given(database: Database) -> None:
    change = Prepared(sa.update(letter).where(letter.c.name == sa.bindparam("of")).returning(letter.c.open))
    with database.write() as session:
        assert WRITE.run(session, {"name": "b"}).one().facts is None
        WRITE.run(session, FULL)
        assert change.run(session, {"of": "b", "open": False}).scalar_one() is False
        assert change.run(session, {"of": "b", "facts": [1], "at": NOON}).scalar_one() is False
        assert change.run(session, {"of": "nobody", "open": True}).one_or_none() is None


def test_lists_of_any_length_and_values_that_stand_in_the_statement(database: Database) -> None:
    whole = Prepared(
        sa.select(letter.c.key)
        .where(letter.c.name.in_(("a", "c")), letter.c.open.is_(True), letter.c.at >= NOON)
        .limit(sa.bindparam("most", type_=sa.Integer()))
    )
    with database.write() as session:
        WRITE.each(session, [FULL, {**FULL, "name": "b"}, {**FULL, "name": "c", "open": False}])
        for asked in (["a"], [], ["c", "a", "x"], ["b"]):
            found = NAMES.run(session, {"names": asked}).scalars().all()
            assert list(found) == sorted({"a", "b", "c"} & set(asked))
        assert len(whole.run(session, {"most": 5}).all()) == 1
        assert whole.run(session, {"most": 0}).all() == []


def test_a_list_longer_than_texts_are_kept_for_is_found_all_the_same(database: Database) -> None:
    with database.write() as session:
        WRITE.each(session, [FULL, {**FULL, "name": "b"}])
        for length in (LONGEST_LIST - 1, LONGEST_LIST, LONGEST_LIST + 1, 3 * LONGEST_LIST):
            asked = ["b", *(f"x{number}" for number in range(length - 1))]
            assert NAMES.run(session, {"names": asked}).scalars().all() == ["b"]


def test_what_returns_nothing_may_be_asked_for_rows_any_number_of_times(database: Database) -> None:
    change = Prepared(sa.update(letter).where(letter.c.name == sa.bindparam("of")))
    with database.write() as session:
        WRITE.run(session, FULL)
        for _ in range(2):
            assert change.run(session, {"of": "a", "open": False}).all() == []
        assert change.each(session, [{"of": "a", "open": True}] * 2) == []


def test_each_gives_what_was_returned_in_the_order_of_the_rows(database: Database) -> None:
    once = Prepared(
        {
            name: insert(letter).on_conflict_do_nothing().returning(letter.c.name)
            for name, insert in (("sqlite", sqlite.insert), ("postgresql", postgresql.insert))
        }
    )
    with database.write() as session:
        rows = [{"name": name} for name in ("b", "a", "b", "c")]
        assert [row.name for row in once.each(session, rows)] == ["b", "a", "c"]
        assert once.each(session, []) == []


def test_a_reader_that_begins_with_it_sees_one_state_of_the_store(database: Database) -> None:
    with database.read() as session:
        assert NAMES.run(session, {"names": ["a"]}).all() == []
        with database.write() as other:
            WRITE.run(other, FULL)
        assert names(session) == []


def test_one_row_is_asked_for_where_there_is_one(database: Database) -> None:
    with database.write() as session:
        WRITE.each(session, [FULL, {**FULL, "name": "b"}])
        for asked, error in ((["a", "b"], MultipleResultsFound), (["x"], NoResultFound)):
            with pytest.raises(error):
                NAMES.run(session, {"names": asked}).scalar_one()
        assert NAMES.run(session, {"names": ["x"]}).one_or_none() is None
        assert NAMES.run(session, {"names": ["a", "b"]}).first() == ("a",)


def test_what_python_fills_in_and_lists_in_a_change_are_refused(database: Database) -> None:
    filled = sa.Table("filled", sa.MetaData(), sa.Column("key", Key), sa.Column("made", sa.Text, default="x"))
    listed = sa.delete(letter).where(letter.c.name.in_(["a"]))
    with database.write() as session:
        for statement in (sa.insert(filled), listed):
            with pytest.raises(ValueError, match="Not to be prepared"):
                Prepared(statement).run(session, {"key": 1} if statement is not listed else {})


def test_a_value_that_is_missing_is_named(database: Database) -> None:
    of = Prepared(sa.select(letter).where(letter.c.name == sa.bindparam("wanted")))
    with database.write() as session, pytest.raises(KeyError, match="wanted"):
        of.run(session, {})


def test_a_part_that_raises_is_undone_alone_also_inside_another(database: Database) -> None:
    def half_done(session: Session) -> None:
        with savepoint(session):
            WRITE.run(session, {"name": "b"})
            raise ZeroDivisionError

    with database.write() as session:
        WRITE.run(session, {"name": "a"})
        with savepoint(session):
            WRITE.run(session, {"name": "c"})
            with pytest.raises(ZeroDivisionError):
                half_done(session)
        with pytest.raises(ZeroDivisionError):
            half_done(session)
    with database.read() as session:
        assert names(session) == ["a", "c"]


def test_a_part_that_the_store_refuses_leaves_the_transaction_usable(database: Database) -> None:
    def twice(session: Session) -> None:
        with savepoint(session):
            WRITE.each(session, [{"name": "a"}, {"name": "a"}])

    with database.write() as session:
        with pytest.raises(Exception, match=r"(?i)unique"):
            twice(session)
        WRITE.run(session, {"name": "b"})
    with database.read() as session:
        assert names(session) == ["b"]


def test_it_is_told_how_many_rows_were_put_in_and_changed(database: Database) -> None:
    once = Prepared(
        {
            name: insert(letter).on_conflict_do_nothing()
            for name, insert in (("sqlite", sqlite.insert), ("postgresql", postgresql.insert))
        }
    )
    change = Prepared(sa.update(letter).where(letter.c.name.like(sa.bindparam("of"))))
    with database.write() as session:
        assert [once.changed(session, {"name": name}) for name in ("a", "b", "a")] == [1, 1, 0]
        assert once.changed_by(session, [{"name": name} for name in ("b", "d", "d", "e")]) == 2
        assert change.changed(session, {"of": "%", "open": True}) == 4
        assert change.changed(session, {"of": "c", "open": True}) == 0


def test_an_entry_is_given_the_key_of_its_own_row(database: Database) -> None:
    put = PreparedEntry(letter)
    with database.write() as session:
        keys = {name: put.run(session, {**FULL, "name": name}) for name in ("a", "b", "c")}
        rows = session.execute(sa.select(letter.c.name, letter.c.key))
        assert {row.name: row.key for row in rows} == keys


def test_of_two_entries_that_are_told_apart_by_nothing_the_second_is_none(database: Database) -> None:
    put = PreparedEntry(letter, alone=("name",))
    with database.write() as session:
        first = put.once(session, FULL)
        assert put.once(session, {**FULL, "open": False}) is None
        with pytest.raises(Exception, match=r"(?i)unique"), savepoint(session):
            put.once(session, {**FULL, "name": "another", "key": first})
        second = put.once(session, {**FULL, "name": "b"})
        rows = session.execute(sa.select(letter.c.name, letter.c.key, letter.c.open))
        assert {row.name: (row.key, row.open) for row in rows} == {"a": (first, True), "b": (second, True)}


def test_an_entry_hands_back_its_row_as_it_would_be_read(database: Database) -> None:
    put = PreparedEntry(letter)
    with database.write() as session:
        rows = [put.row(session, {**FULL, "name": name, "day": None}) for name in ("a", "b")]
        read = Prepared(sa.select(letter).order_by(letter.c.key)).run(session, {}).all()
        assert [row._asdict() for row in rows] == [row._asdict() for row in read]
        counted = PreparedEntry(letter, beside=("pages",)).row(session, {**FULL, "name": "c"}, pages=3)
        assert (counted.name, counted.pages) == ("c", 3)
        with pytest.raises(KeyError):
            put.row(session, {"name": "d"})


@pytest.mark.parametrize("word", ["it_is", "", "it's", "what?", "100 %", "50%s", ":name", "--", "chữ"])
def test_its_own_words_and_numbers_are_what_they_are(database: Database, word: str) -> None:
    """Plain ones are written into the text, others are not: no store may take them for anything else."""
    asked = (letter.c.name == word, letter.c.key > 0, letter.c.open.is_(True), letter.c.at == NOON)
    query = sa.select(letter.c.name, sa.literal(word).label("said"), sa.literal(7).label("seven")).where(
        *asked
    )
    with database.write() as session:
        for name in (word, "another"):
            PreparedEntry(letter).run(session, {**FULL, "name": name, "day": None})
        assert list(Prepared(query).run(session, {})) == [(word, word, 7)]
        both = Prepared(sa.union_all(query, sa.select(query.limit(1).subquery())))
        assert list(both.run(session, {})) == [(word, word, 7)] * 2


__all__ = ["database"]
