"""What a step costs: load, run, save, commit. Ours against SpiffWorkflow with its own serializer, on one store.

Both complete the same tasks of the same diagrams by the same statements, in turn; CPU of this process.
"""

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from time import process_time
from typing import Any

import sqlalchemy as sa

from bench.diagrams import BLOCKS, FAR, blocks, report_twin
from bench.stock import Stock
from database.migrate import migrate
from database.session import Database, Session, open_database, sqlite_url
from engine.actions import Inline
from engine.deployment import deploy
from engine.host import Host
from engine.start import start_instance
from engine.tables import OPEN_TASK, instance, task
from engine.tasks import complete_task
from web.schema import metadata

NOW = datetime(2026, 11, 1, 8, tzinfo=UTC)
INSTANCES = 30
WARM = 2
"""The first ones read diagrams and fill caches."""
PAGE = b'{"id": "%s", "type": "default", "components": []}'
FORMS = ("page", "monthly_report", "approve_report", "receive_report")
ACTIONS = ("remind", "escalate", "submission-pdf", "submission-send")
TEXT = "Nước ngập sau mưa lớn, rút chậm. " * 20
"""With the rest about a kilobyte of variables."""

REPORT: Mapping[str, Any] = {
    **dict.fromkeys(("due", "collect_until", "closes", "receive_by"), FAR),
    "reminders": dict.fromkeys(("before_2", "before_1", "due", "after_1", "after_3"), FAR),
    "unit": "C00145",
    "superior": "D001",
    "report": 4711,
    "attempt": 1,
    "form": "monthly_report",
    "cycle": 12,
    "collected": None,
}
REPORT_STEPS: tuple[Mapping[str, Any], ...] = ({}, {}, {"decision": "approve"}, {"decision": "accept"})


@dataclass(frozen=True)
class Case:
    """A process in both spellings, what it starts with, and what is answered step by step."""

    process: str
    ours: bytes
    stock: bytes
    variables: Mapping[str, Any]
    answers: tuple[Mapping[str, Any], ...]


def cases() -> dict[str, Case]:
    """What is compared, by its name."""
    nodes = ({"left": True, "comment": "x" * 20},) * (3 * BLOCKS)
    return {
        "56_nodes": Case(
            "blocks", blocks(in_python=False), blocks(in_python=True), {"left": True, "text": TEXT}, nodes
        ),
        "report": Case(
            "periodic_report", report_twin(in_python=False), report_twin(in_python=True), REPORT, REPORT_STEPS
        ),
    }


class Ours:
    """The same process on our host."""

    def __init__(self, process: str) -> None:
        self._process = process
        nothing = Inline(lambda _step, _variables: {})
        functions = {"upcoming": lambda _context: lambda at: at}
        self.host = Host(functions=functions, actions=dict.fromkeys(ACTIONS, nothing))

    def start(self, session: Session, variables: Mapping[str, Any], now: datetime) -> int:
        """A new instance; its key."""
        given = dict(variables)
        return start_instance(session, self.host, self._process, given, owner="", actor="clerk", now=now)

    def complete(self, session: Session, task_key: int, variables: Mapping[str, Any], now: datetime) -> None:
        """The task is done and the instance goes on."""
        complete_task(session, self.host, task_key, dict(variables), actor="clerk", now=now)


def steps() -> dict[str, dict[str, float]]:
    """How many of our steps one stock step costs, and the largest state of ours in bytes, by case."""
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        for name, case in cases().items():
            url = sqlite_url(Path(folder) / f"{name}.db")
            migrate(url, metadata)
            database = open_database(url)
            found[name] = _compare(database, case)
            database.close()
    return found


def _compare(database: Database, case: Case) -> dict[str, float]:
    ours = Ours(case.process)
    stock = Stock(case.stock, case.process, *deployed(database, ours.host, case))
    costs: dict[str, list[float]] = {"ours": [], "stock": []}
    states: list[int] = []
    for number in range(INSTANCES + WARM):
        spent = play(database, ours, case, states), play(database, stock, case, [])
        if number >= WARM:
            costs["ours"] += spent[0]
            costs["stock"] += spent[1]
    ours_ms, stock_ms = (sum(found) / len(found) * 1000 for found in costs.values())
    return {"ratio": stock_ms / ours_ms, "ours_ms": ours_ms, "stock_ms": stock_ms, "state": max(states)}


def deployed(database: Database, host: Host, case: Case) -> tuple[int, int]:
    """Deploy a case; the keys of its process and of the deployment."""
    files = [(f"{form}.form", PAGE % form.encode()) for form in FORMS]
    with database.write() as session:
        made = deploy(session, host, [("case.bpmn", case.ours), *files], actor="bench", now=NOW)
    (process,) = (item for item in made.items if item.kind == "bpmn")
    return process.key, made.key


def play(database: Database, side: Ours | Stock, case: Case, states: list[int]) -> list[float]:
    """CPU seconds of each step of one instance; the bytes it kept after each go to `states`."""
    key = begin(database, side, case)
    costs = []
    for answer in case.answers:
        costs.append(take_step(database, side, key, answer))
        states.append(_state(database, key))
    return costs


def begin(database: Database, side: Ours | Stock, case: Case) -> int:
    """A new instance of a case; its key."""
    with database.write() as session:
        return side.start(session, case.variables, NOW)


def take_step(database: Database, side: Ours | Stock, key: int, answer: Mapping[str, Any]) -> float:
    """CPU seconds of completing the one open task of an instance, with the commit."""
    with database.read() as session:
        open_task = sa.select(task.c.key).where(task.c.instance_key == key, OPEN_TASK)
        (task_key,) = session.execute(open_task).scalars()
    began = process_time()
    with database.write() as session:
        side.complete(session, task_key, answer, NOW)
    return process_time() - began


def _state(database: Database, key: int) -> int:
    with database.read() as session:
        kept = sa.select(sa.func.length(instance.c.state)).where(instance.c.key == key)
        return int(session.execute(kept).scalar_one())


if __name__ == "__main__":
    print(steps())
