"""Every timer of a quick report, with a moved clock: who is told on each rung, and that nobody is held up."""

from tests.workflows.cycle import at
from tests.workflows.quick_report.events import Event
from workflows.staff_account import let_stand_in


def told(event: Event, about: str) -> list[tuple[str, str, object]]:
    return [one for one in event.steps.told(about) if one[0] not in ("matter_assigned", "matter_told")]


def test_an_addressee_that_does_not_confirm_is_pressed_in_hours(event: Event) -> None:
    event.sent()
    event.steps.go_to(at(5, 14))
    assert told(event, event.about("D001")) == [
        ("matter_before", "D001.receiver", at(5, 9, 30)),
        ("matter_due", "D001.head", at(5, 10)),
        ("matter_due", "D001.receiver", at(5, 10)),
        ("matter_late_1", "C003.reporter", at(5, 11)),
        ("matter_late_1", "D001.head", at(5, 11)),
        ("matter_late_1", "D001.receiver", at(5, 11)),
        ("matter_late_1", "P01.receiver", at(5, 11)),
        ("matter_late_2", "C003.head", at(5, 13)),
        ("matter_late_2", "C003.reporter", at(5, 13)),
        ("matter_late_2", "D001.head", at(5, 13)),
        ("matter_late_2", "D001.leader", at(5, 13)),
        ("matter_late_2", "P01.head", at(5, 13)),
        ("matter_late_2", "P01.receiver", at(5, 13)),
    ]
    event.confirm("D001")
    assert event.receipt("D001").state == "confirmed", "a late receipt is taken"


def test_what_can_wait_for_the_morning_is_pressed_in_working_hours(event: Event) -> None:
    event.sent(urgency="urgent")
    event.steps.go_to(at(7, 12))
    assert told(event, event.about("D001")) == [
        ("matter_before", "D001.receiver", at(6, 8)),
        ("matter_due", "D001.head", at(6, 9)),
        ("matter_due", "D001.receiver", at(6, 9)),
        ("matter_late_1", "C003.reporter", at(6, 11)),
        ("matter_late_1", "D001.head", at(6, 11)),
        ("matter_late_1", "D001.receiver", at(6, 11)),
        ("matter_late_2", "C003.head", at(7, 9)),
        ("matter_late_2", "C003.reporter", at(7, 9)),
        ("matter_late_2", "D001.head", at(7, 9)),
        ("matter_late_2", "D001.leader", at(7, 9)),
        ("matter_late_2", "P01.receiver", at(7, 9)),
    ]


def test_a_receipt_that_never_comes_is_shown_so_and_the_unit_is_told(event: Event) -> None:
    event.sent()
    event.confirm("P01")
    event.steps.go_to(at(7, 17, 1))
    assert event.got()["D001"] == "silent"
    assert event.steps.open(event.about("D001")) == {}
    assert [to for words, to, when in event.steps.told(event.about("D001")) if when == at(7, 17)] == [
        "C003.head",
        "C003.reporter",
    ]


def test_a_unit_that_does_not_follow_up_is_pressed_further_and_further_up(event: Event) -> None:
    event.sent()
    event.steps.go_to(at(5, 16))
    assert told(event, event.subject) == [
        ("matter_before", "C003.reporter", at(5, 11, 30)),
        ("matter_due", "C003.head", at(5, 12)),
        ("matter_due", "C003.reporter", at(5, 12)),
        ("matter_late_1", "C003.head", at(5, 13)),
        ("matter_late_1", "C003.reporter", at(5, 13)),
        ("matter_late_1", "D001.receiver", at(5, 13)),
        ("matter_late_1", "P01.receiver", at(5, 13)),
        ("matter_late_2", "C003.head", at(5, 15)),
        ("matter_late_2", "D001.head", at(5, 15)),
        ("matter_late_2", "D001.receiver", at(5, 15)),
        ("matter_late_2", "P01.head", at(5, 15)),
        ("matter_late_2", "P01.leader", at(5, 15)),
        ("matter_late_2", "P01.receiver", at(5, 15)),
    ]


def test_each_follow_up_sets_the_rungs_anew(event: Event) -> None:
    event.sent()
    event.steps.go_to(at(5, 12, 30))
    event.follow_up()
    event.steps.go_to(at(5, 15))
    assert [one for one in told(event, event.subject) if one[1] == "C003.reporter"] == [
        ("matter_before", "C003.reporter", at(5, 11, 30)),
        ("matter_due", "C003.reporter", at(5, 12)),
        ("matter_before", "C003.reporter", at(5, 15)),
    ]


def test_an_event_of_which_nothing_more_is_heard_ends_as_not_followed_up(event: Event) -> None:
    event.sent()
    event.confirm("P01")
    event.confirm("D001")
    event.steps.go_to(at(7, 17, 1))
    assert (event.row.state, event.steps.open(event.subject)) == ("lapsed", {})
    assert event.steps.status(event.subject) == "completed"
    last = [to for words, to, when in event.steps.told(event.subject) if when == at(7, 17)]
    assert {"C003.head", "D001.receiver", "P01.receiver"} <= set(last)


def test_whoever_stands_in_confirms_in_time(event: Event) -> None:
    event.sent()
    with event.steps.database.write() as session:
        day = event.steps.now.date()
        let_stand_in(session, "d001.receiver", "d001.reporter", first=day, last=day, now=event.steps.now)
    event.steps.do("d001.reporter", event.about("D001"), "acknowledge", instruction="")
    found = event.receipt("D001")
    assert (found.state, "làm thay" in found.confirmed_office["vi"]) == ("confirmed", True)
