"""The disk is full: people and programs are told so, what was typed is shown back, and all can still be read."""

import pytest
from fastapi import FastAPI

from database.session import Database
from tests.web.browsing import Visitor
from tests.web.lines import Lines
from tests.web.programs import Program, bearer, token_of
from tests.web.signing_in import SignIn
from tests.workflows.cycle import Cycle
from web.csrf import FIELD, form_token

TYPED = "Điều cán bộ đã gõ. "


def fill_the_disk(database: Database) -> None:
    with database.write() as session:
        pages = session.exec_driver_sql("pragma page_count").scalar_one()
        session.exec_driver_sql(f"pragma max_page_count={pages}")


def make_room(database: Database) -> None:
    with database.write() as session:
        session.exec_driver_sql("pragma max_page_count=1000000")


def save(clerk: Visitor, task: str) -> tuple[int, str]:
    fields = {"do": "draft", "overview": TYPED * 200, "_revision": "0"}
    pairs = [*fields.items(), (FIELD, form_token(clerk.cookies.get("sid") or ""))]
    answer = clerk.post_form(task, pairs)
    return answer.status_code, answer.text


@pytest.mark.parametrize(
    ("language", "words"),
    [("vi", "đĩa chứa dữ liệu đã đầy"), ("en", "the disk that holds the data is full")],
)
def test_who_writes_is_told_that_the_disk_is_full_and_keeps_what_he_typed(
    sign_in: SignIn, cycle: Cycle, database: Database, lines: Lines, language: str, words: str
) -> None:
    clerk, task = sign_in("c003.reporter"), f"/tasks/{cycle.task('C003', 'draft')}"
    clerk.cookies.set("language", language)
    fill_the_disk(database)
    status, text = save(clerk, task)
    assert status == 503
    assert words in text
    assert TYPED.strip() in text
    assert clerk.get(task).status_code == 200, "what is saved can be read"
    make_room(database)
    assert save(clerk, task)[0] == 303
    assert any("disk of the store is full" in str(one["event"]) for one in lines.of("giaoban.web"))
    assert TYPED.strip() not in lines.text


def test_a_program_is_told_so_too(app: FastAPI, database: Database) -> None:
    program = Program(app, **bearer(token_of(database, "admin")))
    fill_the_disk(database)
    message = {"name": "x", "correlationKey": "y", "timeToLive": 60_000, "variables": {"text": "y" * 3000}}
    answers = [program.post("/v2/messages/publication", json=message) for _message in range(8)]
    told = next(one for one in answers if one.status_code != 200)
    assert told.status_code == 503
    assert told.json()["detail"].startswith("The disk of the store is full.")
