"""Proposals counted by the unit that proposed them and by period, and their lists: cheap however many there are."""

from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from database.session import Database
from organisation.units import unit_by_handle
from tests.stores import BOTH_STORES
from tests.workflows.cycle import Cycle, at
from tests.workflows.proposal.proposed import DREDGE, STAFF, Proposed
from tests.workflows.steps import Steps
from workflows.boards.accounts import account
from workflows.boards.ledgers import BY_NAME
from workflows.boards.owed import Side
from workflows.errors import NotYours
from workflows.proposal.figures import Figures, Sums, figures, year_sums
from workflows.proposal.finding import find_proposal, list_proposals, units_of, waiting
from workflows.proposal.table_file import figures_file

PUMP = {"what": "Mua máy bơm."}
PLAN: dict[str, Any] = {"plan": "Làm ngay.", "plan_due": "2025-06-10"}
WHY: dict[str, Any] = {"reason_code": "KN-03", "reason": "Chưa có nguồn."}


@pytest.fixture
def proposed(database: Database) -> Proposed:
    """Ward 3 has proposed four things, Ward 4 one; of the four one stands in each of these states."""
    cycle = Cycle(database)
    cycle.open()
    found = Proposed(cycle, Steps(database, cycle.now))
    found.report(DREDGE, STAFF, PUMP, {"what": "Sửa đường."})
    found.report({"what": "Thêm đèn."}, unit="C004")
    found.decide("accept", **PLAN)
    found.steps.do("d001.reporter", "proposal:1", "carry_out", outcome="done", text="Đã xong.")
    found.decide("refuse", key=2, **WHY)
    found.decide("assign", key=3, unit="D001-TTQ", work="Mua sắm.", work_due="2025-06-10")
    found.decide("pass", key=4, pass_reason="Vượt thẩm quyền.")
    return found


def of(proposed: Proposed, who: str, handle: str = "", year: int = 2025) -> Figures:
    with proposed.cycle.database.read() as session:
        key = unit_by_handle(session, handle).key if handle else 0
        return figures(session, proposed.steps.viewer(who), key, year, proposed.steps.now)


def sums(proposed: Proposed, who: str, side: Side | str) -> Sums:
    with proposed.cycle.database.read() as session:
        keys = proposed.steps.viewer(who).unit_keys()
        return year_sums(session, keys, "made" if side == "made" else "deciding", 2025)


@BOTH_STORES
def test_each_unit_counts_what_came_to_it_and_the_ward_each_of_its_own_once(proposed: Proposed) -> None:
    assert sums(proposed, "d001.head", "deciding") == Sums(
        total=5, waiting=1, accepted=1, assigned=1, refused=1, passed=1, done=1
    )
    assert sums(proposed, "p01.head", "deciding") == Sums(total=1, waiting=1)
    made = sums(proposed, "c003.head", "made")
    assert made == Sums(total=4, waiting=1, accepted=1, assigned=1, refused=1, done=1)
    assert made.doing == 1


@BOTH_STORES
def test_figures_stand_by_unit_and_by_period(proposed: Proposed) -> None:
    found = of(proposed, "d001.head")
    assert [(unit.name, one.total) for unit, one in found.by_unit] == [("Phường 3", 4), ("Phường 4", 1)]
    assert [(key, one.total) for key, one in found.by_period] == [("2025-05", 5)]
    assert [(key, one.total) for key, one in of(proposed, "c003.head").own_by_period] == [("2025-05", 4)]
    assert of(proposed, "d001.head", year=2024).deciding == Sums()


def test_what_was_decided_is_not_counted_twice_when_it_is_decided_anew_or_withdrawn(
    proposed: Proposed,
) -> None:
    proposed.steps.cut_short("proposal:3")
    found = sums(proposed, "d001.head", "deciding")
    assert (found.total, found.assigned, found.withdrawn) == (5, 0, 1)
    proposed.decide("refuse", key=4, by="p01.head", **WHY)
    assert sums(proposed, "p01.head", "deciding") == Sums(total=1, refused=1)


def test_a_unit_reads_the_figures_of_those_below_and_of_no_others(proposed: Proposed) -> None:
    assert of(proposed, "p01.leader", "D001").deciding.total == 5
    for who in ("c003.head", "d002.leader"):
        with pytest.raises(NotYours):
            of(proposed, who, "D001")


@BOTH_STORES
def test_those_who_propose_decide_or_carry_out_see_it_and_nobody_else(proposed: Proposed) -> None:
    seen = {}
    for who in ("c003.reporter", "d001.reporter", "p01.head", "d001-ttq.officer", "c004.head", "d002.head"):
        with proposed.cycle.database.read() as session:
            try:
                find_proposal(session, proposed.steps.viewer(who), 3, proposed.steps.now)
                seen[who] = True
            except NotYours:
                seen[who] = False
    assert [who for who, found in seen.items() if found] == [
        "c003.reporter",
        "d001.reporter",
        "p01.head",
        "d001-ttq.officer",
    ]


@BOTH_STORES
def test_each_stands_in_one_list_of_each_side(proposed: Proposed) -> None:
    found = {}
    with proposed.cycle.database.read() as session:
        for who, side in (("d001.head", "deciding"), ("c003.head", "made")):
            keys = proposed.steps.viewer(who).unit_keys()
            for stage in ("waiting", "doing", "ended", "passed"):
                page = list_proposals(session, keys, side, stage)  # type: ignore[arg-type]
                found[side, stage] = [row.key for row in page.rows]
            found[side, "count"] = [waiting(session, keys, side)]  # type: ignore[arg-type]
    assert found == {
        ("deciding", "waiting"): [5],
        ("deciding", "doing"): [3],
        ("deciding", "ended"): [2, 1],
        ("deciding", "passed"): [4],
        ("deciding", "count"): [1],
        ("made", "waiting"): [4],
        ("made", "doing"): [3],
        ("made", "ended"): [2, 1],
        ("made", "passed"): [],
        ("made", "count"): [1],
    }


@BOTH_STORES
def test_a_long_list_goes_on_from_where_it_ended(proposed: Proposed, monkeypatch: pytest.MonkeyPatch) -> None:
    proposed.steps.cut_short("proposal:5")
    monkeypatch.setattr("workflows.proposal.finding.PAGE", 1)
    keys = proposed.steps.viewer("d001.head").unit_keys()
    with proposed.cycle.database.read() as session:
        first = list_proposals(session, keys, "deciding", "ended")
        second = list_proposals(session, keys, "deciding", "ended", first.next_cursor or "")
        third = list_proposals(session, keys, "deciding", "ended", second.next_cursor or "")
    assert [row.key for page in (first, second, third) for row in page.rows] == [5, 2, 1]
    assert third.next_cursor is None


@BOTH_STORES
def test_boards_hold_what_is_to_be_decided_and_what_is_waited_for(proposed: Proposed) -> None:
    def owed(who: str, side: Side) -> list[tuple[str, str]]:
        with proposed.cycle.database.read() as session:
            keys = proposed.steps.viewer(who).unit_keys()
            found = account(session, BY_NAME["proposals"], side, keys, proposed.steps.now, limit=9)
            return [(one.subject, one.from_unit) for one in found.rows]

    assert owed("d001.head", "owing") == [("proposal:5", "Quận 1")]
    assert owed("p01.head", "owing") == [("proposal:4", "Tỉnh A")]
    assert owed("c003.head", "awaited") == [("proposal:4", "Tỉnh A"), ("proposal:3", "Thanh tra quận")]


def test_the_file_says_what_the_page_says(proposed: Proposed) -> None:
    book = load_workbook(BytesIO(figures_file(of(proposed, "d001.head"), "vi")))
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    assert rows[1][:4] == ("Đơn vị đề xuất", "Đề xuất", "Chờ quyết định", "Chấp nhận")
    assert [row[:3] for row in rows[2:]] == [("Phường 3", 4, 0), ("Phường 4", 1, 1), ("Cộng", 5, 1)]


def test_whoever_took_over_from_a_closed_unit_finds_what_it_decided_and_proposed(proposed: Proposed) -> None:
    proposed.steps.now = at(2, month=7)
    province, ward = (proposed.steps.viewer(who) for who in ("p01@2025-07-01.head", "c003@2025-07-01.head"))
    with proposed.cycle.database.read() as session:
        decides, made = units_of(session, province), units_of(session, ward)
        assert waiting(session, decides, "deciding") == 1
        assert [row.key for row in list_proposals(session, decides, "deciding", "waiting").rows] == [4]
        assert [row.key for row in list_proposals(session, made, "made", "ended").rows] == [2, 1]
        assert year_sums(session, made, "made", 2025).total == 4
        for viewer in (province, ward):
            assert find_proposal(session, viewer, 4, proposed.steps.now).key == 4


def test_one_that_one_unit_of_mine_passed_to_another_of_mine_is_one(proposed: Proposed) -> None:
    with proposed.cycle.database.read() as session:
        district, province = (unit_by_handle(session, one).key for one in ("D001", "P01"))
        alone = year_sums(session, [district], "deciding", 2025)
        both = year_sums(session, [district, province], "deciding", 2025)
        other_year = year_sums(session, [district, province], "deciding", 2024)
    assert (alone.total, alone.passed, alone.waiting) == (5, 1, 1)
    assert (both.total, both.passed, both.waiting) == (5, 0, 2)
    assert other_year == Sums()
