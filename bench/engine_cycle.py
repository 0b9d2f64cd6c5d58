"""Opens and plays one cycle on the engine alone: `python bench/engine_cycle.py [wards per district] [districts]`.

Says seconds, the longest hold on the writer, CPU per step and the size of a report's state.
"""

import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import sqlalchemy as sa

from database.metadata import metadata
from database.session import Session, open_database
from tests.engine.world import World


def main() -> None:
    """Open the cycle and play it as far as the approval."""
    wards, districts = (int(text) for text in (sys.argv[1:3] or ("17", "31")))
    with tempfile.TemporaryDirectory() as folder:
        world = World(open_database(f"sqlite:///{folder}/store.db"))
        metadata.create_all(world.database.writer)
        holds = watch(world)
        names = [f"District {number}" for number in range(districts)]
        world.below = {"Province 1": names}
        world.below |= {name: [f"{name} Ward {number}" for number in range(wards)] for name in names}
        world.deploy("ward_report.bpmn")
        holds.clear()
        play(world, holds)
        world.database.close()


def watch(world: World) -> list[float]:
    """Measure every hold on the writer."""
    holds: list[float] = []
    write = world.database.write

    @contextmanager
    def measured() -> Iterator[Session]:
        with write() as session:
            began = time.perf_counter()
            yield session
        holds.append(time.perf_counter() - began)

    world.database.write = measured  # type: ignore[method-assign]
    return holds


def play(world: World, holds: list[float]) -> None:
    """Open, then work through drafts, approvals and PDF jobs, saying what each costs."""
    began = time.perf_counter()
    world.open_report("Province 1")
    count = world.one("select count(*) from instance")
    print(f"opened {count} instances in {time.perf_counter() - began:.2f} s")
    print(f"longest hold on the writer {max(holds) * 1000:.1f} ms in {len(holds)} transactions")
    state = sa.text("select max(length(state)), avg(length(state)) from instance where depth = 2")
    with world.database.read() as session:
        largest, average = session.execute(state).one()
    print(f"state of a ward's report {largest} B at most, {average:.0f} B on average")
    parent = world.one("select length(state) from instance where depth = 0")
    print(f"state of the waiting province {parent} B")
    steps = 0
    cpu, wall = time.process_time(), time.perf_counter()
    for element, answer in (("draft", {}), ("approve", {"decision": "approve"})):
        for task in world.tasks(element):
            world.complete(task, **answer)
            steps += 1
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    print(f"{steps} steps: {cpu / steps * 1000:.2f} ms CPU, {wall / steps * 1000:.2f} ms wall each")
    wall = time.perf_counter()
    done = world.pump().jobs
    print(f"{done} deferred jobs in {time.perf_counter() - wall:.2f} s")


if __name__ == "__main__":
    main()
