"""A furnished store, made once and cloned, and a cycle opened in it."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from database.session import Database
from tests.stores import Stores
from tests.workflows.cycle import Cycle, furnish
from tests.workflows.played import Play, Played, Playing


@pytest.fixture
def database(stores: Stores, store_kind: str, tmp_path: Path) -> Iterator[Database]:
    """Passwords are slow to hash on purpose, and migrations need not run for every test."""
    with stores.opened(store_kind, furnish, tmp_path) as opened:
        yield opened


@pytest.fixture
def cycle(database: Database) -> Cycle:
    """Not opened yet: `cycle.open()`."""
    return Cycle(database)


@pytest.fixture
def played(stores: Stores, store_kind: str, tmp_path: Path) -> Iterator[Playing]:
    """A cycle as a play leaves it: `played(some_play)`."""
    with ExitStack() as opened:

        def play(what: Play) -> Cycle:
            furnishing = Played(what)
            return furnishing.in_store(opened.enter_context(stores.opened(store_kind, furnishing, tmp_path)))

        yield play
