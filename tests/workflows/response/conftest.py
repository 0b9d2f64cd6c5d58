"""A furnished store and a flooded street in Ward 3 to which nobody has responded yet: `flood.begun()`."""

import pytest

from database.session import Database
from tests.workflows.cycle import at
from tests.workflows.response.incidents import Flood
from tests.workflows.steps import Steps


@pytest.fixture
def flood(database: Database) -> Flood:
    return Flood(Steps(database, at(5, 9)))
