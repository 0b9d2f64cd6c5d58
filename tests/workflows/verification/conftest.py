"""A furnished store and a verification in it, not asked for yet: `joint.ask()`."""

import pytest

from database.session import Database
from tests.workflows.verification.joint import Joint


@pytest.fixture
def joint(database: Database) -> Joint:
    return Joint(database)
