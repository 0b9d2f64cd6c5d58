"""Serves one store for the tests of hostile input, as a process whose costs can be read: prints its address."""

import sys
from pathlib import Path

from database.session import open_database
from tests.web.browsing import served
from tests.workflows.cycle import Cycle
from web.app import create_app
from web.settings import Settings
from workflows.house import HOUSE


def main(url: str, home: str) -> None:
    """Serve until the standard input ends."""
    database = open_database(url)
    cycle = Cycle(database, key=1)
    app = create_app(database, HOUSE, Settings(home=Path(home), database_url=url), clock=lambda: cycle.now)
    with served(app) as address:
        sys.stdout.write(f"{address}\n")
        sys.stdout.flush()
        sys.stdin.read()


if __name__ == "__main__":
    main(*sys.argv[1:])
