"""The worker in the developers' documentation works as it is printed there."""

import os
import re
import subprocess
import sys
from pathlib import Path

from engine.tables import worker_job
from tests.web.programs import token_of
from tests.web.v2.outside import PRINTER, Labels
from tests.workflows.cycle import Cycle

PAGE = Path(__file__).parents[3] / "docs" / "developers" / "outside-workers.md"


def test_the_worker_of_the_page_prints_its_labels(cycle: Cycle, address: str) -> None:
    labels = Labels(cycle)
    for parcel in ("7", "8"):
        labels.start(parcel)
    found = re.search(r"```python\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    assert found
    # it waits for more; here the wait is short
    script = found[1].replace('"requestTimeout": 60_000', '"requestTimeout": 200')
    environment = {"GIAOBAN_ADDRESS": address, "GIAOBAN_TOKEN": token_of(labels.database, PRINTER)}
    done = subprocess.run(
        [sys.executable, "-c", script],
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert [row.state for row in labels.rows(worker_job)] == ["completed", "completed"]
