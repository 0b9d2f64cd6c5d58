"""Two who change an issue at once: one waits for the other, and is told when that one has changed it."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any

import pytest

from database.session import Session
from tests.stores import ON_POSTGRESQL, somebody_waits
from tests.workflows.cycle import Cycle
from tests.workflows.issues.register import CLERK, events, issues, report_and_accept
from tests.workflows.played import Playing
from workflows.issues.errors import IssueMoved
from workflows.issues.record import Change, Why, change_issue, issue_row

pytestmark = ON_POSTGRESQL


class GivenUp(Exception):
    """The first of the two takes it all back."""


def a_flood_is_told_of(cycle: Cycle) -> None:
    cycle.open()
    report_and_accept(cycle, {"summary": "Ngập ở ngõ 5."})


@pytest.fixture
def may(played: Playing) -> Cycle:
    """Ward 3 has told of a flood; District 1 has accepted."""
    return played(a_flood_is_told_of)


def change(session: Session, cycle: Cycle, key: int) -> Any:
    what = Change("urgency", "normal", "urgent", {"urgency": "urgent"})
    return change_issue(session, issue_row(session, key), what, Why(cycle.now, CLERK, "Nước dâng."))


def answer_to_the_second(cycle: Cycle, *, first_gives_up: bool) -> Any:
    """What comes of a change that began before the first one was kept or given up."""
    key = issues(cycle)[0].key

    def second() -> Any:
        with cycle.database.write() as session:
            return change(session, cycle, key)

    with ThreadPoolExecutor(1) as beside:
        with suppress(GivenUp), cycle.database.write() as session:
            change(session, cycle, key)
            answer = beside.submit(second)
            assert somebody_waits(session)
            if first_gives_up:
                raise GivenUp
        return answer.exception() or answer.result()


def test_the_second_is_told_that_the_first_has_changed_it(may: Cycle) -> None:
    assert isinstance(answer_to_the_second(may, first_gives_up=False), IssueMoved)
    assert events(may, issues(may)[0].key)[-1] == ("urgency", "urgent")


def test_the_second_goes_on_where_the_first_gives_up(may: Cycle) -> None:
    assert answer_to_the_second(may, first_gives_up=True).urgency == "urgent"
    assert [what for what, _ in events(may, issues(may)[0].key)].count("urgency") == 1
