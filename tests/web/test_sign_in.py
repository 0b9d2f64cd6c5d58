from datetime import timedelta

import pytest
import sqlalchemy as sa
from fastapi import FastAPI

from database.session import Database
from organisation.staff import find_staff, switch_off
from tests.web.browsing import Visitor
from tests.web.cast import CLERK, NOW, PASSWORD
from web.clock import real_time
from web.sessions import IDLE, LONGEST
from web.tables import web_session


def test_the_clerk_signs_in_and_goes_to_the_page_wanted(client: Visitor) -> None:
    answer = client.sign_in(CLERK, going_to="/language?to=en")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/language?to=en"
    assert client.get("/").headers["location"] == "/tasks"


def test_the_example_of_a_user_name_is_one_of_those_a_demo_shows(client: Visitor, demo_app: FastAPI) -> None:
    assert "ví dụ c00070.reporter" in client.get("/sign-in").text
    with Visitor(demo_app) as visitor:
        assert f"ví dụ {CLERK}" in visitor.get("/sign-in").text


def test_a_user_name_may_be_typed_in_capitals(client: Visitor) -> None:
    assert client.sign_in(CLERK.upper()).status_code == 303


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:x", "/\nx"]
)
def test_sign_in_never_leads_to_another_site(client: Visitor, elsewhere: str) -> None:
    assert client.sign_in(CLERK, going_to=elsewhere).headers["location"] == "/"


def test_a_wrong_password_keeps_the_name_and_says_what_to_do(client: Visitor) -> None:
    answer = client.sign_in(CLERK, "something else")
    assert answer.status_code == 422
    assert f'value="{CLERK}"' in answer.text
    assert "something else" not in answer.text
    assert "chưa đúng" in answer.text
    assert "<title>Lỗi:" in answer.text


def test_a_name_that_does_not_exist_is_told_the_same(client: Visitor) -> None:
    assert "chưa đúng" in client.sign_in("nobody.here").text


@pytest.mark.parametrize(("username", "password"), [("", PASSWORD), (CLERK, "")])
def test_an_empty_field_is_asked_for(client: Visitor, username: str, password: str) -> None:
    assert "Nhập tên đăng nhập và mật khẩu" in client.sign_in(username, password).text


def test_the_sixth_guess_must_wait_even_with_the_right_password(client: Visitor) -> None:
    for _ in range(5):
        assert client.sign_in(CLERK, "guess").status_code == 422
    answer = client.sign_in(CLERK)
    assert answer.status_code == 429
    assert "15 phút" in answer.text


def test_a_right_password_forgets_the_wrong_ones(client: Visitor) -> None:
    for _ in range(4):
        client.sign_in(CLERK, "guess")
    assert client.sign_in(CLERK).status_code == 303
    client.cookies.clear()
    for _ in range(4):
        assert client.sign_in(CLERK, "guess").status_code == 422
    assert client.sign_in(CLERK).status_code == 303


def test_whoever_is_signed_in_does_not_see_the_form(client: Visitor) -> None:
    client.sign_in(CLERK)
    assert client.get("/sign-in").headers["location"] == "/"


def test_signing_out_ends_the_session_in_the_store(client: Visitor) -> None:
    client.sign_in(CLERK)
    token = client.cookies["sid"]
    answer = client.submit("/sign-out", {}, page="/nowhere")
    assert answer.headers["location"] == "/sign-in"
    client.cookies.set("sid", token)
    assert client.get("/").headers["location"] == "/sign-in"


def test_signing_out_twice_is_no_error(client: Visitor) -> None:
    assert client.post_form("/sign-out", []).headers["location"] == "/sign-in"


def test_each_sign_in_gives_a_new_token_and_the_store_keeps_only_its_hash(
    client: Visitor, database: Database
) -> None:
    client.sign_in(CLERK)
    first = client.cookies["sid"]
    client.cookies.clear()
    client.sign_in(CLERK)
    assert client.cookies["sid"] != first
    with database.read() as session:
        kept = session.scalars(sa.select(web_session.c.token_hash)).all()
    assert len(kept) == 2
    assert first not in kept


@pytest.mark.parametrize(
    ("column", "age", "is_in"),
    [
        ("last_seen_at", IDLE - timedelta(minutes=1), True),
        ("last_seen_at", IDLE + timedelta(minutes=1), False),
        ("expires_at", timedelta(minutes=-1), True),
        ("expires_at", timedelta(minutes=1), False),
    ],
)
def test_a_session_ends_when_idle_or_too_old(
    client: Visitor, database: Database, column: str, age: timedelta, *, is_in: bool
) -> None:
    client.sign_in(CLERK)
    with database.write() as session:
        session.execute(sa.update(web_session).values({column: real_time() - age}))
    assert (client.get("/").headers["location"] == "/tasks") is is_in


def test_using_a_session_keeps_it_from_lying_idle(client: Visitor, database: Database) -> None:
    client.sign_in(CLERK)
    with database.write() as session:
        session.execute(sa.update(web_session).values(last_seen_at=real_time() - timedelta(hours=1)))
    client.get("/")
    with database.read() as session:
        seen = session.scalars(sa.select(web_session.c.last_seen_at)).one()
    assert real_time() - seen < timedelta(minutes=1)


def test_a_session_uses_real_time_though_the_demo_lives_in_another_month(
    client: Visitor, database: Database
) -> None:
    client.sign_in(CLERK)
    with database.read() as session:
        until = session.scalars(sa.select(web_session.c.expires_at)).one()
    assert until > NOW + timedelta(days=30)
    assert until <= real_time() + LONGEST


def test_an_account_switched_off_is_out_at_once(client: Visitor, database: Database) -> None:
    client.sign_in(CLERK)
    with database.write() as session:
        clerk = find_staff(session, CLERK)
        assert clerk
        switch_off(session, clerk.key)
    assert client.get("/").headers["location"] == "/sign-in"
