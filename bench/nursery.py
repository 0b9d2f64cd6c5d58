"""Real processes of `manage.py`, to be killed: `serve` and `worker` as operators start them.

They are forked from one process that has read the program already: two hundred starts would take an hour. Each is
told what to do by `manage.py`'s own words and environment. `python -m bench.nursery` is that process: it reads one
start a line, as JSON, and answers with the number of the process.
"""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from threading import Event

HOUSE_FOLDER = Path(__file__).parents[1]
PATIENCE_SECONDS = 180
LOOK_AGAIN_SECONDS = 0.05


class NeverCame(Exception):
    """A process did not come up, or did not go. Its log says why."""


@dataclass
class Nursery:
    """Starts processes on a store; all of them end with it."""

    mother: "subprocess.Popen[str]"
    url: str
    home: Path

    def start(self, *words: str, port: int | None = None) -> int:
        """Start `manage.py WORDS` and give the number of its process."""
        environment = {
            "GIAOBAN_DATABASE_URL": self.url,
            "GIAOBAN_HOME": str(self.home),
            "GIAOBAN_LOG": "text",
        }
        if port is not None:
            environment["GIAOBAN_PORT"] = str(port)
        line = json.dumps({"words": words, "environment": environment, "log": str(self.home / "log")})
        if self.mother.stdin is None or self.mother.stdout is None:
            raise NeverCame("It has no pipes.")
        self.mother.stdin.write(line + "\n")
        self.mother.stdin.flush()
        return int(self.mother.stdout.readline())


@contextmanager
def nursery(url: str, home: Path) -> Iterator[Nursery]:
    """Where processes come from, while the block runs."""
    home.mkdir(parents=True, exist_ok=True)
    with subprocess.Popen(  # our own program
        [sys.executable, "-m", "bench.nursery"],
        cwd=HOUSE_FOLDER,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as mother:
        try:
            yield Nursery(mother, url, home)
        finally:
            if mother.stdin is not None:
                mother.stdin.close()
            mother.wait(PATIENCE_SECONDS)


@dataclass
class Program:
    """One process that is killed and comes again: at the same port, if it serves."""

    nursery: Nursery
    words: tuple[str, ...]
    port: int | None = None
    pid: int = 0

    @property
    def address(self) -> str:
        """Where it serves."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Come up; it may take a while until it answers."""
        self.pid = self.nursery.start(*self.words, port=self.port)

    def kill(self) -> bool:
        """End it as kill -9 does. Whether it was there."""
        if not self.is_running():
            return False
        os.kill(self.pid, signal.SIGKILL)
        until(lambda: not self.is_running(), "A killed process is still there.")
        return True

    def is_running(self) -> bool:
        """Whether it is there."""
        return is_child(self.pid, self.nursery.mother.pid)

    def answers(self) -> bool:
        """Whether it serves by now."""
        return self.is_running() if self.port is None else answers(self.port)


def until(true: Callable[[], bool], otherwise: str) -> None:
    """Wait until something is true. NeverCame when it never is."""
    if not patiently(true, PATIENCE_SECONDS):
        raise NeverCame(otherwise)


def patiently(true: Callable[[], bool], seconds: float) -> bool:
    """Wait so long for something to be true, and say whether it is."""
    began = time.monotonic()
    while not true():
        if time.monotonic() - began > seconds:
            return False
        Event().wait(LOOK_AGAIN_SECONDS)
    return True


def is_child(pid: int, parent: int) -> bool:
    """Whether there is such a process and this is its parent: numbers are used again."""
    with suppress(OSError):
        return (
            int(Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[1]) == parent
        )
    return False


def answers(port: int) -> bool:
    """Whether a server answers at a port of this machine."""
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    with closing(connection), suppress(OSError, HTTPException):
        connection.request("GET", "/health/live")
        return connection.getresponse().status == 200  # noqa: PLR2004  # OK
    return False


def free_port() -> int:
    """A port of this machine that nobody uses."""
    with closing(socket.socket()) as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def main() -> None:
    """Read the program once, then fork a process for every line; end them all when no more lines come."""
    import manage  # what the commands read only when they run is read here once

    for name in ("database.migrate", "documents.fonts", "web.schema", "web.serve_store", "engine.worker"):
        __import__(name)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the killed leave no shadows
    children: list[int] = []
    for line in sys.stdin:
        asked: Mapping[str, object] = json.loads(line)
        pid = os.fork()
        if pid == 0:
            _become(manage, asked)
        children.append(pid)
        print(pid, flush=True)
    for pid in children:
        if is_child(pid, os.getpid()):
            os.kill(pid, signal.SIGKILL)


def _become(manage: object, asked: Mapping[str, object]) -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    log = os.open(str(asked["log"]), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(log, 1)
    os.dup2(log, 2)
    os.environ.update(asked["environment"])  # type: ignore[call-overload]
    try:
        manage.main(args=asked["words"], prog_name="manage.py")  # type: ignore[attr-defined]
    finally:
        os._exit(0)


if __name__ == "__main__":
    main()
