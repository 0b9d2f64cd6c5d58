"""The TypeScript client over real HTTP, refusing every answer that is not exactly of the shape it must have.

It comes from `tests/web/v2/client/package-lock.json`; `make test` installs it.
"""

import json
import subprocess
import sys
from pathlib import Path

from database.session import Database
from tests.web.programs import token_of
from tests.web.v2.foreign import ORDER
from tests.web.v2.trouble import break_a_timer
from tests.workflows.cycle import PASSWORD, Cycle

CLIENT = Path(__file__).parent / "client"
INSTALL = "Run `.venv/bin/npm ci --prefix tests/web/v2/client` first."


def test_the_typescript_client_plays_a_foreign_process(
    address: str, database: Database, cycle: Cycle, tmp_path: Path
) -> None:
    assert (CLIENT / "node_modules").is_dir(), INSTALL
    name, content = ORDER
    (tmp_path / name).write_bytes(content)
    broken = break_a_timer(cycle)
    done = subprocess.run(
        [
            Path(sys.prefix) / "bin" / "node",
            CLIENT / "play.mjs",
            *(address, "admin", PASSWORD, token_of(database, "c003.reporter"), str(tmp_path / name)),
        ],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {
        "brokers": 1,
        "me": "c003.reporter",
        "licence": "Apache-2.0",
        "deployed": "order",
        "version": 1,
        "xml": True,
        "elements": ["weigh", "pack", "post"],
        "held": ["admin", "2025-06-01T10:00:00.000000Z", 70],
        "state": "COMPLETED",
        "variables": [["customer", '"An Bình"'], ["pack", "true"], ["post", "true"], ["weigh", "true"]],
        "visits": [["weigh", "COMPLETED"], ["pack", "COMPLETED"], ["post", "COMPLETED"]],
        "incidents": [["UNKNOWN", broken]],
        "resolved": 1,
        "pages": [2, 2, 1],
        "total": 5,
        "left": 0,
        "decided": True,
        "dmn": True,
        "refused": 404,
    }
