"""The real application over a store, in a process of its own whose CPU time can be read.

`python -m bench.serving URL MOMENT [DISK]` prints its port and serves, with its clock standing at the moment, until
its standard input is closed.
"""

import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import uvicorn
from fastapi.responses import Response
from fastapi.routing import APIRoute

from bench.disks import SOUND, put_on
from database.session import open_database
from web.app import create_app
from web.gate import Visited
from web.settings import Settings
from workflows.house import HOUSE

HOUSE_FOLDER = Path(__file__).parents[1]
EMPTY = "/bench/empty"
EMPTY_PAGE = "/bench/page"
PATIENCE_SECONDS = 3600
"""How long a visitor's connection is kept while others are measured."""


@contextmanager
def serving(url: str, now: datetime, disk: str = SOUND) -> Iterator[tuple[str, int]]:
    """The address of a server and the number of its process, while the block runs."""
    with subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-m", "bench.serving", url, now.isoformat(), disk],
        cwd=HOUSE_FOLDER,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as server:
        if server.stdout is None or server.stdin is None:
            raise RuntimeError("The server has no pipes.")
        port = server.stdout.readline().strip()
        try:
            yield f"http://127.0.0.1:{port}", server.pid
        finally:
            server.stdin.close()
            server.wait(30)


def empty() -> Response:
    """What any answer of the server costs at least."""
    return Response(status_code=204)


def empty_page(visit: Visited) -> Response:
    """What any page costs somebody who is signed in: who he is, his header, nothing else."""
    return visit.page("base.html")


def main(url: str, now: str, disk: str = SOUND) -> None:
    """Serve until nobody holds the other end of standard input."""
    moment = datetime.fromisoformat(now)
    database = open_database(url)
    put_on(disk, database)
    app = create_app(database, HOUSE, Settings(home=Path(), database_url=url), clock=lambda: moment)
    app.router.routes += [
        APIRoute(EMPTY, empty, methods=["POST"]),
        APIRoute(EMPTY_PAGE, empty_page, methods=["GET"]),
    ]
    server = uvicorn.Server(
        uvicorn.Config(app, port=0, log_level="error", access_log=False, timeout_keep_alive=PATIENCE_SECONDS)
    )
    running = threading.Thread(target=server.run)
    running.start()
    while not server.started:
        running.join(0.01)
    print(server.servers[0].sockets[0].getsockname()[1], flush=True)
    sys.stdin.read()
    server.should_exit = True
    running.join()


if __name__ == "__main__":
    main(*sys.argv[1:])
