"""The small steps beside a task's form: none of them loses what was typed, with no script at all."""

import pytest

from tests.web.browsing import Visitor
from tests.web.signing_in import SignIn
from tests.web.work.test_task_page import CLERK, GOOD, HEAD, send
from tests.workflows.cycle import ISSUE, Cycle

REMARK = {"remark-text": "Quận chờ số liệu ngày 15."}


@pytest.fixture
def clerk(sign_in: SignIn) -> Visitor:
    return sign_in(CLERK)


@pytest.mark.parametrize("step", ["draft", "remark", "claim", "vi", "en"])
def test_a_step_saves_the_draft_first(clerk: Visitor, cycle: Cycle, step: str) -> None:
    key = cycle.task("C003", "draft")
    answer = send(clerk, key, {**GOOD, **(REMARK if step == "remark" else {})}, step)
    assert answer.status_code == 303
    text = clerk.get(answer.headers["location"]).text
    assert "govuk-notification-banner--success" in text
    assert 'name="_revision" value="1"' in text
    assert str(ISSUE["summary"]) in text


def test_giving_a_task_back_keeps_the_draft_too(clerk: Visitor, cycle: Cycle) -> None:
    key = cycle.task("C003", "draft")
    send(clerk, key, {}, "claim")
    assert send(clerk, key, GOOD, "release").headers["location"] == "/tasks?done=released"
    assert str(ISSUE["summary"]) in clerk.get(f"/tasks/{key}").text


def test_the_language_changes_at_once_and_for_good(clerk: Visitor, cycle: Cycle) -> None:
    key = cycle.task("C003", "draft")
    answer = send(clerk, key, {}, "en")
    assert answer.headers["location"] == f"/tasks/{key}"
    assert "Draft saved" not in clerk.get(f"/tasks/{key}").text
    assert '<html lang="en"' in clerk.get("/tasks").text


@pytest.mark.parametrize("step", ["remark", "claim", "en"])
def test_a_decision_begun_has_no_draft_and_stays_on_the_page(
    sign_in: SignIn, cycle: Cycle, step: str
) -> None:
    cycle.draft("C003")
    head, key = sign_in(HEAD), cycle.task("C003", "approve")
    fields = {"decision": "return", "reason": "Nửa câu lý do", **(REMARK if step == "remark" else {})}
    answer = send(head, key, fields, step)
    assert answer.status_code == 200
    assert ">\nNửa câu lý do</textarea>" in answer.text
    assert ('<html lang="en"' in answer.text) == (step == "en")
    assert "Tình hình địa bàn ổn định." in head.get(f"/tasks/{key}").text


@pytest.mark.parametrize("step", ["draft", "claim", "en", "add:issues"])
def test_a_remark_begun_stays_in_its_box(clerk: Visitor, cycle: Cycle, step: str) -> None:
    key = cycle.task("C003", "draft")
    answer = send(clerk, key, {**GOOD, **REMARK}, step)
    assert answer.status_code == 200
    assert f">\n{REMARK['remark-text']}</textarea>" in answer.text
    assert str(ISSUE["summary"]) in answer.text
    assert REMARK["remark-text"] not in clerk.get(f"/tasks/{key}").text


def test_a_report_is_not_sent_past_a_remark_begun(clerk: Visitor, cycle: Cycle) -> None:
    answer = send(clerk, cycle.task("C003", "draft"), {**GOOD, **REMARK})
    assert answer.status_code == 422
    assert "trao đổi chưa gửi" in answer.text
    assert cycle.open_elements("C003") == ["draft"]


@pytest.mark.parametrize("text", ["Gọi số 0912 345 678", "CCCD 001099012345 đã báo", ""])
def test_a_remark_that_is_refused_stands_beside_its_sentence(clerk: Visitor, cycle: Cycle, text: str) -> None:
    key = cycle.task("C003", "draft")
    answer = send(clerk, key, {**GOOD, "remark-text": text}, "remark")
    assert answer.status_code == 422
    assert 'href="#remark-text"' in answer.text
    assert f' aria-invalid="true">\n{text}</textarea>' in answer.text
    assert str(ISSUE["summary"]) in answer.text
    assert "Trao đổi (0)" in clerk.get(f"/tasks/{key}").text


def test_a_remark_beside_an_old_page_waits_until_the_drafts_are_compared(
    clerk: Visitor, cycle: Cycle
) -> None:
    cycle.save("C003")
    answer = send(
        clerk, cycle.task("C003", "draft"), {"overview": "Bản gõ sau.", **REMARK}, "remark", revision=0
    )
    assert answer.status_code == 409
    for kept in ("Bản gõ sau.", REMARK["remark-text"], ISSUE["summary"]):
        assert str(kept) in answer.text


def test_only_a_remark_needs_no_draft(clerk: Visitor, cycle: Cycle) -> None:
    key = cycle.task("C003", "draft")
    assert send(clerk, key, REMARK, "remark").headers["location"] == f"/tasks/{key}?done=said#comments"
    assert "Chưa lưu bản nháp nào." in clerk.get(f"/tasks/{key}").text
