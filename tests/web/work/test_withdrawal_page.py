"""The head takes a report back on its case page; the receiving desk is told why its task is gone."""

from tests.web.signing_in import SignIn
from tests.web.work.test_task_page import CLERK, DESK, HEAD, STRANGER
from tests.workflows.cycle import Cycle

REASON = "Ghi nhầm số ý kiến."


def test_the_head_takes_it_back_and_everybody_sees_why(cycle: Cycle, sign_in: SignIn) -> None:
    cycle.submit("C003")
    head, desk = sign_in(HEAD), sign_in(DESK)
    page, task = f"/reports/{cycle.report('C003').key}", cycle.task("C003", "accept")
    assert "Rút lại báo cáo" in head.get(page).text
    answer = head.submit(f"{page}/withdrawal", {"reason": REASON}, page=page)
    assert answer.headers["location"] == f"{page}?done=withdrawn"
    text = head.get(answer.headers["location"]).text
    assert "Báo cáo trở lại bản nháp" in text
    assert "đơn vị gửi rút lại" in text
    assert REASON in text
    assert "Đúng hạn" in text
    ended = desk.get(f"/tasks/{task}").text
    assert "đơn vị gửi đã rút báo cáo lại" in ended
    assert 'value="submit"' not in ended
    draft = sign_in(CLERK).get(f"/tasks/{cycle.task('C003', 'draft')}").text
    assert "Đã rút lại sau khi gửi" in draft
    assert REASON in draft
    board = desk.get("/cycles/1").text
    assert "Rút lại 1 lần, đang bổ sung" in board


def test_a_reason_that_cannot_be_kept_stays_in_its_box(cycle: Cycle, sign_in: SignIn) -> None:
    cycle.submit("C003")
    page = f"/reports/{cycle.report('C003').key}"
    answer = sign_in(HEAD).submit(f"{page}/withdrawal", {"reason": "Hỏi 0912 345 678"}, page=page)
    assert answer.status_code == 422
    assert "Chưa rút được báo cáo" in answer.text
    assert "Hỏi 0912 345 678</textarea>" in answer.text


def test_nobody_else_is_offered_it_or_can_do_it(cycle: Cycle, sign_in: SignIn) -> None:
    cycle.submit("C003")
    page = f"/reports/{cycle.report('C003').key}"
    for username in (CLERK, DESK):
        visitor = sign_in(username)
        assert "Rút lại báo cáo" not in visitor.get(page).text
        assert visitor.submit(f"{page}/withdrawal", {"reason": REASON}, page="/tasks").status_code == 404
    assert (
        sign_in(STRANGER).submit(f"{page}/withdrawal", {"reason": REASON}, page="/tasks").status_code == 404
    )


def test_what_was_accepted_meanwhile_is_told_plainly(cycle: Cycle, sign_in: SignIn) -> None:
    cycle.submit("C003")
    page = f"/reports/{cycle.report('C003').key}"
    cycle.accept("C003", "D001")
    answer = sign_in(HEAD).submit(f"{page}/withdrawal", {"reason": REASON}, page="/tasks")
    assert answer.status_code == 409
    assert "không còn nằm ở cấp trên để rút lại" in answer.text
