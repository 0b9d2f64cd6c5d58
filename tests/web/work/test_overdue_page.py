"""A leader's list of what is late."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from engine.tables import task
from tests.web.signing_in import SignIn
from tests.workflows.cycle import Cycle, at
from web.language import LANGUAGES


def test_nothing_late_is_an_answer_too(sign_in: SignIn) -> None:
    text = sign_in("d001.leader").get("/overdue").text
    assert "Không có báo cáo nào quá hạn" in text
    assert "<table" not in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_late_report_says_who_holds_it_who_was_told_and_what_comes(
    cycle: Cycle, sign_in: SignIn, language: str
) -> None:
    cycle.go_to(at(19, 18))
    visitor = sign_in("d002.leader")
    visitor.cookies.set("language", language)
    text = visitor.get("/overdue").text
    said = {
        "vi": [
            "Xã 5: báo cáo tháng 05/2025",
            "trễ 1 ngày làm việc",
            "Cán bộ tổng hợp",
            "21/05 17:00",
            "báo ",
        ],
        "en": ["Xã 5: report for May 2025", "1 working day late", "Reporting officer", "21/05 17:00", "told"],
    }[language]
    for words in said:
        assert words in text
    assert f'href="/reports/{cycle.report("C005").key}"' in text
    assert "style=" not in text


def test_the_list_is_narrowed_to_one_kind_and_the_address_keeps_it(cycle: Cycle, sign_in: SignIn) -> None:
    month = cycle.key
    cycle.go_to(at(10, month=6))
    cycle.open("2025-Q2")
    quarterly = cycle.report("C005").key
    cycle.go_to(at(25, month=6))
    leader = sign_in("d002.leader")
    assert f'href="/reports/{quarterly}"' in leader.get("/overdue").text
    monthly = leader.get("/overdue?kind=monthly").text
    assert "Không có báo cáo nào thuộc loại này quá hạn" in monthly, f"cycle {month} has closed"
    only = leader.get("/overdue?kind=quarterly").text
    assert f'href="/reports/{quarterly}"' in only
    assert 'href="/overdue?kind=quarterly" aria-current="page"' in only
    assert (
        'href="/overdue?kind=quarterly">Về đầu danh sách'
        in leader.get("/overdue?kind=quarterly&after=50").text
    )
    assert leader.get("/overdue?kind=<x>").status_code == 404


def test_with_one_kind_of_cycle_there_is_nothing_to_choose(cycle: Cycle, sign_in: SignIn) -> None:
    cycle.go_to(at(19, 18))
    assert "?kind=" not in sign_in("d002.leader").get("/overdue").text


def test_the_most_pressing_leads_to_those_who_have_not_sent(cycle: Cycle, sign_in: SignIn) -> None:
    cycle.go_to(at(19, 18))
    text = sign_in("d001.leader").get("/overdue").text
    assert "Quận 1 phải gửi Tỉnh A" in text
    assert f"unit={cycle.report('D001').unit_key}&amp;outcome=pending" in text


def test_the_only_late_report_is_the_most_pressing_one_and_leads_on(cycle: Cycle, sign_in: SignIn) -> None:
    cycle.go_to(at(19, 18))
    text = sign_in("c003.reporter").get("/overdue").text
    box = text.partition('<div class="next">')[2].partition("</div>")[0]
    assert f'href="/reports/{cycle.report("C003").key}"' in box


def test_a_page_past_the_end_of_the_list_leads_back(cycle: Cycle, sign_in: SignIn) -> None:
    cycle.go_to(at(19, 18))
    text = sign_in("c003.reporter").get("/overdue?after=50").text
    assert "Gấp nhất" not in text
    assert "<table" not in text
    assert 'href="/overdue">Về đầu danh sách' in text


def test_others_late_reports_are_not_in_the_list(cycle: Cycle, sign_in: SignIn) -> None:
    cycle.go_to(at(19, 18))
    text = sign_in("c003.head").get("/overdue").text
    assert "Phường 3: báo cáo" in text
    assert "Phường 4" not in text


def test_a_step_whose_moment_is_past_is_being_done_and_not_still_to_come(
    cycle: Cycle, sign_in: SignIn
) -> None:
    cycle.go_to(at(19, 16))
    cycle.now = at(19, 18)  # the clock went on, and the timer of 17:00 has not fired yet
    ward, key = sign_in("c003.head"), cycle.report("C003").key
    for page in ("/overdue", f"/reports/{key}", f"/tasks/{cycle.task('C003', 'draft')}"):
        text = sign_in("c003.reporter").get(page).text if page.startswith("/tasks") else ward.get(page).text
        assert "Đang xử lý" in text, page
        assert "19/05 17:00" not in text, page


@pytest.mark.parametrize(
    ("username", "told"),
    [("d001.leader", True), ("p01.leader", True), ("d002.leader", False), ("c003.reporter", False)],
)
def test_a_desk_that_is_late_with_receiving_is_told_to_those_above_the_sender(
    username: str, told: object, cycle: Cycle, sign_in: SignIn
) -> None:
    cycle.submit("C003")
    with cycle.database.read() as session:
        due = session.execute(
            sa.select(task.c.due_at).where(task.c.key == cycle.task("C003", "accept"))
        ).scalar_one()
    said, leader = "chờ cấp trên quá hạn tiếp nhận", sign_in(username)
    cycle.now = due
    assert said not in leader.get("/overdue").text
    cycle.now = due + timedelta(minutes=1)
    text = leader.get("/overdue").text
    assert (said in text) is told
    assert (f'href="/reports/{cycle.report("C003").key}"' in text) is told
    assert said not in leader.get("/overdue?kind=quarterly").text
