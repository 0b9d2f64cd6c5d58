import pytest

from tests.workflows.cycle import Cycle
from tests.workflows.delivery.telling import GIVEN, NOW, answer
from tests.workflows.issues.handled import Handled


@pytest.fixture
def flood(cycle: Cycle) -> Handled:
    """A caller with a contact waits for the answer that has left on Wednesday 7 May: by Friday 9 May he is told."""
    cycle.now = NOW
    handled = Handled(cycle)
    handled.raised(given=GIVEN)
    answer(handled)
    return handled
