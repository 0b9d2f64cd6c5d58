"""What happens every second: a part that fails holds up no other."""

import pytest
import sqlalchemy as sa

from notifications.tables import outbox
from tests.workflows.cycle import Cycle
from tests.workflows.issues.handled import Handled
from workflows.house import HOUSE
from workflows.tick import tick


class BrokenError(Exception):
    """A part of a tick that fails."""


@pytest.mark.parametrize("part", ["open_planned_cycles", "do_due", "fold_events"])
def test_a_part_that_fails_is_raised_after_all_others_had_their_turn(
    cycle: Cycle, monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    Handled(cycle).raised(urgency="flash")

    def fail(*_args: object, **_named: object) -> None:
        raise BrokenError

    monkeypatch.setattr(f"workflows.tick.{part}", fail)
    with pytest.raises(BrokenError):
        tick(cycle.database, HOUSE, cycle.now)
    with cycle.database.read() as session:
        told = session.scalars(sa.select(outbox.c.recipient).where(outbox.c.words == "issue_urgent"))
        assert "C003.head" in set(told)
