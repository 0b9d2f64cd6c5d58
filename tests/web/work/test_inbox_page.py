"""The inbox: the right tasks in the right band, each with its verb; nothing of a stranger's."""

import re
from datetime import date

import pytest
import sqlalchemy as sa

from database.session import Database
from engine.tables import task
from organisation.staff import find_staff
from organisation.substitutes import stand_in
from tests.web.browsing import Visitor
from tests.web.signing_in import SignIn
from tests.workflows.cycle import Cycle, at
from workflows.open_tasks import SCOPES

CLERK, HEAD, DESK, STRANGER = "c003.reporter", "c003.head", "d001.receiver", "c005.reporter"


def titles(visitor: Visitor, address: str = "/tasks") -> list[str]:
    found = re.findall(r'<h3 class="govuk-heading-s"><a [^>]*>([^<]+)</a>', visitor.get(address).text)
    return [title.strip() for title in found]


def test_the_clerk_finds_the_report_of_his_ward(sign_in: SignIn) -> None:
    clerk = sign_in(CLERK)
    text = clerk.get("/tasks").text
    assert titles(clerk) == ["Báo cáo tháng 05/2025"]
    assert "Soạn và gửi" in text
    assert "Gửi Quận 1" in text
    assert "Hạn 16/05/2025 17:00" in text


def test_who_stands_in_for_the_clerk_has_his_tasks_and_sees_until_when(
    sign_in: SignIn, cycle: Cycle, database: Database
) -> None:
    with database.write() as session:
        clerk, colleague = (find_staff(session, name) for name in (CLERK, "c003.receiver"))
        assert clerk
        assert colleague
        today = cycle.now.date()
        stand_in(session, for_staff=clerk.key, by_staff=colleague.key, first=today, last=date(2025, 5, 23))
    visitor = sign_in("c003.receiver")
    assert titles(visitor) == ["Báo cáo tháng 05/2025"]
    assert "Phường 3 · Cán bộ tổng hợp (làm thay đến 23/05/2025)" in visitor.get("/tasks").text


def test_in_english_too(sign_in: SignIn) -> None:
    clerk = sign_in(CLERK)
    clerk.get("/language?to=en")
    text = clerk.get("/tasks").text
    assert "Report for May 2025" in text
    assert "Write and send" in text
    assert "working days left" in text


@pytest.mark.parametrize(
    ("day", "hour", "band"),
    [
        (13, 16, "Để sau · 1"),
        (13, 18, "Sắp đến hạn · 1"),
        (16, 17, "Sắp đến hạn · 1"),
        (16, 18, "Quá hạn · 1"),
    ],
)
def test_a_task_moves_from_later_to_soon_to_overdue(
    sign_in: SignIn, cycle: Cycle, day: int, hour: int, band: str
) -> None:
    cycle.now = at(day, hour)
    text = sign_in(CLERK).get("/tasks").text
    assert band in text
    assert text.count('class="band') == 1


def test_what_is_late_says_how_late(sign_in: SignIn, cycle: Cycle) -> None:
    cycle.now = at(20, 9)
    assert '<span class="late">Trễ 1 ngày làm việc</span>' in sign_in(CLERK).get("/tasks").text


def test_the_verb_says_where_the_report_stands(sign_in: SignIn, cycle: Cycle) -> None:
    cycle.save("C003")
    text = sign_in(CLERK).get("/tasks").text
    assert "Soạn tiếp và gửi" in text
    assert "bản nháp lưu lúc" in text
    cycle.draft("C003")
    assert "Duyệt và gửi" in sign_in(HEAD).get("/tasks").text
    cycle.approve("C003")
    text = sign_in(DESK).get("/tasks").text
    assert "Tiếp nhận hoặc trả lại" in text
    assert "Báo cáo tháng 05/2025: Phường 3" in text
    cycle.send_back("C003", "D001")
    text = sign_in(CLERK).get("/tasks").text
    assert "Sửa và gửi lại" in text
    assert "trả lại 1 lần" in text


def test_one_filled_button_a_page(sign_in: SignIn, cycle: Cycle) -> None:
    cycle.submit("C003")
    cycle.submit("C004")
    buttons = re.findall(r'class="govuk-button"', sign_in(DESK).get("/tasks").text)
    assert len(buttons) == 1


def test_my_unit_shows_what_other_offices_hold_without_a_button(sign_in: SignIn) -> None:
    head = sign_in(HEAD)
    assert titles(head) == []
    assert titles(head, "/tasks?scope=unit") == ["Báo cáo tháng 05/2025"]
    text = head.get("/tasks?scope=unit").text
    assert "Cán bộ tổng hợp, Phường 3" in text
    assert "Soạn và gửi" not in text


def test_nobody_sees_a_strangers_task(sign_in: SignIn, cycle: Cycle) -> None:
    cycle.submit("C003")
    stranger = sign_in(STRANGER)
    for scope in (*SCOPES, "nonsense"):
        assert "Phường 3" not in stranger.get(f"/tasks?scope={scope}&q=C003").text


def test_what_is_mine_to_do_is_what_i_have_taken_and_what_nobody_has(sign_in: SignIn, cycle: Cycle) -> None:
    cycle.submit("C003")
    cycle.submit("C004")
    desk = sign_in(DESK)
    key = re.search(r"/tasks/(\d+)/claim", desk.get("/tasks?scope=unassigned").text)
    assert key
    desk.submit(f"/tasks/{key[1]}/claim", {}, page="/tasks?scope=unassigned")
    shown = {scope: titles(desk, f"/tasks?scope={scope}") for scope in SCOPES}
    assert len(shown["taken"]) == len(shown["unassigned"]) == 1
    assert sorted(shown["taken"] + shown["unassigned"]) == sorted(shown["mine"])
    assert set(shown["mine"]) <= set(shown["unit"])
    counts = re.findall(r'>([^<>]+) <span class="n">(\d+)</span>', desk.get("/tasks").text)
    assert counts == [("Cần tôi xử lý", "2"), ("Tôi đã nhận", "1"), ("Chưa ai nhận", "1"), ("Cả đơn vị", "2")]


def test_taking_a_task_moves_it_out_of_the_list_of_those_nobody_has(sign_in: SignIn) -> None:
    clerk = sign_in(CLERK)
    key = re.search(r"/tasks/(\d+)/claim", clerk.get("/tasks?scope=unassigned").text)
    assert key
    answer = clerk.submit(f"/tasks/{key[1]}/claim", {}, page="/tasks?scope=unassigned")
    assert answer.headers["location"] == f"/tasks/{key[1]}?done=claimed"
    assert "Mọi việc của bộ phận bạn đều đã có người nhận" in clerk.get("/tasks?scope=unassigned").text
    assert titles(clerk) == ["Báo cáo tháng 05/2025"]


@pytest.mark.parametrize("words", ["phuong 3", "PHƯỜNG  3", "c003", "05/2025", "bao cao"])
def test_search_takes_words_as_people_type_them(sign_in: SignIn, cycle: Cycle, words: str) -> None:
    cycle.submit("C003")
    assert "Báo cáo tháng 05/2025: Phường 3" in titles(sign_in(DESK), f"/tasks?q={words}")


def test_a_search_that_finds_nothing_says_so_and_keeps_the_words(sign_in: SignIn) -> None:
    text = sign_in(CLERK).get("/tasks?q=<b>xyz").text
    assert "Không có việc nào khớp “&lt;b&gt;xyz”" in text
    assert 'value="&lt;b&gt;xyz"' in text


@pytest.mark.parametrize("words", ["%", "_", "\\", "100%25", "a" * 5000])
def test_signs_of_a_pattern_are_plain_letters(sign_in: SignIn, words: str) -> None:
    visitor = sign_in(CLERK)
    assert visitor.get("/tasks", params={"q": words}).status_code == 200
    assert titles(visitor, f"/tasks?q={words[:5]}") == []


def test_a_long_list_goes_on_by_a_cursor(
    sign_in: SignIn, cycle: Cycle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workflows.inbox.PAGE", 1)
    cycle.submit("C003")
    cycle.submit("C004")
    desk = sign_in(DESK)
    first = desk.get("/tasks").text
    assert "Để sau · 2" in first or "Sắp đến hạn · 2" in first
    following = re.search(r'rel="next" href="([^"]+)"', first)
    assert following
    second = desk.get(following[1].replace("&amp;", "&")).text
    assert "Về đầu danh sách" in second or "Back to the beginning" in second
    assert titles(desk) != titles(desk, following[1].replace("&amp;", "&"))
    assert 'rel="next"' not in second


@pytest.mark.parametrize("after", ["x", "~", "2025~x", "9999~" + "9" * 40, "~1", "2025-01-01~5~7"])
def test_a_cursor_somebody_made_up_breaks_nothing(sign_in: SignIn, after: str) -> None:
    assert sign_in(CLERK).get("/tasks", params={"after": after}).status_code == 200


def test_only_known_messages_are_shown(sign_in: SignIn) -> None:
    clerk = sign_in(CLERK)
    assert "Đã trình lãnh đạo" in clerk.get("/tasks?done=draft_sent").text
    assert "notification-banner" not in clerk.get("/tasks?done=<script>").text


@pytest.mark.parametrize("holder", ["nguoi.giu", "²", "9" * 17])
def test_a_task_that_a_diagram_gave_to_a_name_breaks_no_list(
    sign_in: SignIn, cycle: Cycle, database: Database, holder: str
) -> None:
    with database.write() as session:
        key = cycle.task("C003", "draft")
        session.execute(sa.update(task).where(task.c.key == key).values(assignee=holder))
    assert f"đồng nghiệp ({holder}) đang giữ" in sign_in(CLERK).get("/tasks?scope=unit").text


def test_counts_stop_at_a_thousand(sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("workflows.inbox.count_tasks", lambda _session, *asked: [1001] * len(asked))
    assert "1000+" in sign_in(CLERK).get("/tasks").text


def test_the_operator_has_an_empty_list_that_says_so(sign_in: SignIn) -> None:
    assert "Bạn chưa phải làm gì" in sign_in("admin").get("/tasks").text


@pytest.mark.parametrize(
    ("who", "language", "office"),
    [
        ("c003.head", "vi", "Phường 3 · Lãnh đạo phường<"),
        ("c003.head", "en", "Phường 3 · Head of the ward<"),
        ("d001.head", "en", "Quận 1 · Head of the urban district<"),
        ("c003.reporter", "en", "Phường 3 · Reporting officer<"),
    ],
)
def test_the_header_calls_an_office_as_every_other_line_does(
    sign_in: SignIn, who: str, language: str, office: str
) -> None:
    visitor = sign_in(who)
    visitor.cookies.set("language", language)
    assert office in visitor.get("/tasks").text
