"""Opens a cycle in a process of its own, so that a test can kill it at any moment: `opening.py STORE`."""

import sys
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from database.session import open_database  # the path comes first
from tests.engine.world import World  # same


def main() -> None:
    world = World(open_database(sys.argv[1]), below={"District 1": [f"Ward {n}" for n in range(300)]})
    world.now = datetime(2026, 11, 1, 1, 0, tzinfo=UTC)
    sys.stdout.write("up\n")
    sys.stdout.flush()
    world.pump()
    sys.stdout.write("done\n")


main()
