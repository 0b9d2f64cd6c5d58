"""The board adds up on every level, and shows a viewer only his part of the tree."""

import pytest

from tests.stores import BOTH_STORES
from tests.workflows.cycle import NIL, Cycle, at
from workflows.board import Board, _by_place, board, totals
from workflows.cycles import cycles
from workflows.errors import NotYours

pytestmark = BOTH_STORES


def seen(cycle: Cycle, username: str, unit: str | None = None) -> Board:
    key = None if unit is None else cycle.report(unit).unit_key
    with cycle.database.read() as session:
        return board(session, cycle.key, key, cycle.viewer(username), cycle.now)


def play_until_wards_are_late(cycle: Cycle) -> None:
    """Ward 3 on time and accepted, Commune 5 nil, Ward 4 late by a day and not sent."""
    cycle.open()
    cycle.go_to(at(15, 9))
    cycle.submit("C003")
    cycle.submit("C005", NIL)
    cycle.go_to(at(16, 9))
    cycle.accept("C003", "D001")
    cycle.go_to(at(19, 18))


def test_the_five_outcomes_add_up_to_the_expected_on_every_board(cycle: Cycle) -> None:
    play_until_wards_are_late(cycle)
    province = seen(cycle, "p01.leader")
    assert (province.totals.expected, len(province.rows)) == (2, 2)
    assert province.below.expected == 5
    assert (province.below.on_time, province.below.nil, province.below.pending) == (1, 1, 3)
    districts = [row.below for row in province.rows]
    assert sum(found.expected for found in districts) + province.totals.expected == province.below.expected


def test_after_closing_what_never_came_is_missing_and_the_sum_stays(cycle: Cycle) -> None:
    play_until_wards_are_late(cycle)
    cycle.go_to(at(12, month=6))
    with cycle.database.read() as session:
        found = totals(session, cycle.key, cycle.now)
    assert found.pending == 0
    assert found.on_time + found.late + found.missing + found.nil == found.expected == 6


def test_rows_say_who_holds_the_report_and_exceptions_come_first(cycle: Cycle) -> None:
    play_until_wards_are_late(cycle)
    first, second = seen(cycle, "d001.receiver").rows
    assert (first.name, first.outcome) == ("Phường 4", "pending")
    assert first.holder is not None
    assert (first.holder.step, first.holder.group, first.holder.claimed) == ("draft", "C004.reporter", False)
    assert (second.name, second.outcome, second.holder) == ("Phường 3", "on_time", None)
    assert second.accepted_at == at(16, 9)


def test_a_saved_draft_shows_that_the_work_has_begun(cycle: Cycle) -> None:
    cycle.open()
    cycle.save("C003")
    rows = {row.name: row for row in seen(cycle, "d001.receiver").rows}
    assert rows["Phường 3"].draft_saved_at == cycle.now
    assert rows["Phường 4"].draft_saved_at is None


def test_a_viewer_begins_at_his_own_unit_and_goes_down(cycle: Cycle) -> None:
    cycle.open()
    district = seen(cycle, "d001.head")
    assert (district.unit.handle, district.trail) == ("D001", ())
    ward = seen(cycle, "d001.head", "C003")
    assert [unit.handle for unit in ward.trail] == ["D001"]
    assert ward.rows == ()


@pytest.mark.parametrize("unit", ["P01", "D002", "C004", "C005"])
def test_a_ward_sees_neither_above_nor_beside_itself(cycle: Cycle, unit: str) -> None:
    cycle.open()
    with pytest.raises(NotYours):
        seen(cycle, "c003.reporter", unit)


def test_operators_see_the_whole_and_agencies_nothing(cycle: Cycle) -> None:
    cycle.open()
    assert seen(cycle, "admin").unit.handle == "P01"
    with pytest.raises(NotYours):
        seen(cycle, "p01-sxd.officer")


def test_cycles_are_listed_for_those_who_take_part(cycle: Cycle) -> None:
    cycle.open()
    with cycle.database.read() as session:
        district = cycles(session, cycle.viewer("d001.head"), cycle.now)
        agency = cycles(session, cycle.viewer("p01-sxd.officer"), cycle.now)
    assert [(row.unit.handle, row.totals.expected) for row in district.rows] == [("D001", 3)]
    assert agency.rows == ()


def test_a_list_of_cycles_goes_on_where_the_page_ended(cycle: Cycle, monkeypatch: pytest.MonkeyPatch) -> None:
    cycle.open()
    cycle.open("2025-06")
    monkeypatch.setattr("workflows.cycles.PAGE", 1)
    viewer = cycle.viewer("c003.reporter")
    with cycle.database.read() as session:
        first = cycles(session, viewer, cycle.now)
        second = cycles(session, viewer, cycle.now, before=first.next_cursor)
    assert [row.cycle.period for row in (*first.rows, *second.rows)] == ["2025-06", "2025-05"]
    assert second.next_cursor is None


def test_places_sort_by_their_own_name_and_numbers_by_size() -> None:
    names = ["Phường 10", "Phường Đức Giang", "Thị trấn Ba Vì", "Phường 9", "Xã Đông Anh", "Quận Ba Đình"]
    assert sorted(names, key=_by_place) == [
        "Phường 9",
        "Phường 10",
        "Quận Ba Đình",
        "Thị trấn Ba Vì",
        "Xã Đông Anh",
        "Phường Đức Giang",
    ]
