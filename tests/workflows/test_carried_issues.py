"""Issues carried into a quarter keep where they came from, once each; the document shows where numbers do."""

import pytest
import sqlalchemy as sa

from tests.workflows.cycle import ANSWERS, Cycle, at
from tests.workflows.quarter import explain, issue, prefill, quarter_answers
from workflows.carried_issues import carry_issues, choosable
from workflows.demo.quarter import open_quarter, play_april
from workflows.errors import Refused
from workflows.house import HOUSE
from workflows.issue_origins import origins_of
from workflows.submission import draft_answers
from workflows.submission_document import submission_facts
from workflows.tables import cycle as cycle_rows
from workflows.tables import report_issue, report_version


@pytest.fixture
def quarter(cycle: Cycle) -> Cycle:
    """The Mays of Wards 3 and 4 are accepted, and the quarter is open."""
    cycle.open()
    cycle.submit("C003", {**ANSWERS, "issues": [issue(4), issue(5, "answered", "urgent")]})
    cycle.accept("C003", "D001")
    cycle.submit("C004", {**ANSWERS, "issues": [issue(100)]})
    cycle.accept("C004", "D001")
    cycle.now = at(10, month=6)
    cycle.open("2025-Q2")
    return cycle


def carry(cycle: Cycle, keys: list[int], *, merge: bool) -> None:
    viewer, task_key = cycle.viewer("c003.reporter"), cycle.task("C003", "draft")
    with cycle.database.write() as session:
        revision = choosable(session, viewer, task_key).revision
        carry_issues(session, viewer, task_key, keys, merge=merge, revision=revision, now=cycle.now)


def test_issues_merged_in_a_draft_lead_to_their_origins_when_it_is_sent(quarter: Cycle) -> None:
    viewer = quarter.viewer("c003.reporter")
    with quarter.database.read() as session:
        keys = [one.key for one in choosable(session, viewer, quarter.task("C003", "draft")).issues]
        strange = session.execute(
            sa.select(report_issue.c.key).where(report_issue.c.mentions == 100)
        ).scalar_one()
    carry(quarter, keys, merge=True)
    with pytest.raises(Refused, match="already"):
        carry(quarter, keys, merge=False)
    with quarter.database.read() as session:
        (row,) = draft_answers(session, quarter.report("C003").key)["issues"]
    assert (row["mentions"], row["urgency"]) == (9, "urgent")
    twice = {**issue(1), "origins": f"{keys[0]} {strange} 99999999999999999999 x"}
    explain(quarter, "C003", mentions_total="Một ý kiến đến sau.")
    changed = {"mentions_total": 10, "issues": [row, twice]}
    quarter.submit("C003", quarter_answers(prefill(quarter, "C003")) | changed)
    with quarter.database.read() as session:
        version = session.execute(sa.select(sa.func.max(report_version.c.key))).scalar_one()
        origins = origins_of(session, version)
        facts, _key = submission_facts(session, quarter.report("C003").key)
    assert {place: [one.mentions for one in found] for place, found in origins.items()} == {1: [4, 5]}
    numbers = {row.label: (row.value, row.added_up, row.reason) for row in facts.numbers}
    assert numbers["Tổng số ý kiến"] == ("10", "9", "Một ý kiến đến sau.")
    assert [source.name for source in facts.numbers[0].sources] == ["Phường 3, tháng 05/2025"]


def test_the_demo_s_quarter_has_a_played_month_below_it(cycle: Cycle) -> None:
    district = play_april(cycle.database, HOUSE, lambda *_: None)
    assert district == "D002", "the smallest"
    cycle.now = at(14, 16)
    open_quarter(cycle.database, HOUSE, district, cycle.now)
    with cycle.database.read() as session:
        cycle.key = session.execute(sa.select(sa.func.max(cycle_rows.c.key))).scalar_one()
    assert prefill(cycle, "C005").feeding.sources[0].state == "accepted"
