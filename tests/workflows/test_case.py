"""The case of a report: who held it, for how long, what was sent, and who may look."""

from datetime import timedelta
from itertools import pairwise

import pytest

from tests.workflows.cycle import Cycle, at
from workflows.case import Case, case, find_document
from workflows.comments import add_comment
from workflows.errors import NotYours
from workflows.hand_overs import ABOVE, BELOW, CORRECTION, OWN, HandOver, account
from workflows.subject import about_report


def seen(cycle: Cycle, unit: str, username: str) -> Case:
    key = cycle.report(unit).key
    with cycle.database.read() as session:
        return case(session, cycle.viewer(username), key, cycle.now)


def return_once(cycle: Cycle) -> None:
    """Sent Thursday 09:10, returned Friday 10:30, sent again Monday 14:10."""
    cycle.open()
    cycle.go_to(at(15, 9))
    cycle.submit("C003")
    cycle.go_to(at(16, 10, 30))
    cycle.send_back("C003", "D001")
    cycle.go_to(at(19, 14))
    cycle.submit("C003")
    cycle.go_to(at(20, 9))


def test_each_hand_over_follows_the_one_before_without_a_gap(cycle: Cycle) -> None:
    return_once(cycle)
    held = seen(cycle, "C003", "c003.reporter").hand_overs
    assert [(over.element, over.part) for over in held] == [
        ("draft", OWN),
        ("approve", OWN),
        ("accept", ABOVE),
        ("draft", CORRECTION),
        ("approve", CORRECTION),
        ("accept", ABOVE),
    ]
    assert held[0].start == at(7)
    assert [over.end for over in held[:-1]] == [over.start for over in held[1:]]
    assert held[-1].end is None
    assert [over.version for over in held] == [0, 1, 1, 1, 2, 2]
    assert [over.returned.reason_code if over.returned else None for over in held[2:4]] == ["TL-02", None]


def test_the_time_account_adds_up_by_hand_over_and_by_part(cycle: Cycle) -> None:
    return_once(cycle)
    found = seen(cycle, "C003", "c003.reporter").account
    assert found.total == sum(found.hours) == sum(found.parts.values()) == 13 * 24 + 1
    assert found.parts[BELOW] == 0
    assert found.parts[CORRECTION] == 76


@pytest.mark.parametrize("minutes", [29, 30, 31, 89, 90, 91])
def test_half_hours_are_rounded_once_and_never_twice(minutes: int) -> None:
    start = at(7)
    ends = [start + timedelta(minutes=minutes * step) for step in range(8)]
    held = [HandOver({}, "draft", OWN, first, last, None, "completed", 0) for first, last in pairwise(ends)]
    found = account(held, start)
    assert sum(found.hours) == found.total == round(minutes * 7 / 60)
    assert min(found.hours) >= 0


def test_a_report_that_was_never_held_has_an_empty_account() -> None:
    assert account([], at(7)).total == 0


def test_a_district_counts_the_time_it_waits_for_its_wards(cycle: Cycle) -> None:
    cycle.open()
    cycle.go_to(at(19, 17))
    found = seen(cycle, "D001", "d001.head")
    assert [over.part for over in found.hand_overs] == [BELOW, OWN]
    assert found.account.parts == {BELOW: 12 * 24 + 9, OWN: 0, ABOVE: 0, CORRECTION: 0}


def test_the_next_timer_says_who_will_be_told(cycle: Cycle) -> None:
    cycle.open()
    cycle.go_to(at(16, 18))
    found = seen(cycle, "C003", "c003.reporter").coming
    assert found is not None
    assert (found.at, found.rule) == (at(19, 17), "after_1")
    assert [office["en"] for office in found.offices] == [
        "Reporting officer, Phường 3",
        "Receiving desk, Quận 1",
    ]


def test_an_accepted_case_is_held_by_nobody(cycle: Cycle) -> None:
    cycle.open()
    cycle.go_to(at(15, 9))
    cycle.submit("C003")
    cycle.accept("C003", "D001")
    found = seen(cycle, "C003", "c003.head")
    assert (found.holder, found.coming) == (None, None)
    assert found.hand_overs[-1].end == found.row.accepted_at


def test_versions_come_newest_first_with_their_file_receipts_and_return(cycle: Cycle) -> None:
    return_once(cycle)
    newest, first = seen(cycle, "C003", "c003.reporter").versions
    assert (newest.number, first.number) == (2, 1)
    assert newest.returned is None
    assert first.returned is not None
    assert first.returned.reason == "Vấn đề 1 chưa rõ địa bàn."
    assert newest.sha256 != first.sha256
    assert [row.addressee for row in newest.receipts] == ["D001", "C003"]


@pytest.mark.parametrize("username", ["c004.reporter", "c005.head", "d002.receiver", "p01-sxd.officer"])
def test_a_stranger_finds_neither_case_nor_file(cycle: Cycle, username: str) -> None:
    return_once(cycle)
    with pytest.raises(NotYours):
        seen(cycle, "C003", username)
    with cycle.database.read() as session, pytest.raises(NotYours):
        find_document(session, cycle.viewer(username), 1, cycle.now)


@pytest.mark.parametrize("username", ["c003.reporter", "d001.receiver", "d001.leader", "p01.head", "admin"])
def test_the_unit_and_those_above_it_may_look(cycle: Cycle, username: str) -> None:
    return_once(cycle)
    assert seen(cycle, "C003", username).row.handle == "C003"
    with cycle.database.read() as session:
        _, file = find_document(session, cycle.viewer(username), 1, cycle.now)
    assert file.content.startswith(b"%PDF")
    assert file.name == "bao-cao_2025-05_C003_1.pdf"


def test_only_the_two_units_of_a_report_are_involved(cycle: Cycle) -> None:
    cycle.open()
    involved = [seen(cycle, "C003", name).involved for name in ("c003.head", "d001.receiver", "p01.head")]
    assert involved == [True, True, False]


def test_remarks_stand_beside_the_case_by_office(cycle: Cycle) -> None:
    cycle.open()
    office = {"vi": "Bộ phận tiếp nhận, Quận 1", "en": "Receiving desk, Quận 1"}
    with cycle.database.write() as session:
        viewer, key = cycle.viewer("d001.receiver"), cycle.report("C003").key
        add_comment(session, viewer, about_report(key), " Gửi sớm giúp quận. ", office=office, now=cycle.now)
    (remark,) = seen(cycle, "C003", "c003.reporter").comments
    assert (remark.text, remark.office) == ("Gửi sớm giúp quận.", office)
