"""The register as lists: who sees what, in which order, and what ends an issue."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from database.session import Session
from tests.stores import BOTH_STORES
from tests.workflows.cycle import Cycle
from tests.workflows.indicators.raising import raise_issue
from tests.workflows.issues.register import CLERK, issues, report_and_accept
from tests.workflows.played import Playing
from workflows.issues.errors import NotAfterThat, NotProven, TextRefused
from workflows.issues.list_ranges import ENDED_STAGE, SCOPES, Wanted, given, ranges_of
from workflows.issues.record import Why, issue_row, move_issue
from workflows.issues.register import list_issues, overdue_count
from workflows.issues.states import FOLLOWS, STATES, may_follow, stage
from workflows.issues.tables import STANDING, issue, issue_event

pytestmark = BOTH_STORES
ALL_OPEN = Wanted()


def four_are_told_of(cycle: Cycle) -> None:
    cycle.open()
    report_and_accept(
        cycle,
        {"summary": "Ngập ở ngõ 5."},
        {"summary": "Cây đổ chắn đường.", "urgency": "flash", "field": "traffic"},
        {"summary": "Rác chưa thu gom.", "urgency": "urgent", "field": "environment"},
        {"summary": "Đèn hỏng.", "status": "answered"},
    )


@pytest.fixture
def may(played: Playing) -> Cycle:
    """Ward 3 has told of four issues of unlike urgency; the last is answered."""
    return played(four_are_told_of)


def listed(cycle: Cycle, who: str, wanted: Wanted = ALL_OPEN, cursor: str = "") -> list[str]:
    with cycle.database.read() as session:
        return [
            row.summary for row in list_issues(session, cycle.viewer(who), wanted, cycle.now, cursor).rows
        ]


def test_what_is_due_first_stands_first_and_the_answered_after_it(may: Cycle) -> None:
    in_order = ["Cây đổ chắn đường.", "Rác chưa thu gom.", "Ngập ở ngõ 5.", "Đèn hỏng."]
    assert listed(may, "c003.reporter") == in_order
    assert listed(may, "d001.head") == []
    assert listed(may, "d001.head", Wanted(scope="below")) == in_order
    assert listed(may, "c004.reporter") == listed(may, "d002.head", Wanted(scope="below")) == []


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Wanted(state="answered"), ["Đèn hỏng."]),
        (Wanted(field="traffic"), ["Cây đổ chắn đường."]),
        (Wanted(urgency="urgent"), ["Rác chưa thu gom."]),
        (Wanted(state="resolved"), []),
        (Wanted(overdue=True), []),
        (Wanted(scope="anything"), ["Cây đổ chắn đường.", "Rác chưa thu gom.", "Ngập ở ngõ 5.", "Đèn hỏng."]),
    ],
)
def test_a_list_is_narrowed(may: Cycle, wanted: Wanted, found: list[str]) -> None:
    assert listed(may, "c003.reporter", wanted) == found


@pytest.mark.parametrize(("seconds", "overdue"), [(-1, 0), (0, 0), (1, 1)])
def test_an_issue_is_overdue_once_its_date_has_passed(may: Cycle, seconds: int, overdue: int) -> None:
    due = min(row.due_at for row in issues(may))
    now = due + timedelta(seconds=seconds)
    with may.database.read() as session:
        assert overdue_count(session, may.viewer("c003.reporter"), now) == overdue


def test_the_next_page_goes_on_where_the_last_one_ended(may: Cycle, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("workflows.issues.register.PAGE", 3)
    with may.database.read() as session:
        first = list_issues(session, may.viewer("c003.reporter"), Wanted(), may.now)
    assert (len(first.rows), first.total, first.has_more) == (3, 4, False)
    assert listed(may, "c003.reporter", cursor=first.next_cursor or "") == ["Đèn hỏng."]
    for nobodys in ("1~x~y", f"1~2025-05-20 00:00:00.000000Z~{'9' * 40}"):
        assert len(listed(may, "c003.reporter", cursor=nobodys)) == 3


def test_no_issue_ends_without_reason_and_evidence(may: Cycle) -> None:
    key = issues(may)[3].key
    with may.database.write() as session:
        row = issue_row(session, key)
        for reason, evidence in (("", "Ảnh"), ("Đã thay bóng", " ")):
            with pytest.raises(NotProven):
                move_issue(session, row, "resolved", Why(may.now, CLERK, reason, evidence=evidence))
        proof = "CCCD 001085000123"
        with pytest.raises(TextRefused, match="identity"):
            move_issue(session, row, "resolved", Why(may.now, CLERK, "Đã thay", evidence=proof))


def test_states_follow_each_other_as_the_picture_says() -> None:
    allowed = [(before, after) for before in STATES for after in STATES if may_follow(before, after)]
    assert len(allowed) == sum(len(after) for after in FOLLOWS.values())
    assert ("received", "resolved") not in allowed
    assert {before for before, after in allowed if after == "reopened"} == {
        "answered",
        "resolved",
        "closed_unresolved",
    }
    assert [stage(state) for state in STATES] == [0, 0, 1, 2, 2, 0]


def test_an_issue_cannot_skip_its_answer(may: Cycle) -> None:
    with may.database.write() as session:
        row = issue_row(session, issues(may)[0].key)
        with pytest.raises(NotAfterThat):
            move_issue(session, row, "resolved", Why(may.now, CLERK, "Xong", evidence="Ảnh"))


def test_what_enters_is_handed_back_as_it_stands(cycle: Cycle) -> None:
    with cycle.database.write() as session:
        entered = raise_issue(session, "C003", cycle.now)
        assert entered._asdict() == issue_row(session, entered.key)._asdict()


def test_the_events_alone_say_how_every_issue_stood(may: Cycle) -> None:
    with may.database.read() as session:
        for row in session.execute(sa.select(issue)):
            newest = _newest_event(session, row.key, issue_row(session, row.key).events)
            assert {name: getattr(newest, name) for name in STANDING} == {
                name: getattr(row, name) for name in STANDING
            }


def _newest_event(session: Session, key: int, number: int) -> sa.Row[tuple[object, ...]]:
    query = sa.select(issue_event).where(issue_event.c.issue_key == key, issue_event.c.number == number)
    return session.execute(query).one()


def test_what_a_unit_raised_is_a_list_of_its_own_wherever_it_went(may: Cycle) -> None:
    raised = Wanted(scope="raised")
    assert len(listed(may, "c003.reporter", raised)) == 4
    assert listed(may, "d001.head", raised) == listed(may, "c004.reporter", raised) == []


NARROWED: tuple[tuple[dict[str, Any], list[int]], ...] = (
    ({}, [1, 2, 3]),
    ({"urgency": "urgent"}, [2]),
    ({"state": "received"}, [1, 2, 3]),
    ({"state": "received", "urgency": "normal"}, [1, 3]),
    ({"state": "received", "field": "land"}, [1]),
    ({"urgency": "urgent", "open_only": False}, [2]),
    ({"urgency": "normal", "overdue": True}, []),
    ({"state": "resolved"}, []),
)


def test_a_list_is_narrowed_by_state_field_and_urgency(cycle: Cycle) -> None:
    cycle.open()
    report_and_accept(cycle, {"field": "land"}, {"urgency": "urgent"}, {})
    viewer = cycle.viewer("c003.reporter")
    with cycle.database.read() as session:
        for scope in ("own", "raised"):
            for narrowed, numbers in NARROWED:
                found = list_issues(session, viewer, Wanted(scope=scope, **narrowed), cycle.now)
                assert sorted(row.number for row in found.rows) == numbers, narrowed
                assert found.total == len(numbers)


@pytest.mark.parametrize("scope", SCOPES)
def test_whatever_it_is_narrowed_by_a_list_is_read_in_the_order_of_an_index(cycle: Cycle, scope: str) -> None:
    with cycle.database.read() as session:
        for narrowed in (*(one for one, _ in NARROWED), *OF_A_FIELD, {"overdue": True}):
            wanted = Wanted(scope=scope, **narrowed)
            for one in ranges_of(wanted):
                index = _index(narrowed, one.stage)
                for query in (one.first(51), one.last(51)):
                    plan = _plan(session, query.params(given(1, wanted, cycle.now)))
                    assert f"{index} " in plan, plan
                    assert "temp b-tree" not in plan, plan
                    assert "sort" not in plan, plan


OF_A_FIELD: tuple[dict[str, Any], ...] = ({"field": "land"}, {"field": "land", "overdue": True})


def _index(narrowed: Mapping[str, Any], stage: int) -> str:
    if not stage and not set(narrowed) & {"state", "urgency", "field"}:
        return "ix_issue_party_to_answer"
    name = "field_state" if "field" in narrowed else "state"
    return f"ix_issue_party_{name}_ended" if stage == ENDED_STAGE else f"ix_issue_party_{name}"


def _plan(session: Session, query: sa.Select[Any]) -> str:
    """How the store reads what a list shows first. PostgreSQL would read a small table otherwise: it may not."""
    if session.dialect.name == "postgresql":
        session.execute(sa.text("set local enable_seqscan = off"))
        session.execute(sa.text("set local enable_bitmapscan = off"))
    how = "explain" if session.dialect.name == "postgresql" else "explain query plan"
    words = query.compile(dialect=session.dialect, compile_kwargs={"literal_binds": True})
    return " ".join(str(row) for row in session.execute(sa.text(f"{how} {words}"))).lower()


def test_a_cursor_that_nobody_made_shows_the_top_or_nothing(cycle: Cycle) -> None:
    cycle.open()
    report_and_accept(cycle, {"urgency": "urgent"})
    viewer, wanted = cycle.viewer("c003.reporter"), Wanted(urgency="urgent")
    with cycle.database.read() as session:
        top = list_issues(session, viewer, wanted, cycle.now, "nonsense")
        assert [row.number for row in top.rows] == [1]
        behind = list_issues(session, viewer, wanted, cycle.now, "9~2025-05-01 00:00:00.000000Z~1")
        assert not behind.rows
