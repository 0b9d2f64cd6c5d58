"""Who held an issue and for how long, and what an answer that came back cost, from the real diagram."""

from datetime import date

import pytest

from organisation.units import find_unit
from tests.stores import BOTH_STORES
from tests.workflows.cycle import Cycle, at
from tests.workflows.issues.handled import ANSWER, DONE, FOUND, SORTED, Handled
from workflows.indicators.delays import BACK, MINE, OTHERS
from workflows.indicators.folding import fold_events
from workflows.indicators.spent import Spent, spent, working_days
from workflows.indicators.window import Window

pytestmark = BOTH_STORES
SENT_BACK = {"decision": "return", "reason_code": "no_proof", "reason": "Chưa có biên bản nghiệm thu."}
APPROVED = {"decision": "approve"}
STEPS = (
    (at(7, 9), "c003.receiver", SORTED),
    (at(7, 10), "c003.reporter", FOUND),
    (at(7, 14), "c003.reporter", DONE),
    (at(8, 8), "c003.reporter", ANSWER),
    (at(8, 10), "c003.head", SENT_BACK),
    (at(9, 10), "c003.reporter", ANSWER),
    (at(12, 8), "c003.head", APPROVED),
)


def told(cycle: Cycle, code: str, as_of: date = date(2025, 5, 31)) -> Spent:
    with cycle.database.read() as session:
        key = find_unit(session, code, as_of).key
        return spent(session, Window(key, date(2025, 5, 1), date(2025, 5, 31), as_of))


@pytest.fixture(name="answered")
def _answered(cycle: Cycle) -> Handled:
    """Ward 3's issue, whose answer came back once."""
    handled = Handled(cycle)
    cycle.now = at(7, 8)
    handled.raised()
    cycle.pump()
    for moment, who, answers in STEPS:
        cycle.go_to(moment)
        handled.do(who, answers)
    fold_events(cycle.database)
    return handled


@pytest.mark.usefixtures("answered")
def test_the_stretches_add_up_to_the_time_until_the_answer_left(cycle: Cycle) -> None:
    # Wednesday 8:00 to Monday 8:00 is three working days; a day of that after the answer came back
    assert told(cycle, "C003").held == {MINE: 480 + 120 + 480 - 120, BACK: 480}
    above = told(cycle, "D001")
    assert above.held == {OTHERS: 3 * 480}
    assert [(name["en"], minutes) for name, minutes in above.waiting] == [("Commune", 3 * 480)]


@pytest.mark.usefixtures("answered")
def test_a_return_is_counted_with_the_days_it_cost_by_the_level_that_wrote(cycle: Cycle) -> None:
    for code in ("C003", "D001", "P01"):
        found = told(cycle, code)
        (ward,) = found.authors
        assert (ward.value, ward.answers, ward.returns) == ("level:commune", 2, 1)
        assert (ward.minutes, ward.reading) == (480 + 360, 360)
        assert found.reasons == {"no_proof": 1}
    assert not told(cycle, "C004").authors


@pytest.mark.usefixtures("answered")
def test_what_came_later_is_not_told_of_an_earlier_day(cycle: Cycle) -> None:
    (before,) = told(cycle, "D001", date(2025, 5, 8)).authors
    assert (before.answers, before.returns, before.minutes) == (1, 1, 0)
    assert told(cycle, "D001", date(2025, 5, 7)).authors == []


@pytest.mark.parametrize(
    ("minutes", "days"), [(0, "0.0"), (23, "0.0"), (24, "0.1"), (480, "1.0"), (504, "1.1")]
)
def test_working_days_have_one_decimal(minutes: int, days: str) -> None:
    assert str(working_days(minutes)) == days
