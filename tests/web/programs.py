"""A program over HTTP: sends a token, or a name and a password, and never a cookie."""

from datetime import UTC, datetime, timedelta
from typing import Any

from fastapi import FastAPI
from httpx2 import Response
from starlette.testclient import TestClient

from database.session import Database
from organisation.staff import find_staff
from web.rest.tokens import create_token


class Program(TestClient):
    """A client of /v2 and /api that follows nothing and keeps nothing."""

    def __init__(self, app: FastAPI, **headers: str) -> None:
        super().__init__(app, follow_redirects=False, raise_server_exceptions=False, headers=headers)

    def search(self, what: str, **wanted: Any) -> Response:
        """POST /v2/{what}/search."""
        return self.post(f"/v2/{what}/search", json=wanted)

    def found(self, what: str, **wanted: Any) -> list[Any]:
        """The items of one page."""
        answer = self.search(what, **wanted)
        assert answer.status_code == 200, answer.text
        items: list[Any] = answer.json()["items"]
        return items


def token_of(database: Database, username: str, *, days: int = 30) -> str:
    """A token of somebody of the cast."""
    with database.write() as session:
        staff = find_staff(session, username)
        assert staff is not None, username
        now = datetime.now(UTC)
        return create_token(session, staff.key, name="test", now=now, lifetime=timedelta(days=days))


def bearer(token: str) -> dict[str, str]:
    """The header that carries a token."""
    return {"authorization": f"Bearer {token}"}
