"""Logs as a program would read them."""

import io
import json
import logging
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from web.watch.logs import set_up_logs


class Lines:
    """What was logged so far."""

    def __init__(self) -> None:
        self.stream = io.StringIO()

    @property
    def text(self) -> str:
        return self.stream.getvalue()

    @property
    def records(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.text.splitlines()]

    def of(self, logger: str) -> list[dict[str, Any]]:
        return [one for one in self.records if one["logger"] == logger]


@pytest.fixture
def _set_back() -> Iterator[None]:
    """Logs belong to the whole process: other tests have theirs again afterwards."""
    root = logging.getLogger()
    handlers, level, hook = list(root.handlers), root.level, threading.excepthook
    yield
    root.handlers[:], threading.excepthook = handlers, hook
    root.setLevel(level)
    logging.captureWarnings(capture=False)


@pytest.fixture
def lines(request: pytest.FixtureRequest) -> Lines:
    """Everything of this process from now on, as JSON."""
    request.getfixturevalue("_set_back")
    found = Lines()
    set_up_logs("json", found.stream)
    return found
