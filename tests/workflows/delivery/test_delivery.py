"""The answer goes back to whoever waits for it: told, tried again, given up, read; and it blocks nobody."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from engine.tables import incident, instance, timer
from tests.stores import BOTH_STORES
from tests.workflows.cycle import Cycle, at
from tests.workflows.issues.handled import ANSWER, CONFIRMED, FOUND, SORTED, Handled
from tests.workflows.issues.register import issues, report_and_accept
from tests.workflows.steps import Steps
from workflows.callers.contact import Given
from workflows.callers.forgetting import forget_contacts
from workflows.callers.state import receipt_state
from workflows.callers.tables import issue_contact
from workflows.delivery.handing_over import note_read
from workflows.delivery.matter_kind import DeliveryKind
from workflows.delivery.rows import PAGE, Listed, Undelivered, undelivered
from workflows.delivery.tables import answer_delivery, answer_delivery_try
from workflows.errors import NotYours
from workflows.house import HOUSE
from workflows.issues.begin import begin_waiting
from workflows.issues.by_hand import merge_by_hand
from workflows.issues.merging import joined_issues
from workflows.issues.tables import issue, issue_source
from workflows.leafing import leaf
from workflows.matter import Matter
from workflows.open_task import find_task

NONE = Listed([], leaf(0, 1, PAGE))
PHONE = "0912 345 678"
GIVEN = Given(PHONE, agreed=True)
NOW = at(7)
TOLD: Mapping[str, Any] = {"outcome": "delivered", "how": "phone", "note": ""}
WHY = {"reason_code": "not_ours", "reason": "Tranh chấp dân sự.", "evidence": "Công văn 15."}


def answer(handled: Handled) -> None:
    """All the way to the answer, in Ward 3."""
    handled.do("c003.receiver", SORTED)
    handled.do("c003.reporter", {**FOUND, "decision": "answer"})
    handled.do("c003.reporter", ANSWER)
    handled.do("c003.head", {"decision": "approve"})


@pytest.fixture
def flood(cycle: Cycle) -> Handled:
    """A caller with a contact waits for the answer that has left on Wednesday 7 May: by Friday 9 May he is told."""
    cycle.now = NOW
    handled = Handled(cycle)
    handled.raised(given=GIVEN)
    answer(handled)
    return handled


def deliveries(cycle: Cycle) -> list[Any]:
    with cycle.database.read() as session:
        return list(session.execute(sa.select(answer_delivery).order_by(answer_delivery.c.key)))


def outcomes(cycle: Cycle) -> list[tuple[str, str | None, str | None]]:
    return [(row.path, row.outcome, row.how) for row in deliveries(cycle)]


def steps(cycle: Cycle) -> Steps:
    return Steps(cycle.database, cycle.now)


def receipt_of(cycle: Cycle, key: int) -> str:
    with cycle.database.read() as session:
        query = sa.select(issue_source.c.receipt).where(issue_source.c.issue_key == key)
        return str(session.execute(query).scalar_one())


def answer_of(cycle: Cycle, receipt: str) -> str | None:
    """What the public page shows to whoever holds a receipt."""
    with cycle.database.read() as session:
        found = receipt_state(session, receipt)
    return found.answer if found else None


def page(cycle: Cycle, who: str, subject: str) -> Matter:
    """What the page of the open task of telling an answer shows."""
    key, viewer = steps(cycle).task(subject, "deliver").key, cycle.viewer(who)
    with cycle.database.read() as session:
        return DeliveryKind().matter(session, find_task(session, viewer, key), cycle.now)


def tell(cycle: Cycle, who: str = "c003.reporter", key: int = 1, **said: Any) -> None:
    people = steps(cycle)
    people.do(who, f"answer_delivery:{key}", "deliver", **{**TOLD, **said})
    people.pump()


def told(cycle: Cycle, key: int = 1) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for words, who, _at in steps(cycle).told(f"answer_delivery:{key}"):
        found.setdefault(words, []).append(who)
    return {words: sorted(who) for words, who in found.items()}


def lists(cycle: Cycle, who: str) -> Undelivered:
    with cycle.database.read() as session:
        return undelivered(session, cycle.viewer(who))


def test_the_unit_that_took_it_down_tells_the_caller_and_then_confirms(flood: Handled) -> None:
    cycle = flood.cycle
    assert flood.open() == []
    assert steps(cycle).open("answer_delivery:1") == {"deliver": "C003.reporter"}
    assert deliveries(cycle)[0].due_at == at(9, 17)
    tell(cycle)
    assert outcomes(cycle) == [("contact", "delivered", "phone")]
    assert (flood.open(), flood.due()) == ([("confirm", "C003.reporter")], at(16, 17))
    flood.do("c003.reporter", CONFIRMED)
    assert (flood.row.state, flood.ended()) == ("resolved", True)


def test_who_is_not_reached_is_tried_again_and_every_try_is_kept(flood: Handled) -> None:
    cycle = flood.cycle
    tell(cycle, outcome="again", note="Máy bận.")
    assert steps(cycle).open("answer_delivery:1") == {"deliver": "C003.reporter"}
    tell(cycle, outcome="again")
    tell(cycle, outcome="declined")
    with cycle.database.read() as session:
        tries = session.execute(sa.select(answer_delivery_try).order_by(answer_delivery_try.c.number)).all()
    assert [(row.number, row.outcome, row.note) for row in tries] == [
        (1, "again", "Máy bận."),
        (2, "again", ""),
        (3, "declined", ""),
    ]
    assert outcomes(cycle) == [("contact", "declined", "phone")]


@BOTH_STORES
def test_one_whose_case_the_operator_ended_is_given_up_and_the_contact_goes_in_time(flood: Handled) -> None:
    cycle = flood.cycle
    steps(cycle).cut_short("answer_delivery:1")
    cycle.pump()
    assert outcomes(cycle) == [("contact", "not_reached", None)]
    found = lists(cycle, "c003.receiver")
    assert ([row.key for row in found.given_up.rows], found.waiting.rows) == ([1], [])
    assert told(cycle)["matter_told"] == ["C003.head"]
    assert flood.open() == [("confirm", "C003.reporter")], "the handling waits for the caller no more"
    flood.do("c003.reporter", CONFIRMED)
    forget_contacts(cycle.database, at(7) + timedelta(days=31))
    with cycle.database.read() as session:
        assert session.execute(sa.select(issue_contact.c.source_key)).all() == []


def test_one_that_was_told_already_stays_told_when_its_case_is_ended(flood: Handled) -> None:
    cycle = flood.cycle
    with cycle.database.write() as session:
        session.execute(sa.update(answer_delivery).values(outcome="declined"))
    steps(cycle).cut_short("answer_delivery:1")
    assert outcomes(cycle) == [("contact", "declined", None)]


def test_what_is_given_up_stands_in_the_list_and_the_head_is_told(flood: Handled) -> None:
    cycle = flood.cycle
    assert [row.key for row in lists(cycle, "c003.head").waiting.rows] == [1]
    tell(cycle, outcome="not_reached")
    found = lists(cycle, "c003.receiver")
    assert ([row.key for row in found.given_up.rows], found.waiting.rows) == ([1], [])
    assert told(cycle)["matter_told"] == ["C003.head"]
    for stranger in ("d001.head", "c004.head", "p01-sxd.officer", "admin"):
        assert lists(cycle, stranger) == Undelivered(NONE, NONE)


def test_every_rung_is_pressed_and_at_the_end_it_is_given_up_and_nobody_was_blocked(flood: Handled) -> None:
    cycle = flood.cycle
    cycle.go_to(at(8, 9))
    assert told(cycle) == {"matter_before": ["C003.reporter"]}
    cycle.go_to(at(9, 16))
    assert flood.open() == []
    cycle.go_to(at(9, 17))
    assert told(cycle)["matter_due"] == ["C003.head", "C003.reporter"]
    assert flood.open() == [("confirm", "C003.reporter")], "it is waited for until the date, not longer"
    cycle.go_to(at(12, 9))
    assert told(cycle)["matter_late_1"] == ["C003.head", "C003.receiver", "C003.reporter"]
    cycle.go_to(at(14, 9))
    assert told(cycle)["matter_late_2"][:3] == ["C003.head", "C003.receiver", "D001.receiver"]
    cycle.go_to(at(16, 16))
    assert outcomes(cycle) == [("contact", None, None)]
    cycle.go_to(at(16, 17))
    assert outcomes(cycle) == [("contact", "not_reached", None)]
    assert told(cycle)["matter_told"] == ["C003.head"]
    with cycle.database.read() as session:
        assert session.execute(sa.select(incident.c.error)).all() == []


def test_after_the_date_it_may_still_be_told(flood: Handled) -> None:
    cycle = flood.cycle
    cycle.go_to(at(13))
    flood.do("c003.reporter", CONFIRMED)
    assert flood.row.state == "resolved"
    tell(cycle)
    assert outcomes(cycle) == [("contact", "delivered", "phone")]
    with cycle.database.read() as session:
        assert session.execute(sa.select(timer.c.element)).all() == []


@pytest.mark.parametrize(
    ("who", "sees"), [("c003.reporter", True), ("c003.head", False), ("d001.receiver", False)]
)
def test_only_whoever_does_the_step_reads_the_contact_there(flood: Handled, who: str, *, sees: bool) -> None:
    cycle = flood.cycle
    key = steps(cycle).task("answer_delivery:1", "deliver").key
    with cycle.database.read() as session:
        try:
            facts = find_task(session, cycle.viewer(who), key)
        except NotYours:
            assert not sees
            return
        shown = DeliveryKind().matter(session, facts, cycle.now).shown
    assert (PHONE in [one.text for one in shown]) == sees


def test_once_it_is_done_the_task_shows_no_contact(flood: Handled) -> None:
    cycle = flood.cycle
    key = steps(cycle).task("answer_delivery:1", "deliver").key
    tell(cycle)
    with cycle.database.read() as session:
        facts = find_task(session, cycle.viewer("c003.reporter"), key)
        shown = DeliveryKind().matter(session, facts, cycle.now).shown
    assert PHONE not in str(shown)


def test_who_left_no_contact_reads_it_with_the_receipt_and_that_is_noted_once(cycle: Cycle) -> None:
    cycle.now = NOW
    handled = Handled(cycle)
    handled.raised()
    answer(handled)
    assert handled.open() == [("confirm", "C003.reporter")]
    assert outcomes(cycle) == [("receipt", None, None)]
    for moment in (at(8), at(9)):
        with cycle.database.write() as session:
            note_read(session, deliveries(cycle)[0].source_key, moment)
    (row,) = deliveries(cycle)
    assert (row.outcome, row.how, row.at, row.read_at) == ("delivered", "page", at(8), at(8))


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


def test_who_gets_no_answer_is_told_why(cycle: Cycle) -> None:
    cycle.now = NOW
    handled = Handled(cycle)
    handled.raised(given=GIVEN)
    handled.do("c003.receiver", {**SORTED, "decision": "none", **WHY})
    assert steps(cycle).open("answer_delivery:1") == {"deliver": "C003.reporter"}
    key = steps(cycle).task("answer_delivery:1", "deliver").key
    with cycle.database.read() as session:
        facts = find_task(session, cycle.viewer("c003.reporter"), key)
        shown = DeliveryKind().matter(session, facts, cycle.now).shown
    assert "Tranh chấp dân sự." in [one.text for one in shown]
    tell(cycle)
    assert outcomes(cycle) == [("contact", "delivered", "phone")]


def test_an_answer_that_does_not_hold_any_more_is_not_told_and_the_next_one_is(flood: Handled) -> None:
    cycle = flood.cycle
    cycle.go_to(at(12))
    flood.do("c003.reporter", {"decision": "reopen", "reason": "Hôm qua lại ngập."})
    assert outcomes(cycle) == [("contact", "withdrawn", None)]
    assert steps(cycle).open("answer_delivery:1") == {}
    answer(flood)
    assert [row.outcome for row in deliveries(cycle)] == ["withdrawn", None]
    with cycle.database.write() as session:
        note_read(session, deliveries(cycle)[0].source_key, at(13))
    assert [row.read_at for row in deliveries(cycle)] == [None, at(13)], "the first answer was never read"
    key = deliveries(cycle)[-1].key
    tell(cycle, key=key)
    assert flood.open() == [("confirm", "C003.reporter")]


def test_a_contact_is_kept_while_its_caller_is_to_be_told(flood: Handled) -> None:
    cycle = flood.cycle
    cycle.go_to(at(12))
    flood.do("c003.reporter", CONFIRMED)
    forget(cycle, at(13))
    forget(cycle, at(14, month=6))
    assert kept(cycle) == 1, "nobody has told him"
    tell(cycle, outcome="not_reached")
    forget(cycle, at(16, month=6))
    assert kept(cycle) == 0


def forget(cycle: Cycle, moment: datetime) -> None:
    forget_contacts(cycle.database, moment)


def kept(cycle: Cycle) -> int:
    with cycle.database.read() as session:
        return int(session.execute(sa.select(sa.func.count()).select_from(issue_contact)).scalar_one())
