"""Every timer of a data call, with a moved clock: who is told on each rung, and that nobody is held up."""

from tests.stores import BOTH_STORES
from tests.workflows.cycle import at
from tests.workflows.data_call.calling import Calling
from workflows.boards.exceptions import exceptions


def test_who_is_silent_is_told_rung_by_rung_and_then_closed(calling: Calling) -> None:
    calling.call()
    calling.answer("C003")
    calling.approve("C003")
    calling.check("C003")
    calling.steps.go_to(at(31))
    assert calling.steps.told(calling.part("C004")) == [
        ("matter_assigned", "C004.reporter", at(5, 9)),
        ("matter_before", "C004.reporter", at(15, 8)),
        ("matter_due", "C004.head", at(16, 17)),
        ("matter_due", "C004.reporter", at(16, 17)),
        ("matter_late_1", "C004.head", at(19, 8)),
        ("matter_late_1", "C004.reporter", at(19, 8)),
        ("matter_late_1", "P01.reporter", at(19, 8)),
        ("matter_late_2", "C004.head", at(21, 8)),
        ("matter_late_2", "D001.receiver", at(21, 8)),
        ("matter_late_2", "P01.head", at(21, 8)),
        ("matter_late_2", "P01.leader", at(21, 8)),
        ("matter_late_2", "P01.reporter", at(21, 8)),
    ]
    assert (calling.row("C004").state, calling.steps.open(calling.part("C004"))) == ("silent", {})
    assert not [
        told for told in calling.steps.told(calling.part("C003")) if told[0].startswith("matter_late")
    ]


def test_the_caller_is_told_when_answers_are_due_and_when_the_call_has_closed(calling: Calling) -> None:
    calling.call()
    calling.steps.go_to(at(31))
    assert calling.steps.told(calling.subject) == [
        ("matter_due", "P01.reporter", at(16, 17)),
        ("matter_told", "P01.reporter", at(30, 17)),
    ]
    assert calling.steps.status(calling.subject) == "completed"


def test_an_answer_that_lies_too_long_is_brought_before_the_caller_and_its_head(calling: Calling) -> None:
    calling.call(approve=False)
    calling.answer("C003")
    calling.steps.go_to(at(12))
    assert calling.steps.told(calling.part("C003"))[1:] == [
        ("matter_waiting", "P01.reporter", at(5, 9)),
        ("matter_due", "P01.reporter", at(8, 17)),
        ("matter_late_1", "P01.head", at(9, 8)),
        ("matter_late_1", "P01.reporter", at(9, 8)),
    ]


def test_what_is_returned_late_gets_its_time_before_it_is_closed(calling: Calling) -> None:
    calling.call(approve=False)
    calling.answer("C003")
    calling.steps.go_to(at(30, 9))
    calling.check("C003", "return", reason_code="YC-01", reason="Thiếu.")
    assert calling.steps.task(calling.part("C003"), "answer_call").due_at == at(3, 17, month=6)
    calling.steps.go_to(at(16, 9, month=6))
    assert calling.steps.open(calling.part("C003")) == {"answer_call": "C003.reporter"}, (
        "waited for as long again"
    )
    calling.steps.go_to(at(18, month=6))
    assert (calling.row("C003").state, calling.steps.open(calling.part("C003"))) == ("silent", {})
    page = calling.page()
    assert (page.counted["unmended"], page.counted["missing"]) == (1, 2), "it was answered once"
    (line,) = [one for one in page.lines if one.row.unit == "C003"]
    assert line.returned.reason == "Thiếu."


@BOTH_STORES
def test_the_callers_board_shows_what_is_being_mended_after_the_call_has_closed(calling: Calling) -> None:
    calling.call(approve=False)
    calling.answer("C003")
    calling.steps.go_to(at(30, 9))
    calling.check("C003", "return", reason_code="YC-01", reason="Thiếu.")
    calling.steps.go_to(at(2, 9, month=6))
    assert calling.page().row.closed_at == at(30, 17)
    with calling.steps.database.read() as session:
        awaited = exceptions(session, calling.steps.viewer("p01.reporter"), calling.steps.now).returned
    assert [one.subject for one in awaited] == [calling.part("C003")]
