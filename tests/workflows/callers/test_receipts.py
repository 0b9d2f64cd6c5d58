"""The number of a receipt, and what its holder is told: how far it has come and the answer, nothing else."""

from dataclasses import fields

import pytest

from tests.workflows.cycle import Cycle, at
from tests.workflows.issues.handled import ANSWER, FOUND, SORTED, Handled
from workflows.callers.receipt import LETTERS, new_receipt, read_receipt
from workflows.callers.state import ReceiptState, receipt_state
from workflows.house import HOUSE
from workflows.issues.by_hand import merge_by_hand


def state(cycle: Cycle, receipt: str) -> ReceiptState:
    with cycle.database.read() as session:
        found = receipt_state(session, receipt)
    assert found is not None
    return found


def test_a_number_is_read_however_it_is_typed() -> None:
    receipt = new_receipt()
    assert len(receipt) == 14
    for typed in (receipt, receipt.lower(), receipt.replace("-", " "), f"  {receipt.replace('-', '')} "):
        assert read_receipt(typed) == receipt


def test_one_wrong_letter_and_two_that_changed_places_are_noticed() -> None:
    plain = new_receipt().replace("-", "")
    for place in range(len(plain)):
        for letter in LETTERS:
            if letter != plain[place]:
                assert read_receipt(plain[:place] + letter + plain[place + 1 :]) is None
    for place in range(len(plain) - 2):
        if plain[place] != plain[place + 1]:
            changed = plain[:place] + plain[place + 1] + plain[place] + plain[place + 2 :]
            assert read_receipt(changed) is None


@pytest.mark.parametrize("typed", ["", "K7MQ", "K7MQ-3VXA-9TRO", "A" * 13, "Đ" * 12, "١" * 12])
def test_what_is_no_number_is_none(typed: str) -> None:
    assert read_receipt(typed) is None


def test_the_holder_sees_it_received_handled_answered_and_taken_up_again(cycle: Cycle) -> None:
    cycle.now = at(7)
    flood = Handled(cycle)
    receipt = flood.raised().receipt
    first = state(cycle, receipt)
    assert (first.state["en"], first.until) == (
        "It was received and is on its way to whoever handles it.",
        at(28, 17),
    )
    flood.do("c003.receiver", SORTED)
    assert state(cycle, receipt).state["en"] == "It is being looked into and handled."
    flood.do("c003.reporter", {**FOUND, "decision": "answer"})
    flood.do("c003.reporter", ANSWER)
    assert state(cycle, receipt).answer is None, "nobody has reviewed it"
    flood.do("c003.head", {"decision": "approve"})
    answered = state(cycle, receipt)
    assert (answered.answer, answered.until) == (ANSWER["text"], None)
    flood.do("c003.reporter", {"decision": "reopen", "reason": "Hôm qua lại ngập."})
    again = state(cycle, receipt)
    assert (again.answer, again.until) == (None, at(28, 17))


def test_a_closed_one_says_its_coded_reason_and_nothing_that_was_written(cycle: Cycle) -> None:
    flood = Handled(cycle)
    receipt = flood.raised().receipt
    why = {"reason_code": "not_ours", "reason": "Tranh chấp dân sự.", "evidence": "Công văn 15."}
    flood.do("c003.receiver", {**SORTED, "decision": "none", **why})
    found = state(cycle, receipt)
    assert (found.reason or {})["en"] == "Not for local government to decide"
    assert "Tranh chấp" not in str(found)


def test_who_raised_it_again_gets_the_answer_of_the_one_it_was_merged_into(cycle: Cycle) -> None:
    flood, again = Handled(cycle), Handled(cycle)
    flood.raised()
    receipt = again.raised(summary="Ngõ 5 ngập.").receipt
    with cycle.database.write() as session:
        viewer = cycle.viewer("c003.receiver")
        merge_by_hand(session, HOUSE, viewer, again.key, flood.key, "Cùng ngõ.", now=cycle.now)
    flood.do("c003.receiver", SORTED)
    flood.do("c003.reporter", {**FOUND, "decision": "answer"})
    flood.do("c003.reporter", ANSWER)
    flood.do("c003.head", {"decision": "approve"})
    assert state(cycle, receipt).answer == ANSWER["text"]


def test_it_holds_no_unit_no_office_and_no_summary() -> None:
    told = {"received", "state", "until", "answer", "answered_at", "reason", "over"}
    assert {field.name for field in fields(ReceiptState)} == told | {"source_key", "issue_key"}
