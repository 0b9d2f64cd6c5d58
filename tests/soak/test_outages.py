"""The short form of bench/outages.py."""

from pathlib import Path

import pytest

from bench.outages import failing_disks, restarts
from tests.postgresql import Server
from tests.soak.conftest import Make
from tests.stores import ON_POSTGRESQL, Stores


def test_a_disk_that_fails_loses_nothing_and_what_it_refused_is_taken_later(make: Make) -> None:
    figures = failing_disks(make(20), 20)
    assert figures["acknowledged"] == 20
    assert figures["taken_until_full"] < 20


@pytest.fixture
def server(stores: Stores) -> Server:
    return stores.start()


@ON_POSTGRESQL
def test_what_clients_were_told_outlives_a_server_that_stops_at_once(
    make: Make, server: Server, tmp_path: Path
) -> None:
    figures = restarts(make(12), server, tmp_path / "home", communes=12, times=2)
    assert figures["acknowledged"] >= 1
    assert figures["chains_valid"] == 13
