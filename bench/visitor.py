"""Somebody of the staff who sends forms to a running server over one kept connection."""

import re
from datetime import UTC, datetime
from http.client import HTTPConnection
from urllib.parse import urlencode, urlsplit

from database.session import Database
from organisation.staff import find_staff
from web.csrf import FIELD, form_token
from web.sessions import begin_session, cookie_name


class Visitor:
    """A signed-in account."""

    def __init__(self, database: Database, address: str, username: str) -> None:
        with database.write() as session:
            found = find_staff(session, username)
            if found is None:
                raise LookupError(username)
            self.sid = begin_session(session, found.key, datetime.now(UTC))
        self.connection = HTTPConnection(urlsplit(address).netloc)

    @classmethod
    def again(cls, other: "Visitor") -> "Visitor":
        """The same session on a connection of its own."""
        same = cls.__new__(cls)
        same.sid, same.connection = other.sid, HTTPConnection(other.connection.host, other.connection.port)
        return same

    def post(self, path: str, **fields: str) -> tuple[int, str]:
        """Send a form as a page of ours would; the status and where it leads."""
        body = urlencode({**fields, FIELD: form_token(self.sid)})
        kind = {"content-type": "application/x-www-form-urlencoded", "sec-fetch-site": "same-origin"}
        self.connection.request("POST", path, body, {**kind, **self._cookie})
        answer = self.connection.getresponse()
        answer.read()
        return answer.status, answer.headers.get("location", "")

    def get(self, path: str) -> tuple[int, str]:
        """Open a page."""
        self.connection.request("GET", path, headers=self._cookie)
        answer = self.connection.getresponse()
        return answer.status, answer.read().decode()

    def open(self, path: str) -> int:
        """Open anything, text or not; the status."""
        self.connection.request("GET", path, headers=self._cookie)
        answer = self.connection.getresponse()
        answer.read()
        return answer.status

    @property
    def _cookie(self) -> dict[str, str]:
        return {"cookie": f"{cookie_name(https=False)}={self.sid}"}

    def following(self, page: str) -> str | None:
        """The address of the next page of a list."""
        found = re.search(r'href="(/tasks\?[^"]*after=[^"]+)"', page)
        return found[1].replace("&amp;", "&") if found else None
