"""A quarter is added up from the months, level by level, and every number leads to its sources."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from database.session import Database
from tests.stores import SQLITE, Stores
from tests.workflows.cycle import ANSWERS, NIL, Cycle, furnish
from tests.workflows.quarter import (
    MONTHS,
    QUARTER_OPENS,
    answers,
    explain,
    issue,
    open_quarter,
    play_month,
    prefill,
    quarter_answers,
    send_up,
)
from workflows.completion import ProblemsFound
from workflows.open_task import find_task
from workflows.prefill import being_written, take_again
from workflows.tables import report_source
from workflows.task_forms import form_for


def _play(database: Database, folder: Path) -> None:
    furnish(database, folder)
    cycle = Cycle(database)
    for period in MONTHS:
        play_month(cycle, period)
    open_quarter(cycle)


@pytest.fixture
def played(stores: Stores, tmp_path: Path) -> Iterator[Cycle]:
    """All three months are accepted, and the quarter is open: played once, every test works on a copy."""
    with stores.opened(SQLITE, _play, tmp_path) as opened:
        yield Cycle(opened, QUARTER_OPENS, key=len(MONTHS) + 1)


def test_a_ward_s_quarter_is_the_sum_of_its_accepted_months(played: Cycle) -> None:
    found = prefill(played, "C003")
    assert found.totals == {
        "issues_total": 4,
        "mentions_total": 11,
        "issues_answered": 1,
        "issues_forwarded": 1,
        "issues_open": 2,
        "issues_urgent": 1,
    }
    assert [part.value for part in found.parts["mentions_total"]] == [8, 2, 1]
    assert [part.name["en"] for part in found.parts["mentions_total"]] == [
        "April 2025",
        "May 2025",
        "June 2025",
    ]


def test_the_numbers_add_up_to_the_province_and_drill_down_to_the_months(played: Cycle) -> None:
    for unit in ("C003", "C004", "C005", "D001", "D002", "P01"):
        send_up(played, unit)
    with played.database.read() as session:
        rows = session.execute(
            sa.select(report_source.c.report_key, sa.func.sum(report_source.c.value).label("came_to"))
            .where(report_source.c.field == "mentions_total")
            .group_by(report_source.c.report_key)
        )
        sums = {row.report_key: row.came_to for row in rows}
    by_unit = {
        unit: sums[played.report(unit).key] for unit in ("C003", "C004", "C005", "D001", "D002", "P01")
    }
    assert by_unit == {"C003": 11, "C004": 17, "C005": 20, "D001": 28, "D002": 20, "P01": 48}


def test_a_consolidating_unit_adds_up_its_units_below_and_not_its_own_months_again(played: Cycle) -> None:
    for unit in ("C003", "C004"):
        send_up(played, unit)
    found = prefill(played, "D001")
    assert found.totals["mentions_total"] == 28
    assert [part.name["vi"] for part in found.parts["mentions_total"]] == ["Phường 3", "Phường 4"]


def test_what_waits_and_what_never_came_is_named_and_not_counted(cycle: Cycle) -> None:
    play_month(cycle, "2025-04")
    play_month(cycle, "2025-05", wards=["C004"])
    cycle.submit("C003", answers(issue(100)))  # sent, not accepted
    open_quarter(cycle)
    found = prefill(cycle, "C003")
    assert [source.state for source in found.feeding.sources] == ["accepted", "awaiting", "no_cycle"]
    assert found.totals["mentions_total"] == 8


def test_without_any_accepted_source_nothing_is_filled_in(cycle: Cycle) -> None:
    open_quarter(cycle)
    assert prefill(cycle, "C003").totals == {}


def test_a_number_written_otherwise_needs_a_reason(played: Cycle) -> None:
    sent = quarter_answers(prefill(played, "C003"), mentions_total=12)
    with pytest.raises(ProblemsFound) as found:
        played.draft("C003", sent)
    assert [problem.path for problem in found.value.problems] == ["mentions_total"]
    assert "11" in found.value.problems[0].message["vi"]
    explain(played, "C003", mentions_total="Một ý kiến đến sau ngày chốt.")
    played.draft("C003", sent)
    assert played.open_elements("C003") == ["approve"]


def test_numbers_that_do_not_fit_each_other_are_refused(played: Cycle) -> None:
    explain(played, "C003", issues_open="Đếm lại.")
    sent = quarter_answers(prefill(played, "C003"), issues_open=3)
    with pytest.raises(ProblemsFound) as found:
        played.draft("C003", sent)
    assert [problem.path for problem in found.value.problems] == ["issues_total"]


def test_a_source_accepted_later_is_shown_and_taken_when_asked_for(cycle: Cycle) -> None:
    play_month(cycle, "2025-04")
    play_month(cycle, "2025-05")
    open_quarter(cycle)
    quarter = cycle.key
    first = quarter_answers(prefill(cycle, "C003"), mentions_total=50)
    cycle.save("C003", first)
    assert not prefill(cycle, "C003").is_behind
    play_month(cycle, "2025-06")
    cycle.key = quarter
    found = prefill(cycle, "C003")
    assert found.is_behind
    assert found.total("mentions_total") == 10, "what was taken stays until the clerk asks"
    with cycle.database.write() as session:
        facts = find_task(session, cycle.viewer("c003.reporter"), cycle.task("C003", "draft"))
        again = take_again(session, form_for(session, facts), being_written(facts.report), first, cycle.now)
    assert again["issues_total"] == 4
    assert again["mentions_total"] == 50, "his own number stays"
    assert not prefill(cycle, "C003").is_behind


def test_a_version_that_was_sent_says_that_its_source_is_not_what_it_was(cycle: Cycle) -> None:
    play_month(cycle, "2025-04")
    play_month(cycle, "2025-05")
    open_quarter(cycle)
    quarter = cycle.key
    cycle.submit("C003", quarter_answers(prefill(cycle, "C003")))
    play_month(cycle, "2025-06")
    cycle.key = quarter
    found = prefill(cycle, "C003", "accept")
    assert (found.total("mentions_total"), found.is_behind) == (10, True)


def test_a_returned_report_goes_on_from_what_it_was_added_up_from(played: Cycle) -> None:
    played.submit("C003", quarter_answers(prefill(played, "C003")))
    played.send_back("C003", "D001")
    found = prefill(played, "C003")
    assert found.total("mentions_total") == 11
    played.submit("C003", quarter_answers(found))
    with played.database.read() as session:
        numbers = session.execute(
            sa.select(report_source.c.number)
            .where(report_source.c.report_key == played.report("C003").key)
            .distinct()
            .order_by(report_source.c.number)
        ).scalars()
        assert list(numbers) == [1, 2]


def test_a_month_takes_its_numbers_from_nobody(cycle: Cycle) -> None:
    cycle.open()
    cycle.submit("C003", ANSWERS)
    cycle.submit("C004", NIL)
    with cycle.database.read() as session:
        assert session.execute(sa.select(report_source.c.key)).all() == []


def test_a_quarter_s_year_is_made_of_quarters(played: Cycle) -> None:
    for unit in ("C003", "C004", "C005"):
        send_up(played, unit)
    played.open("2025")
    found = prefill(played, "C003")
    assert [source.state for source in found.feeding.sources] == [
        "no_cycle",
        "accepted",
        "no_cycle",
        "no_cycle",
    ]
    assert found.totals["mentions_total"] == 11
