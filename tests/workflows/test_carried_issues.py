"""Issues carried into a quarter keep where they came from, once each; the document shows where numbers do."""

from typing import Any

import pytest
import sqlalchemy as sa

from tests.workflows.cycle import ANSWERS, Cycle, at
from tests.workflows.issues.register import issues as registered
from tests.workflows.issues.register import sources
from tests.workflows.played import Playing
from tests.workflows.quarter import explain, issue, open_quarter, play_month, prefill, quarter_answers
from workflows.carried_issues import carry_issues, choosable
from workflows.complete_task import complete_task
from workflows.corrections import open_correction
from workflows.demo.doers import Here
from workflows.demo.quarter import open_quarter as open_demo_quarter
from workflows.demo.quarter import play_april
from workflows.draft import Origin
from workflows.errors import Refused
from workflows.house import HOUSE
from workflows.issue_origins import origins_of
from workflows.submission import draft_answers
from workflows.submission_document import submission_facts
from workflows.tables import cycle as cycle_rows
from workflows.tables import report_issue, report_version


def two_mays_and_the_quarter(cycle: Cycle) -> None:
    cycle.open()
    cycle.submit("C003", {**ANSWERS, "issues": [issue(4), issue(5, "answered", "urgent")]})
    cycle.accept("C003", "D001")
    cycle.submit("C004", {**ANSWERS, "issues": [issue(100)]})
    cycle.accept("C004", "D001")
    cycle.now = at(10, month=6)
    cycle.open("2025-Q2")


@pytest.fixture
def quarter(played: Playing) -> Cycle:
    """The Mays of Wards 3 and 4 are accepted, and the quarter is open."""
    return played(two_mays_and_the_quarter)


def carry(cycle: Cycle, keys: list[int], *, merge: bool) -> None:
    viewer, task_key = cycle.viewer("c003.reporter"), cycle.task("C003", "draft")
    with cycle.database.write() as session:
        revision = choosable(session, viewer, task_key).revision
        carry_issues(session, viewer, task_key, keys, merge=merge, revision=revision, now=cycle.now)


def origins_sent_last(cycle: Cycle) -> dict[int, list[Any]]:
    with cycle.database.read() as session:
        newest = session.execute(sa.select(sa.func.max(report_version.c.key))).scalar_one()
        return origins_of(session, newest)


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
    origins = origins_sent_last(quarter)
    with quarter.database.read() as session:
        facts, _key = submission_facts(session, quarter.report("C003").key)
    assert {place: [one.mentions for one in found] for place, found in origins.items()} == {1: [4, 5]}
    numbers = {row.label: (row.value, row.added_up, row.reason) for row in facts.numbers}
    assert numbers["Tổng số ý kiến"] == ("10", "9", "Một ý kiến đến sau.")
    assert [source.name for source in facts.numbers[0].sources] == ["Phường 3, tháng 05/2025"]


def test_a_row_that_sums_up_several_issues_says_nothing_new_of_each(quarter: Cycle) -> None:
    with quarter.database.read() as session:
        viewer, task_key = quarter.viewer("c003.reporter"), quarter.task("C003", "draft")
        keys = [one.key for one in choosable(session, viewer, task_key).issues]
    carry(quarter, keys, merge=True)
    with quarter.database.read() as session:
        (row,) = draft_answers(session, quarter.report("C003").key)["issues"]
    before = [(one.mentions, one.summary, one.urgency) for one in registered(quarter)]
    quarter.submit("C003", quarter_answers(prefill(quarter, "C003")) | {"issues": [row]})
    quarter.accept("C003", "D001")
    assert [(one.mentions, one.summary, one.urgency) for one in registered(quarter)] == before
    assert [len(sources(quarter, one.key)) for one in registered(quarter)] == [2, 2, 1]


def test_merging_keeps_every_text_and_says_what_one_issue_cannot(cycle: Cycle) -> None:
    cycle.open()
    flood = {**issue(22), "summary": "Ngập ở ngõ 5."}
    waste = {**issue(20), "summary": "Rác đổ ngoài giờ.", "field": "environment"}
    again = {**issue(3), "summary": "Ngập ở ngõ 5."}
    cycle.submit("C003", {**ANSWERS, "issues": [flood, waste, again]})
    cycle.accept("C003", "D001")
    cycle.now = at(10, month=6)
    cycle.open("2025-Q2")
    with cycle.database.read() as session:
        task_key = cycle.task("C003", "draft")
        keys = [one.key for one in choosable(session, cycle.viewer("c003.reporter"), task_key).issues]
    carry(cycle, keys, merge=True)
    with cycle.database.read() as session:
        (row,) = draft_answers(session, cycle.report("C003").key)["issues"]
    assert row["summary"].splitlines() == [
        "Ngập ở ngõ 5. (Hạ tầng kỹ thuật)",
        "――――",
        "Rác đổ ngoài giờ. (Vệ sinh môi trường)",
    ]
    assert row["mentions"] == 45


def test_a_merged_text_that_no_page_could_show_is_refused(
    quarter: Cycle, monkeypatch: pytest.MonkeyPatch
) -> None:
    with quarter.database.read() as session:
        found = choosable(session, quarter.viewer("c003.reporter"), quarter.task("C003", "draft")).issues
    most = max(len(one.summary) for one in found)
    monkeypatch.setattr("workflows.carried_issues.MAX_CHARACTERS", most - 1)
    with pytest.raises(Refused, match="choose fewer"):
        carry(quarter, [one.key for one in found], merge=True)
    with quarter.database.read() as session:
        assert not draft_answers(session, quarter.report("C003").key).get("issues")


def test_an_issue_that_does_not_feed_the_report_is_no_origin_whoever_names_it(cycle: Cycle) -> None:
    play_month(cycle, "2025-04", ["C003"])
    cycle.now = at(9, month=6)
    cycle.open("2025-W23")
    cycle.submit("C003", {**ANSWERS, "issues": [issue(60)]})
    cycle.accept("C003", "D001")  # accepted, and no part of a quarter
    cycle.open("2025-06")
    cycle.submit("C003", {**ANSWERS, "issues": [issue(50)]})  # a part, and not accepted
    open_quarter(cycle)
    with cycle.database.read() as session:
        every = session.execute(sa.select(report_issue.c.key).order_by(report_issue.c.key)).scalars().all()
    named = {**issue(1), "origins": " ".join(str(key) for key in every)}
    cycle.submit("C003", quarter_answers(prefill(cycle, "C003")) | {"issues": [named]})
    assert [one.mentions for one in origins_sent_last(cycle)[1]] == [3, 5]


def test_an_issue_of_a_version_that_was_corrected_since_stays_an_origin(quarter: Cycle) -> None:
    with quarter.database.read() as session:
        task_key = quarter.task("C003", "draft")
        keys = [one.key for one in choosable(session, quarter.viewer("c003.reporter"), task_key).issues]
    named = {**issue(9), "origins": " ".join(str(key) for key in keys)}
    numbers = quarter_answers(prefill(quarter, "C003"))
    quarter.save("C003", numbers | {"issues": [named]})
    correct_may(quarter, [issue(6)])
    quarter.submit("C003", numbers | {"issues": [named]})
    assert [one.mentions for one in origins_sent_last(quarter)[1]] == [4, 5]


def correct_may(cycle: Cycle, issues: list[dict[str, Any]]) -> None:
    """District 1 asks Ward 3 for a correction of its May, and accepts that."""
    longer = cycle.key
    with cycle.database.write() as session:
        cycle.key = session.execute(
            sa.select(cycle_rows.c.key).where(cycle_rows.c.period == "2025-05")
        ).scalar_one()
        may = cycle.report("C003").key
        open_correction(session, HOUSE, cycle.viewer("d001.receiver"), may, "Đếm lại.", now=cycle.now)
    for who, element, answers in (
        ("c003.reporter", "draft", {**ANSWERS, "issues": issues}),
        ("c003.head", "approve", {"decision": "approve"}),
        ("d001.receiver", "accept", {"decision": "accept"}),
    ):
        viewer, task_key = cycle.viewer(who), cycle.task("C003", element)
        with cycle.database.write() as session:
            complete_task(session, HOUSE, viewer, task_key, answers, now=cycle.now, origin=Origin(1))
        cycle.pump()
    cycle.key = longer


def test_the_demo_s_quarter_has_a_played_month_below_it(cycle: Cycle) -> None:
    doers = Here(cycle.database, HOUSE, "P01")
    district = play_april(cycle.database, HOUSE, doers, lambda *_: None)
    assert district == "D002", "the smallest"
    cycle.now = at(14, 16)
    open_demo_quarter(cycle.database, HOUSE, doers, district, cycle.now)
    with cycle.database.read() as session:
        cycle.key = session.execute(sa.select(sa.func.max(cycle_rows.c.key))).scalar_one()
    assert prefill(cycle, "C005").feeding.sources[0].state == "accepted"
