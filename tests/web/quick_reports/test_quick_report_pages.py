"""Pages of quick reports: one short form, the event with its receipts, the mark in the month's draft."""

import pytest

from tests.web.signing_in import SignIn
from tests.workflows.cycle import ANSWERS, ISSUE, Cycle, at
from tests.workflows.quick_report.events import EVENT, Event
from workflows.issues.open_for_report import starting_draft
from workflows.open_task import find_task
from workflows.task_forms import form_for

MARK = "Đã báo cáo nhanh, số 01/2025: chỉ tính một lần."
NEW = "/quick-reports/new"
TYPED = {name: str(value) for name, value in EVENT.items() if name != "over"}


def test_a_ward_sends_one_form_and_a_button_pressed_twice_sends_it_once(
    event: Event, sign_in: SignIn
) -> None:
    ward = sign_in("c003.reporter")
    sent = ward.press_twice(NEW, TYPED, page=NEW)
    assert [one.headers["location"] for one in sent] == ["/quick-reports/1?done=sent"] * 2
    page = ward.get("/quick-reports/1?done=sent").text
    assert "Mọi nơi nhận đã được báo" in page
    assert "Báo cáo nhanh 01/2025" in page
    event.key = 1
    assert event.got()["P01"] == "waiting"


def test_what_is_missing_is_said_and_nothing_is_lost(sign_in: SignIn) -> None:
    answer = sign_in("c003.reporter").submit(NEW, {**TYPED, "happened_at": ""}, page=NEW)
    assert answer.status_code == 422
    assert "Ghi ngày giờ xảy ra" in answer.text
    assert "Đã sơ tán." in answer.text


@pytest.mark.parametrize(
    ("username", "status"),
    [
        ("c003.head", 200),
        ("d001.receiver", 200),
        ("p01.leader", 200),
        ("p01-sxd.officer", 200),
        ("c004.head", 404),
    ],
)
def test_whose_it_is_not_finds_nothing(event: Event, sign_in: SignIn, username: str, status: int) -> None:
    event.sent()
    visitor = sign_in(username)
    assert visitor.get(f"/quick-reports/{event.key}").status_code == status
    side = "sent" if username == "c003.head" else "got"
    listed = visitor.get(f"/quick-reports?side={side}").text
    assert ("Vỡ bờ bao" in listed) == (status == 200)


def test_the_page_shows_receipts_follow_ups_and_the_paper(event: Event, sign_in: SignIn) -> None:
    event.sent()
    event.confirm("P01", "Chuyển ngay hai máy bơm.")
    event.steps.go_to(at(5, 11))
    event.follow_up("Nước đang rút.")
    page = sign_in("c003.reporter").get(f"/quick-reports/{event.key}").text
    for words in ("Chuyển ngay hai máy bơm.", "Nước đang rút.", "Đã xác nhận", "/papers/1.pdf", "14:00"):
        assert words in page
    assert sign_in("p01.receiver").get("/papers/1.pdf").content.startswith(b"%PDF")


def test_the_months_draft_marks_it_and_so_does_what_its_head_approves(event: Event, sign_in: SignIn) -> None:
    event.sent()
    cycle = Cycle(event.steps.database, at(7))
    cycle.open()
    event.steps.now = at(15, 9)
    page = sign_in("c003.reporter").get(f"/tasks/{cycle.task('C003', 'draft')}").text
    assert MARK in page
    with cycle.database.read() as session:
        facts = find_task(session, cycle.viewer("c003.reporter"), cycle.task("C003", "draft"))
        issues = starting_draft(session, facts, form_for(session, facts))["issues"]
    cycle.draft("C003", {**ANSWERS, "issues": [dict(ISSUE), *issues]})
    page = sign_in("c003.head").get(f"/tasks/{cycle.task('C003', 'approve')}").text
    assert page.count(MARK) == 1
    assert page.index("Vỡ bờ bao") < page.index(MARK)
