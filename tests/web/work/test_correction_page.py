"""Asking for a correction on the page of a case, and the days that returns cost, on case and board."""

from tests.web.signing_in import SignIn
from tests.web.work.test_task_page import CLERK, DESK, HEAD, STRANGER
from tests.workflows.cycle import ANSWERS, Cycle, at
from tests.workflows.test_corrections import do

REASON = "Số ý kiến không khớp."


def test_the_receiving_desk_asks_and_the_unit_finds_its_task(cycle: Cycle, sign_in: SignIn) -> None:
    cycle.submit("C003")
    cycle.accept("C003", "D001")
    page, desk = f"/reports/{cycle.report('C003').key}", sign_in(DESK)
    assert "Yêu cầu đính chính" in desk.get(page).text
    answer = desk.submit(f"{page}/correction", {"why": REASON}, page=page)
    made = answer.headers["location"]
    text = desk.get(made).text
    assert "Đã yêu cầu đính chính" in text
    assert "bản đính chính lần 1" in text
    assert REASON in text
    assert "Từ lúc yêu cầu đính chính" in text
    assert "mở kỳ" not in text.lower(), "its time runs from the day it was asked for"
    assert text.count("Từng ngày một") == 1, "it has one due date: its own"
    assert "Báo cáo này có bản đính chính" in desk.get(page).text
    assert "Yêu cầu đính chính</span>" not in desk.get(page).text
    draft = sign_in(CLERK).get(f"/tasks/{cycle.task('C003', 'draft')}").text
    assert "Đính chính báo cáo đã tiếp nhận" in draft
    assert REASON in draft
    assert "đang đính chính" in desk.get("/cycles/1").text


def test_it_is_called_a_correction_wherever_its_task_stands(cycle: Cycle, sign_in: SignIn) -> None:
    cycle.submit("C003")
    cycle.accept("C003", "D001")
    page = f"/reports/{cycle.report('C003').key}"
    sign_in(DESK).submit(f"{page}/correction", {"why": REASON}, page=page)
    title, clerk = "Đính chính báo cáo tháng 05/2025", sign_in(CLERK)
    listed = clerk.get("/tasks").text
    assert title in listed
    assert "bản nháp lưu" not in listed, "nobody has saved it"
    task = clerk.get(f"/tasks/{cycle.task('C003', 'draft')}").text
    assert f"{title}</h1>" in task
    assert "yêu cầu đính chính 07/05/2025" in task
    assert "trả lại 07/05/2025" not in task
    do(cycle, CLERK, "draft", {**ANSWERS, "overview": "Đã đính chính."}, revision=1)
    assert (
        f"Duyệt {title[0].lower()}{title[1:]}"
        in sign_in(HEAD).get(f"/tasks/{cycle.task('C003', 'approve')}").text
    )
    do(cycle, HEAD, "approve", {"decision": "approve"})
    assert f"{title}: Phường 3" in sign_in(DESK).get("/tasks").text


def test_a_correction_that_never_came_leaves_what_was_accepted(cycle: Cycle, sign_in: SignIn) -> None:
    cycle.submit("C003")
    cycle.accept("C003", "D001")
    page, desk = f"/reports/{cycle.report('C003').key}", sign_in(DESK)
    made = desk.submit(f"{page}/correction", {"why": REASON}, page=page).headers["location"]
    cycle.go_to(at(30, month=6))
    text = desk.get(made).text
    assert "Kỳ đã đóng trước khi bản đính chính được tiếp nhận." in text
    assert "tính là chưa gửi" not in text


def test_the_correction_of_a_district_collects_nothing_anew(cycle: Cycle, sign_in: SignIn) -> None:
    cycle.go_to(at(19, 18))
    cycle.submit("D001")
    cycle.accept("D001", "P01")
    page, desk = f"/reports/{cycle.report('D001').key}", sign_in("p01.receiver")
    made = desk.submit(f"{page}/correction", {"why": REASON}, page=page).headers["location"]
    assert "Chờ cấp dưới" in desk.get(page).text
    assert "Chờ cấp dưới" not in desk.get(made).text


def test_a_reason_that_cannot_be_kept_stays_in_its_box(cycle: Cycle, sign_in: SignIn) -> None:
    cycle.submit("C003")
    cycle.accept("C003", "D001")
    page = f"/reports/{cycle.report('C003').key}"
    answer = sign_in(DESK).submit(f"{page}/correction", {"why": "Hỏi 0912 345 678"}, page=page)
    assert answer.status_code == 422
    assert "Hỏi 0912 345 678</textarea>" in answer.text


def test_nobody_else_is_offered_it_or_can_do_it(cycle: Cycle, sign_in: SignIn) -> None:
    cycle.submit("C003")
    cycle.accept("C003", "D001")
    page = f"/reports/{cycle.report('C003').key}"
    for username in (CLERK, HEAD):
        assert "Yêu cầu đính chính" not in sign_in(username).get(page).text
    for username in (CLERK, HEAD, STRANGER):
        answer = sign_in(username).submit(f"{page}/correction", {"why": REASON}, page="/tasks")
        assert answer.status_code == 404, username


def test_the_days_that_returns_cost_stand_on_case_and_board(cycle: Cycle, sign_in: SignIn) -> None:
    cycle.now = at(15, 9)
    cycle.submit("C003")
    cycle.now = at(16, 9)
    cycle.send_back("C003", "D001")
    cycle.now = at(19, 9)
    cycle.submit("C003")
    cycle.now = at(20, 9)
    desk = sign_in(DESK)
    case = desk.get(f"/reports/{cycle.report('C003').key}").text
    assert "Số ngày mất do trả lại" in case
    board = desk.get("/cycles/1").text
    assert "1 đơn vị; 1 ngày làm việc (3 ngày lịch) ở đơn vị, 1 (1) ở Quận 1." in board
    assert "mất 1 ngày ở đơn vị, 1 ngày ở cấp trên" in board


def test_the_first_report_leads_to_where_a_further_correction_is_asked_for(
    cycle: Cycle, sign_in: SignIn
) -> None:
    cycle.submit("C003")
    cycle.accept("C003", "D001")
    page, desk, said = f"/reports/{cycle.report('C003').key}", sign_in(DESK), "Muốn đính chính thêm"
    desk.submit(f"{page}/correction", {"why": REASON}, page=page)
    assert said not in desk.get(page).text, "the first correction is still being written"
    do(cycle, CLERK, "draft", {**ANSWERS, "overview": "Đã đính chính."}, revision=1)
    do(cycle, HEAD, "approve", {"decision": "approve"})
    do(cycle, DESK, "accept", {"decision": "accept"})
    assert said in desk.get(page).text
    assert said not in sign_in(HEAD).get(page).text
