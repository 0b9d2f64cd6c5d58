"""A worker of a PostgreSQL store: takes entries from the queue and does the jobs they name.

Any number of them may run, on any number of machines. One that is killed holds nothing up for long: its entries are
taken back once it has given no sign of life for a while, and what it had begun is in no row.
"""

import asyncio
import logging
import threading
from collections.abc import Callable
from datetime import datetime

from procrastinate import App, PsycopgConnector
from procrastinate.exceptions import ConnectorException

from database.postgresql import conninfo
from database.session import Database
from engine.failures import where_it_broke
from engine.host import Host
from engine.queue import QUEUE, TASK
from engine.turns import job_of, take_turn

logger = logging.getLogger("giaoban.worker")

SIGN_OF_LIFE_SECONDS = 2.0
TAKEN_BACK_AFTER_SECONDS = 10.0
POLL_SECONDS = 0.5
"""Entries are announced; this is for one that waited for another of its instance, and for a lost announcement."""
PAUSE_SECONDS = 1.0
"""Before the next try where the server is away."""


class Worker:
    """Works in the thread that calls `run`, until `stop` is called from any other."""

    def __init__(
        self, database: Database, host: Host, clock: Callable[[], datetime], *, concurrency: int
    ) -> None:
        self._database, self._host, self._clock = database, host, clock
        self._concurrency = concurrency
        self._stopping = threading.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._asked = asyncio.Event()

    def run(self) -> None:
        """Work until asked to stop; what is under way then is finished first. A server that is away is waited for."""
        asyncio.run(self._run())

    def stop(self) -> None:
        """Take nothing more."""
        self._stopping.set()
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._asked.set)

    async def _run(self) -> None:
        self._loop = asyncio.get_running_loop()
        if self._stopping.is_set():
            self._asked.set()
        while not self._stopping.is_set():
            try:
                await self._work()
            except ConnectorException as error:
                logger.warning("The queue cannot be reached: %s", where_it_broke(error))
            if not self._stopping.is_set():
                await asyncio.sleep(PAUSE_SECONDS)

    async def _work(self) -> None:
        connector = PsycopgConnector(
            conninfo=conninfo(self._database.url), min_size=1, max_size=self._concurrency + 3, timeout=10
        )
        app = App(connector=connector)
        app.task(name=TASK, queue=QUEUE)(self._do)
        async with app.open_async():
            working = asyncio.create_task(
                app.run_worker_async(
                    queues=[QUEUE],
                    concurrency=self._concurrency,
                    delete_jobs="always",
                    install_signal_handlers=False,
                    fetch_job_polling_interval=POLL_SECONDS,
                    update_heartbeat_interval=SIGN_OF_LIFE_SECONDS,
                    stalled_worker_timeout=TAKEN_BACK_AFTER_SECONDS,
                )
            )
            taking_back = asyncio.create_task(self._take_back(app))
            asked = asyncio.create_task(self._asked.wait())
            try:
                await asyncio.wait([working, taking_back, asked], return_when=asyncio.FIRST_COMPLETED)
            finally:
                for each in (working, taking_back, asked):
                    each.cancel()
                ended = await asyncio.gather(working, taking_back, asked, return_exceptions=True)
        for error in ended:
            if isinstance(error, Exception):
                raise error

    def _do(self, key: int) -> None:
        try:
            take_turn(self._database, self._host, self._clock(), job_of(key))
        except Exception as error:
            logger.warning("A job could not be taken up: %s", where_it_broke(error))
            raise  # its row is due still: it is handed over again

    async def _take_back(self, app: App) -> None:
        while True:
            await asyncio.sleep(SIGN_OF_LIFE_SECONDS)
            stalled = await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=TAKEN_BACK_AFTER_SECONDS)
            for entry in stalled:
                try:
                    await app.job_manager.retry_job(entry)
                except ConnectorException:
                    logger.info("A rival took an entry back first.")
