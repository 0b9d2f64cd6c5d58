"""A process killed while it opens a cycle: every instance is there once, nothing is lost, nothing doubled."""

import subprocess
import sys
from pathlib import Path

from engine.history import verify_history
from tests.engine.world import World

SCRIPT = Path(__file__).parent / "opening.py"


def test_a_killed_opening_is_finished_by_the_next_process(world: World) -> None:
    world.below = {"District 1": [f"Ward {number}" for number in range(300)]}
    world.deploy("ward_report.bpmn")
    world.start("ward_report", owner="District 1", **world.report_facts("District 1"))
    kills = 0
    for opened in (1, 100, 200):
        with subprocess.Popen(
            [sys.executable, SCRIPT, world.database.url], stdout=subprocess.PIPE
        ) as process:
            assert process.stdout is not None
            process.stdout.readline()
            while process.poll() is None and world.one("select opened from fanout") < opened:
                """The other process is at work."""
            kills += process.poll() is None
            process.kill()
    world.pump()
    assert kills
    assert world.fan()["opened"] == 300
    assert world.one("select count(*) from instance") == 301
    assert world.one("select count(distinct child_key) from instance where fan_key is not null") == 300
    assert world.one("select count(*) from fan_child where status <> 'open' or instance_key is null") == 0
    assert len(world.tasks("draft")) == 300
    with world.database.read() as session:
        assert verify_history(session) == []
