"""Labels are printed by a program outside, and the post tells when a parcel has left."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from database.session import Database
from engine.deployment import deploy
from engine.start import start_instance
from engine.tables import instance
from engine.worker_activation import Wanted, activate_jobs
from engine.worker_answers import Holder, fail_job
from organisation.postings import post
from organisation.roles import WORKER
from organisation.staff import add_staff
from tests.workflows.cycle import PASSWORD, Cycle
from workflows.house import HOUSE

DIAGRAM = Path(__file__).parent / "diagrams" / "labels.bpmn"
TYPE = "print-labels"
PRINTER = "printer"
"""The account of the program outside."""


class Labels:
    """The process, deployed, and the program's account."""

    def __init__(self, cycle: Cycle) -> None:
        self.cycle = cycle
        self.database: Database = cycle.database
        with self.database.write() as session:
            deploy(session, HOUSE, [(DIAGRAM.name, DIAGRAM.read_bytes())], actor="owner", now=cycle.now)
            account = add_staff(session, PRINTER, PASSWORD, office="Máy in", now=cycle.now)
            post(session, account, None, WORKER)

    def start(self, parcel: str = "7", **variables: Any) -> int:
        with self.database.write() as session:
            return start_instance(
                session,
                HOUSE,
                "labels",
                {"parcel": parcel, **variables},
                owner="",
                actor="owner",
                now=self.cycle.now,
            )

    def give_up(self, message: str) -> None:
        """The program takes what there is and cannot do it."""
        wanted = Wanted(TYPE, "label printer", PRINTER, 10, timedelta(minutes=1))
        with self.database.write() as session:
            for job in activate_jobs(session, HOUSE, wanted, self.cycle.now):
                fail_job(session, job.key, Holder(PRINTER), now=self.cycle.now, message=message)

    def status(self, key: int) -> str:
        with self.database.read() as session:
            return str(
                session.execute(sa.select(instance.c.status).where(instance.c.key == key)).scalar_one()
            )

    def rows(self, table: sa.Table) -> list[Any]:
        with self.database.read() as session:
            return list(session.execute(sa.select(table)))
