import pytest
from fastapi import FastAPI

from database.session import Database
from engine.host import Host
from tests.web.browsing import Visitor
from tests.web.cast import CLERK
from web.app import create_app
from web.settings import Settings


@pytest.mark.parametrize("path", ["/sign-in", "/nothing", "/", "/health/live"])
def test_every_answer_is_strict_and_kept_nowhere(client: Visitor, path: str) -> None:
    headers = client.get(path).headers
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] == "no-store"
    assert headers["referrer-policy"] == "same-origin"


def test_pages_ask_nothing_of_other_hosts_and_carry_no_style_or_script_of_their_own(client: Visitor) -> None:
    text = client.get("/sign-in").text
    assert " style=" not in text
    assert "<script>" not in text
    assert "https://" not in text


def test_static_files_are_named_by_their_content_and_kept_for_ever(app: FastAPI, client: Visitor) -> None:
    style = app.state.parts.pages.render(
        "en", "refusals/crash.html", {"visit": Silent(app), "number": "1", "typed": []}
    )
    path = style.split('rel="stylesheet" href="')[1].split('"')[0]
    answer = client.get(path)
    assert answer.status_code == 200
    assert "immutable" in answer.headers["cache-control"]
    assert "GDS Transport" not in answer.text
    assert "crest" not in answer.text
    assert "url(./be-vietnam-pro-vietnamese-400-normal." in answer.text


@pytest.mark.parametrize("name", ["manifest.json", ".lock", "", "../own.css", "nothing.css"])
def test_nothing_else_in_the_folder_is_served(client: Visitor, name: str) -> None:
    answer = client.get(f"/static/{name}")
    assert answer.status_code == 404
    assert answer.headers["cache-control"] == "no-store"


def test_long_pages_are_compressed(client: Visitor) -> None:
    answer = client.get("/sign-in", headers={"accept-encoding": "gzip"})
    assert answer.headers["content-encoding"] == "gzip"


def test_cookies_are_bound_to_the_host_on_https(database: Database, host: Host, settings: Settings) -> None:
    strict = Settings(settings.home, settings.database_url, https=True)
    with Visitor(create_app(database, host, strict), "https://giaoban.test") as visitor:
        answer = visitor.sign_in(CLERK)
        cookie = next(one for one in answer.headers.get_list("set-cookie") if one.startswith("__Host-sid="))
        assert "; HttpOnly" in cookie
        assert "; Secure" in cookie
        assert "; SameSite=lax" in cookie
        assert "Path=/" in cookie
        assert visitor.get("/").headers["location"] == "/tasks"
        assert visitor.get("/").headers["strict-transport-security"]


def test_cookies_work_on_a_plain_address_of_the_local_network(client: Visitor) -> None:
    answer = client.sign_in(CLERK)
    cookie = next(one for one in answer.headers.get_list("set-cookie") if one.startswith("sid="))
    assert "; HttpOnly" in cookie
    assert "Secure" not in cookie


class Silent:
    """A visit of nobody, to render a page without a request."""

    guest = None
    here = "/"

    def __init__(self, app: FastAPI) -> None:
        self.parts = app.state.parts
