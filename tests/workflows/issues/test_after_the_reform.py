"""Issues of units that were closed stay with whoever does their work: seen, pressed upward, and overseen."""

from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from organisation.import_units import import_units
from organisation.units import unit_by_handle
from tests.stores import BOTH_STORES
from tests.workflows.cycle import Cycle, at
from tests.workflows.issues.handled import SORTED, Handled
from tests.workflows.played import Playing
from workflows.errors import NotYours
from workflows.house import HOUSE
from workflows.indicators.asked import Asked, whose
from workflows.issues import handing_down
from workflows.issues.issue_page import issue_page
from workflows.issues.matter_kind import IssueKind
from workflows.issues.tables import issue_party
from workflows.oversight.bodies import bodies_for
from workflows.tick import tick

HEIR, PROVINCE = "c003@2025-07-01.head", "p01@2025-07-01.head"


def a_flood_is_taken_down(cycle: Cycle) -> None:
    cycle.now = at(20, month=6)
    Handled(cycle).raised()


@pytest.fixture
def flood(played: Playing) -> Handled:
    """Ward 3 has taken a flood down in June; the ward and its district are closed at the end of the month."""
    return Handled.first(played(a_flood_is_taken_down))


def sees(flood: Handled, who: str) -> bool:
    with flood.cycle.database.read() as session:
        try:
            issue_page(session, flood.cycle.viewer(who), flood.key)
        except NotYours:
            return False
    return True


def days_pass(flood: Handled, *days: int) -> None:
    """The first second of some days of July."""
    for day in days:
        flood.cycle.now = at(day, 0, month=7)
        tick(flood.cycle.database, HOUSE, flood.cycle.now)


def parties(flood: Handled) -> list[Any]:
    with flood.cycle.database.read() as session:
        return list(session.execute(sa.select(issue_party)).mappings())


@BOTH_STORES
def test_whoever_carries_the_code_of_a_closed_unit_sees_its_issues_as_it_did(flood: Handled) -> None:
    assert not sees(flood, HEIR)
    days_pass(flood, 1)
    assert [sees(flood, who) for who in (HEIR, PROVINCE)] == [True, True]
    assert not sees(flood, "c005@2025-07-01.head")
    with flood.cycle.database.read() as session:
        keys = {handle: unit_by_handle(session, handle).key for handle in ("C003", "C003@2025-07-01")}
    seen = {row["unit_key"]: row for row in parties(flood)}
    mine, theirs = ({**seen[key], "unit_key": 0, "since": None} for key in keys.values())
    assert mine == theirs
    days_pass(flood, 2, 3)
    assert {row["unit_key"] for row in parties(flood)} == set(seen), "it is handed down once"


def test_many_issues_are_handed_down_in_parts(cycle: Cycle, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(handing_down, "AT_ONCE", 2)
    monkeypatch.setattr(handing_down, "PARTS", 1)
    cycle.now = at(20, month=6)
    floods = [Handled(cycle) for _ in range(5)]
    for number, one in enumerate(floods):
        one.raised(summary=f"Ngập ở ngõ {number}.")
    days_pass(floods[0], 1)
    assert [sees(one, PROVINCE) for one in floods] == [True, True, False, False, False]
    days_pass(floods[0], *[1] * 8)
    assert all(sees(one, who) for one in floods for who in (HEIR, PROVINCE))


def test_what_is_late_in_a_closed_unit_is_pressed_on_whoever_took_over(flood: Handled) -> None:
    flood.cycle.now = at(10, month=7)
    with flood.cycle.database.read() as session:
        offices = IssueKind().offices(session, flood.key, flood.cycle.now)
    assert (offices["above"], offices["above_head"]) == (
        ["C003@2025-07-01.receiver"],
        ["C003@2025-07-01.head"],
    )


def test_the_desk_of_a_closed_unit_gives_it_up_to_whoever_took_over(flood: Handled) -> None:
    flood.cycle.now = at(2, month=7)
    flood.do("c003.receiver", {**SORTED, "decision": "up", "up_reason": "Phường cũ đã sáp nhập."})
    assert flood.open() == [("triage", "C003@2025-07-01.receiver")]


def test_an_oversight_body_is_found_for_the_issues_of_a_closed_unit(flood: Handled, tmp_path: Path) -> None:
    file = tmp_path / "bodies.csv"
    file.write_text("code,host,kind,name,fields\nP01-TTT,P01,oversight,Thanh tra tỉnh,\n", encoding="utf-8")
    with flood.cycle.database.write() as session:
        import_units(session, file, now=flood.cycle.now)
        for day, bodies in ((30, ["D001-TTQ", "P01-TTT"]), (31, ["P01-TTT"])):
            now = at(day, month=6) if day <= 30 else at(1, month=7)
            found = bodies_for(session, flood.row.charge_unit_key, now)
            assert [body.code for body in found] == bodies


def test_numbers_of_closed_units_are_open_to_whoever_took_over_and_to_nobody_beside(cycle: Cycle) -> None:
    cycle.now = at(2, month=7)
    seen = {
        who: [handle for handle in ("P01", "D001", "C003", "C004", "C005") if counts(cycle, who, handle)]
        for who in (PROVINCE, HEIR, "c005@2025-07-01.head", "d001.head")
    }
    assert seen == {
        PROVINCE: ["P01", "D001", "C003", "C004", "C005"],
        HEIR: ["C003"],
        "c005@2025-07-01.head": ["C005"],
        "d001.head": ["D001", "C003", "C004"],
    }


def counts(cycle: Cycle, who: str, handle: str) -> bool:
    with cycle.database.read() as session:
        try:
            return whose(session, cycle.viewer(who), Asked(handle), cycle.now).handle == handle
        except NotYours:
            return False
