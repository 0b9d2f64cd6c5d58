"""How a program signs in: a bearer token or a password, never a cookie."""

import base64
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from fastapi import FastAPI

from database.session import Database
from organisation.staff import find_staff, set_password, switch_off
from tests.web.browsing import Visitor
from tests.web.cast import CLERK, PASSWORD, RECEIVING
from tests.web.programs import Program, bearer, token_of
from web.rest.tokens import USE_IS_KEPT_EVERY, create_token, find_holder, list_tokens, revoke_token
from web.tables import access_token, sign_in_attempt
from web.throttle import TRIES_PER_NAME

ME = "/v2/authentication/me"


def basic(username: str, password: str) -> dict[str, str]:
    return {"authorization": "Basic " + base64.b64encode(f"{username}:{password}".encode()).decode()}


@pytest.fixture
def program(app: FastAPI) -> Program:
    return Program(app)


def test_a_token_tells_who_calls(program: Program, database: Database) -> None:
    token = token_of(database, CLERK)
    answer = program.get(ME, headers=bearer(token))
    assert answer.status_code == 200
    assert answer.json()["username"] == CLERK
    assert answer.json()["groups"] == ["C00003.reporter"]


def test_a_password_tells_who_calls(program: Program) -> None:
    assert program.get(ME, headers=basic(CLERK.upper(), PASSWORD)).json()["username"] == CLERK


@pytest.mark.parametrize(
    "header",
    [
        {},
        {"authorization": ""},
        {"authorization": "Bearer"},
        {"authorization": "Bearer giaoban_nothing"},
        {"authorization": "Basic"},
        {"authorization": "Basic ===="},
        {"authorization": "Basic " + base64.b64encode(b"\xff\xfe").decode()},
        {"authorization": "Basic " + base64.b64encode(b"no colon").decode()},
        {"authorization": "Digest x"},
        basic(CLERK, "wrong"),
        basic("nobody", PASSWORD),
    ],
)
def test_whoever_proves_nothing_is_told_how_to_sign_in(program: Program, header: dict[str, str]) -> None:
    answer = program.get(ME, headers=header)
    assert answer.status_code == 401
    assert answer.headers["content-type"] == "application/problem+json"
    assert "Bearer" in answer.headers["www-authenticate"]
    assert "Basic" in answer.headers["www-authenticate"]
    told = answer.json()
    assert (told["status"], told["title"], told["instance"]) == (401, "Unauthorized", ME)
    assert "Authorization" in told["detail"]


def test_a_session_of_the_pages_is_nothing_to_a_program(clerk: Visitor) -> None:
    assert clerk.get("/").status_code == 303
    for path in (ME, "/api/anything/v2"):
        assert clerk.get(path).status_code in {401, 404}
    assert clerk.post("/v2/process-definitions/search", json={}).status_code == 401


def test_a_token_is_worth_nothing_once_revoked_or_run_out(program: Program, database: Database) -> None:
    token = token_of(database, CLERK, days=1)
    now = datetime.now(UTC)
    with database.read() as session:
        assert find_holder(session, token, now + timedelta(hours=23)) is not None
        assert find_holder(session, token, now + timedelta(days=1, seconds=1)) is None
        [listed] = list_tokens(session)
    with database.write() as session:
        assert revoke_token(session, listed.key, now)
        assert not revoke_token(session, listed.key, now)
    assert program.get(ME, headers=bearer(token)).status_code == 401


def test_the_store_holds_no_token(database: Database) -> None:
    token = token_of(database, CLERK)
    with database.read() as session:
        row = session.execute(sa.select(access_token)).one()
    assert token not in str(row)
    assert len(row.token_hash) == 64


def test_use_is_written_down_once_an_hour(program: Program, database: Database) -> None:
    token = token_of(database, CLERK)

    def last_used() -> datetime | None:
        with database.read() as session:
            return list_tokens(session)[0].last_used_at

    assert last_used() is None
    program.get(ME, headers=bearer(token))
    first = last_used()
    program.get(ME, headers=bearer(token))
    assert last_used() == first
    assert first is not None
    with database.read() as session:
        for passed, noted in ((timedelta(0), True), (USE_IS_KEPT_EVERY, False)):
            holder = find_holder(session, token, first + passed)
            assert holder is not None
            assert holder.is_noted is noted


def test_a_closed_account_has_no_tokens_and_a_new_password_ends_the_old_one(
    program: Program, database: Database
) -> None:
    token = token_of(database, CLERK)
    assert program.get(ME, headers=basic(CLERK, PASSWORD)).status_code == 200
    with database.write() as session:
        found = find_staff(session, CLERK)
        assert found is not None
        set_password(session, found.key, "another long password")
    assert program.get(ME, headers=basic(CLERK, PASSWORD)).status_code == 401
    assert program.get(ME, headers=basic(CLERK, "another long password")).status_code == 200
    with database.write() as session:
        switch_off(session, found.key)
    assert program.get(ME, headers=bearer(token)).status_code == 401


def test_guessing_is_slowed_down_as_on_the_sign_in_page(program: Program) -> None:
    for _ in range(TRIES_PER_NAME):
        assert program.get(ME, headers=basic(RECEIVING, "a guess")).status_code == 401
    answer = program.get(ME, headers=basic(RECEIVING, PASSWORD))
    assert answer.status_code == 429
    assert answer.headers["retry-after"] == "900"
    assert "15 minutes" in answer.json()["detail"]


def test_a_program_that_is_right_uses_up_no_tries(program: Program, database: Database) -> None:
    for _ in range(TRIES_PER_NAME * 2):
        assert program.get(ME, headers=basic(CLERK, PASSWORD)).status_code == 200
    with database.read() as session:
        assert sum(session.execute(sa.select(sign_in_attempt.c.attempts)).scalars()) == 0


def test_a_browser_on_a_strangers_page_changes_nothing(program: Program, database: Database) -> None:
    header = bearer(token_of(database, CLERK))
    for said in ({"sec-fetch-site": "cross-site"}, {"origin": "https://elsewhere.example"}):
        answer = program.post("/v2/process-definitions/search", headers=header | said)
        assert answer.status_code == 403
        assert answer.json()["title"] == "Forbidden"


def test_two_tokens_of_one_account_are_two(database: Database) -> None:
    assert token_of(database, CLERK) != token_of(database, CLERK)
    with database.write() as session:
        created = create_token(session, 1, name="for ever", now=datetime.now(UTC))
        assert find_holder(session, created, datetime(2100, 1, 1, tzinfo=UTC)) is not None
