"""The page of a task: what is asked, by when and why; drafts, problems, decisions; nothing typed is ever lost."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import pytest
import sqlalchemy as sa

from tests.web.browsing import Visitor
from tests.web.signing_in import SignIn
from tests.workflows.cycle import ISSUE, Cycle, at
from workflows.tables import draft, receipt

CLERK, HEAD, DESK, STRANGER = "c003.reporter", "c003.head", "d001.receiver", "c005.reporter"
GOOD = {
    "overview": "Tình hình địa bàn ổn định.",
    **{f"issues.0.{name}": str(value) for name, value in ISSUE.items()},
}


def send(
    visitor: Visitor, key: int, fields: Mapping[str, str], do: str = "submit", revision: int | None = None
) -> Any:
    """Send the form of a task as its page would."""
    page = visitor.get(f"/tasks/{key}").text
    found = re.search(r'name="_revision" value="(\d+)"', page)
    current = found[1] if found else "0"
    carried = {"_revision": str(current if revision is None else revision), "do": do}
    return visitor.submit(f"/tasks/{key}", {**fields, **carried}, page=f"/tasks/{key}")


def to_mend(visitor: Visitor, answer: Any) -> str:
    """The page of the draft that a sending which was refused leads to; it may be loaded again."""
    assert answer.status_code == 303
    assert answer.headers["location"].endswith("?check=1")
    page, again = (visitor.get(answer.headers["location"]) for _ in range(2))
    assert page.status_code == again.status_code == 200
    assert "<title>Lỗi: " in page.text
    assert "govuk-error-summary" in again.text
    text: str = page.text
    return text


def opened_at(cycle: Cycle) -> datetime | None:
    """When District 1 first looked at what Ward 3 sent."""
    query = sa.select(receipt.c.opened_at).where(receipt.c.addressee == "D001")
    with cycle.database.read() as session:
        found: datetime | None = session.execute(query).scalar_one()
    return found


def test_the_way_back_stands_in_the_main_part_of_the_page(cycle: Cycle, sign_in: SignIn) -> None:
    text = sign_in(CLERK).get(f"/tasks/{cycle.task('C003', 'draft')}").text
    assert 'class="govuk-back-link"' in text.partition("<main")[2]


def test_the_page_says_what_by_when_and_why(sign_in: SignIn, cycle: Cycle) -> None:
    cycle.now = at(20, 9)
    text = sign_in(CLERK).get(f"/tasks/{cycle.task('C003', 'draft')}").text
    assert "<h1" in text
    assert "Báo cáo tháng 05/2025" in text
    assert 'từ <span class="nowrap">15/04/2025</span> đến' in text
    assert "thứ Sáu 16/05/2025, 17:00" in text
    assert "trễ 1 ngày làm việc" in text
    assert "Vì: chốt số liệu 14/05/2025 + 2 ngày làm việc = 16/05/2025" in text
    assert "Xem cách tính từng ngày" in text
    assert "Vẫn gửi được đến" in text


@pytest.mark.parametrize(("moment", "times"), [(at(14, 23, 59), 1), (at(15, 0), 0)])
def test_who_writes_before_the_period_is_over_is_told_what_would_be_missing(
    sign_in: SignIn, cycle: Cycle, moment: datetime, times: int
) -> None:
    cycle.now = moment
    text = sign_in(CLERK).get(f"/tasks/{cycle.task('C003', 'draft')}").text
    assert text.count("gửi trước thì báo cáo thiếu") == times


def test_signs_the_document_cannot_show_are_warned_of_in_a_draft_and_not_sent(
    sign_in: SignIn, cycle: Cycle
) -> None:
    clerk, key = sign_in(CLERK), cycle.task("C003", "draft")
    saved = send(clerk, key, {"overview": "Ổn định \U0001f600 漢 \u202edịnh"}, "draft")
    text = clerk.get(saved.headers["location"]).text
    assert "Có ký tự không in được trong văn bản: \U0001f600 漢. Xóa hoặc viết lại trước khi gửi." in text
    assert "\u202e" not in text
    refused = to_mend(clerk, send(clerk, key, {"overview": "Ổn định \U0001f600"}, "submit"))
    assert 'href="#' in refused
    assert "Có ký tự không in được trong văn bản: \U0001f600. Xóa hoặc viết lại." in refused


def test_english_is_complete(sign_in: SignIn, cycle: Cycle) -> None:
    clerk = sign_in(CLERK)
    clerk.get("/language?to=en")
    text = clerk.get(f"/tasks/{cycle.task('C003', 'draft')}").text
    assert "Report for May 2025" in text
    assert "Friday 16/05/2025, 17:00" in text
    assert "Because: cut-off 14/05/2025" in text
    assert "The case so far" in text


def test_a_draft_is_saved_without_checking_and_comes_back(sign_in: SignIn, cycle: Cycle) -> None:
    clerk, key = sign_in(CLERK), cycle.task("C003", "draft")
    answer = send(
        clerk, key, {"overview": "", "issues.0.summary": "Nửa chừng", "issues.0.mentions": "mười"}, "draft"
    )
    assert answer.status_code == 303
    assert answer.headers["location"] == f"/tasks/{key}?done=saved"
    text = clerk.get(answer.headers["location"]).text
    assert "Đã lưu nháp" in text
    assert "Nửa chừng" in text
    assert "mười" in text
    assert 'name="_revision" value="1"' in text
    assert 'Bản nháp lưu gần nhất: <span class="nowrap">07/05/2025 08:00</span>' in text


def test_a_draft_with_data_of_a_person_is_saved_and_warned_of(sign_in: SignIn, cycle: Cycle) -> None:
    clerk, key = sign_in(CLERK), cycle.task("C003", "draft")
    answer = send(clerk, key, {"overview": "Gọi số 0912 345 678 để hỏi."}, "draft")
    assert answer.status_code == 303
    text = clerk.get(f"/tasks/{key}").text
    assert "Gọi số 0912 345 678 để hỏi." in text
    assert "Cần xem lại trước khi gửi" in text


def test_what_cannot_be_sent_comes_back_with_all_that_was_typed(sign_in: SignIn, cycle: Cycle) -> None:
    clerk, key = sign_in(CLERK), cycle.task("C003", "draft")
    answer = send(clerk, key, {**GOOD, "issues.0.place": "", "issues.0.mentions": "không rõ"})
    text = to_mend(clerk, answer)
    assert "không rõ" in text
    assert "Tình hình địa bàn ổn định." in text
    assert "không rõ" in clerk.get(f"/tasks/{key}").text, "it is kept in the draft"
    assert cycle.open_elements("C003") == ["draft"]


def test_what_was_mended_meanwhile_is_told_no_more(sign_in: SignIn, cycle: Cycle) -> None:
    clerk, key = sign_in(CLERK), cycle.task("C003", "draft")
    to_mend(clerk, send(clerk, key, {**GOOD, "overview": ""}))
    send(clerk, key, GOOD, "draft")
    text = clerk.get(f"/tasks/{key}?check=1").text
    assert "<title>Lỗi: " not in text
    assert "govuk-error-summary" not in text


def test_a_text_from_an_earlier_form_is_a_row_of_the_list_on_the_page_that_tells_what_to_mend(
    sign_in: SignIn, cycle: Cycle
) -> None:
    clerk, key = sign_in(CLERK), cycle.task("C003", "draft")
    send(clerk, key, {**GOOD, "overview": ""}, "draft")
    with cycle.database.write() as session:
        before = {**session.execute(sa.select(draft.c.answers)).scalar_one(), "proposals": "Nạo vét cống."}
        session.execute(sa.update(draft).values(answers=before))
    page = clerk.get(f"/tasks/{key}?check=1")
    assert page.status_code == 200
    assert page.text.count("Nạo vét cống.") == clerk.get(f"/tasks/{key}").text.count("Nạo vét cống.") > 0


def test_nobody_else_is_told_what_to_mend(sign_in: SignIn, cycle: Cycle) -> None:
    clerk, key = sign_in(CLERK), cycle.task("C003", "draft")
    to_mend(clerk, send(clerk, key, {**GOOD, "overview": ""}))
    assert "govuk-error-summary" not in sign_in(HEAD).get(f"/tasks/{key}?check=1").text
    assert sign_in(STRANGER).get(f"/tasks/{key}?check=1").status_code == 404


def test_a_message_stands_by_its_row_when_an_empty_one_comes_first(sign_in: SignIn, cycle: Cycle) -> None:
    clerk, key = sign_in(CLERK), cycle.task("C003", "draft")
    second = {name.replace(".0.", ".1."): value for name, value in GOOD.items()}
    answer = send(clerk, key, {**second, "issues.0.summary": "", "issues.1.mentions": "không rõ"})
    text = to_mend(clerk, answer)
    assert 'name="issues.0.mentions"' in text
    assert 'name="issues.1.mentions"' not in text
    assert 'href="#f-issues-0-mentions"' in text


def test_a_row_added_and_left_empty_stays_and_is_named(sign_in: SignIn, cycle: Cycle) -> None:
    fields = {"overview": "Tình hình địa bàn ổn định.", "issues.0": ""}
    clerk = sign_in(CLERK)
    text = to_mend(clerk, send(clerk, cycle.task("C003", "draft"), fields))
    assert "Vấn đề 1 còn để trống. Thêm ít nhất một vấn đề" in text
    assert re.search(r'<details class="issue[^"]*" id="f-issues-0" open>', text)


@pytest.mark.parametrize(
    ("length", "told"), [(3999, ""), (4000, ""), (4001, "rút bớt 1 ký tự"), (4500, "500")]
)
def test_an_answer_too_long_is_told_and_kept_whole(
    sign_in: SignIn, cycle: Cycle, length: int, told: str
) -> None:
    clerk, key = sign_in(CLERK), cycle.task("C003", "draft")
    pasted = ("dài ế " * length)[: length - 3] + "KẾT"
    text = to_mend(clerk, send(clerk, key, {**GOOD, "overview": pasted, "issues.0.place": ""}))
    assert "KẾT</textarea>" in text
    assert ("Tình hình chung dài" in text) == bool(told)
    assert told in text
    draft = clerk.get(f"/tasks/{key}").text
    assert "KẾT</textarea>" in draft
    assert ("Tình hình chung dài" in draft) == bool(told), "a draft is warned before it is sent"


def test_an_answer_that_no_form_could_hold_is_shown_back(sign_in: SignIn, cycle: Cycle) -> None:
    clerk, key = sign_in(CLERK), cycle.task("C003", "draft")
    answer = send(clerk, key, {**GOOD, "overview": "dài " * 6000})
    assert answer.status_code == 422
    assert "rút ngắn" in answer.text
    assert "dài dài dài" in answer.text
    assert ISSUE["summary"] in answer.text


def test_rows_are_added_and_removed_without_a_script(sign_in: SignIn, cycle: Cycle) -> None:
    clerk, key = sign_in(CLERK), cycle.task("C003", "draft")
    more = send(clerk, key, GOOD, "add:issues")
    assert (more.status_code, more.headers["location"]) == (303, f"/tasks/{key}")
    text = clerk.get(more.headers["location"]).text
    assert 'name="issues.1.summary"' in text
    assert ISSUE["summary"] in text
    send(clerk, key, {**GOOD, "issues.1.summary": "Vấn đề thứ hai"}, "remove:issues.0")
    fewer = clerk.get(f"/tasks/{key}").text
    assert "Vấn đề thứ hai" in fewer
    assert ISSUE["summary"] not in fewer
    assert 'name="issues.1.summary"' not in fewer


def test_a_row_added_beside_a_remark_begun_loses_neither(sign_in: SignIn, cycle: Cycle) -> None:
    clerk, key = sign_in(CLERK), cycle.task("C003", "draft")
    answer = send(clerk, key, {**GOOD, "remark-text": "Chưa gửi"}, "add:issues")
    assert answer.status_code == 200
    assert "Chưa gửi</textarea>" in answer.text
    assert 'name="issues.1.summary"' in answer.text


@pytest.mark.parametrize("do", ["", "add:nothing", "remove:issues.x", "nonsense"])
def test_a_button_that_does_not_exist_loses_nothing(sign_in: SignIn, cycle: Cycle, do: str) -> None:
    answer = send(sign_in(CLERK), cycle.task("C003", "draft"), GOOD, do)
    assert answer.status_code == 422
    assert ISSUE["summary"] in answer.text


def test_a_report_goes_up_and_comes_back_and_goes_up_again(sign_in: SignIn, cycle: Cycle) -> None:
    clerk, head, desk = sign_in(CLERK), sign_in(HEAD), sign_in(DESK)
    answer = send(clerk, cycle.task("C003", "draft"), GOOD)
    assert answer.headers["location"] == "/tasks?done=draft_sent"
    approve = cycle.task("C003", "approve")
    assert ISSUE["summary"] in head.get(f"/tasks/{approve}").text
    assert send(head, approve, {"decision": "approve"}).headers["location"] == "/tasks?done=approved"
    cycle.pump()
    accept = cycle.task("C003", "accept")
    page = desk.get(f"/tasks/{accept}").text
    assert ISSUE["summary"] in page
    assert re.search(r'href="/documents/\d+\.pdf"', page)
    back = {"decision": "return", "reason_code": "TL-02", "reason": "Thiếu địa bàn cụ thể."}
    assert send(desk, accept, back).headers["location"] == "/tasks?done=returned"
    page = clerk.get(f"/tasks/{cycle.task('C003', 'draft')}").text
    assert "Trả lại để sửa" in page
    assert ">Thiếu địa bàn</p>" in page
    assert "TL-02" not in page
    assert "Thiếu địa bàn cụ thể." in page
    assert ISSUE["summary"] in page
    send(clerk, cycle.task("C003", "draft"), GOOD)
    send(head, cycle.task("C003", "approve"), {"decision": "approve"})
    cycle.pump()
    answer = send(desk, cycle.task("C003", "accept"), {"decision": "accept"})
    assert answer.headers["location"] == "/tasks?done=accepted"
    assert cycle.report("C003").accepted_at == cycle.now


def test_the_head_sends_a_draft_back_with_a_reason(sign_in: SignIn, cycle: Cycle) -> None:
    cycle.draft("C003")
    head, key = sign_in(HEAD), cycle.task("C003", "approve")
    assert send(head, key, {"decision": "return", "reason": ""}).status_code == 422
    answer = send(head, key, {"decision": "return", "reason": "Bổ sung số liệu."})
    assert answer.headers["location"] == "/tasks?done=sent_back"
    assert "Bổ sung số liệu." in sign_in(CLERK).get(f"/tasks/{cycle.task('C003', 'draft')}").text


def test_looking_at_a_report_to_receive_is_noted_on_its_receipt(sign_in: SignIn, cycle: Cycle) -> None:
    cycle.submit("C003")
    key = cycle.task("C003", "accept")
    assert opened_at(cycle) is None
    sign_in(DESK).get(f"/tasks/{key}")
    assert opened_at(cycle) == cycle.now


def test_a_decision_is_never_saved_over_the_report(sign_in: SignIn, cycle: Cycle) -> None:
    cycle.draft("C003")
    head, key = sign_in(HEAD), cycle.task("C003", "approve")
    answer = send(head, key, {"decision": "approve", "reason": "đè lên"}, "draft")
    assert answer.status_code == 422
    assert ISSUE["summary"] in head.get(f"/tasks/{key}").text


def test_a_return_inside_the_unit_is_not_told_to_the_unit_above(sign_in: SignIn, cycle: Cycle) -> None:
    cycle.draft("C003")
    cycle.approve("C003", decision="return", reason="Viết lại cho gọn.")
    cycle.submit("C003")
    desk = sign_in(DESK)
    text = desk.get(f"/tasks/{cycle.task('C003', 'accept')}").text
    assert "Lần trước đã trả lại" not in text
    assert "Viết lại cho gọn." not in text
    cycle.send_back("C003", "D001", "Thiếu địa bàn cụ thể.")
    cycle.submit("C003")
    text = desk.get(f"/tasks/{cycle.task('C003', 'accept')}").text
    assert "Thiếu địa bàn cụ thể." in text.partition('<ol class="track')[0]


def test_a_task_that_is_done_says_what_was_done(sign_in: SignIn, cycle: Cycle) -> None:
    draft = cycle.task("C003", "draft")
    cycle.draft("C003")
    approve = cycle.task("C003", "approve")
    cycle.approve("C003")
    accept = cycle.task("C003", "accept")
    cycle.accept("C003", "D001")
    for username, key, said in (
        (CLERK, draft, "Đã trình lãnh đạo lúc"),
        (HEAD, approve, "Lãnh đạo đã quyết định lúc"),
        (DESK, accept, "Đã trả lời lúc"),
    ):
        text = sign_in(username).get(f"/tasks/{key}").text
        assert f"{said} <span" in text
        assert "Đã gửi lúc" not in text


def test_an_ended_task_says_what_became_of_it(sign_in: SignIn, cycle: Cycle) -> None:
    key = cycle.task("C003", "draft")
    cycle.draft("C003")
    text = sign_in(CLERK).get(f"/tasks/{key}").text
    assert "Việc này đã xong." in text
    assert f'href="/reports/{cycle.report("C003").key}"' in text
    assert "<textarea" not in text.split('id="comments"')[0]
    assert 'name="_revision"' not in text


def test_when_the_cycle_has_closed_nothing_can_be_sent(sign_in: SignIn, cycle: Cycle) -> None:
    key = cycle.task("C003", "draft")
    cycle.go_to(at(30, 9, month=6))
    cycle.pump()
    text = sign_in(CLERK).get(f"/tasks/{key}").text
    assert "Việc này đã kết thúc mà chưa làm." in text


def test_remarks_are_signed_by_the_office(sign_in: SignIn, cycle: Cycle) -> None:
    head, key = sign_in(HEAD), cycle.task("C003", "draft")
    answer = send(head, key, {"remark-text": "Gửi trước <11:00>."}, "remark")
    assert answer.status_code == 303
    text = sign_in(CLERK).get(f"/tasks/{key}").text
    assert "Trao đổi (1)" in text
    assert "Lãnh đạo phường, Phường 3" in text
    assert "Gửi trước &lt;11:00&gt;." in text


@pytest.mark.parametrize("words", ["", "   ", "x" * 1001])
def test_a_remark_of_no_or_too_many_words_is_refused_and_kept(
    sign_in: SignIn, cycle: Cycle, words: str
) -> None:
    key = cycle.task("C003", "draft")
    answer = send(sign_in(CLERK), key, {"remark-text": words}, "remark")
    assert answer.status_code == 422
    assert "từ 1 đến 1000 ký tự" in answer.text
    assert words.strip() in answer.text


def test_the_story_tells_what_happened_and_what_comes(sign_in: SignIn, cycle: Cycle) -> None:
    cycle.go_to(at(20, 9))
    text = sign_in(CLERK).get(f"/tasks/{cycle.task('C003', 'draft')}").text
    told = re.findall(r"<li[^>]*><p><b>([^<]+)</b>", text)
    assert told == [
        "07/05 08:00 · Mở kỳ",
        "14/05 08:00 · Nhắc: còn 2 ngày làm việc",
        "15/05 08:00 · Nhắc: còn 1 ngày làm việc",
        "16/05 17:00 · Đến hạn",
        "19/05 17:00 · Trễ 1 ngày làm việc, báo cấp trên",
        "Bây giờ · Cán bộ tổng hợp giữ việc",
        "21/05 17:00 · Báo cấp trên, nếu vẫn chưa gửi",
    ]


@pytest.mark.parametrize("address", ["/tasks/0", "/tasks/-1", "/tasks/x", "/tasks/99999", f"/tasks/{10**30}"])
def test_what_is_no_task_is_no_page(sign_in: SignIn, address: str) -> None:
    assert sign_in(CLERK).get(address).status_code == 404
