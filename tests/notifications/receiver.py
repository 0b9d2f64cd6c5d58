"""A real receiver of webhook calls on a free port of this machine."""

import hmac
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer


@dataclass
class Received:
    """What has arrived, and what is answered."""

    status: int = 204
    location: str = ""
    url: str = ""
    calls: list[tuple[dict[str, str], bytes]] = field(default_factory=list)


def fits(secret: str, headers: dict[str, str], body: bytes, now: float) -> bool:
    """What the documentation tells a receiver to do."""
    timestamp = headers["giaoban-timestamp"]
    expected = hmac.new(secret.encode(), f"{timestamp}.".encode() + body, "sha256").hexdigest()
    fresh = abs(now - int(timestamp)) <= 300
    return fresh and hmac.compare_digest(headers["giaoban-signature"], f"v1={expected}")


@contextmanager
def receiver() -> Iterator[Received]:
    """It listens while the block runs."""
    received = Received()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            received.calls.append(({name.lower(): value for name, value in self.headers.items()}, body))
            self.send_response(received.status)
            if received.location:
                self.send_header("location", received.location)
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    received.url = f"http://127.0.0.1:{server.server_address[1]}/hook?of=1"
    running = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    running.start()
    try:
        yield received
    finally:
        server.shutdown()
        running.join()
        server.server_close()
