"""A worker in a process of its own whose slow work never ends: `killed_worker.py STORE MOMENT`."""

import sys
import threading
from datetime import datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from database.session import Session, open_database  # the path comes first
from engine.actions import Deferred, JobContext  # same
from engine.worker import Worker  # same
from tests.engine.world import World  # same


def never_end(_session: Session, _job: JobContext) -> None:
    sys.stdout.write("making\n")
    sys.stdout.flush()
    threading.Event().wait()


def main() -> None:
    world = World(open_database(sys.argv[1]), now=datetime.fromisoformat(sys.argv[2]))
    world.extra_actions = {"make-pdf": Deferred(never_end, lambda _step, _job, _made: {})}
    Worker(world.database, world.host, lambda: world.now, concurrency=1).run()


main()
