"""Salient issues: marked, with why, in an order; carried upward with their numbers in the register; decided on."""

from collections.abc import Mapping
from typing import Any

import pytest
import sqlalchemy as sa

from documents.labels import LABELS
from documents.sections import sections
from tests.workflows.cycle import ANSWERS, Cycle
from tests.workflows.issues.handled import Handled
from tests.workflows.issues.register import CLERK, issues
from tests.workflows.played import Playing
from tests.workflows.quarter import issue, open_quarter, prefill, quarter_answers
from tests.workflows.test_counted_once import APRIL, MAY, begun, merge, month, part
from workflows.carried_issues import carry_issues, choosable
from workflows.case import case
from workflows.corrections import open_correction
from workflows.house import HOUSE
from workflows.issue_origins import origins_of
from workflows.issues.record import Why, issue_row, move_issue
from workflows.issues.states import ANSWERED
from workflows.submission import draft_answers
from workflows.submission_document import submission_facts
from workflows.tables import report_issue, report_version

FLOOD = {**issue(3), "summary": "Ngập ở ngõ 5.", "salient": True, "salient_why": "Tái diễn."}
WASTE = {**issue(5), "summary": "Rác đổ ngoài giờ.", "salient": True, "salient_why": "Nhiều người nêu."}
MARKED = {"salient": True, "salient_why": "Đã hứa sửa."}
LIGHTS = {**issue(9), "summary": "Đèn đường hỏng."}


def ward_3_tells_of_three(cycle: Cycle) -> None:
    month(cycle, APRIL, {"C003": [LIGHTS, FLOOD, WASTE], "C004": []})


@pytest.fixture
def told(played: Playing) -> Cycle:
    """Ward 3 told of three issues in April, two of them salient; Ward 4 had nothing."""
    return played(ward_3_tells_of_three)


def sent(cycle: Cycle, unit: str) -> Any:
    """The newest version of a unit's report."""
    with cycle.database.read() as session:
        query = sa.select(report_version).where(report_version.c.report_key == cycle.report(unit).key)
        return session.execute(query.order_by(report_version.c.number.desc()).limit(1)).one()


def from_where(cycle: Cycle, unit: str) -> dict[int, list[str]]:
    """What each issue of a unit's newest version was made from, as it was told there."""
    with cycle.database.read() as session:
        found = origins_of(session, sent(cycle, unit).key)
    return {place: [one.summary for one in rows] for place, rows in found.items()}


def send(cycle: Cycle, unit: str, rows: list[dict[str, Any]], **answers: Any) -> None:
    cycle.submit(unit, {**ANSWERS, "issues": rows, **answers})


def summaries(rows: list[dict[str, Any]]) -> list[str]:
    return [row["summary"] for row in rows]


def test_a_report_keeps_which_issues_are_salient_and_why(told: Cycle) -> None:
    with told.database.read() as session:
        rows = session.execute(sa.select(report_issue).order_by(report_issue.c.key)).all()
    assert [(row.salient, row.salient_why) for row in rows] == [
        (False, ""),
        (True, "Tái diễn."),
        (True, "Nhiều người nêu."),
    ]


def test_a_district_s_month_begins_with_what_is_salient_below_and_leads_there(told: Cycle) -> None:
    rows = begun(told, "D001")
    assert summaries(rows) == ["Rác đổ ngoài giờ.", "Ngập ở ngõ 5."], "the most mentioned first"
    assert [row["place"] for row in rows] == ["C003", "C003"]
    send(told, "D001", [rows[1], rows[0]])
    assert from_where(told, "D001") == {1: ["Ngập ở ngõ 5."], 2: ["Rác đổ ngoài giờ."]}


def test_a_quarter_begins_with_what_was_salient_and_what_is_open_none_twice(told: Cycle) -> None:
    month(told, MAY, {"C003": []})
    open_quarter(told)
    rows = begun(told)
    assert summaries(rows) == ["Rác đổ ngoài giờ.", "Ngập ở ngõ 5.", "Đèn đường hỏng."]
    assert [bool(row["origins"]) for row in rows] == [True, True, False]
    assert rows[2]["register"] == str(issues(told)[0].key)


@pytest.mark.parametrize("longer", ["2025-H1", "2025-9M", "2025"])
def test_half_year_nine_months_and_year_begin_with_what_the_quarter_chose(told: Cycle, longer: str) -> None:
    open_quarter(told)
    told.submit("C003", quarter_answers(prefill(told, "C003"), issues=begun(told)))
    told.accept("C003", "D001")
    told.open(longer)
    rows = begun(told)
    assert summaries(rows) == ["Rác đổ ngoài giờ.", "Ngập ở ngõ 5.", "Đèn đường hỏng."]
    assert [row["salient_why"] for row in rows] == ["Nhiều người nêu.", "Tái diễn.", ""]
    told.submit("C003", quarter_answers(prefill(told, "C003"), issues=rows))
    told.accept("C003", "D001")
    assert len(issues(told)) == 3, "nothing entered the register a second time"


def test_the_status_of_what_is_carried_is_that_of_the_register(told: Cycle) -> None:
    with told.database.write() as session:
        flood = issue_row(session, issues(told)[1].key)
        move_issue(session, flood, ANSWERED, Why(told.now, CLERK))
    open_quarter(told)
    assert [row["status"] for row in begun(told)] == ["new", "answered", "new"]


def test_issues_merged_in_the_register_are_carried_as_one_and_parted_as_two(told: Cycle) -> None:
    flood, waste = issues(told)[1:]
    merge(told, flood.key, waste.key)
    (row,) = begun(told, "D001")
    assert (row["summary"], row["mentions"], len(row["origins"].split())) == ("Rác đổ ngoài giờ.", 8, 2)
    part(told, flood.key)
    assert [one["mentions"] for one in begun(told, "D001")] == [5, 3]
    merge(told, flood.key, waste.key)
    send(told, "D001", begun(told, "D001"))
    part(told, flood.key)
    assert from_where(told, "D001") == {1: ["Ngập ở ngõ 5.", "Rác đổ ngoài giờ."]}, "both links stay"


def test_what_joined_an_issue_that_no_report_has_told_of_stands_in_the_draft_once(told: Cycle) -> None:
    by_telephone = Handled(told).raised("c003.receiver", summary="Ngập sâu ở ngõ 5.").key
    merge(told, issues(told)[1].key, by_telephone)
    open_quarter(told)
    rows = begun(told)
    assert summaries(rows) == ["Rác đổ ngoài giờ.", "Ngập ở ngõ 5.", "Đèn đường hỏng."]
    by_number = {**rows[1], "origins": "", "register": str(by_telephone)}
    told.save("C003", quarter_answers(prefill(told, "C003"), issues=[by_number]))
    with told.database.read() as session:
        found = choosable(session, told.viewer("c003.reporter"), told.task("C003", "draft"))
    assert {one.summary: one.carried for one in found.issues}["Ngập ở ngõ 5."]


def test_a_draft_asks_no_more_for_many_salient_issues_than_for_one(cycle: Cycle) -> None:
    asked: list[str] = []
    counts = []

    @sa.event.listens_for(cycle.database.reader, "before_cursor_execute")
    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        asked.append(statement)

    for period, new, salient in ((APRIL, [FLOOD], 1), (MAY, [WASTE, {**LIGHTS, **MARKED}], 3)):
        month(cycle, period, {"C003": new, "C004": []})
        asked.clear()
        assert sum(row["salient"] for row in begun(cycle, "D001")) == salient
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_what_a_clerk_merges_is_salient_with_every_reason(told: Cycle) -> None:
    viewer, key = told.viewer("d001.reporter"), told.task("D001", "draft")
    with told.database.write() as session:
        found = choosable(session, viewer, key)
        assert [(one.salient, one.why) for one in found.issues][-1] == (False, "")
        assert [one.number for one in found.issues[0].known] == ["3/2025"]
        chosen = [one.key for one in found.issues]
        carry_issues(session, viewer, key, chosen, merge=True, revision=found.revision, now=told.now)
        assert all(one.carried for one in choosable(session, viewer, key).issues)


def test_an_issue_in_the_draft_by_its_number_is_not_offered_again(told: Cycle) -> None:
    open_quarter(told)
    told.save("C003", quarter_answers(prefill(told, "C003"), issues=begun(told)))
    with told.database.read() as session:
        found = choosable(session, told.viewer("c003.reporter"), told.task("C003", "draft"))
    assert [one.carried for one in found.issues] == [True, True, True]


def test_links_stay_through_a_return_and_a_correction(told: Cycle) -> None:
    rows = begun(told, "D001")
    send(told, "D001", rows)
    told.go_to(told.now)
    told.send_back("D001", "P01")
    send(told, "D001", rows[:1])
    assert from_where(told, "D001") == {1: ["Rác đổ ngoài giờ."]}
    told.accept("D001", "P01")
    with told.database.write() as session:
        viewer, key = told.viewer("p01.receiver"), told.report("D001").key
        made = open_correction(session, HOUSE, viewer, key, "Đếm lại.", now=told.now)
    with told.database.read() as session:
        assert draft_answers(session, made)["issues"][0]["origins"] == rows[0]["origins"]


def test_the_document_tells_of_what_is_salient_in_its_order_with_the_numbers(told: Cycle) -> None:
    rows = begun(told, "D001")
    send(told, "D001", [rows[1], rows[0], LIGHTS])
    with told.database.read() as session:
        facts, _key = submission_facts(session, told.report("D001").key)
    assert [(row.salient, row.register) for row in facts.issues] == [
        (True, "2/2025"),
        (True, "3/2025"),
        (False, ""),
    ]
    words: Mapping[str, str] = {name: text["vi"] for name, text in LABELS.items()}
    told_of = next(one for one in sections(facts, words) if "nổi bật" in " ".join(one.paragraphs))
    assert told_of.paragraphs[1:] == (
        "Trong đó có 2 vấn đề nổi bật:",
        *(
            f"{place}. {what} (vấn đề số {number} trong sổ; Phường 3; {often} lượt ý kiến; Mới tiếp nhận). "
            f"Vì sao nổi bật: {why}"
            for place, what, number, often, why in (
                (1, "Ngập ở ngõ 5.", "2/2025", 3, "Tái diễn."),
                (2, "Rác đổ ngoài giờ.", "3/2025", 5, "Nhiều người nêu."),
            )
        ),
    )


def test_what_the_leader_decides_stands_with_the_version(cycle: Cycle) -> None:
    cycle.open()
    cycle.draft("C003")
    cycle.approve("C003", conclusion="Phòng Quản lý đô thị kiểm tra ngõ 5 trước 20/5.")
    with cycle.database.read() as session:
        found = case(session, cycle.viewer("c003.reporter"), cycle.report("C003").key, cycle.now)
    assert [version.conclusion for version in found.versions] == [
        "Phòng Quản lý đô thị kiểm tra ngõ 5 trước 20/5."
    ]
