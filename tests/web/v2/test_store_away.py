"""PostgreSQL is stopped and started again under a running application: told in words, and over without a restart."""

import re
import signal
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fastapi import FastAPI

from database.migrate import migrate
from database.session import Database, open_database
from organisation.staff import find_staff
from tests.postgresql import Process, Server, own_server
from tests.web.browsing import Visitor
from tests.web.lines import Lines
from tests.web.programs import Program, bearer, token_of
from tests.workflows.cycle import Cycle, furnish
from web.app import create_app
from web.csrf import FIELD, form_token
from web.schema import metadata
from web.sessions import begin_session
from web.settings import Settings
from workflows.house import HOUSE

STYLES = re.compile(r"/static/[^\"]+\.css")
TYPED = "Điều cán bộ đã gõ"


@pytest.fixture
def server() -> Iterator[Server]:
    with own_server() as own:
        yield own


@pytest.fixture
def process(server: Server) -> Process:
    assert server.process
    return server.process


@pytest.fixture
def database(server: Server, tmp_path: Path) -> Iterator[Database]:
    url = server.new()
    migrate(url, metadata)
    opened = open_database(url)
    furnish(opened, tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def cycle(database: Database) -> Cycle:
    made = Cycle(database)
    made.open()
    return made


@pytest.fixture
def app(database: Database, cycle: Cycle, settings: Settings) -> FastAPI:
    """Its clock stands in the store, as a demo's does."""

    def clock() -> datetime:
        with database.read() as session:
            session.exec_driver_sql("select 1")
        return cycle.now

    return create_app(database, HOUSE, settings, clock=clock, demo_accounts=tuple)


def test_people_and_programs_are_told_and_served_again_when_it_is_back(
    app: FastAPI,
    process: Process,
    database: Database,
    cycle: Cycle,
    lines: Lines,
) -> None:
    program = Program(app, **bearer(token_of(database, "admin")))
    with database.write() as session:
        found = find_staff(session, "c003.reporter")
        assert found is not None
        secret = begin_session(session, found.key, datetime.now(UTC))
    with Visitor(app) as clerk:
        clerk.cookies.set("sid", secret)
        draft = [("do", "claim"), ("overview", TYPED), (FIELD, form_token(secret))]
        task = f"/tasks/{cycle.task('C003', 'draft')}"
        assert clerk.get(task).status_code == 200
        for _ in range(2):  # the second time with connections that were opened after the first
            process.stop(signal.SIGINT)
            assert_told(clerk, program, task, draft)
            process.start()
            assert clerk.get(task).status_code == 200
            assert program.get("/v2/user-tasks/1").status_code in {200, 404}
            assert clerk.get("/health/ready").json()["parts"]["store"]
        assert clerk.post_form(f"{task}/draft", draft).status_code in {200, 204, 303}
    assert TYPED not in lines.text
    assert all("does not answer" in str(one["event"]) for one in lines.of("giaoban.web"))


def assert_told(clerk: Visitor, program: Program, task: str, draft: list[tuple[str, str]]) -> None:
    for language, words in (
        ("vi", "tạm thời chưa đọc được dữ liệu"),
        ("en", "cannot reach its data right now"),
    ):
        clerk.cookies.set("language", language)
        for answer in (clerk.get("/tasks"), clerk.get(task), clerk.post_form(f"{task}/draft", draft)):
            assert (answer.status_code, answer.headers["retry-after"]) == (503, "30")
            assert words in answer.text
            assert f'lang="{language}"' in answer.text
    assert TYPED in answer.text, "what was typed is shown back"
    for told in (
        program.search("user-tasks"),
        program.get("/api/cycles"),
        program.post("/v2/messages/publication", json={"name": "x"}),
    ):
        assert (told.status_code, told.headers["content-type"]) == (503, "application/problem+json")
        assert told.json()["detail"].startswith("The store does not answer right now.")
    assert clerk.get("/health/live").status_code == 200
    ready = clerk.get("/health/ready")
    assert (ready.status_code, ready.json()["parts"]["store"]) == (503, False)
    styles = STYLES.search(answer.text)
    assert styles
    assert clerk.get(styles[0]).status_code == 200
