"""Runs the web server of one process, and beside it the tick that moves timers and jobs."""

import logging
import signal
import socket
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC

import uvicorn
from apscheduler.schedulers.background import BackgroundScheduler
from fastapi import FastAPI
from typing_extensions import override

from engine.failures import where_it_broke
from web.standing import leave_standing

logger = logging.getLogger("giaoban.tick")

TICK_SECONDS = 1


class Server(uvicorn.Server):
    """Lets go of the pages that wait for news before it waits for the requests under way."""

    @override
    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stop: no request is broken off, and none lasts for its own sake."""
        application: FastAPI = self.config.app  # type: ignore[assignment] # nothing else is served
        application.state.watch.close()
        await super().shutdown(sockets)


def serve(app: FastAPI, listening: socket.socket, *ticks: Callable[[], None]) -> None:
    """Serve until asked to stop (SIGINT or SIGTERM): requests and ticks under way are finished first.

    Each of `ticks` runs every second, never twice at once; what it missed is done by the next one.
    """
    server = Server(
        uvicorn.Config(
            app,
            access_log=False,  # it writes addresses with keys and searches; ours writes the route
            log_config=None,  # its records go where all others go
            timeout_graceful_shutdown=10,
            server_header=False,
        )
    )
    # uvicorn raises the signal again once it has stopped; by default SIGTERM would then skip what comes after.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    leave_standing()
    ticking = start_ticking(*ticks) if ticks else None
    try:
        with suppress(KeyboardInterrupt):
            server.run(sockets=[listening])
    finally:
        if ticking:
            ticking.shutdown(wait=True)


def start_ticking(*ticks: Callable[[], None]) -> BackgroundScheduler:
    """Call each tick every second in a thread of its own: one that takes long holds up no other.

    One that fails is logged, and the next one comes.
    """
    scheduler = BackgroundScheduler(timezone=UTC)
    for tick in ticks:
        scheduler.add_job(_guarded(tick), "interval", seconds=TICK_SECONDS, max_instances=1, coalesce=True)
    scheduler.start()
    return scheduler


def _guarded(tick: Callable[[], None]) -> Callable[[], None]:
    def guarded() -> None:
        try:
            tick()
        except Exception as error:  # noqa: BLE001 - whatever it was, the next tick must come
            log_failure(error)

    return guarded


def log_failure(error: Exception) -> None:
    """Log where a tick broke; the message of an error may quote what people wrote."""
    logger.error("The tick failed; the next one tries again. %s", where_it_broke(error))
