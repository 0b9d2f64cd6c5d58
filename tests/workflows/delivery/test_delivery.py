"""The answer goes back to whoever waits for it: told, tried again, given up, read; and it blocks nobody."""

from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa

from engine.tables import incident, timer
from tests.stores import BOTH_STORES
from tests.workflows.cycle import Cycle, at
from tests.workflows.delivery.telling import (
    GIVEN,
    NOW,
    PHONE,
    WHY,
    answer,
    deliveries,
    outcomes,
    steps,
    tell,
    told,
)
from tests.workflows.issues.handled import CONFIRMED, SORTED, Handled
from workflows.callers.forgetting import forget_contacts
from workflows.callers.tables import issue_contact
from workflows.delivery.handing_over import note_read
from workflows.delivery.matter_kind import DeliveryKind
from workflows.delivery.rows import PAGE, Listed, Undelivered, undelivered
from workflows.delivery.tables import answer_delivery, answer_delivery_try
from workflows.errors import NotYours
from workflows.leafing import leaf
from workflows.open_task import find_task

NONE = Listed([], leaf(0, 1, PAGE))


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
