"""Outside workers of the engine's tests: what they ask for and how they answer."""

from datetime import timedelta
from typing import Any

from engine.worker_activation import Activated, Wanted, activate_jobs
from engine.worker_answers import Holder, complete_job, fail_job, throw_error, update_job
from tests.engine.world import World

MINUTE = timedelta(minutes=1)


class Worker:
    """An outside worker with an account of its own, or sharing one."""

    def __init__(self, world: World, name: str, account: str | None = None, *, leased: bool = False) -> None:
        self.world, self.name, self.account = world, name, account or name
        self.leased = leased
        self.leases: dict[int, str | None] = {}

    def take(self, most: int = 10, *variables: str, kind: str = "work") -> list[Activated]:
        wanted = Wanted(kind, self.name, self.account, most, MINUTE, frozenset(variables), leased=self.leased)
        with self.world.database.write() as session:
            jobs = activate_jobs(session, self.world.host, wanted, self.world.now)
        self.leases |= {job.key: job.lease for job in jobs}
        return jobs

    def complete(self, job: int, variables: Any = None) -> None:
        with self.world.database.write() as session:
            complete_job(session, self.world.host, job, variables, self.holder(job), now=self.world.now)

    def fail(self, job: int, **facts: Any) -> None:
        with self.world.database.write() as session:
            fail_job(session, job, self.holder(job), now=self.world.now, **facts)

    def throw(self, job: int, code: str, **facts: Any) -> None:
        with self.world.database.write() as session:
            throw_error(
                session, self.world.host, job, self.holder(job), now=self.world.now, code=code, **facts
            )

    def update(self, job: int, **facts: Any) -> None:
        with self.world.database.write() as session:
            update_job(session, job, self.holder(job), now=self.world.now, **facts)

    def holder(self, job: int) -> Holder:
        return Holder(self.account, self.leases.get(job))
