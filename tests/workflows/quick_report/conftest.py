"""A furnished store and an event in Ward 3, not reported yet: `event.sent()`."""

import pytest

from database.session import Database
from tests.workflows.cycle import at
from tests.workflows.quick_report.events import Event
from tests.workflows.steps import Steps


@pytest.fixture
def event(database: Database) -> Event:
    return Event(Steps(database, at(5, 9)))
