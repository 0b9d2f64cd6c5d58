"""Pages of service incidents: who would get what, one click, the steps until the incident is closed."""

import pytest

from tests.web.signing_in import SignIn
from tests.workflows.cycle import Cycle, at
from tests.workflows.issues.handled import Handled
from tests.workflows.response.incidents import CLOSING, VALVE, Flood
from workflows.response.words import within_words

NEW = "/responses/new"
TYPED = {
    "acting_in": "C003.receiver",
    "kind": "water_main",
    "area": "all",
    "what": "Vỡ ống nước ở ngõ 12.",
    "about": "",
}


def test_who_gets_what_is_shown_before_anything_begins(sign_in: SignIn) -> None:
    shown = sign_in("c003.receiver").submit(NEW, {**TYPED, "do": "look"}, page=NEW)
    for words in ("Sở Xây dựng", "yêu cầu đơn vị cấp nước khoá van".capitalize(), "05/05/2025 10:00"):
        assert words.lower() in shown.text.lower()
    assert "bắt đầu sau bước trước; rồi trong 24 giờ" in shown.text
    assert within_words(1, "working_days") == {"vi": "1 ngày làm việc", "en": "1 working day"}
    assert "Không có sự cố dịch vụ nào" in sign_in("c003.receiver").get("/responses").text


def test_whom_the_play_book_names_in_vain_is_warned_of(sign_in: SignIn) -> None:
    typed = {**TYPED, "do": "look", "kind": "waste_left"}
    text = sign_in("c003.receiver").submit(NEW, typed, page=NEW).text
    assert "2 bước về nơi khác với kịch bản" in text
    assert "Không có cơ quan chuyên môn về lĩnh vực: việc này về bộ phận phụ trách." in text


def test_whoever_asks_who_gets_what_without_a_kind_is_told_to_choose_one(sign_in: SignIn) -> None:
    ward = sign_in("c003.receiver")
    answer = ward.submit(NEW, {**TYPED, "kind": "", "do": "look"}, page=NEW)
    assert (answer.status_code, 'href="#kind">Chọn một loại sự cố' in answer.text) == (422, True)
    assert TYPED["what"] in answer.text, "what was typed stays"
    changed = ward.submit(NEW, {**TYPED, "kind": "", "do": "en"}, page=NEW)
    assert "Choose the kind of incident" not in changed.text, "a change of the language asks for nothing"


def test_whoever_begins_the_same_again_sees_what_runs_already(flood: Flood, sign_in: SignIn) -> None:
    flood.begun()
    already = "Đang ứng phó một sự cố cùng loại"
    for who, kind, seen in (
        ("c003.receiver", "water_main", True),
        ("d001.head", "water_main", True),
        ("c003.receiver", "power_cut", False),
        ("c004.receiver", "water_main", False),
    ):
        typed = {**TYPED, "acting_in": "", "kind": kind, "do": "look"}
        text = sign_in(who).submit(NEW, typed, page=NEW).text
        assert (already in text, f'href="/responses/{flood.key}"' in text) == (seen, seen)


def test_an_agency_is_told_who_begins_instead(sign_in: SignIn) -> None:
    answer = sign_in("p01-sxd.officer").get(NEW)
    assert (answer.status_code, "Báo cho đơn vị nơi xảy ra." in answer.text) == (403, True)


def test_the_list_says_how_many_steps_are_late(flood: Flood, sign_in: SignIn) -> None:
    flood.begun()
    ward = sign_in("c003.head")
    assert "bước trễ hạn" not in ward.get("/responses").text
    flood.steps.go_to(at(5, 11))
    assert "3 bước trễ hạn" in ward.get("/responses").text


def test_one_click_begins_and_a_button_pressed_twice_begins_once(sign_in: SignIn) -> None:
    ward = sign_in("c003.receiver")
    sent = ward.press_twice(NEW, {**TYPED, "do": "begin"}, page=NEW)
    assert [one.headers["location"] for one in sent] == ["/responses/1?done=begun"] * 2
    page = ward.get("/responses/1?done=begun").text
    for words in (
        "Mọi nơi có việc đã được báo",
        "Sự cố dịch vụ 01/2025: Vỡ đường ống cấp nước",
        "Chờ bước trước",
    ):
        assert words in page
    assert "Sự cố dịch vụ 01/2025" in sign_in("c003.head").get("/hot-spots").text
    assert "Sự cố dịch vụ 01/2025" in sign_in("d001.head").get("/hot-spots").text
    assert f'href="{NEW}"' in sign_in("c004.head").get("/hot-spots").text
    assert f'href="{NEW}"' not in sign_in("p01-sxd.officer").get("/hot-spots").text
    assert "Khoá van" not in sign_in("c004.head").get("/responses").text


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"what": "  "}, "Ghi ngắn gọn việc gì đã xảy ra"),
        ({"what": "Gọi 0912 345 678."}, "0912 345 678"),
        ({"kind": ""}, "Chọn một loại sự cố"),
        ({"area": "C005"}, "Chọn nơi xảy ra"),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_stays(
    sign_in: SignIn, fields: dict[str, str], words: str
) -> None:
    answer = sign_in("c003.receiver").submit(NEW, {**TYPED, "do": "begin", **fields}, page=NEW)
    assert answer.status_code == 422
    assert words in answer.text
    if "what" not in fields:
        assert TYPED["what"] in answer.text


def test_out_of_an_issue_the_plan_is_there_at_once_and_the_issue_leads_to_it(
    flood: Flood, sign_in: SignIn
) -> None:
    cycle = Cycle(flood.steps.database, flood.steps.now)
    key = Handled(cycle).raised(summary="Ống nước vỡ ở ngõ 12.", category="infrastructure.water").key
    ward = sign_in("c003.receiver")
    link = f"/responses/new?about=issue:{key}"
    assert link in ward.get(f"/issues/{key}").text
    shown = ward.get(link).text
    assert "Ống nước vỡ ở ngõ 12." in shown
    assert "Ai nhận việc gì, hạn nào" in shown
    flood.begun(about=f"issue:{key}")
    page = ward.get(f"/issues/{key}").text
    assert link not in page, "it is under way"
    assert 'href="/responses/1"' in page
    assert f'href="/issues/{key}"' in ward.get("/responses/1").text


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
def test_whose_it_is_not_finds_nothing(flood: Flood, sign_in: SignIn, username: str, status: int) -> None:
    flood.begun()
    visitor = sign_in(username)
    assert visitor.get(f"/responses/{flood.key}").status_code == status
    assert ("Vỡ ống nước" in visitor.get("/responses").text) == (status == 200)


def test_the_page_shows_what_is_late_what_came_of_steps_and_the_log(flood: Flood, sign_in: SignIn) -> None:
    flood.begun()
    flood.confirm(VALVE, "Đội sửa chữa đã lên đường.")
    flood.carry_out(VALVE, text="Đã khoá van.")
    flood.steps.go_to(at(5, 13))
    flood.lead(decision="skip", skip_step=str(flood.step(6).key), skip_reason="Nhà dân còn nước dự trữ.")
    assert "(3 bước trễ hạn)" in sign_in("d001.head").get("/hot-spots").text
    page = sign_in("c003.receiver").get(f"/responses/{flood.key}").text
    for words in ("Đã khoá van.", "3 bước trễ hạn", "Nhà dân còn nước dự trữ.", "Đội sửa chữa đã lên đường."):
        assert words in page
    flood.lead(**{**CLOSING, "left_reason": "Xong."})
    page = sign_in("d001.head").get(f"/responses/{flood.key}").text
    for words in (
        "Đã khắc phục xong",
        CLOSING["lessons"],
        "/papers/",
        f"/directions/new?about=response:{flood.key}",
    ):
        assert words in page
    paper = page.partition("/papers/")[2].partition(".pdf")[0]
    assert sign_in("p01-sxd.officer").get(f"/papers/{paper}.pdf").content.startswith(b"%PDF")
    assert sign_in("c004.head").get(f"/papers/{paper}.pdf").status_code == 404


def test_lists_hold_what_runs_first_and_go_on_by_pages(flood: Flood, sign_in: SignIn) -> None:
    for _ in range(51):
        flood.begun(kind="lighting_out", what="Tắt đèn.")
    ward = sign_in("c003.head")
    first = ward.get("/responses").text
    assert "Sự cố dịch vụ 51/2025" in first
    assert "Sự cố dịch vụ 01/2025" not in first
    more = first.partition('rel="next" href="')[2].partition('"')[0].replace("&amp;", "&")
    assert "Sự cố dịch vụ 01/2025" in ward.get(more).text
    flood.lead(**{**CLOSING, "left_reason": "Xong."})
    assert "Sự cố dịch vụ 51/2025" in ward.get("/responses?state=closed").text
    assert "Sự cố dịch vụ 51/2025" not in ward.get("/responses").text
    assert "Sự cố dịch vụ 50/2025" in sign_in("admin").get("/responses").text


def test_what_my_unit_owes_has_its_steps(flood: Flood, sign_in: SignIn) -> None:
    flood.begun()
    owed = sign_in("p01-sxd.officer").get("/owed").text
    assert "Bước ứng phó sự cố" in owed
    assert "Yêu cầu đơn vị cấp nước khoá van" in owed
    assert "Sự cố dịch vụ phải đóng" in sign_in("c003.head").get("/owed").text
