"""Pages of data calls: writing one question by question, the table with its sums, the file, closing it."""

from io import BytesIO

import orjson
import pytest
from fastapi import FastAPI
from openpyxl import load_workbook

from tests.web.browsing import Visitor
from tests.web.signing_in import SignIn
from tests.workflows.cycle import PASSWORD, at
from tests.workflows.data_call.calling import Calling

NEW = "/data-calls/new"
WRITTEN = {
    "title": "Điểm ngập úng",
    "what": "Để lập kế hoạch.",
    "questions.0.label": "Số điểm ngập",
    "questions.0.kind": "number",
    "whom": "next",
    "due": "2025-05-16",
}


def test_questions_are_added_one_by_one_and_the_call_is_sent_once(calling: Calling, sign_in: SignIn) -> None:
    caller = sign_in("p01.reporter")
    more = caller.submit(NEW, {**WRITTEN, "do": "add:questions"}, page=NEW)
    assert more.status_code == 200
    assert "Số điểm ngập" in more.text, "what was typed stays"
    asked = {"questions.1.label": "Có máy bơm không", "questions.1.kind": "yes_no"}
    sent = caller.press_twice(NEW, {**WRITTEN, **asked, "do": "call"}, page=NEW)
    assert [one.headers["location"] for one in sent] == ["/data-calls/1?done=sent"] * 2
    calling.key = 1
    page = calling.page()
    assert [one.kind for one in page.questions] == ["number", "radio"]
    assert [line.row.unit for line in page.lines] == ["D001", "D002"]


def test_what_is_not_right_is_said_and_nothing_is_lost(sign_in: SignIn) -> None:
    wrong = {**WRITTEN, "questions.0.label": "Họ và tên người phản ánh", "do": "call"}
    answer = sign_in("p01.reporter").submit(NEW, wrong, page=NEW)
    assert answer.status_code == 422
    assert "không hỏi về người" in answer.text
    assert "Để lập kế hoạch." in answer.text


def test_a_unit_answers_the_callers_own_questions_on_the_page_of_its_task(
    calling: Calling, sign_in: SignIn
) -> None:
    calling.call(approve=False)
    task = calling.steps.task(calling.part("C003"), "answer_call").key
    ward = sign_in("c003.reporter")
    page = ward.get(f"/tasks/{task}").text
    assert "Số điểm ngập" in page
    assert "Thống kê để lập kế hoạch mùa mưa." in page
    answers = {"q1": "7", "q2": "no", "_revision": "0", "version": "0", "do": "submit"}
    assert ward.submit(f"/tasks/{task}", answers, page=f"/tasks/{task}").status_code == 303
    assert (calling.row("C003").state, calling.row("C003").answers["q1"]) == ("sent", 7)


def test_the_table_shows_who_has_answered_and_adds_up_and_is_a_file(
    calling: Calling, sign_in: SignIn
) -> None:
    calling.call(approve=False)
    for ward, number in (("C003", "3"), ("C005", "2,5")):
        calling.answer(ward, q1=number, q4="=1+1")
    calling.steps.go_to(at(19, 9))
    caller = sign_in("p01.leader")
    page = caller.get(f"/data-calls/{calling.key}").text
    assert "5,5" in page
    assert "Chưa trả lời, quá hạn" in page
    file = caller.get(f"/data-calls/{calling.key}/answers.xlsx")
    rows = [[cell.value for cell in row] for row in load_workbook(BytesIO(file.content)).worksheets[0]]
    assert rows[2][:4] == ["Đơn vị", "Tình trạng", "Gửi lúc", "Số điểm ngập"]
    assert [row[0] for row in rows[3:]] == ["Phường 3", "Phường 4", "Xã 5", "Cộng"]
    assert [row[3] for row in rows[3:]] == [3, None, 2.5, 5.5]
    assert rows[3][6] == "=1+1"


@pytest.mark.parametrize(
    ("username", "page", "file"),
    [
        ("p01.reporter", 200, 200),
        ("c003.head", 200, 404),
        ("d001.head", 404, 404),
        ("c004.reporter", 404, 404),
    ],
)
def test_a_unit_sees_only_its_own_answer_and_others_nothing(
    calling: Calling, sign_in: SignIn, username: str, page: int, file: int
) -> None:
    calling.call(whom="chosen", units=["C003", "C005"])
    visitor = sign_in(username)
    shown = visitor.get(f"/data-calls/{calling.key}")
    assert (shown.status_code, visitor.get(f"/data-calls/{calling.key}/answers.xlsx").status_code) == (
        page,
        file,
    )
    assert ("Xã 5" in shown.text) == (file == 200)


def test_only_the_office_that_asked_closes_it(calling: Calling, sign_in: SignIn) -> None:
    calling.call()
    path = f"/data-calls/{calling.key}"
    other = sign_in("c003.reporter")
    assert other.submit(f"{path}/closing", {}, page="/preferences").status_code == 404
    caller = sign_in("p01.reporter")
    assert caller.submit(f"{path}/closing", {}, page=path).headers["location"] == f"{path}?done=closed"
    assert calling.row("C003").state == "silent"
    listed = caller.get("/data-calls?side=calling&state=closed").text
    assert "Điểm ngập úng" in listed
    assert "Điểm ngập úng" in other.get("/data-calls?side=asked&state=closed").text


def test_programs_are_given_the_questions_of_the_call(calling: Calling, app: FastAPI) -> None:
    calling.call()
    task = calling.steps.task(calling.part("C003"), "answer_call").key
    form = Visitor(app).get(f"/v2/user-tasks/{task}/form", auth=("c003.reporter", PASSWORD)).json()
    assert [one["label"] for one in orjson.loads(form["schema"])["components"]][:2] == [
        "Số điểm ngập",
        "Có máy bơm không",
    ]
