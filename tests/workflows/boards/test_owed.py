"""What a unit owes and what is owed to it, over all kinds of matter, at each step of a month."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from tests.stores import BOTH_STORES
from tests.web.work.matters import given, play_verification, reviewed, verified
from tests.workflows.cycle import Cycle, at
from tests.workflows.issues.handled import ANSWER, DONE, FOUND, SORTED, Handled
from tests.workflows.steps import Steps
from workflows.boards.accounts import Account, account, together
from workflows.boards.accounts import accounts as all_accounts
from workflows.boards.exceptions import late_ones
from workflows.boards.ledgers import BOTH_SIDES, BY_NAME, LEDGERS
from workflows.boards.owed import SIDES, Side
from workflows.direction.tables import direction
from workflows.issues.owed import BELOW_OWE

BACK = {"decision": "return", "reason_code": "no_date", "reason": "Chưa rõ ai làm."}


def accounts(cycle: Cycle, who: str, side: Side, **more: object) -> dict[str, Account]:
    """The accounts of a side that have something in them."""
    viewer = cycle.viewer(who)
    with cycle.database.read() as session:
        asked = [(ledger, side) for ledger in LEDGERS]
        listed = all_accounts(session, asked, viewer.unit_keys(), cycle.now, limit=20, **more)  # type: ignore[arg-type]
        found = {one.name: one for one in listed}
    for ledger in LEDGERS:
        assert all(one.subject.startswith(f"{ledger.kind}:") for one in found[ledger.name].rows)
    return {name: one for name, one in found.items() if one.total}


def ends(cycle: Cycle, who: str, side: Side, name: str) -> list[tuple[str, str]]:
    """Who owes to whom in one account."""
    return [(one.from_unit, one.to_unit) for one in accounts(cycle, who, side)[name].rows]


@BOTH_STORES
def test_a_report_is_owed_until_it_is_sent_and_again_when_it_comes_back(cycle: Cycle) -> None:
    cycle.open()
    cycle.go_to(at(15, 9))
    assert ends(cycle, "c003.reporter", "owing", "reports") == [("Phường 3", "Quận 1")]
    assert len(ends(cycle, "d001.receiver", "awaited", "reports")) == 2
    cycle.submit("C003")
    assert "reports" not in accounts(cycle, "c003.reporter", "owing")
    assert ends(cycle, "d001.receiver", "awaited", "reports") == [("Phường 4", "Quận 1")]
    cycle.send_back("C003", "D001")
    (report,) = accounts(cycle, "c003.head", "owing")["reports"].rows
    assert report.returned
    assert not report.late


def test_what_is_due_at_this_very_moment_is_not_late_yet(cycle: Cycle) -> None:
    cycle.open()
    due = accounts(cycle, "c003.reporter", "owing")["reports"].rows[0].due_at
    for moment, late in (
        (due - timedelta(microseconds=1), 0),
        (due, 0),
        (due + timedelta(microseconds=1), 1),
    ):
        cycle.now = moment
        found = accounts(cycle, "c003.reporter", "owing")["reports"]
        assert (found.late, found.rows[0].late) == (late, bool(late))


@BOTH_STORES
def test_an_issue_is_owed_by_whoever_is_in_charge_and_awaited_by_whoever_raised_it(cycle: Cycle) -> None:
    issue = Handled(cycle)
    issue.raised()
    assert ends(cycle, "c003.reporter", "owing", "issues") == [("Phường 3", "Phường 3")]
    assert accounts(cycle, "c003.reporter", "awaited") == {}
    issue.do("c003.receiver", {**SORTED, "decision": "up", "up_reason": "Vượt thẩm quyền."})
    assert accounts(cycle, "c003.reporter", "owing") == {}
    assert ends(cycle, "c003.reporter", "awaited", "issues") == [("Quận 1", "Phường 3")]
    assert ends(cycle, "d001.receiver", "owing", "issues") == [("Quận 1", "Phường 3")]


@BOTH_STORES
def test_what_a_unit_gave_to_its_agency_is_owed_to_it_and_late_among_its_exceptions(cycle: Cycle) -> None:
    issue = Handled(cycle)
    issue.raised()
    issue.do("c003.receiver", {**SORTED, "decision": "up", "up_reason": "Vượt thẩm quyền."})
    issue.do("d001.receiver", {**SORTED, "decision": "agency", "agency": "P01-SXD"})
    assert accounts(cycle, "d001.head", "owing") == {}
    assert ends(cycle, "d001.head", "awaited", "issues-passed-on") == [("Sở Xây dựng", "Phường 3")]
    assert ends(cycle, "c003.reporter", "awaited", "issues") == [("Sở Xây dựng", "Phường 3")]
    assert "issues-passed-on" not in accounts(cycle, "c003.reporter", "awaited")
    cycle.now = issue.row.due_at + timedelta(minutes=1)
    with cycle.database.read() as session:
        rows, _ = late_ones(session, cycle.viewer("d001.head"), cycle.now)
    assert f"issue:{issue.key}" in {row.subject for row in rows}
    assert "issues-passed-on" not in accounts(cycle, "d001.head", "awaited", came_back=True)
    for answers in (FOUND, DONE, ANSWER):
        issue.do("p01-sxd.officer", answers)
    issue.do("d001.head", BACK)
    assert "issues-passed-on" in accounts(cycle, "d001.head", "awaited", came_back=True)
    issue.do("p01-sxd.officer", ANSWER)
    assert "issues-passed-on" not in accounts(cycle, "d001.head", "awaited", came_back=True)


def test_an_answered_issue_is_owed_no_more(cycle: Cycle) -> None:
    issue = Handled(cycle)
    issue.raised()
    issue.do("c003.receiver", SORTED)
    issue.do("c003.reporter", {**FOUND, "decision": "answer"})
    issue.do("c003.reporter", ANSWER)
    issue.do("c003.head", {"decision": "approve"})
    assert accounts(cycle, "c003.reporter", "owing") == {}


@BOTH_STORES
def test_directions_verifications_and_parts_of_reviews_are_owed_too(cycle: Cycle) -> None:
    cycle.now = at(10, month=6)
    with cycle.database.write() as session:
        given(session, cycle)
        reviewed(session, cycle)
        verification = verified(session, cycle)
    assert ends(cycle, "c003.reporter", "owing", "directions") == [("Phường 3", "Quận 1")]
    assert ends(cycle, "d001.head", "awaited", "directions") == [("Phường 3", "Quận 1")]
    assert ends(cycle, "d001.reporter", "owing", "verifications") == [("Quận 1", "Phường 3")]
    assert ends(cycle, "c003.head", "awaited", "verifications") == [("Quận 1", "Phường 3")]
    assert ends(cycle, "d001.head", "owing", "reviews") == [("Quận 1", "")]
    play_verification(Steps(cycle.database, cycle.now), verification)
    awaited = ends(cycle, "d001.reporter", "awaited", "findings")
    assert len(awaited) == 1, "one of the two agencies has answered"
    assert ends(cycle, "d001-ttq.officer", "owing", "findings") == awaited
    assert accounts(cycle, "p01-sxd.officer", "owing") == {}


def test_a_board_goes_on_where_a_page_ends_and_shows_each_debt_once(cycle: Cycle) -> None:
    with cycle.database.write() as session:
        keys = [given(session, cycle, what=f"Việc {number}.") for number in range(5)]
    found: list[str] = []
    cursor = ""
    viewer = cycle.viewer("c003.reporter")
    while True:
        with cycle.database.read() as session:
            page = account(
                session, BY_NAME["directions"], "owing", viewer.unit_keys(), cycle.now, limit=2, cursor=cursor
            )
        found += [one.subject for one in page.rows]
        if page.next_cursor is None:
            break
        cursor = page.next_cursor
    assert sorted(found) == sorted(f"direction:{key}" for key in keys)


@pytest.mark.parametrize(
    "cursor",
    ["x", "~", "~1", "2025-05-20 00:00:00.000000Z~x", f"2025-05-20 00:00:00.000000Z~{'9' * 40}", "y" * 500],
)
def test_a_place_that_nobody_made_begins_at_the_top(cycle: Cycle, cursor: str) -> None:
    with cycle.database.write() as session:
        given(session, cycle)
    keys = cycle.viewer("c003.reporter").unit_keys()
    with cycle.database.read() as session:
        page = account(session, BY_NAME["directions"], "owing", keys, cycle.now, limit=20, cursor=cursor)
    assert len(page.rows) == 1


def test_only_what_is_late_may_be_asked_for(cycle: Cycle) -> None:
    with cycle.database.write() as session:
        given(session, cycle)
        late = given(session, cycle, what="Việc trễ.")
        session.execute(
            sa.update(direction).where(direction.c.key == late).values(due_at=cycle.now - timedelta(days=1))
        )
    found = accounts(cycle, "c003.reporter", "owing", due=(None, cycle.now))["directions"]
    assert [one.subject for one in found.rows] == [f"direction:{late}"]
    assert (found.total, found.late) == (1, 1)


def test_nobody_sees_what_others_owe(cycle: Cycle) -> None:
    cycle.open()
    with cycle.database.write() as session:
        given(session, cycle)
    mine = accounts(cycle, "c005.reporter", "owing")
    assert [one.from_unit for one in mine["reports"].rows] == ["Xã 5"]
    assert accounts(cycle, "c005.reporter", "awaited") == {}
    assert accounts(cycle, "admin", "owing") == {}


def test_what_two_units_of_one_reader_share_is_counted_once(cycle: Cycle) -> None:
    for _ in range(3):
        Handled(cycle).raised()
    keys = {*cycle.viewer("d001.head").unit_keys(), *cycle.viewer("p01.leader").unit_keys()}
    assert len(keys) == 2
    cycle.now += timedelta(days=60)
    with cycle.database.read() as session:
        for limit in (1, 3):
            found = account(session, BELOW_OWE, "owing", keys, cycle.now, limit=limit)
            assert (len(found.rows), found.total, found.late) == (limit, 3, 3)


def test_a_debt_between_two_units_of_one_reader_is_one_debt(cycle: Cycle) -> None:
    with cycle.database.write() as session:
        for number in range(3):
            given(session, cycle, what=f"Việc {number}.")
    keys = {*cycle.viewer("d001.head").unit_keys(), *cycle.viewer("c003.head").unit_keys()}
    for limit in (1, 3):
        with cycle.database.read() as session:
            both = [
                account(session, BY_NAME["directions"], side, keys, cycle.now, limit=limit) for side in SIDES
            ]
        assert [one.total for one in both] == [3, 3]
        assert together(both) == 3


@BOTH_STORES
@pytest.mark.parametrize("number", [1, 2, 3])
def test_what_is_only_counted_comes_to_the_same_as_what_is_listed(cycle: Cycle, number: int) -> None:
    with cycle.database.write() as session:
        for place in range(number):
            given(session, cycle, what=f"Việc {place}.")
    ward, district = (cycle.viewer(who).unit_keys() for who in ("c003.head", "d001.head"))
    with cycle.database.read() as session:
        for keys in (ward, district, {*ward, *district}):
            listed = all_accounts(session, BOTH_SIDES, keys, cycle.now, limit=2)
            counted = all_accounts(session, BOTH_SIDES, keys, cycle.now, limit=0)
            assert [(one.name, one.total, one.late) for one in listed] == [
                (one.name, one.total, one.late) for one in counted
            ]
            assert [len(one.rows) for one in listed if one.total] == [min(number, 2)] * sum(
                one.total > 0 for one in counted
            )
            assert [bool(one.next_cursor) for one in listed if one.total] == [number > 2] * sum(
                one.total > 0 for one in counted
            )
            assert not any(one.rows or one.next_cursor for one in counted)
            assert together(listed) == together(counted) == number


def test_every_ledger_says_what_it_is_in_both_languages() -> None:
    assert len(BY_NAME) == len(LEDGERS)
    for ledger in LEDGERS:
        assert ledger.words["vi"]
        assert ledger.words["en"]
