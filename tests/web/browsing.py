"""Two ways to visit the pages: a client without a browser, and the address of a running server."""

import re
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from urllib.parse import urlencode

import uvicorn
from fastapi import FastAPI
from httpx2 import Response
from starlette.testclient import TestClient

from tests.web.cast import PASSWORD
from web.csrf import FIELD
from web.serve import Server

SAME_ORIGIN = {"sec-fetch-site": "same-origin"}
_TOKEN = re.compile(rf'name="{FIELD}" value="([^"]+)"')


class Visitor(TestClient):
    """Follows no redirects by itself, and sends forms as a browser would: with the token of the page."""

    def __init__(self, app: FastAPI, base_url: str = "http://testserver") -> None:
        super().__init__(app, base_url=base_url, follow_redirects=False, raise_server_exceptions=False)

    def sign_in(self, username: str, password: str = PASSWORD, *, going_to: str = "/") -> Response:
        fields = {"username": username, "password": password, "next": going_to}
        return self.submit("/sign-in", fields, page="/sign-in")

    def submit(
        self,
        path: str,
        fields: Mapping[str, str] | list[tuple[str, str]],
        *,
        page: str,
        headers: Mapping[str, str] = SAME_ORIGIN,
    ) -> Response:
        """Open a page, fill in its form and send it."""
        pairs = [*(fields.items() if isinstance(fields, Mapping) else fields), (FIELD, self.token(page))]
        return self.post_form(path, pairs, headers=headers)

    def press_twice(self, path: str, fields: Mapping[str, str], *, page: str) -> list[Response]:
        """Send the form of one page two times."""
        pairs = [*fields.items(), (FIELD, self.token(page))]
        return [self.post_form(path, pairs) for _ in range(2)]

    def token(self, page: str) -> str:
        return self.token_in(self.get(page).text)

    def token_in(self, text: str) -> str:
        found = _TOKEN.search(text)
        assert found, "the page has no form"
        return found[1]

    def post_form(
        self, path: str, pairs: list[tuple[str, str]], *, headers: Mapping[str, str] = SAME_ORIGIN
    ) -> Response:
        kind = {"content-type": "application/x-www-form-urlencoded"}
        return self.post(path, content=urlencode(pairs), headers={**kind, **headers})


@contextmanager
def served(app: FastAPI, port: int = 0) -> Iterator[str]:
    """The address of a server that runs while the block does; on a port that was free before, if one is given."""
    server = Server(uvicorn.Config(app, port=port, log_config=None, lifespan="on"))
    running = threading.Thread(target=server.run)
    running.start()
    while not server.started:
        assert running.is_alive(), "the server did not start"
        running.join(0.01)
    try:
        port = server.servers[0].sockets[0].getsockname()[1]
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        running.join()
