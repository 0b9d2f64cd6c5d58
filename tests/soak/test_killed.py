"""The short form of bench/killed.py, where it is harder; the long one runs on both stores."""

from pathlib import Path

from bench.killed import killed
from tests.soak.conftest import Make
from tests.stores import ON_POSTGRESQL

pytestmark = ON_POSTGRESQL


def test_what_clients_were_told_is_done_once_whoever_is_killed(make: Make, tmp_path: Path) -> None:
    figures = killed(make(12), tmp_path / "home", communes=12, kills=3)
    assert figures["acknowledged"] >= 1
    assert (figures["lost"], figures["doubled"]) == (0, 0)
    assert figures["chains_valid"] == 13
