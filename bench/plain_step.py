"""The plain steps that others are held against, in almost empty stores.

The plain step is that of bench/step.py, the engine's, of a report. The plainest there is: a task of a process about
nothing, with a form of one field; once by the engine alone, once by the use case of the pages, of the same diagram.
The difference of these two is what the product does for every task (who may, the form and its answers, the draft, the
files).
"""

from pathlib import Path
from statistics import mean, median
from time import process_time

import sqlalchemy as sa

from bench.country import OPENED, furnish
from bench.diagrams import BLOCKS, blocks
from bench.step import WARM as WARM_INSTANCES
from bench.step import Ours, begin, cases, deployed, take_step
from database.migrate import migrate
from database.session import Database, Session, open_database, sqlite_url
from engine import tasks
from engine.deployment import deploy
from engine.start import start_instance
from engine.tables import OPEN_TASK, task
from organisation.staff import find_staff
from organisation.viewer import Viewer, viewer_of
from web.schema import metadata
from workflows.complete_task import complete_task
from workflows.house import HOUSE

UNIT = "C00001"
GROUP = f"{UNIT}.reporter"
STEPS, WARM = 3 * BLOCKS, 6
FIELD = b'{"type": "textfield", "id": "Field_note", "key": "note", "label": "Ghi"}'
FORM = (
    b'{"schemaVersion": 19, "id": "page", "type": "default", '
    b'"properties": {"title_vi": "Trang", "title_en": "Page"}, "components": [' + FIELD + b"]}"
)
ANSWERS = {"note": "Nước ngập sau mưa lớn, rút chậm."}


class PlainSteps:
    """Steps of a report by the engine alone, one after each step of something else that is measured.

    A machine is not as fast at one time as at another, nor a step after others as the same one again and again.
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True)
        url = sqlite_url(folder / "store.db")
        migrate(url, metadata)
        self.database = open_database(url)
        self._case = cases()["report"]
        self._ours = Ours(self._case.process)
        deployed(self.database, self._ours.host, self._case)
        self._costs: list[list[float]] = [[] for _ in self._case.answers]
        """CPU seconds of each step of a report, the first ones first."""
        self._taken = 0
        self._instance = 0

    def take(self) -> None:
        """The next step of a report; after its last one another is begun."""
        place = self._taken % len(self._case.answers)
        if place == 0:
            self._instance = begin(self.database, self._ours, self._case)
        answer = self._case.answers[place]
        self._costs[place].append(take_step(self.database, self._ours, self._instance, answer))
        self._taken += 1

    def mean_ms(self) -> float:
        """CPU milliseconds of a step: the middle one of each place, as what is held against them is reckoned.

        The first reports are not counted: they read diagrams and fill caches.
        """
        return mean(median(costs[WARM_INSTANCES:]) for costs in self._costs) * 1000


def plain_steps(folder: Path) -> dict[str, float]:
    """CPU milliseconds of the middle step of each."""
    database = furnish(folder, 2)
    diagram = blocks(in_python=False).replace(b'"office"', f'"{GROUP}"'.encode())
    with database.write() as session:
        deploy(session, HOUSE, [("blocks.bpmn", diagram), ("page.form", FORM)], actor="bench", now=OPENED)
        viewer = _viewer(session)
    try:
        bare, product = (_walk(database, viewer, by_the_product=told) for told in (False, True))
    finally:
        database.close()
    return {"bare_ms": bare, "plainest_ms": product}


def _viewer(session: Session) -> Viewer:
    found = find_staff(session, f"{UNIT.lower()}.reporter")
    if found is None:
        raise LookupError(UNIT)
    return viewer_of(session, found.key, OPENED)


def _walk(database: Database, viewer: Viewer, *, by_the_product: bool) -> float:
    """One instance to its end, task by task."""
    actor = str(viewer.staff_key)
    with database.write() as session:
        start_instance(session, HOUSE, "blocks", {"left": True}, owner=UNIT, actor=actor, now=OPENED)
    costs = []
    for _ in range(STEPS - 1):
        with database.read() as session:
            key = session.execute(sa.select(sa.func.max(task.c.key)).where(OPEN_TASK)).scalar_one()
        began = process_time()
        with database.write() as session:
            if by_the_product:
                complete_task(session, HOUSE, viewer, key, ANSWERS, now=OPENED)
            else:
                tasks.complete_task(session, HOUSE, key, ANSWERS, actor=actor, now=OPENED)
        costs.append(process_time() - began)
    return median(costs[WARM:]) * 1000
