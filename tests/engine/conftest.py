from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.engine.world import World
from tests.stores import Stores, nothing


@pytest.fixture
def world(stores: Stores, store_kind: str, tmp_path: Path) -> Iterator[World]:
    with stores.opened(store_kind, nothing, tmp_path) as database:
        yield World(database)
