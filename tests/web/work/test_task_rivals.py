"""Who may do a task, and what the slower of two learns: he is told, and what he typed is still there."""

from concurrent.futures import ThreadPoolExecutor

import httpx2
import pytest
from fastapi import FastAPI

from database.session import Database
from engine.errors import EngineError, StaleTask, TaskGone, TaskTaken
from organisation.postings import post
from organisation.staff import add_staff, find_staff
from tests.web.browsing import SAME_ORIGIN, Visitor, served
from tests.web.signing_in import SignIn
from tests.web.work.test_task_page import CLERK, DESK, GOOD, HEAD, STRANGER, send
from tests.workflows.cycle import ISSUE, Cycle, at

COLLEAGUE = "c003.reporter2"
CLIENTS = 60


@pytest.fixture
def colleague(database: Database, cycle: Cycle, sign_in: SignIn) -> Visitor:
    """A second clerk of Ward 3."""
    with database.write() as session:
        key = add_staff(session, COLLEAGUE, "mot mat khau dai", office="Cán bộ tổng hợp", now=at(1))
        post(session, key, cycle.report("C003").unit_key, "reporter")
    return sign_in(COLLEAGUE)


def staff_key(database: Database, username: str) -> int:
    with database.read() as session:
        found = find_staff(session, username)
        assert found is not None
        return found.key


def test_a_stranger_finds_nothing_on_any_route(sign_in: SignIn, cycle: Cycle) -> None:
    key = cycle.task("C003", "draft")
    stranger = sign_in(STRANGER)
    assert stranger.get(f"/tasks/{key}").status_code == 404
    assert stranger.submit(f"/tasks/{key}/claim", {}, page="/tasks").status_code == 404
    for step in ("submit", "draft", "claim", "release", "reassign", "remark", "en"):
        fields = {"do": step, "overview": "của người lạ", "remark-text": "lời của người lạ", "hand-to": "1"}
        assert stranger.submit(f"/tasks/{key}", fields, page="/tasks").status_code == 404, step
    assert "người lạ" not in sign_in(CLERK).get(f"/tasks/{key}").text


def test_the_unit_above_does_not_see_a_draft(sign_in: SignIn, cycle: Cycle) -> None:
    cycle.save("C003")
    assert sign_in(DESK).get(f"/tasks/{cycle.task('C003', 'draft')}").status_code == 404


def test_the_head_reads_the_clerks_draft_but_has_nothing_to_do(sign_in: SignIn, cycle: Cycle) -> None:
    cycle.save("C003")
    key = cycle.task("C003", "draft")
    text = sign_in(HEAD).get(f"/tasks/{key}").text
    assert "Bạn chưa phải làm gì." in text
    assert "Việc này thuộc: Cán bộ tổng hợp, Phường 3." in text
    assert ISSUE["summary"] in text
    assert 'name="_revision"' not in text
    assert 'value="submit"' not in text


def test_the_second_of_two_who_send_is_told_and_keeps_his_words(
    sign_in: SignIn, cycle: Cycle, colleague: Visitor
) -> None:
    clerk, key = sign_in(CLERK), cycle.task("C003", "draft")
    assert send(clerk, key, GOOD, revision=0).status_code == 303
    answer = send(colleague, key, {**GOOD, "overview": "Lời của người chậm hơn."}, revision=0)
    assert answer.status_code == 409
    assert "Lời của người chậm hơn." in answer.text
    assert "Việc này đã xong." in answer.text
    assert cycle.open_elements("C003") == ["approve"]


def test_two_who_save_one_draft_see_both_versions(sign_in: SignIn, cycle: Cycle, colleague: Visitor) -> None:
    clerk, key = sign_in(CLERK), cycle.task("C003", "draft")
    send(clerk, key, {"overview": "Bản của người nhanh."}, "draft", revision=0)
    answer = send(colleague, key, {"overview": "Bản của người chậm."}, "draft", revision=0)
    assert answer.status_code == 409
    assert "Bản của người nhanh." in answer.text
    assert "Bản của người chậm." in answer.text
    assert "Bản nháp đồng nghiệp lưu lúc" in answer.text
    assert 'name="_revision" value="1"' in answer.text
    again = send(colleague, key, {"overview": "Bản của người chậm."}, "draft", revision=1)
    assert again.status_code == 303
    assert "Bản của người chậm." in clerk.get(f"/tasks/{key}").text


def test_two_who_send_at_the_same_moment_one_wins(sign_in: SignIn, cycle: Cycle, colleague: Visitor) -> None:
    clerk, key = sign_in(CLERK), cycle.task("C003", "draft")
    tokens = [(visitor, visitor.token(f"/tasks/{key}")) for visitor in (clerk, colleague)]

    def race(entry: tuple[Visitor, str]) -> int:
        visitor, token = entry
        pairs = [*GOOD.items(), ("do", "submit"), ("_revision", "0"), ("_token", token)]
        return visitor.post_form(f"/tasks/{key}", pairs).status_code

    with ThreadPoolExecutor(2) as runners:
        assert sorted(runners.map(race, tokens)) == [303, 409]
    assert cycle.open_elements("C003") == ["approve"]


@pytest.mark.parametrize("late", [TaskGone("completed", "7"), TaskTaken("7"), StaleTask()])
def test_a_rival_met_in_the_middle_of_the_step_costs_no_words(
    sign_in: SignIn, cycle: Cycle, monkeypatch: pytest.MonkeyPatch, late: EngineError
) -> None:
    def too_late(*_: object, **__: object) -> None:
        raise late

    monkeypatch.setattr("web.task.complete_task", too_late)
    answer = send(sign_in(CLERK), cycle.task("C003", "draft"), {**GOOD, "overview": "Lời gõ sau."})
    assert answer.status_code == 409
    assert "Lời gõ sau." in answer.text
    assert "Việc này vừa được người khác làm xong" in answer.text


def test_of_two_who_take_a_task_one_has_it(sign_in: SignIn, cycle: Cycle, colleague: Visitor) -> None:
    clerk, key = sign_in(CLERK), cycle.task("C003", "draft")
    assert send(clerk, key, {}, "claim").status_code == 303
    answer = send(colleague, key, {}, "claim")
    assert answer.status_code in {409, 422}
    text = colleague.get(f"/tasks/{key}").text
    assert "Đồng nghiệp cùng bộ phận (" in text
    assert ") đang giữ việc này." in text
    refused = send(colleague, key, {**GOOD, "overview": "Không kịp gửi."})
    assert refused.status_code == 422
    assert "Không kịp gửi." in refused.text
    assert "giữ" in refused.text


def test_a_task_given_back_can_be_taken_by_another(sign_in: SignIn, cycle: Cycle, colleague: Visitor) -> None:
    clerk, key = sign_in(CLERK), cycle.task("C003", "draft")
    send(clerk, key, {}, "claim")
    assert send(colleague, key, {}, "release").status_code == 422
    answer = send(clerk, key, {}, "release")
    assert answer.headers["location"] == "/tasks?done=released"
    assert send(colleague, key, {}, "claim").status_code == 303


def test_the_head_hands_a_task_to_another_clerk(
    sign_in: SignIn, cycle: Cycle, colleague: Visitor, database: Database
) -> None:
    head, clerk, key = sign_in(HEAD), sign_in(CLERK), cycle.task("C003", "draft")
    send(clerk, key, {}, "claim")
    fields = {"hand-to": str(staff_key(database, COLLEAGUE))}
    page = head.get(f"/tasks/{key}").text
    assert COLLEAGUE in page
    assert send(head, key, fields, "reassign").status_code == 303
    assert "Bạn đã nhận" in colleague.get(f"/tasks/{key}?done=claimed").text
    assert send(clerk, key, GOOD).status_code == 422
    assert send(colleague, key, GOOD).status_code == 303


@pytest.mark.parametrize("staff", ["", "x", "0", "9" * 40])
def test_a_task_goes_to_nobody_outside_the_office(sign_in: SignIn, cycle: Cycle, staff: str) -> None:
    head, key = sign_in(HEAD), cycle.task("C003", "draft")
    answer = send(head, key, {"hand-to": staff}, "reassign")
    assert answer.status_code == 422
    assert "đúng vai trò" in answer.text


def test_only_the_head_hands_over(sign_in: SignIn, cycle: Cycle, database: Database) -> None:
    clerk, key = sign_in(CLERK), cycle.task("C003", "draft")
    fields = {"hand-to": str(staff_key(database, CLERK))}
    assert send(clerk, key, fields, "reassign").status_code == 422


def test_sixty_clients_at_once_meet_no_error(sign_in: SignIn, cycle: Cycle, app: FastAPI) -> None:
    """Half of them read the inbox, half save the same draft: each is served, or told that another was faster."""
    clerk, key = sign_in(CLERK), cycle.task("C003", "draft")
    token, cookie = clerk.token(f"/tasks/{key}"), clerk.cookies["sid"]

    def visit(number: int) -> int:
        with httpx2.Client(base_url=address, cookies={"sid": cookie}, timeout=60) as client:
            if number % 2:
                return client.get("/tasks").status_code
            fields = {"overview": f"Bản {number}", "do": "draft", "_revision": "0", "_token": token}
            return client.post(f"/tasks/{key}", data=fields, headers=SAME_ORIGIN).status_code

    with served(app) as address, ThreadPoolExecutor(CLIENTS) as clients:
        statuses = list(clients.map(visit, range(CLIENTS)))
    assert set(statuses[1::2]) == {200}
    assert sorted(set(statuses[::2])) == [303, 409]
    assert statuses.count(303) == 1
