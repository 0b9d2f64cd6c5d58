"""Everybody whose issue joins another gets its answer, by his own way, and one answer only."""

import sqlalchemy as sa

from engine.tables import instance
from tests.stores import BOTH_STORES
from tests.workflows.cycle import Cycle
from tests.workflows.delivery.telling import (
    GIVEN,
    NOW,
    WHY,
    answer,
    answer_of,
    deliveries,
    outcomes,
    page,
    receipt_of,
    steps,
    tell,
)
from tests.workflows.issues.handled import ANSWER, FOUND, SORTED, Handled
from tests.workflows.issues.register import issues, report_and_accept
from workflows.house import HOUSE
from workflows.issues.begin import begin_waiting
from workflows.issues.by_hand import merge_by_hand
from workflows.issues.merging import joined_issues
from workflows.issues.tables import issue, issue_source


def test_everybody_who_told_of_it_gets_the_answer_each_by_his_way(cycle: Cycle) -> None:
    cycle.open()
    report_and_accept(cycle, {"summary": "Ngập."}, unit_code="C003")
    begin_waiting(cycle.database, HOUSE, cycle.now)
    (told_by_report,) = issues(cycle)
    flood, again = Handled(cycle, told_by_report.key), Handled(cycle)
    again.raised(summary="Ngõ 5 ngập nặng.", given=GIVEN)
    with cycle.database.write() as session:
        viewer = cycle.viewer("c003.receiver")
        merge_by_hand(session, HOUSE, viewer, again.key, flood.key, "Cùng ngõ.", now=cycle.now)
    answer(flood)
    assert outcomes(cycle) == [("unit", "delivered", "notice"), ("contact", None, None)]
    assert ("matter_told", "C003.reporter") in flood.told()
    key = deliveries(cycle)[1].key
    tell(cycle, key=key)
    assert flood.open() == [("confirm", "C003.reporter")]


def test_who_joins_an_answered_issue_is_told_its_answer(flood: Handled) -> None:
    cycle = flood.cycle
    tell(cycle)
    again = Handled(cycle)
    again.raised(given=GIVEN)
    same = {"duplicate_of": str(flood.key), "duplicate_reason": "Cùng ngõ 5."}
    again.do("c003.receiver", {**SORTED, "decision": "duplicate", **same})
    key = deliveries(cycle)[-1].key
    assert steps(cycle).open(f"answer_delivery:{key}") == {"deliver": "C003.reporter"}
    tell(cycle, key=key)
    assert outcomes(cycle) == [("contact", "delivered", "phone")] * 2


def test_who_joins_a_closed_issue_is_told_why(cycle: Cycle) -> None:
    cycle.now = NOW
    closed, again = Handled(cycle), Handled(cycle)
    closed.raised()
    again.raised(summary="Ngõ 5 ngập.", given=GIVEN)
    closed.do("c003.receiver", {**SORTED, "decision": "none", **WHY})
    same = {"duplicate_of": str(closed.key), "duplicate_reason": "Cùng ngõ 5."}
    again.do("c003.receiver", {**SORTED, "decision": "duplicate", **same})
    assert outcomes(cycle) == [("receipt", None, None), ("contact", None, None)]
    assert steps(cycle).open(f"answer_delivery:{deliveries(cycle)[-1].key}") == {"deliver": "C003.reporter"}


@BOTH_STORES
def test_who_joins_an_issue_that_only_a_report_has_answered_is_told_what_the_report_says(
    cycle: Cycle,
) -> None:
    cycle.open()
    report_and_accept(cycle, {"summary": "Ngập.", "status": "answered"}, unit_code="C003")
    (told_by_report,) = issues(cycle)
    again = Handled(cycle)
    again.raised(summary="Ngõ 5 ngập nặng.", given=GIVEN)
    with cycle.database.write() as session:
        viewer = cycle.viewer("c003.receiver")
        merge_by_hand(session, HOUSE, viewer, again.key, told_by_report.key, "Cùng ngõ.", now=cycle.now)
    (row,) = deliveries(cycle)
    assert (row.path, row.answer_key, row.outcome) == ("contact", None, None)
    shown = page(cycle, "c003.reporter", f"answer_delivery:{row.key}").shown[-1]
    assert (shown.heading["vi"], shown.text.startswith("Theo báo cáo")) == ("Đã trả lời", True)
    tell(cycle, key=row.key)
    assert outcomes(cycle) == [("contact", "delivered", "phone")]


@BOTH_STORES
def test_who_has_had_his_answer_gets_no_other_one_when_his_issue_joins_another(flood: Handled) -> None:
    cycle = flood.cycle
    tell(cycle)
    own = receipt_of(cycle, flood.key)
    again, third = Handled(cycle), Handled(cycle)
    again.raised(summary="Ngõ 5 ngập nặng.")
    third.raised(summary="Ngõ 5 lại ngập.")
    viewer = cycle.viewer("c003.receiver")
    with cycle.database.write() as session:
        merge_by_hand(session, HOUSE, viewer, flood.key, again.key, "Cùng ngõ.", now=cycle.now)
        merge_by_hand(session, HOUSE, viewer, third.key, again.key, "Cùng ngõ.", now=cycle.now)
    assert answer_of(cycle, own) == ANSWER["text"]
    again.do("c003.receiver", SORTED)
    again.do("c003.reporter", {**FOUND, "decision": "answer"})
    again.do("c003.reporter", {**ANSWER, "text": "Sẽ làm cống mới trong quý III."})
    again.do("c003.head", {"decision": "approve"})
    assert outcomes(cycle) == [("contact", "delivered", "phone"), *[("receipt", None, None)] * 2]
    assert answer_of(cycle, own) == ANSWER["text"]
    assert answer_of(cycle, receipt_of(cycle, third.key)) == "Sẽ làm cống mới trong quý III."


@BOTH_STORES
def test_an_issue_that_very_many_joined_is_answered_to_all_of_them(cycle: Cycle) -> None:
    cycle.now = NOW
    handled = Handled(cycle)
    handled.raised()
    with cycle.database.write() as session:
        row = dict(session.execute(sa.select(issue)).one()._mapping) | {"merged_into": handled.key}
        came = dict(session.execute(sa.select(issue_source)).one()._mapping)
        for each in (row, came):
            del each["key"]
        session.execute(sa.insert(issue), [row | {"number": 1_000 + number} for number in range(210)])
        joined = [one.key for one in joined_issues(session, handled.key)]
        session.execute(
            sa.insert(issue_source),
            [
                came | {"issue_key": key, "receipt": f"{key}-{number}"}
                for key in joined
                for number in range(5)
            ],
        )
    answer(handled)
    assert len(joined) == 210
    assert outcomes(cycle) == [("receipt", None, None)] * (1 + 210 * 5)


def test_who_joins_just_after_the_answer_left_makes_nobody_be_told_twice(cycle: Cycle) -> None:
    cycle.now = NOW
    handled, again = Handled(cycle), Handled(cycle)
    handled.raised(given=GIVEN)
    again.raised(summary="Ngõ 5 ngập.", given=GIVEN)
    handled.do("c003.receiver", SORTED)
    handled.do("c003.reporter", {**FOUND, "decision": "answer"})
    handled.do("c003.reporter", ANSWER)
    steps(cycle).do("c003.head", f"issue:{handled.key}", "review", decision="approve")
    assert handled.row.state == "answered"
    assert deliveries(cycle)[0].instance_key is None, "it is told by the next job"
    with cycle.database.write() as session:
        viewer = cycle.viewer("c003.receiver")
        merge_by_hand(session, HOUSE, viewer, again.key, handled.key, "Cùng ngõ.", now=cycle.now)
    cycle.pump()
    with cycle.database.read() as session:
        about = session.scalars(
            sa.select(instance.c.subject).where(instance.c.subject.like("answer_delivery:%"))
        )
        assert sorted(about) == ["answer_delivery:1", "answer_delivery:2"]
