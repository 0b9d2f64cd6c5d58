"""The children that set documents: kept warm between documents, killed when one costs too much.

Starting a child costs about a second of processor time, most of it for loading WeasyPrint; a short document
costs a tenth of that. So a child is kept for many documents and replaced before its memory grows old.
"""

import atexit
import os
import signal
import subprocess
import sys
import threading
from functools import cache
from multiprocessing import Pipe
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import orjson

from documents.errors import DocumentFailed, DocumentTooLarge, DocumentTooLong, DocumentTooSlow
from documents.limits import Limits

HOME = Path(__file__).parent.parent
CHILDREN = 2
DOCUMENTS_PER_CHILD = 200


class Press:
    """Up to `children` documents at once, from any thread; a further caller waits for its turn."""

    def __init__(self, *, children: int = CHILDREN, documents_per_child: int = DOCUMENTS_PER_CHILD) -> None:
        self._turns = threading.BoundedSemaphore(children)
        self._idle: list[Child] = []
        self._documents_per_child = documents_per_child

    def set(
        self, facts: Any, attachment: bytes, limits: Limits, *, kind: str = "submission"
    ) -> tuple[bytes, int]:
        """The PDF and its pages, or a `DocumentError`. A child that answered badly is not used again.

        `kind` says by which of `documents.child.KINDS` the facts are read.
        """
        with self._turns:
            child = self._take(limits)
            try:
                pdf, pages = child.set(facts, attachment, limits, kind)
            except DocumentTooLong:
                self._give_back(child)
                raise
            except BaseException:
                child.end()
                raise
            self._give_back(child)
            return pdf, pages

    def check(self, limits: Limits) -> None:
        """Raise a `DocumentError` unless a child can be started and answers."""
        with self._turns:
            child = self._take(limits)
            try:
                child.check(limits)
            except BaseException:
                child.end()
                raise
            self._give_back(child)

    def pids(self) -> list[int]:
        """The processes of the children that are idle now, for whoever accounts for them."""
        return [child.pid for child in self._idle]

    def close(self) -> None:
        """End the idle children; the press can be used again and will start new ones."""
        while self._idle:
            self._idle.pop().end()

    def _take(self, limits: Limits) -> "Child":
        while True:
            try:
                child = self._idle.pop()
            except IndexError:  # every other caller has one of its own
                return Child(limits.memory_bytes)
            if child.alive and child.memory_bytes == limits.memory_bytes:
                return child
            child.end()

    def _give_back(self, child: "Child") -> None:
        if child.documents >= self._documents_per_child:
            child.end()
        else:
            self._idle.append(child)


class Child:
    """One running `documents.child`, and how many documents it has set."""

    def __init__(self, memory_bytes: int) -> None:
        self.memory_bytes = memory_bytes
        self.documents = 0
        self._late = threading.Event()
        # A killed child cannot tidy up after itself, so its folder is ours.
        self._folder = TemporaryDirectory(prefix="giaoban-document-")
        self._connection, theirs = Pipe()
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603 - our own module, two numbers as arguments
                [sys.executable, "-m", "documents.child", str(theirs.fileno()), str(memory_bytes)],
                cwd=HOME,
                env=_environment(self._folder.name),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
            )

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether the process can set another document."""
        return not self._late.is_set() and self._process.poll() is None

    def set(self, facts: Any, attachment: bytes, limits: Limits, kind: str) -> tuple[bytes, int]:
        """Ask for one document. Past the time limit the process is killed, wherever it is."""
        self.documents += 1
        request = {
            "kind": kind,
            "facts": facts,
            "timeout_seconds": limits.timeout_seconds,
            "page_cap": limits.page_cap,
        }
        header, pdf = self._ask(request, attachment, limits)
        if "pages" in header:
            return pdf, header["pages"]
        raise _refusal(header, limits)

    def check(self, limits: Limits) -> None:
        """Have it answer without setting anything."""
        self._ask({}, b"", limits)

    def end(self) -> None:
        """Kill the process and wait for it; harmless when it is already gone."""
        self._connection.close()
        self._process.kill()
        self._process.wait()
        self._folder.cleanup()

    def _ask(
        self, request: dict[str, Any], attachment: bytes, limits: Limits
    ) -> tuple[dict[str, Any], bytes]:
        watch = threading.Timer(limits.timeout_seconds, self._kill_late)
        watch.daemon = True
        watch.start()
        try:
            return self._exchange(request, attachment)
        except (EOFError, OSError):
            raise self._death(limits) from None
        finally:
            watch.cancel()

    def _exchange(self, request: dict[str, Any], attachment: bytes) -> tuple[dict[str, Any], bytes]:
        self._connection.send_bytes(orjson.dumps(request))
        self._connection.send_bytes(attachment)
        return orjson.loads(self._connection.recv_bytes()), self._connection.recv_bytes()

    def _kill_late(self) -> None:
        self._late.set()
        self._process.kill()

    def _death(self, limits: Limits) -> Exception:
        code = self._process.wait()
        if self._late.is_set() or code == -signal.SIGXCPU:
            return DocumentTooSlow(limits.timeout_seconds)
        return DocumentFailed(
            f"documents.child ended with code {code}; its last words are on standard error."
        )


def _refusal(header: dict[str, Any], limits: Limits) -> Exception:
    if "too_long" in header:
        return DocumentTooLong(header["too_long"], limits.page_cap)
    if "memory" in header:
        return DocumentTooLarge(detail=header["memory"])
    return DocumentFailed(header["failed"])


def _environment(folder: str) -> dict[str, str]:
    """Nothing of ours but the search path: no passwords, no store address, no fonts of the machine."""
    return {
        "PATH": os.defpath,
        "TMPDIR": folder,
        "LC_ALL": "C.UTF-8",
        "FONTCONFIG_FILE": str(Path(__file__).parent / "fonts.conf"),
        "PYTHONHASHSEED": "0",  # the same facts give the same bytes in every child
        "PYTHONWARNINGS": "ignore:No fonts configured",  # that is what fonts.conf is for
    }


def check_press() -> None:
    """Raise a `DocumentError` unless the press of this process can set documents. The first time costs a second."""
    default_press().check(Limits())


@cache
def default_press() -> Press:
    """The press of this process; its children end with it."""
    press = Press()
    atexit.register(press.close)
    return press
