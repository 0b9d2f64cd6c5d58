"""An issue that several months tell of counts once, through merging, parting, returns and corrections."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
import sqlalchemy as sa

from tests.stores import BOTH_STORES
from tests.workflows.cycle import ANSWERS, Cycle
from tests.workflows.issues.register import CLERK, issues, sources
from tests.workflows.played import Playing
from tests.workflows.quarter import (
    OPENING,
    QUARTER_OPENS,
    WARDS,
    explain,
    issue,
    open_quarter,
    prefill,
    quarter_answers,
    send_up,
)
from tests.workflows.test_carried_issues import correct_may
from workflows.errors import NotYours
from workflows.issues.merging import merge_issues, part_issues
from workflows.issues.open_for_report import starting_draft
from workflows.issues.record import Why
from workflows.issues.tables import issue_source
from workflows.numbers.leading_down import Down, number_down
from workflows.numbers.tree import tree
from workflows.open_task import find_task
from workflows.submission import newest_version
from workflows.task_forms import form_for

APRIL, MAY = "2025-04", "2025-05"


def begun(cycle: Cycle, unit: str = "C003") -> list[dict[str, Any]]:
    """The issues that the draft of a unit begins with."""
    with cycle.database.read() as session:
        facts = find_task(session, cycle.viewer(f"{unit.lower()}.reporter"), cycle.task(unit, "draft"))
        return list(starting_draft(session, facts, form_for(session, facts))["issues"])


def month(cycle: Cycle, period: str, new: Mapping[str, list[dict[str, Any]]]) -> None:
    """Wards send what is open with them still and what is new; the district accepts it."""
    cycle.now = OPENING[period]
    cycle.open(period)
    for ward, told in new.items():
        listed = [*begun(cycle, ward), *told]
        cycle.submit(ward, {**ANSWERS, "issues": listed, "nil_report": not listed})
        cycle.accept(ward, WARDS[ward])


def down(cycle: Cycle, unit: str, field: str, who: str = "", **asked: Any) -> Down:
    """The page of a number of a unit's report."""
    with cycle.database.read() as session:
        viewer = cycle.viewer(who or f"{unit.lower()}.reporter")
        return number_down(session, viewer, cycle.report(unit).key, field, cycle.now, **asked)


def send_with_origin(cycle: Cycle) -> None:
    """Ward 3 sends its longer report, which tells of one issue of the months."""
    first = down(cycle, "C003", "issues_total").issues[0]
    send_up(cycle, "C003", issues=[{**issue(1), "origins": str(first.key)}])


def all_up(cycle: Cycle, *units: str) -> None:
    """Units send their quarters, each accepted above; those with nothing to report say so."""
    for unit in units or ("C003", "C004", "C005", "D001", "D002", "P01"):
        send_up(cycle, unit)


def holds(found: Down) -> bool:
    """Whether the issues, with what is said otherwise, come to the number that the report says."""
    assert found.whole is not None
    listed = sum(one.gives for one in found.whole.counts)
    otherwise = sum(one.given - one.added_up for one in found.otherwise)
    own = found.value - found.added_up if isinstance(found.value, int | float) else 0
    return bool(listed + otherwise + own == (found.value if found.value is not None else found.added_up))


def two_months_and_the_quarter(cycle: Cycle) -> None:
    month(cycle, APRIL, {"C003": [issue(3), issue(5, urgency="urgent")], "C004": [], "C005": []})
    month(cycle, MAY, {"C003": [issue(7)], "C004": [issue(11)]})
    open_quarter(cycle)


@pytest.fixture
def carried(played: Playing) -> Cycle:
    """Ward 3 told of two issues in April, and of both again in May with a third; Ward 4 of one in May."""
    return played(two_months_and_the_quarter)


def merge(cycle: Cycle, joining: int, into: int) -> None:
    with cycle.database.write() as session:
        merge_issues(session, joining, into, Why(cycle.now, CLERK, reason="Một việc."))


def part(cycle: Cycle, joined: int) -> None:
    with cycle.database.write() as session:
        part_issues(session, joined, Why(cycle.now, CLERK, reason="Hai việc."))


def test_an_issue_told_in_two_months_counts_once(carried: Cycle) -> None:
    assert len(issues(carried)) == 4, "three of Ward 3, one of Ward 4"
    found = prefill(carried, "C003")
    assert [part.value for part in found.parts["issues_total"]] == [2, 3]
    assert found.less["issues_total"] == -2
    assert {key: found.totals[key] for key in ("issues_total", "mentions_total", "issues_urgent")} == {
        "issues_total": 3,
        "mentions_total": 15,
        "issues_urgent": 1,
    }


def test_a_number_leads_to_its_issues_each_with_its_number_in_the_register(carried: Cycle) -> None:
    send_up(carried, "C003")
    found = down(carried, "C003", "mentions_total")
    assert (found.value, found.added_up) == (15, 15)
    assert [(one.gives, one.by.period) for one in found.issues] == [(3, MAY), (5, MAY), (7, MAY)]
    assert [one.by.period for one in found.whole.left] == [APRIL, APRIL] if found.whole else False
    numbers = [entered.number for one in found.issues for entered in found.known[one.key]]
    assert numbers == ["1/2025", "2/2025", "3/2025"]
    assert holds(found)


def test_numbers_of_district_and_province_lead_down_through_the_reports_below(carried: Cycle) -> None:
    all_up(carried)
    for unit in ("D001", "P01"):
        found = down(carried, unit, "mentions_total")
        assert found.value == 26
        assert [one.gives for one in found.issues] == [3, 5, 7, 11]
        assert holds(found)
    ward = next(
        place for place, _ in down(carried, "D001", "issues_total").parts if place.unit_name == "Phường 3"
    )
    inside = down(carried, "P01", "issues_total", within=ward.version_key)
    assert (inside.value, [gave for _, gave in inside.parts]) == (3, [2, 3])
    assert holds(inside)


def test_a_half_year_and_a_year_count_once_what_two_quarters_tell_of(cycle: Cycle) -> None:
    cycle.now = OPENING[APRIL].replace(month=1)
    for opens, period in ((1, "2025-01"), (2, "2025-02")):
        cycle.now = cycle.now.replace(month=opens)
        cycle.open(period)
        cycle.submit("C003", {**ANSWERS, "issues": [*begun(cycle), issue(opens)]})
        cycle.accept("C003", "D001")
    cycle.now = cycle.now.replace(month=3, day=10)
    cycle.open("2025-Q1")
    send_with_origin(cycle)
    month(cycle, MAY, {"C003": [issue(40)]})
    open_quarter(cycle)
    send_with_origin(cycle)
    for longer in ("2025-H1", "2025"):
        cycle.open(longer)
        found = prefill(cycle, "C003")
        assert (found.totals["issues_total"], found.totals["mentions_total"]) == (3, 43), longer
        send_with_origin(cycle)
        led = down(cycle, "C003", "mentions_total")
        assert [one.gives for one in led.issues] == [1, 2, 40]
        assert holds(led)


def tell_also(cycle: Cycle, summed_up: int, key: int) -> None:
    """A row of a report, by its place among all rows, is about another issue of the register, too."""
    with cycle.database.write() as session:
        row = session.execute(
            sa.select(issue_source).order_by(issue_source.c.key).offset(summed_up).limit(1)
        ).one()
        told = {name: value for name, value in row._mapping.items() if name != "key"}
        session.execute(sa.insert(issue_source).values(told | {"issue_key": key}))


@pytest.mark.parametrize(
    ("row", "also", "counted"),
    [
        pytest.param(0, 1, [3, 5, 7], id="newer rows tell of each of its issues"),
        pytest.param(4, 0, [5, 7], id="it is the newest of both, and alone tells of one"),
        pytest.param(0, 3, [3, 5, 7], id="it alone tells of an issue: it counts for both"),
    ],
)
def test_a_row_that_tells_of_several_issues_counts_none_of_them_twice(
    carried: Cycle, row: int, also: int, counted: list[int]
) -> None:
    tell_also(carried, row, issues(carried)[also].key)
    found = prefill(carried, "C003")
    assert (found.totals["issues_total"], found.totals["mentions_total"]) == (len(counted), sum(counted))
    send_up(carried, "C003")
    led = down(carried, "C003", "mentions_total")
    assert sorted(one.gives for one in led.issues) == counted
    assert holds(led)


@BOTH_STORES
def test_what_was_merged_long_before_costs_the_numbers_of_a_period_nothing(carried: Cycle) -> None:
    ward_3, ward_4 = issues(carried)[0], issues(carried)[3]
    for unit in ("C003", "C004"):
        send_up(carried, unit)
    merge(carried, ward_4.key, ward_3.key)
    assert prefill(carried, "D001").less["issues_total"] == -1
    with carried.database.write() as session:
        of_before = sa.update(issue_source).where(issue_source.c.issue_key == ward_4.key)
        session.execute(of_before.values(period="2024-12"))
    assert not prefill(carried, "D001").less


def test_issues_merged_in_the_register_count_once_with_the_mentions_of_both(carried: Cycle) -> None:
    first, second, *_ = issues(carried)
    merge(carried, first.key, second.key)
    found = prefill(carried, "C003")
    assert (found.totals["issues_total"], found.totals["mentions_total"]) == (2, 15)
    send_up(carried, "C003")
    led = down(carried, "C003", "mentions_total")
    assert [one.gives for one in led.issues] == [8, 7]
    assert holds(led)
    assert holds(down(carried, "C003", "issues_total"))


def test_issues_of_two_wards_merged_count_once_in_the_district(carried: Cycle) -> None:
    ward_3, ward_4 = issues(carried)[0], issues(carried)[3]
    for unit in ("C003", "C004"):
        send_up(carried, unit)
    merge(carried, ward_4.key, ward_3.key)
    found = prefill(carried, "D001")
    assert [one.value for one in found.parts["issues_total"]] == [3, 1]
    assert (found.totals["issues_total"], found.totals["mentions_total"]) == (3, 26)
    send_up(carried, "D001")
    led = down(carried, "D001", "mentions_total")
    assert [one.gives for one in led.issues] == [14, 5, 7]
    assert holds(led)


def test_parting_changes_nothing_of_what_was_sent_and_says_so(carried: Cycle) -> None:
    first, second, *_ = issues(carried)
    merge(carried, first.key, second.key)
    all_up(carried, "C003", "C004")
    part(carried, first.key)
    sent = prefill(carried, "D001").parts["issues_total"]
    assert [one.value for one in sent] == [2, 1], "what was sent"
    found = down(carried, "C003", "issues_total")
    assert (found.value, holds(found)) == (2, True)
    known = [entered for one in found.issues for entered in found.known[one.key]]
    assert all(entered.into is None for entered in known)


def test_merging_after_the_numbers_were_taken_is_shown_and_taken_when_asked_for(carried: Cycle) -> None:
    first, second, *_ = issues(carried)
    carried.save("C003", quarter_answers(prefill(carried, "C003")))
    assert not prefill(carried, "C003").is_behind
    merge(carried, first.key, second.key)
    found = prefill(carried, "C003")
    assert (found.is_behind, found.total("issues_total"), found.total_now("issues_total")) == (True, 3, 2)
    part(carried, first.key)
    assert not prefill(carried, "C003").is_behind


def test_a_merged_issue_leads_to_the_one_that_counts_for_it(carried: Cycle) -> None:
    send_up(carried, "C003")
    first, second, *_ = issues(carried)
    merge(carried, first.key, second.key)
    found = down(carried, "C003", "issues_total")
    (entered,) = found.known[found.issues[0].key]
    assert (entered.number, entered.into.number if entered.into else "") == ("1/2025", "2/2025")
    assert holds(found), "what was sent stays"


def test_a_returned_quarter_leads_down_in_both_its_versions(carried: Cycle) -> None:
    carried.submit("C003", quarter_answers(prefill(carried, "C003")))
    carried.send_back("C003", "D001")
    explain(carried, "C003", mentions_total="Đếm lại.")
    carried.submit("C003", quarter_answers(prefill(carried, "C003"), mentions_total=20))
    first, second = (down(carried, "C003", "mentions_total", number=number) for number in (1, 2))
    assert (first.value, second.value, second.reason) == (15, 20, "Đếm lại.")
    assert [one.key for one in first.issues] == [one.key for one in second.issues]
    assert holds(first)
    assert holds(second)
    carried.accept("C003", "D001")
    above = down(carried, "D001", "mentions_total")
    assert [(one.given, one.added_up, one.reason) for one in above.otherwise] == [(20, 15, "Đếm lại.")]
    assert holds(above)


def test_a_corrected_month_changes_the_issues_of_a_later_version_only(carried: Cycle) -> None:
    carried.submit("C003", quarter_answers(prefill(carried, "C003")))
    correct_may(carried, [{**issue(1), "register": str(issues(carried)[0].key)}])
    assert prefill(carried, "C003", "accept").is_behind
    found = down(carried, "C003", "mentions_total")
    assert ([one.gives for one in found.issues], holds(found)) == ([3, 5, 7], True)
    carried.send_back("C003", "D001")
    again = prefill(carried, "C003")
    assert (again.total("issues_total"), again.total_now("issues_total")) == (3, 2)
    replaced = [one.replaced for one in sources(carried, issues(carried)[0].key)]
    assert replaced == [False, True, False], "April, May, and May as it was corrected"


def test_a_number_that_the_reports_below_did_not_ask_for_yet_leads_down_to_them(carried: Cycle) -> None:
    send_up(carried, "C003")
    found = down(carried, "C003", "issues_total")
    with carried.database.read() as session:
        version = newest_version(session, carried.report("C003").key)
        assert version is not None
        made = tree(session, replace(found.field, key="issues_new"), {version.key: 1}, ())
    assert made is not None
    assert (made.left, [one.by.period for one in made.counts]) == ([], ["2025-Q2"])


def test_a_draft_is_followed_by_its_own_unit_alone(carried: Cycle) -> None:
    carried.now = max(carried.now, QUARTER_OPENS)
    assert [one.gives for one in down(carried, "C003", "issues_total").issues] == [1, 1, 1]
    with pytest.raises(NotYours):
        down(carried, "C003", "issues_total", "d001.reporter")
    with pytest.raises(NotYours):
        down(carried, "C003", "issues_total", "c004.reporter")
