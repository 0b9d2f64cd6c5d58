"""Once a month each unit that told of issues hears what became of them: once, and nothing is left out."""

from datetime import datetime

import pytest
import sqlalchemy as sa

from notifications.tables import outbox
from tests.stores import BOTH_STORES
from tests.workflows.cycle import Cycle, at
from tests.workflows.issues.handled import ANSWER, CONFIRMED, FOUND, SORTED, Handled
from tests.workflows.issues.register import CLERK
from tests.workflows.played import Playing
from workflows.became.gathering import tell_what_became
from workflows.became.months import last_complete, month_before, next_month
from workflows.became.tables import raised_month
from workflows.became.telling import became_list
from workflows.issues.merging import merge_issues
from workflows.issues.record import Why

pytestmark = BOTH_STORES
JUNE = at(1, month=6)


def go_on(cycle: Cycle, now: datetime, times: int = 4) -> None:
    for _ in range(times):
        tell_what_became(cycle.database, now)


def words(cycle: Cycle) -> dict[str, tuple[str, int, int]]:
    """Who was told of which month, how many moved, and how many of these were resolved."""
    query = sa.select(outbox.c.recipient, outbox.c.facts).where(
        outbox.c.rule == "issues_became", outbox.c.channel == "inbox"
    )
    with cycle.database.read() as session:
        rows = session.execute(query.order_by(outbox.c.key)).all()
    return {row.recipient: (row.facts["month"], row.facts["moved"], row.facts["resolved"]) for row in rows}


def listed(cycle: Cycle, who: str, month: str = "2025-05") -> list[tuple[int, str]]:
    with cycle.database.read() as session:
        found = became_list(session, cycle.viewer(who), month)
    return [(row.issue_key, row.state) for row in found.rows]


def one_is_resolved_and_one_is_not(cycle: Cycle) -> None:
    cycle.now = at(7)
    flood, lamp = Handled(cycle), Handled(cycle)
    flood.raised()
    lamp.raised(summary="Đèn hỏng.")
    flood.do("c003.receiver", SORTED)
    flood.do("c003.reporter", {**FOUND, "decision": "answer"})
    flood.do("c003.reporter", ANSWER)
    flood.do("c003.head", {"decision": "approve"})
    flood.do("c003.reporter", CONFIRMED)


@pytest.fixture
def may(played: Playing) -> Handled:
    """Ward 3 has raised a flood that was resolved, and a lamp that nobody has looked at yet."""
    return Handled.first(played(one_is_resolved_and_one_is_not))


def test_the_unit_hears_it_once_when_the_month_is_over(may: Handled) -> None:
    cycle = may.cycle
    go_on(cycle, at(31, 23))
    go_on(cycle, at(1, 7, month=6))
    assert words(cycle) == {}
    go_on(cycle, JUNE, times=9)
    assert words(cycle) == {"C003.reporter": ("05/2025", 1, 1), "C003.head": ("05/2025", 1, 1)}
    assert listed(cycle, "c003.reporter") == [(may.key, "resolved")]
    for stranger in ("c004.reporter", "d001.head", "admin"):
        assert listed(cycle, stranger) == []


def test_a_long_month_is_gone_through_in_parts(may: Handled, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("workflows.became.gathering.AT_ONCE", 2)
    go_on(may.cycle, JUNE, times=12)
    assert words(may.cycle)["C003.head"] == ("05/2025", 1, 1)
    assert listed(may.cycle, "c003.head") == [(may.key, "resolved")]


def test_whose_issue_was_merged_hears_what_became_of_the_other(may: Handled) -> None:
    cycle = may.cycle
    again, whole = Handled(cycle), Handled(cycle)
    again.raised(summary="Ngõ 5 ngập.")
    whole.raised("d001.receiver", summary="Ngập cả quận.")
    with cycle.database.write() as session:
        why = Why(cycle.now, CLERK, reason="Cùng một chỗ.")
        merge_issues(session, again.key, whole.key, why)
    whole.do("d001.receiver", SORTED)
    go_on(cycle, JUNE, times=9)
    assert listed(cycle, "c003.head") == [(may.key, "resolved"), (whole.key, "verifying")]
    assert words(cycle)["D001.reporter"] == ("05/2025", 1, 0)


def test_who_joined_one_that_joined_another_hears_of_the_one_that_counts(may: Handled) -> None:
    cycle = may.cycle
    again, between, whole = Handled(cycle), Handled(cycle), Handled(cycle)
    again.raised(summary="Ngõ 5 ngập.")
    between.raised("c004.receiver", summary="Hai phường ngập.")
    between.do("c004.receiver", SORTED)
    whole.raised("d001.receiver", summary="Ngập cả quận.")
    with cycle.database.write() as session:
        for joining, into in ((again, between), (between, whole)):
            merge_issues(session, joining.key, into.key, Why(cycle.now, CLERK, reason="Cùng một chỗ."))
    whole.do("d001.receiver", SORTED)
    go_on(cycle, JUNE, times=9)
    assert listed(cycle, "c003.head") == [(may.key, "resolved"), (whole.key, "verifying")]
    assert listed(cycle, "c004.head") == [(whole.key, "verifying")]


def test_an_issue_that_moved_and_then_joined_another_is_not_told_of_beside_it(may: Handled) -> None:
    cycle = may.cycle
    again, whole = Handled(cycle), Handled(cycle)
    again.raised(summary="Ngõ 5 ngập.")
    again.do("c003.receiver", SORTED)
    whole.raised(summary="Ngập cả phường.")
    with cycle.database.write() as session:
        merge_issues(session, again.key, whole.key, Why(cycle.now, CLERK, reason="Cùng một chỗ."))
    go_on(cycle, JUNE, times=9)
    assert listed(cycle, "c003.head") == [(may.key, "resolved")]
    assert words(cycle)["C003.head"] == ("05/2025", 1, 1)


def test_after_a_downtime_no_month_is_left_out_and_an_old_store_begins_with_the_last(may: Handled) -> None:
    cycle = may.cycle
    go_on(cycle, JUNE, times=9)
    go_on(cycle, at(2, month=9), times=30)
    with cycle.database.read() as session:
        months = list(session.scalars(sa.select(raised_month.c.month).order_by(raised_month.c.month)))
    assert months == ["2025-05", "2025-06", "2025-07", "2025-08"]
    assert words(cycle)["C003.head"] == ("05/2025", 1, 1), (
        "nothing moved since, and nobody is told of nothing"
    )


def test_months_follow_each_other() -> None:
    assert [next_month("2024-12"), month_before("2025-01"), next_month("2025-01")] == [
        "2025-01",
        "2024-12",
        "2025-02",
    ]
    assert [last_complete(at(1, 7, month=6)), last_complete(JUNE)] == ["2025-04", "2025-05"]
