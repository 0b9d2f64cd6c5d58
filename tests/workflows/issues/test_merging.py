"""Two issues that are one: suggested, merged, counted once, and parted again with nothing lost."""

from dataclasses import replace

import pytest

from organisation.units import unit_by_handle
from tests.stores import BOTH_STORES
from tests.workflows.cycle import Cycle
from tests.workflows.issues.register import CLERK, events, issues, parties, report_and_accept, sources
from tests.workflows.played import Playing
from workflows.errors import NotYours
from workflows.issues.alike import Told, alike
from workflows.issues.directing import note_directed
from workflows.issues.errors import IssueMoved, NotMerged
from workflows.issues.list_ranges import Wanted
from workflows.issues.merging import joined_issues, merge_issues, part_issues, require_seen
from workflows.issues.record import Change, Why, change_issue, issue_row
from workflows.issues.register import list_issues

pytestmark = BOTH_STORES

FLOOD = {"summary": "Ngập nặng ở ngõ 5 sau mưa lớn, nước rút chậm.", "mentions": 14}
AGAIN = {"summary": "Mưa lớn, ngõ 5 ngập, nước không rút.", "mentions": 3}
LAMP = {"summary": "Đèn đường phố Bồ Đề hỏng nhiều bóng."}


def three_are_told_of(cycle: Cycle) -> None:
    cycle.open()
    report_and_accept(cycle, FLOOD, AGAIN, LAMP)


@pytest.fixture
def may(played: Playing) -> Cycle:
    """Ward 3 has told of a flood twice and of a lamp; District 1 has accepted."""
    return played(three_are_told_of)


def why(cycle: Cycle) -> Why:
    return Why(cycle.now, CLERK, "Cùng một chỗ ngập.")


def test_the_likeliest_is_suggested_with_reasons_that_add_up(may: Cycle) -> None:
    flood, again, _lamp = issues(may)
    told = Told(again.place_unit_key, "all", again.category, again.raised_on, again.summary)
    with may.database.read() as session:
        found = alike(session, may.viewer("c003.reporter"), told, but=again.key)
    assert [one.row.key for one in found] == [flood.key]
    assert found[0].score == sum(points for points, _ in found[0].reasons)
    assert "cùng địa bàn" in [words["vi"] for _, words in found[0].reasons]
    assert any("ngập" in words["vi"] for _, words in found[0].reasons)


def test_nothing_is_suggested_from_another_field_or_to_a_stranger(may: Cycle) -> None:
    flood = issues(may)[0]
    told = Told(flood.place_unit_key, "all", flood.category, flood.raised_on, flood.summary)
    with may.database.read() as session:
        assert alike(session, may.viewer("c004.reporter"), told) == []
        assert alike(session, may.viewer("c003.reporter"), replace(told, category="health")) == []


def test_a_merged_issue_points_to_the_other_which_counts_both(may: Cycle) -> None:
    flood, again, _lamp = issues(may)
    with may.database.write() as session:
        merge_issues(session, again.key, flood.key, why(may))
    flood, again, _lamp = issues(may)
    assert (flood.mentions, again.mentions, again.merged_into) == (17, 3, flood.key)
    assert events(may, again.key)[-1] == ("merged", str(flood.key))
    assert events(may, flood.key)[-1] == ("joined", str(again.key))
    with may.database.read() as session:
        listed = list_issues(session, may.viewer("c003.reporter"), Wanted(), may.now)
        assert [row.key for row in joined_issues(session, flood.key)] == [again.key]
    assert again.key not in [row.key for row in listed.rows]


def test_parting_gives_each_its_own_again(may: Cycle) -> None:
    flood, again, lamp = issues(may)
    with may.database.write() as session:
        merge_issues(session, again.key, flood.key, why(may))
        merge_issues(session, flood.key, lamp.key, why(may))
        part_issues(session, flood.key, why(may))
        part_issues(session, again.key, why(may))
    assert [(row.mentions, row.merged_into) for row in issues(may)] == [(14, None), (3, None), (14, None)]
    assert [what for what, _ in events(may, again.key)] == ["received", "merged", "unmerged"]
    assert len(sources(may, again.key)) == 1


def test_whoever_sees_the_one_sees_the_other_after_a_merge(may: Cycle) -> None:
    report_and_accept(may, {**FLOOD, "mentions": 1}, unit_code="C004")
    flood, other = issues(may)[0], issues(may)[-1]
    with may.database.write() as session:
        merge_issues(session, other.key, flood.key, why(may))
    assert parties(may, flood.key)["C004"] == ("merged", "own")


@pytest.mark.parametrize(("mine", "into"), [(0, 0), (1, 2), (2, 1)])
def test_what_is_merged_already_is_not_merged_again(may: Cycle, mine: int, into: int) -> None:
    keys = [row.key for row in issues(may)]
    with may.database.write() as session:
        merge_issues(session, keys[1], keys[0], why(may))
    with may.database.write() as session, pytest.raises(NotMerged):
        merge_issues(session, keys[mine], keys[into], why(may))


def test_a_stranger_merges_nothing(may: Cycle) -> None:
    keys = [row.key for row in issues(may)]
    with may.database.read() as session:
        require_seen(session, may.viewer("d001.receiver"), *keys)
        with pytest.raises(NotYours):
            require_seen(session, may.viewer("c004.head"), *keys)


def test_of_two_who_change_an_issue_one_is_told(may: Cycle) -> None:
    key = issues(may)[0].key
    with may.database.write() as session:
        seen = issue_row(session, key)
        change_issue(session, seen, Change("urgency", "normal", "urgent", {"urgency": "urgent"}), why(may))
        with pytest.raises(IssueMoved):
            change_issue(session, seen, Change("urgency", "normal", "flash", {"urgency": "flash"}), why(may))


def test_a_direction_about_an_issue_is_noted_with_it_once_and_lets_the_directed_unit_see_it(
    may: Cycle,
) -> None:
    flood = issues(may)[0]
    with may.database.write() as session:
        viewer, to = may.viewer("d001.head"), unit_by_handle(session, "P01-SXD")
        for about in (f"issue:{flood.key}", f"issue:{flood.key}", "issue:999", None):
            note_directed(session, viewer, "D001.head", about, to, what="Nạo vét cống.", now=may.now)
        stranger = may.viewer("d002.head")
        note_directed(session, stranger, "D002.head", f"issue:{flood.key}", to, what="x", now=may.now)
    assert events(may, flood.key)[1:] == [("directed", "P01-SXD")] * 2
    assert issues(may)[0].directed_at == may.now
    assert parties(may, flood.key)["P01-SXD"] == ("task", "own")
