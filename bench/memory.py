"""Whether a process grows: its memory after 10,000 steps and after 100,000, in a process of its own.

`python -m bench.memory` prints one object.
"""

import gc
import json
import subprocess
import sys
import tempfile
from pathlib import Path

import sqlalchemy as sa

from bench.diagrams import BLOCKS, blocks
from bench.step import NOW, Case, Ours, deployed
from database.migrate import migrate
from database.session import open_database, sqlite_url
from engine.tables import OPEN_TASK, task
from web.schema import metadata

HOUSE = Path(__file__).parents[1]
FIRST, LAST = 10_000, 100_000


def memory_after_steps() -> dict[str, float]:
    """How much more memory the process has at the end than after the first tenth."""
    told = subprocess.run(
        [sys.executable, "-m", "bench.memory"], cwd=HOUSE, capture_output=True, text=True, check=True
    )
    found: dict[str, float] = json.loads(told.stdout)
    return found


def resident_bytes() -> int:
    """The memory of this process that is in use now."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * 4096


def main() -> None:
    """Complete tasks, instance after instance, and look twice."""
    case = Case("blocks", blocks(in_python=False), b"", {"left": True}, ({"left": True},) * (3 * BLOCKS))
    with tempfile.TemporaryDirectory() as folder:
        url = sqlite_url(Path(folder) / "store.db")
        migrate(url, metadata)
        database = open_database(url)
        with database.writer.connect() as connection:
            connection.exec_driver_sql("commit")
            connection.exec_driver_sql("pragma synchronous=off")  # memory is looked at here, not the disk
        ours = Ours(case.process)
        deployed(database, ours.host, case)
        steps, early = 0, 0
        while steps < LAST:
            with database.write() as session:
                key = ours.start(session, case.variables, NOW)
            for answer in case.answers:
                with database.write() as session:
                    wanted = sa.select(task.c.key).where(task.c.instance_key == key, OPEN_TASK)
                    ours.complete(session, session.execute(wanted).scalar_one(), answer, NOW)
            before, steps = steps, steps + len(case.answers)
            if before < FIRST <= steps:
                gc.collect()
                early = resident_bytes()
        gc.collect()
        late = resident_bytes()
        database.close()
    print(json.dumps({"ratio": late / early, "early_mb": early / 1e6, "late_mb": late / 1e6, "steps": steps}))


if __name__ == "__main__":
    main()
