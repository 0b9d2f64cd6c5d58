"""The notices of an office, marked as read by following them or by a button."""

import re

from tests.web.signing_in import SignIn
from tests.workflows.cycle import Cycle, at

KEY = re.compile(r'href="/notices/(\d+)"')


def keys(text: str) -> list[str]:
    return KEY.findall(text)


def test_no_notices_is_a_sentence(sign_in: SignIn) -> None:
    assert "Chưa có thông báo" in sign_in("c003.head").get("/notices").text


def test_following_a_notice_opens_the_case_and_moves_it_down(cycle: Cycle, sign_in: SignIn) -> None:
    cycle.go_to(at(15, 9))
    visitor = sign_in("c003.reporter")
    newest, oldest = keys(visitor.get("/notices").text)
    answer = visitor.get(f"/notices/{newest}")
    assert answer.headers["location"] == f"/reports/{cycle.report('C003').key}"
    text = visitor.get("/notices").text
    assert keys(text) == [oldest, newest]
    assert text.count("Chưa đọc") == 1


def test_a_button_marks_what_is_on_the_page_as_read(cycle: Cycle, sign_in: SignIn) -> None:
    cycle.go_to(at(15, 9))
    visitor = sign_in("c003.reporter")
    fields = [("notice", key) for key in keys(visitor.get("/notices").text)]
    assert visitor.submit("/notices/read", fields, page="/notices").headers["location"] == "/notices"
    assert "Chưa đọc" not in visitor.get("/notices").text


def test_another_office_s_notice_is_not_there_and_stays_unread(cycle: Cycle, sign_in: SignIn) -> None:
    cycle.go_to(at(15, 9))
    key = keys(sign_in("c003.reporter").get("/notices").text)[0]
    stranger = sign_in("c004.head")
    assert stranger.get(f"/notices/{key}").status_code == 404
    stranger.submit("/notices/read", {"notice": key}, page="/notices")
    stranger.submit("/notices/read", {"notice": "9" * 40}, page="/notices")
    assert sign_in("c003.reporter").get("/notices").text.count("Chưa đọc") == 2
