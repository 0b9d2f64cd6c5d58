import logging
import threading

import pytest

from web import serve
from web.serve import start_ticking


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serve, "TICK_SECONDS", 0.01)


def test_a_tick_that_fails_is_logged_and_the_next_one_comes(caplog: pytest.LogCaptureFixture) -> None:
    ticks, done = [], threading.Event()

    def tick() -> None:
        ticks.append(1)
        if len(ticks) == 1:
            raise RuntimeError("what the clerk wrote")
        done.set()

    with caplog.at_level(logging.ERROR, "giaoban.tick"):
        ticking = start_ticking(tick)
        assert done.wait(10)
        ticking.shutdown(wait=True)
    assert "RuntimeError" in caplog.text
    assert "what the clerk wrote" not in caplog.records[-1].getMessage().splitlines()[0]


def test_stopping_waits_for_the_tick_under_way() -> None:
    begun, go_on, finished = threading.Event(), threading.Event(), threading.Event()

    def tick() -> None:
        begun.set()
        go_on.wait(10)
        finished.set()

    ticking = start_ticking(tick)
    assert begun.wait(10)
    threading.Timer(0.05, go_on.set).start()
    ticking.shutdown(wait=True)
    assert finished.is_set()


def test_a_tick_that_takes_long_holds_up_no_other() -> None:
    begun, go_on, others = threading.Event(), threading.Event(), threading.Semaphore(0)

    def slow() -> None:
        begun.set()
        go_on.wait(10)

    ticking = start_ticking(slow, others.release)
    assert begun.wait(10)
    assert all(others.acquire(timeout=10) for _ in range(3))
    go_on.set()
    ticking.shutdown(wait=True)
