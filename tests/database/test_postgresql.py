"""PostgreSQL: refusals that say what to do, one migration at a time, crossed locks, the order of text."""

import socket
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa

from database.migrate import migrate
from database.postgresql import locks_crossed, shown
from database.rivals import one_at_a_time
from database.session import TRIES, Database, Session, StoreError, open_database
from database.unusable import saying_what_is_wrong
from database.version import newest
from tests.postgresql import Server
from tests.stores import POSTGRESQL, Stores
from web.schema import metadata

PASSWORD = "bi-mat"


@pytest.fixture
def server(stores: Stores) -> Server:
    return stores.start()


@pytest.fixture
def url(server: Server) -> Iterator[str]:
    """An empty database."""
    made = server.new()
    yield made
    server.drop(made)


@pytest.fixture
def database(url: str) -> Iterator[Database]:
    opened = open_database(url)
    with opened.write() as session:
        session.exec_driver_sql("create table note (key int primary key, text text)")
        session.exec_driver_sql("insert into note values (1, 'a'), (2, 'b')")
    yield opened
    opened.close()


def refusal(act: Callable[[], object]) -> str:
    with pytest.raises(StoreError) as refused:
        act()
    assert set(refused.value.text) == {"vi", "en"}
    for text in refused.value.text.values():
        assert PASSWORD not in text
    return refused.value.text["en"]


def test_a_server_that_is_down_is_said_and_no_password_is_printed() -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        port = taken.getsockname()[1]
    url = f"postgresql+psycopg://somebody:{PASSWORD}@127.0.0.1:{port}/giaoban"
    said = refusal(lambda: open_database(url))
    assert "does not answer" in said
    assert f"somebody:***@127.0.0.1:{port}/giaoban" in said
    assert "does not answer" in refusal(lambda: migrate(url, metadata))


def test_a_host_that_no_name_server_knows_does_not_answer() -> None:
    url = f"postgresql+psycopg://somebody:{PASSWORD}@database.invalid/giaoban"
    assert "look at host and port" in refusal(lambda: open_database(url))
    assert "look at host and port" in refusal(lambda: migrate(url, metadata))


def test_a_url_that_cannot_be_read_is_refused_without_quoting_it() -> None:
    said = refusal(lambda: open_database(f"postgresql+psycopg://x:{PASSWORD}@host:port/name"))
    assert "GIAOBAN_DATABASE_URL" in said


def test_a_database_that_is_not_there(server: Server) -> None:
    assert "Make it first" in refusal(lambda: open_database(server.of("nowhere")))


def test_a_name_that_nobody_has(server: Server) -> None:
    url = sa.make_url(server.of("postgres")).set(username="nobody_we_know", password=PASSWORD)
    said = refusal(lambda: open_database(url.render_as_string(hide_password=False)))
    assert "does not let us in" in said


def test_a_user_without_rights_is_told_which_to_ask_for(server: Server, url: str) -> None:
    server.run(f"create role reader_only login password '{PASSWORD}'")
    try:
        own = sa.make_url(url).set(username="reader_only", password=PASSWORD)
        said = refusal(lambda: migrate(own.render_as_string(hide_password=False), metadata))
        assert "Make this user its owner" in said
    finally:
        server.run("drop role reader_only")


def test_a_store_without_its_tables(url: str) -> None:
    opened = open_database(url)

    def read() -> None:
        with saying_what_is_wrong(url), opened.read() as session:
            session.exec_driver_sql("select * from cycle")

    assert "Run manage.py migrate" in refusal(read)
    opened.close()


def test_a_database_of_something_else_is_not_taken_over(url: str, database: Database) -> None:
    assert "of something else" in refusal(lambda: migrate(url, metadata))
    with database.read() as session:
        assert sa.inspect(session).get_table_names() == ["note"]


def test_a_store_of_a_newer_version_is_refused(url: str) -> None:
    migrate(url, metadata)
    opened = open_database(url)
    with opened.write() as session:
        session.exec_driver_sql("update alembic_version set version_num = '9999'")
    assert "newer version (9999)" in refusal(lambda: migrate(url, metadata))
    opened.close()


def test_four_processes_that_migrate_at_once_do_it_once(url: str) -> None:
    with ThreadPoolExecutor(4) as rivals:
        assert {one.copy for one in rivals.map(lambda _: migrate(url, metadata), range(4))} == {None}
    opened = open_database(url)
    with opened.read() as session:
        assert session.exec_driver_sql("select version_num from alembic_version").scalars().all() == [
            newest()
        ]
    opened.close()


def test_text_is_ordered_byte_by_byte_whatever_the_server_speaks(url: str) -> None:
    migrate(url, metadata)
    opened = open_database(url)
    names = ["a", "B", "Đ", "á", "Z", "/", "0"]
    level = metadata.tables["level"]
    with opened.write() as session:
        for rank, name in enumerate(names):
            session.execute(level.insert().values(code=name, rank=rank, name_vi=name, name_en=name))
    with opened.read() as session:
        found = session.execute(sa.select(level.c.name_vi).order_by(level.c.name_vi)).scalars().all()
        below = session.execute(sa.select(level.c.code).where(level.c.code < "0")).scalars().all()
    assert list(found) == sorted(names, key=str.encode)
    assert list(below) == ["/"]
    opened.close()


def test_work_whose_locks_crossed_a_rivals_is_done_again(database: Database) -> None:
    both_hold_one = threading.Barrier(2)
    tries: list[int] = []

    def change(first: int, second: int) -> Callable[[Session], None]:
        waited: list[bool] = []

        def work(session: Session) -> None:
            tries.append(first)
            session.exec_driver_sql(f"update note set text = text || '{first}' where key = {first}")
            if not waited:
                waited.append(True)
                both_hold_one.wait()
            session.exec_driver_sql(f"update note set text = text || '{first}' where key = {second}")

        return work

    with ThreadPoolExecutor(2) as rivals:
        list(rivals.map(database.transact, [change(1, 2), change(2, 1)]))
    with database.read() as session:
        texts = session.exec_driver_sql("select text from note order by key").scalars().all()
    # on a busy machine they may cross once more
    assert 3 <= len(tries) < 2 * TRIES, "one of them was broken off, and went on"
    assert [sorted(text[1:]) for text in texts] == [["1", "2"], ["1", "2"]], "and nothing was done twice"


def test_an_error_of_the_work_itself_is_not_tried_again(database: Database) -> None:
    tries: list[int] = []

    def work(session: Session) -> None:
        tries.append(1)
        session.exec_driver_sql("insert into note values (1, 'again')")

    with pytest.raises(sa.exc.IntegrityError) as refused:
        database.transact(work)
    assert (len(tries), locks_crossed(refused.value)) == (1, False)


def test_writers_work_side_by_side_and_a_name_keeps_them_apart(database: Database) -> None:
    def take_the_next_number(_: int) -> None:
        with database.write() as session:
            one_at_a_time(session, "notes")
            newest_key = session.exec_driver_sql("select max(key) from note").scalar_one()
            session.exec_driver_sql(f"insert into note values ({newest_key + 1}, '')")

    with ThreadPoolExecutor(8) as rivals:
        list(rivals.map(take_the_next_number, range(40)))
    with database.read() as session:
        assert session.exec_driver_sql("select count(*), max(key) from note").one() == (42, 42)


def test_a_connection_the_server_dropped_is_opened_anew(server: Server, database: Database) -> None:
    with database.read() as session:
        name = session.exec_driver_sql("select current_database()").scalar_one()
    server.run(f"select pg_terminate_backend(pid) from pg_stat_activity where datname = '{name}'")
    with database.read() as session:
        assert session.exec_driver_sql("select count(*) from note").scalar_one() == 2


def test_no_error_shows_the_password_of_an_open_store(tmp_path: Path, stores: Stores) -> None:
    url = stores.empty(POSTGRESQL, tmp_path)
    secret = sa.make_url(url).set(password=PASSWORD).render_as_string(hide_password=False)
    opened = open_database(secret)
    for text in (repr(opened), repr(opened.writer), shown(secret)):
        assert PASSWORD not in text
    opened.close()
    stores.remove(url)
