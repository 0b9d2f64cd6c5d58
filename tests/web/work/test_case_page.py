"""The page of a case, its files and remarks; and that strangers find nothing of it."""

import hashlib
import re

import pytest
import sqlalchemy as sa

from tests.web.signing_in import SignIn
from tests.workflows.cycle import Cycle, at
from web.language import LANGUAGES
from workflows.tables import document, receipt


@pytest.fixture
def returned(cycle: Cycle) -> Cycle:
    """Ward 3 sent, was returned once, and sent again."""
    cycle.go_to(at(15, 9))
    cycle.submit("C003")
    cycle.go_to(at(16, 10, 30))
    cycle.send_back("C003", "D001", "Vấn đề 1 <chưa rõ> địa bàn.")
    cycle.go_to(at(19, 14))
    cycle.submit("C003")
    cycle.go_to(at(20, 9))
    return cycle


def address(cycle: Cycle, unit: str = "C003") -> str:
    return f"/reports/{cycle.report(unit).key}"


def opened(cycle: Cycle) -> list[object]:
    with cycle.database.read() as session:
        rows = session.execute(
            sa.select(receipt.c.opened_at).where(receipt.c.office == "receiver").order_by(receipt.c.key)
        )
        return list(rows.scalars())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_says_where_the_report_is_and_where_the_time_went(
    returned: Cycle, sign_in: SignIn, language: str
) -> None:
    visitor = sign_in("c003.reporter")
    visitor.cookies.set("language", language)
    text = visitor.get(address(returned)).text
    said = {
        "vi": [
            "Đúng hạn",
            "Đang giữ: Bộ phận tiếp nhận, Quận 1",
            "13 ngày 1 giờ",
            "3 ngày 4 giờ",
            "Bạn chưa phải",
        ],
        "en": [
            "On time",
            "Held by: Receiving desk, Quận 1",
            "13 days 1 hour",
            "3 days 4 hours",
            "You need not",
        ],
    }[language]
    for words in said:
        assert words in text
    assert "Vấn đề 1 &lt;chưa rõ&gt; địa bàn." in text
    assert {"vi": "Thiếu địa bàn: Vấn đề 1", "en": "Places are missing: Vấn đề 1"}[language] in text
    assert "TL-02" not in text
    assert "style=" not in text


def test_whose_turn_it_is_gets_the_one_filled_button(returned: Cycle, sign_in: SignIn) -> None:
    text = sign_in("d001.receiver").get(address(returned)).text
    assert f'href="/tasks/{returned.task("C003", "accept")}"' in text
    assert text.count('class="govuk-button govuk-!-margin-bottom-0"') == 1


def test_the_addressee_s_first_look_is_noted_once(returned: Cycle, sign_in: SignIn) -> None:
    sign_in("c003.head").get(address(returned))
    sign_in("p01.head").get(address(returned))
    assert opened(returned) == [at(16, 10, 30), None], "the first version was opened by returning it"
    visitor = sign_in("d001.receiver")
    assert "20/05 09:00" in visitor.get(address(returned)).text
    returned.now = at(20, 10)
    visitor.get(address(returned))
    assert opened(returned) == [at(16, 10, 30), at(20, 9)]


def test_the_file_comes_as_it_was_stored(returned: Cycle, sign_in: SignIn) -> None:
    visitor = sign_in("c003.head")
    answer = visitor.get("/documents/2.pdf")
    with returned.database.read() as session:
        stored = session.execute(sa.select(document).where(document.c.key == 2)).one()
    assert answer.content == stored.content
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["x-content-type-options"] == "nosniff"
    disposition = 'attachment; filename="bao-cao_2025-05_C003_2.pdf"'
    assert answer.headers["content-disposition"] == disposition
    assert hashlib.sha256(answer.content).hexdigest() == stored.sha256
    shown = visitor.get(address(returned)).text
    eights = [stored.sha256[start : start + 8] for start in range(0, 64, 8)]
    assert f"SHA-256: {' '.join(eights)}</span>" in shown
    assert 'href="/documents/2.pdf"' in shown


@pytest.mark.parametrize("stranger", ["c004.reporter", "c005.head", "d002.receiver", "p01-sxd.officer"])
def test_a_stranger_finds_neither_case_nor_file_nor_a_place_to_speak(
    returned: Cycle, sign_in: SignIn, stranger: str
) -> None:
    visitor = sign_in(stranger)
    assert visitor.get(address(returned)).status_code == 404
    assert visitor.get("/documents/1.pdf").status_code == 404
    said = visitor.submit(f"{address(returned)}/comments", {"text": "x"}, page="/overdue")
    assert said.status_code == 404
    assert opened(returned)[-1] is None


@pytest.mark.parametrize(
    "path", ["/reports/999", "/reports/0", "/reports/x", "/documents/99.pdf", "/documents/x.pdf"]
)
def test_what_does_not_exist_looks_the_same(sign_in: SignIn, path: str) -> None:
    assert sign_in("admin").get(path).status_code == 404


def test_the_two_units_speak_and_those_above_only_read(returned: Cycle, sign_in: SignIn) -> None:
    page, path = address(returned), f"{address(returned)}/comments"
    answer = sign_in("d001.receiver").submit(path, {"text": "Gửi sớm <b>giúp</b> quận."}, page=page)
    assert answer.headers["location"] == f"{page}#comments"
    text = sign_in("p01.leader").get(page).text
    assert "Gửi sớm &lt;b&gt;giúp&lt;/b&gt; quận." in text
    assert "Bộ phận tiếp nhận, Quận 1 ·" in text  # as the page of a task names it
    assert path not in text
    assert sign_in("p01.leader").submit(path, {"text": "x"}, page=page).status_code == 404


def test_a_remark_sent_twice_from_one_page_stands_there_once(returned: Cycle, sign_in: SignIn) -> None:
    visitor, page = sign_in("c003.head"), address(returned)
    name = re.search(r'name="_page" value="([^"]+)"', visitor.get(page).text)
    assert name
    for _press in range(2):
        fields = {"text": "Đã hỏi lại tổ 4.", "_page": name[1]}
        assert visitor.submit(f"{page}/comments", fields, page=page).status_code == 303
    assert visitor.get(page).text.count("Đã hỏi lại tổ 4.") == 1


def test_an_empty_or_endless_remark_is_refused_and_nothing_is_lost(returned: Cycle, sign_in: SignIn) -> None:
    visitor, page = sign_in("c003.head"), address(returned)
    for text in ("  ", "dài " * 300):
        answer = visitor.submit(f"{page}/comments", {"text": text}, page=page)
        assert answer.status_code == 422
        assert text.strip() in answer.text


def test_what_the_head_told_his_own_office_stays_in_the_unit(cycle: Cycle, sign_in: SignIn) -> None:
    cycle.go_to(at(15, 9))
    cycle.draft("C003")
    cycle.approve("C003", decision="return", reason="Viết lại cho gọn.")
    cycle.submit("C003")
    assert "Viết lại cho gọn." in sign_in("c003.reporter").get(address(cycle)).text
    for above in ("d001.receiver", "p01.leader", "admin"):
        text = sign_in(above).get(address(cycle)).text
        assert "trả lại" in text
        assert "Viết lại cho gọn." not in text


@pytest.mark.parametrize("text", ["Gọi ông A, 0912 345 678", "CCCD 001099012345 đã báo"])
def test_a_remark_about_a_person_is_refused_beside_its_box(
    returned: Cycle, sign_in: SignIn, text: str
) -> None:
    visitor, page = sign_in("c003.head"), address(returned)
    answer = visitor.submit(f"{page}/comments", {"text": text}, page=page)
    assert answer.status_code == 422
    assert 'href="#text"' in answer.text
    assert re.search(rf'<textarea[^>]* aria-invalid="true">\n{text}</textarea>', answer.text)
    assert text not in visitor.get(page).text


def test_a_report_not_sent_shows_its_due_date_day_by_day(cycle: Cycle, sign_in: SignIn) -> None:
    cycle.go_to(at(19, 18))
    text = sign_in("c004.reporter").get(address(cycle, "C004")).text
    assert "trễ 1 ngày làm việc" in text
    assert "chốt số liệu 14/05/2025 + 2 ngày làm việc = 16/05/2025" in text
    assert "Thứ Năm 15/05" in text
    assert "Chưa gửi bản nào" in text


def test_when_the_cycle_closed_the_page_says_what_became_of_it(cycle: Cycle, sign_in: SignIn) -> None:
    cycle.go_to(at(15, 9))
    cycle.submit("C003")
    cycle.go_to(at(12, month=6))
    visitor = sign_in("admin")
    assert "Kỳ đã đóng trước khi báo cáo được tiếp nhận" in visitor.get(address(cycle)).text
    assert "Kỳ đã đóng mà chưa gửi báo cáo" in visitor.get(address(cycle, "C004")).text


@pytest.mark.parametrize("username", ["c003.reporter", "d001.receiver", "d001.head", "p01.leader", "admin"])
def test_the_way_back_leads_to_a_board_the_reader_may_see(
    cycle: Cycle, sign_in: SignIn, username: str
) -> None:
    visitor = sign_in(username)
    unit = "D001" if username == "d001.head" else "C003"
    way_back = re.search(r'href="(/cycles/1\?unit=\d+)"', visitor.get(address(cycle, unit)).text)
    assert way_back
    assert visitor.get(way_back[1]).status_code == 200
