"""A furnished store in which the province may call for data."""

import pytest

from database.session import Database
from tests.workflows.cycle import at
from tests.workflows.data_call.calling import Calling
from tests.workflows.steps import Steps


@pytest.fixture
def calling(database: Database) -> Calling:
    return Calling(Steps(database, at(5, 9)))
