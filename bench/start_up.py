"""How long `manage.py serve` takes until it answers, against the time Python takes to import what it stands on."""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.nursery import answers, free_port

HOUSE = Path(__file__).parents[1]
IMPORTS = "import fastapi, sqlalchemy, SpiffWorkflow.bpmn"
ROUNDS = 5
PATIENCE_SECONDS = 60


def start_up() -> dict[str, float]:
    """The ratio of two wall times, taken in turn."""
    with tempfile.TemporaryDirectory() as home:
        _until_ready(home)  # the first start makes the store
        served, imported = [], []
        for _ in range(ROUNDS):
            imported.append(_import())
            served.append(_until_ready(home))
    ours, theirs = statistics.median(served), statistics.median(imported)
    return {"ratio": ours / theirs, "ready_s": ours, "imports_s": theirs}


def _import() -> float:
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", IMPORTS], check=True, cwd=HOUSE)  # noqa: S603 - our own words
    return time.perf_counter() - began


def _until_ready(home: str) -> float:
    port = free_port()
    settings = os.environ | {"GIAOBAN_HOME": home, "GIAOBAN_PORT": str(port)}
    began = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "manage.py", "serve"],
        cwd=HOUSE,
        env=settings,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as server:
        try:
            while not answers(port):
                if time.perf_counter() - began > PATIENCE_SECONDS or server.poll() is not None:
                    raise RuntimeError("The server did not start.")
                time.sleep(0.005)
            return time.perf_counter() - began
        finally:
            server.terminate()
            server.wait(30)


if __name__ == "__main__":
    print(start_up())
