"""Every timer of a response, with a moved clock: who is told on each rung, and what an end from outside leaves."""

from tests.workflows.cycle import at
from tests.workflows.response.incidents import LOOK, REPAIR, VALVE, Flood

NEWS = ("response_step_begun", "response_told")


def told(flood: Flood, about: str) -> list[tuple[str, str, object]]:
    return [one for one in flood.steps.told(about) if one[0] not in NEWS]


def test_a_step_that_nobody_confirms_is_pressed_and_goes_up_in_hours(flood: Flood) -> None:
    flood.begun()
    flood.steps.go_to(at(5, 14))
    assert told(flood, flood.about(VALVE)) == [
        ("matter_before", "P01-SXD.officer", at(5, 9, 30)),
        ("matter_unconfirmed", "C003.receiver", at(5, 9, 30)),
        ("matter_unconfirmed", "P01-SXD.head", at(5, 9, 30)),
        ("matter_unconfirmed", "P01-SXD.officer", at(5, 9, 30)),
        ("matter_due", "P01-SXD.head", at(5, 10)),
        ("matter_due", "P01-SXD.officer", at(5, 10)),
        ("matter_late_1", "C003.receiver", at(5, 11)),
        ("matter_late_1", "P01-SXD.head", at(5, 11)),
        ("matter_late_1", "P01-SXD.officer", at(5, 11)),
        ("matter_late_1", "P01.receiver", at(5, 11)),
        ("matter_late_2", "C003.head", at(5, 13)),
        ("matter_late_2", "C003.receiver", at(5, 13)),
        ("matter_late_2", "P01-SXD.head", at(5, 13)),
        ("matter_late_2", "P01.head", at(5, 13)),
        ("matter_late_2", "P01.leader", at(5, 13)),
        ("matter_late_2", "P01.receiver", at(5, 13)),
    ]
    flood.done(VALVE)
    assert flood.step(VALVE).state == "done", "a late step is taken"


def test_a_step_that_is_done_is_pressed_no_more(flood: Flood) -> None:
    flood.begun()
    flood.done(LOOK)
    flood.steps.go_to(at(6, 9))
    assert told(flood, flood.about(LOOK)) == []


def test_whoever_is_in_charge_is_pressed_until_it_is_closed(flood: Flood) -> None:
    flood.begun()
    assert flood.row.due_at == at(8, 17), "two working days after the last step"
    flood.steps.go_to(at(14, 9))
    assert told(flood, flood.subject) == [
        ("matter_before", "C003.receiver", at(7, 8)),
        ("matter_due", "C003.head", at(8, 17)),
        ("matter_due", "C003.receiver", at(8, 17)),
        ("matter_late_1", "C003.head", at(9)),
        ("matter_late_1", "C003.receiver", at(9)),
        ("matter_late_2", "C003.head", at(13)),
        ("matter_late_2", "D001.leader", at(13)),
        ("matter_late_2", "D001.receiver", at(13)),
    ]


def test_a_step_that_counts_working_days_is_pressed_by_days(flood: Flood) -> None:
    flood.begun(kind="lighting_out", what="Tắt đèn cả tuyến ngõ 12.")
    flood.done(1)
    flood.done(2)
    assert flood.step(3).due_at == at(6, 17)
    flood.steps.go_to(at(7, 9))
    assert [one for one in told(flood, flood.about(3)) if one[0] == "matter_due"] == [
        ("matter_due", "C003.head", at(6, 17)),
        ("matter_due", "C003.reporter", at(6, 17)),
    ]


def test_a_response_that_operators_end_is_closed_as_it_stands(flood: Flood) -> None:
    flood.begun()
    flood.steps.cut_short(flood.subject)
    row = flood.row
    assert (row.state, row.outcome, row.conclusion) == ("closed", "ended", "Chạy nhầm.")
    assert flood.step(REPAIR).state == "dropped", "what has not begun never begins"
    flood.done(VALVE)
    assert flood.step(VALVE).state == "done", "what is being done may be done to its end"
    assert flood.step(REPAIR).state == "dropped"


def test_nobody_is_asked_to_close_what_is_closed_when_its_last_step_is_done(flood: Flood) -> None:
    flood.begun(kind="lighting_out", what="Tắt đèn cả tuyến ngõ 12.")
    flood.steps.cut_short(flood.subject)
    before = len(flood.steps.told(flood.subject))
    flood.done(1)
    flood.done(2)
    assert len(flood.steps.told(flood.subject)) == before + 2, "what came of each, and no more"


def test_a_step_that_operators_end_is_dropped_and_whoever_is_in_charge_is_told(flood: Flood) -> None:
    flood.begun()
    flood.steps.cut_short(flood.about(VALVE))
    assert (flood.step(VALVE).state, flood.step(REPAIR).state) == ("dropped", "waiting")
    flood.leave_out(LOOK)
    assert flood.step(REPAIR).state == "open", "the next act of whoever is in charge lets it begin"
