import pytest

from tests.workflows.cycle import Cycle
from tests.workflows.delivery.telling import GIVEN, NOW, answer
from tests.workflows.issues.handled import Handled
from tests.workflows.played import Playing


def a_caller_waits_for_his_answer(cycle: Cycle) -> None:
    cycle.now = NOW
    handled = Handled(cycle)
    handled.raised(given=GIVEN)
    answer(handled)


@pytest.fixture
def flood(played: Playing) -> Handled:
    """A caller with a contact waits for the answer that has left on Wednesday 7 May: by Friday 9 May he is told."""
    return Handled.first(played(a_caller_waits_for_his_answer))
