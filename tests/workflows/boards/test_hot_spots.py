"""A place becomes hot when enough issues of one field came within days, and whoever leads there is told at once."""

from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from database.session import Database, Session
from notifications.tables import outbox
from organisation.responsibilities import set_responsible
from organisation.staff import find_staff
from organisation.units import unit_by_handle
from tests.stores import BOTH_STORES
from tests.workflows.cycle import Cycle
from tests.workflows.issues.handled import SORTED, Handled
from workflows.boards.hot import Hot, hot_spots, place_of
from workflows.boards.hot_spots import threshold_for, weigh_issues
from workflows.boards.tables import hot_spot
from workflows.house import HOUSE
from workflows.issues.by_hand import merge_by_hand
from workflows.tick import tick

WASTE = "environment.waste"


def raised(cycle: Cycle, count: int = 1, **more: Any) -> list[Handled]:
    found = [Handled(cycle) for _ in range(count)]
    for number, one in enumerate(found):
        one.raised(**{"summary": f"Rác dồn ở ngõ {number}.", "category": WASTE, **more})
    weigh_issues(cycle.database, cycle.now)
    return found


def seen(cycle: Cycle, who: str = "d001.head") -> Hot:
    with cycle.database.read() as session:
        return hot_spots(session, cycle.viewer(who), cycle.now)


def told(cycle: Cycle, words: str) -> list[str]:
    with cycle.database.read() as session:
        rows = session.scalars(
            sa.select(outbox.c.recipient)
            .where(outbox.c.words == words, outbox.c.channel == "inbox")
            .order_by(outbox.c.recipient)
        )
        return list(rows)


@pytest.mark.parametrize(("count", "places"), [(2, 0), (3, 1), (4, 1)])
def test_a_place_is_hot_from_the_number_of_the_table_on(cycle: Cycle, count: int, places: int) -> None:
    raised(cycle, count)
    found = seen(cycle)
    assert (len(found.places), found.places_total) == (places, places)
    assert [place.issues for place in found.places] == [count] * places


@BOTH_STORES
def test_those_who_lead_the_unit_and_the_one_above_are_told_once(cycle: Cycle) -> None:
    raised(cycle, 3)
    assert told(cycle, "hot_spot") == ["C003.head", "D001.leader"]
    raised(cycle, 2)
    assert told(cycle, "hot_spot") == ["C003.head", "D001.leader"]
    assert seen(cycle).places[0].issues == 5


def test_whoever_answers_for_the_field_is_told(cycle: Cycle) -> None:
    with cycle.database.write() as session:
        leader = find_staff(session, "d001.leader")
        assert leader is not None
        unit = unit_by_handle(session, "D001")
        set_responsible(
            session, unit.key, "environment", leader.key, since=date(2025, 5, 1), actor=None, now=cycle.now
        )
    raised(cycle, 3)
    assert told(cycle, "hot_spot") == ["C003.head", f"staff:{leader.key}"]


@pytest.mark.parametrize(("days", "places"), [(5, 1), (6, 1), (7, 0)])
def test_a_hot_spot_ends_with_its_last_day(cycle: Cycle, days: int, places: int) -> None:
    raised(cycle, 3)
    cycle.now = cycle.now + timedelta(days=days)
    assert len(seen(cycle).places) == places


def test_more_issues_keep_it_hot_and_a_new_one_after_its_end_is_told_again(cycle: Cycle) -> None:
    raised(cycle, 3)
    cycle.now = cycle.now + timedelta(days=5)
    raised(cycle, 3)
    cycle.now = cycle.now + timedelta(days=5)
    assert len(seen(cycle).places) == 1
    cycle.now = cycle.now + timedelta(days=20)
    raised(cycle, 3)
    with cycle.database.read() as session:
        assert session.execute(sa.select(sa.func.count()).select_from(hot_spot)).scalar_one() == 2
    assert told(cycle, "hot_spot") == ["C003.head"] * 2 + ["D001.leader"] * 2


def test_joined_issues_count_once(cycle: Cycle) -> None:
    first, second = raised(cycle, 2)
    with cycle.database.write() as session:
        viewer = cycle.viewer("c003.receiver")
        merge_by_hand(session, HOUSE, viewer, second.key, first.key, "Cùng ngõ.", now=cycle.now)
    raised(cycle)
    assert seen(cycle).places == []


def test_other_fields_and_places_do_not_count(cycle: Cycle) -> None:
    raised(cycle, 2)
    raised(cycle, 1, category="infrastructure.drainage")
    assert seen(cycle).places == []


def test_the_unit_and_all_above_see_it_and_nobody_beside(cycle: Cycle) -> None:
    raised(cycle, 3)
    for who, places in (
        ("c003.reporter", 1),
        ("d001.head", 1),
        ("p01.leader", 1),
        ("c004.head", 0),
        ("d002.head", 0),
    ):
        found = seen(cycle, who)
        assert len(found.places) == places, who
        with cycle.database.read() as session:
            key = session.execute(sa.select(hot_spot.c.key)).scalar_one()
            one = place_of(session, cycle.viewer(who), key, cycle.now)
            assert (one is not None) is bool(places)
            assert one is None or len(one[1]) == 3


@BOTH_STORES
def test_an_urgent_issue_is_told_at_once_and_stands_on_the_board_until_it_is_answered(cycle: Cycle) -> None:
    (flood,) = raised(cycle, urgency="flash")
    assert told(cycle, "issue_urgent") == ["C003.head", "D001.leader"]
    assert [one.subject for one in seen(cycle).urgent] == [f"issue:{flood.key}"]
    assert seen(cycle, "c003.receiver").urgent_total == 1
    assert seen(cycle, "c004.head").urgent == []
    flood.do("c003.receiver", {**SORTED, "category": WASTE, "urgency": "normal"})
    assert seen(cycle).urgent == [], "it was sorted out as not urgent"
    assert seen(cycle).urgent_total == 0


def test_what_triage_finds_urgent_is_told_then(cycle: Cycle) -> None:
    (flood,) = raised(cycle)
    assert told(cycle, "issue_urgent") == []
    flood.do("c003.receiver", {**SORTED, "category": WASTE, "urgency": "very"})
    tick(cycle.database, HOUSE, cycle.now)
    assert told(cycle, "issue_urgent") == ["C003.head", "D001.leader"]
    assert seen(cycle).urgent_total == 1


@pytest.mark.parametrize(
    ("field", "level", "issues"),
    [
        ("environment", "commune", 3),
        ("traffic", "commune", 5),
        ("traffic", "district", 10),
        ("traffic", None, 10),
    ],
)
def test_the_table_says_from_how_many_on(database: Database, field: str, level: str, issues: int) -> None:
    with database.read() as session:
        found = threshold_for(session, field, level)
    assert found is not None
    assert (found.issues, found.days) == (issues, 7)


def test_what_others_took_down_at_a_place_is_counted_and_shown_to_those_who_are_party_to_it(
    cycle: Cycle,
) -> None:
    for number in range(3):
        Handled(cycle).raised("d001.receiver", summary=f"Rác {number}.", category=WASTE, area="C003")
    weigh_issues(cycle.database, cycle.now)
    for who, shown in (("d001.head", 3), ("c003.head", 0)):
        with cycle.database.read() as session:
            key = session.execute(sa.select(hot_spot.c.key)).scalar_one()
            found = place_of(session, cycle.viewer(who), key, cycle.now)
        assert found is not None, who
        assert (found[0].issues, len(found[1])) == (3, shown), who


@BOTH_STORES
def test_an_issue_that_cannot_be_weighed_holds_up_no_other_and_is_weighed_later(
    cycle: Cycle, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken, whole = Handled(cycle), Handled(cycle)
    for one in (broken, whole):
        one.raised(urgency="flash")

    def refuse(_session: Session, row: Any, _now: Any) -> None:
        if row.key == broken.key:
            raise ValueError

    with monkeypatch.context() as patched:
        patched.setattr("workflows.boards.hot_spots._look_at_place", refuse)
        with pytest.raises(ValueError):  # as it was raised
            weigh_issues(cycle.database, cycle.now)
    assert told(cycle, "issue_urgent") == ["C003.head", "D001.leader"]
    weigh_issues(cycle.database, cycle.now)
    assert told(cycle, "issue_urgent") == ["C003.head", "C003.head", "D001.leader", "D001.leader"]
