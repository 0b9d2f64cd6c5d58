"""Issues that stand long go sideways to an oversight body: by rule or by hand, with their history."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from database.session import Database
from engine.decisions import newest_decisions
from organisation.import_units import import_units
from organisation.units import unit_by_handle
from periods.dated import from_json
from tests.stores import BOTH_STORES
from tests.workflows.cycle import Cycle, at
from tests.workflows.follow_up.controlled import OPENS, Month, handled_to_answer
from tests.workflows.issues.handled import ANSWER, SORTED, Handled
from tests.workflows.steps import Steps
from workflows.completion import ProblemsFound
from workflows.errors import NotYourRole, NotYours, Refused
from workflows.house import HOUSE
from workflows.issues.issue_page import issue_page
from workflows.issues.tables import issue_event
from workflows.oversight.bodies import body_by_field
from workflows.oversight.by_hand import may_send, send_by_hand
from workflows.oversight.finding import find_case, list_cases
from workflows.oversight.history import PAPER, history_facts
from workflows.oversight.tables import oversight
from workflows.papers import find_paper, latest_paper
from workflows.subject import Subject

BODY, OFFICER = "D001-TTQ", "d001-ttq.officer"
WHY = "Đã gia hạn nhiều, người dân còn phản ánh."


@pytest.fixture
def month(database: Database) -> Month:
    found = Month(database, Steps(database, at(2)))
    found.open(at(6))
    return found


def raised(month: Month, day: int, urgency: str = "normal") -> Handled:
    handled = Handled(Cycle(month.database, now=at(day, 9)))
    handled.raised()
    handled.do("c003.receiver", {**SORTED, "urgency": urgency})
    return handled


def send(month: Month, handled: Handled, by: str = "c003.head", body: str = BODY, why: str = WHY) -> int:
    with month.database.write() as session:
        key = send_by_hand(
            session, HOUSE, month.steps.viewer(by), handled.key, body, why, now=month.steps.now
        )
    month.steps.pump()
    return key


def sent(month: Month) -> list[Any]:
    with month.database.read() as session:
        return list(session.execute(sa.select(oversight).order_by(oversight.c.key)))


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({"age": 29, "urgency": "very"}, None),
        ({"age": 30, "urgency": "very"}, "urgent and open for more than 30 days"),
        ({"age": 31, "urgency": "flash"}, "urgent and open for more than 30 days"),
        ({"age": 179}, None),
        ({"age": 180}, "open for more than 180 days"),
        ({"extensions": 2}, None),
        ({"extensions": 3}, "extended three times or more"),
        ({"returns": 3}, "its answer was returned three times or more"),
    ],
)
def test_the_table_says_which_issues_go(month: Month, facts: Mapping[str, Any], why: str | None) -> None:
    known = {"age": 1, "extensions": 0, "returns": 0, "urgency": "normal", **facts}
    with month.database.read() as session:
        row = newest_decisions(session, "oversight_rule").evaluate("oversight_rule", known)
    assert (row and row["why_en"]) == why


@BOTH_STORES
def test_the_control_of_a_month_sends_what_stands_too_long_and_once(month: Month) -> None:
    old, _young = raised(month, 5, "very"), raised(month, 20, "very")
    month.open(OPENS)
    month.open(OPENS)
    (case,) = sent(month)
    assert (case.issue_key, case.handle, case.from_name, case.month) == (old.key, BODY, "Phường 3", "2025-06")
    assert case.why["en"] == "urgent and open for more than 30 days"
    assert (case.due_at, case.closes_at) == (at(12, 17, month=6), at(10, 17, month=7))
    assert from_json(case.due_words).explanation["vi"].startswith("từ 05/06/2025 + 5 ngày làm việc")
    month.steps.pump()
    assert month.steps.open(f"oversight:{case.key}") == {"give_view": f"{BODY}.officer"}


@BOTH_STORES
def test_the_body_gets_the_whole_history_and_sees_only_its_case(month: Month) -> None:
    handled, other = raised(month, 20), raised(month, 20)
    handled_to_answer(handled)
    handled.do("c003.reporter", ANSWER)
    handled.do("c003.head", {"decision": "return", "reason_code": "no_date", "reason": "Chưa rõ ai làm."})
    month.steps.now = at(22)
    key = send(month, handled)
    officer = month.steps.viewer(OFFICER)
    with month.database.read() as session:
        assert find_case(session, officer, key).issue_key == handled.key
        assert [row.key for row in list_cases(session, officer, sent=False).rows] == [key]
        paper = latest_paper(session, Subject("oversight", key), PAPER)
        assert paper is not None
        assert find_paper(session, officer, paper.key, month.steps.now)[0].startswith(b"%PDF")
        facts = history_facts(session, key, month.steps.now)
        for foreign in (handled.key, other.key):
            with pytest.raises(NotYours):
                issue_page(session, officer, foreign)
        with pytest.raises(NotYours):
            find_case(session, month.steps.viewer("p01-sxd.officer"), key)
    assert (facts.body, facts.why, facts.returns) == ("Thanh tra quận", WHY, 1)
    assert [one.review for one in facts.answers] == ["bị trả lại"]
    assert {"Tiếp nhận: Tổng đài", "Xác minh xong", "Câu trả lời bị trả lại"} <= {
        one.what for one in facts.events
    }


@BOTH_STORES
def test_an_opinion_goes_back_to_the_unit_in_charge_and_stands_on_the_issue(month: Month) -> None:
    handled = raised(month, 20)
    month.steps.now = at(22)
    key = send(month, handled)
    subject, before = f"oversight:{key}", len(month.steps.told(f"oversight:{key}"))
    month.steps.do(
        OFFICER,
        subject,
        "give_view",
        opinion="urge",
        urge_by="2025-06-02",
        text="Phải nạo vét trước mùa mưa.",
    )
    assert (month.steps.open(subject), month.steps.status(subject)) == ({}, "completed")
    assert [(words, to) for words, to, _ in month.steps.told(subject)][before:] == [
        ("matter_told", "C003.head"),
        ("matter_told", "C003.reporter"),
    ]
    (case,) = sent(month)
    assert (case.opinion, case.urge_by, case.given_office["vi"]) == (
        "urge",
        date(2025, 6, 2),
        "Cán bộ thụ lý, Thanh tra quận",
    )
    with month.database.read() as session:
        events = session.execute(
            sa.select(issue_event)
            .where(issue_event.c.issue_key == handled.key)
            .order_by(issue_event.c.number)
        ).all()
    assert [(one.what, one.became) for one in events][-2:] == [
        ("oversight", BODY),
        ("opinion", "2025-06-02"),
    ]
    assert events[-1].reason == "Phải nạo vét trước mùa mưa."
    assert month.state(handled) == "verifying"


def test_a_measure_is_told_to_the_head_above_too(month: Month) -> None:
    handled = raised(month, 20)
    month.steps.now = at(22)
    key = send(month, handled, by="d001.leader")
    month.steps.do(OFFICER, f"oversight:{key}", "give_view", opinion="measure", text="Bố trí kinh phí.")
    told = [to for words, to, _ in month.steps.told(f"oversight:{key}") if words == "matter_told"][-4:]
    assert sorted(told) == ["C003.head", "C003.reporter", "D001.head", "D001.leader"]


@BOTH_STORES
def test_a_body_that_is_late_is_pressed_rung_by_rung_and_closed_without_blocking_anybody(
    month: Month,
) -> None:
    handled = raised(month, 20)
    month.steps.now = at(22)
    key = send(month, handled)
    subject, before = f"oversight:{key}", len(month.steps.told(f"oversight:{key}"))
    due = sent(month)[0].due_at
    assert due == at(5, 17, month=6)
    month.steps.go_to(at(20, month=6))
    assert month.steps.told(subject)[before:] == [
        ("matter_before", f"{BODY}.officer", at(4, 8, month=6)),
        ("matter_due", f"{BODY}.head", due),
        ("matter_due", f"{BODY}.officer", due),
        ("matter_late_1", f"{BODY}.head", at(6, 8, month=6)),
        ("matter_late_1", f"{BODY}.officer", at(6, 8, month=6)),
        ("matter_late_1", "D001.receiver", at(6, 8, month=6)),
        ("matter_late_2", f"{BODY}.head", at(10, 8, month=6)),
        ("matter_late_2", "D001.head", at(10, 8, month=6)),
        ("matter_late_2", "D001.leader", at(10, 8, month=6)),
        ("matter_late_2", "D001.receiver", at(10, 8, month=6)),
    ]
    assert month.steps.open(subject) == {"give_view": f"{BODY}.officer"}, "a late opinion is taken"
    month.steps.go_to(sent(month)[0].closes_at)
    (case,) = sent(month)
    assert (case.opinion, case.closed_at, month.steps.status(subject)) == (None, case.closes_at, "completed")
    assert [(words, to) for words, to, _ in month.steps.told(subject)][-2:] == [
        ("matter_told", "C003.head"),
        ("matter_told", "C003.reporter"),
    ]


def test_the_field_says_whether_the_inspectorate_or_the_council_gets_it(month: Month, tmp_path: Path) -> None:
    path = tmp_path / "council.csv"
    path.write_text(
        "code,host,kind,name,fields\nD001-HDND,D001,oversight,Thường trực Hội đồng nhân dân quận,\n",
        encoding="utf-8",
    )
    with month.database.write() as session:
        import_units(session, path, now=at(2))
        charge = unit_by_handle(session, "C003").key
        found = {
            field: body_by_field(session, charge, field, at(20)) for field in ("traffic", "welfare", "policy")
        }
    assert {field: body and body.code for field, body in found.items()} == {
        "traffic": BODY,
        "welfare": "D001-HDND",
        "policy": "D001-HDND",
    }


def test_while_a_body_looks_at_it_no_other_gets_it(month: Month) -> None:
    handled = raised(month, 20)
    month.steps.now = at(22)
    send(month, handled)
    with pytest.raises(Refused):
        send(month, handled)
    with month.database.read() as session:
        assert not may_send(session, month.steps.viewer("c003.head"), handled.key, month.steps.now)


@pytest.mark.parametrize(
    ("by", "body", "why", "refusal"),
    [
        ("c003.reporter", BODY, WHY, NotYourRole),
        ("c004.head", BODY, WHY, NotYours),
        ("c003.head", "P01-SXD", WHY, Refused),
        ("c003.head", BODY, " ", Refused),
    ],
)
def test_only_heads_and_leaders_of_those_concerned_send_and_only_to_an_oversight_body(
    month: Month, by: str, body: str, why: str, refusal: type[Exception]
) -> None:
    handled = raised(month, 20)
    month.steps.now = at(22)
    with pytest.raises(refusal):
        send(month, handled, by, body, why)
    assert sent(month) == []


@pytest.mark.parametrize("day", ["2025-05-22", "2040-01-01"])
def test_what_is_urged_lies_ahead(month: Month, day: str) -> None:
    handled = raised(month, 20)
    month.steps.now = at(22)
    key = send(month, handled)
    with pytest.raises(ProblemsFound) as found:
        month.steps.do(
            OFFICER, f"oversight:{key}", "give_view", opinion="urge", urge_by=day, text="Làm ngay."
        )
    assert [problem.path for problem in found.value.problems] == ["urge_by"]


def test_what_a_body_has_looked_at_is_not_sent_again_at_once(month: Month) -> None:
    handled = raised(month, 5, "very")
    month.steps.now = at(22)
    key = send(month, handled)
    month.steps.do(OFFICER, f"oversight:{key}", "give_view", opinion="none", text="Đang làm đúng kế hoạch.")
    month.open(OPENS)
    assert [case.key for case in sent(month)] == [key]
