"""Small stores for the short forms of the longer proofs."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from bench.country import furnish
from database.session import Database
from tests.stores import Stores

Make = Callable[[int], Database]
"""A store whose province has so many communes."""


@pytest.fixture
def make(stores: Stores, store_kind: str, tmp_path: Path) -> Iterator[Make]:
    with ExitStack() as closing:

        def made(communes: int) -> Database:
            url = stores.empty(store_kind, tmp_path)
            closing.callback(stores.remove, url)
            database = furnish(tmp_path, communes, url)
            closing.callback(database.close)
            return database

        yield made
