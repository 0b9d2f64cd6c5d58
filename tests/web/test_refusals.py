import logging

import pytest

from tests.web.browsing import Visitor
from tests.web.probes import ERRORS
from web.refusals import KINDS


@pytest.mark.parametrize(
    ("name", "status", "says"),
    [
        ("not_here", 404, "Không có nội dung này"),
        ("not_yours", 404, "Không có nội dung này"),
        ("unit", 404, "Không có nội dung này"),
        ("not_allowed", 403, "không thuộc vai trò của bạn"),
        ("staff", 422, "Không giao được vai trò này."),
        ("refused", 422, "Kỳ này đã đóng."),
        ("stale_page", 409, "Có người đã gửi trước."),
        ("stale_task", 409, "Trang đã cũ"),
    ],
)
def test_each_error_has_its_page_and_shows_what_was_typed(
    clerk: Visitor, name: str, status: int, says: str
) -> None:
    fields = {"summary": "Cống bồi lấp", "mentions": "14", "do": "submit", "_version": "2", "empty": " "}
    answer = clerk.submit(f"/probe/refused/{name}", fields, page="/probe")
    assert answer.status_code == status
    assert says in answer.text
    assert "Cống bồi lấp</li>" in answer.text
    assert "14</dd>" in answer.text
    for silent in ("submit</dd>", "2</dd>", "empty</dt>"):
        assert silent not in answer.text


def test_a_sentence_of_a_lower_room_comes_in_the_readers_language(clerk: Visitor) -> None:
    clerk.get("/language?to=en")
    answer = clerk.submit("/probe/refused/refused", {}, page="/probe")
    assert "This cycle is closed." in answer.text
    assert "Kỳ này đã đóng." not in answer.text


def test_what_a_strangers_page_says_does_not_tell_whether_the_thing_exists(clerk: Visitor) -> None:
    texts = {
        clerk.submit(f"/probe/refused/{name}", {}, page="/probe").status_code
        for name in ("not_yours", "not_here")
    }
    assert texts == {404}


def test_a_key_that_is_no_number_is_no_page(clerk: Visitor) -> None:
    assert clerk.get("/probe/number/7").text == "7"
    assert clerk.get("/probe/number/seven").status_code == 404


def test_a_method_that_a_page_does_not_have_is_told_as_a_page(clerk: Visitor) -> None:
    answer = clerk.post_form("/probe/number/7", [])
    assert answer.status_code == 405
    assert "Không có nội dung này" in answer.text


def test_the_page_to_open_again_is_the_one_the_form_was_on(clerk: Visitor) -> None:
    pairs = [("_token", clerk.token("/probe"))]
    headers = {"sec-fetch-site": "same-origin", "referer": "http://testserver/tasks/7?tab=all"}
    answer = clerk.post_form("/probe/refused/stale_page", pairs, headers=headers)
    assert 'class="govuk-button" href="/tasks/7?tab=all"' in answer.text


def test_the_way_back_is_never_another_site(clerk: Visitor) -> None:
    pairs = [("_token", clerk.token("/probe"))]
    headers = {"sec-fetch-site": "same-origin", "referer": "http://testserver//evil.example/"}
    answer = clerk.post_form("/probe/refused/stale_page", pairs, headers=headers)
    assert "evil" not in answer.text


@pytest.mark.parametrize("written", ["http://[", "http://[/tasks/7", "nonsense", ""])
def test_a_broken_word_about_where_one_came_from_leads_to_the_front_page(
    clerk: Visitor, written: str
) -> None:
    pairs = [("_token", clerk.token("/probe"))]
    headers = {"sec-fetch-site": "same-origin", "referer": written}
    answer = clerk.post_form("/probe/refused/stale_page", pairs, headers=headers)
    assert answer.status_code == 409
    assert 'class="govuk-button" href="/"' in answer.text


def test_a_crash_gives_a_number_and_keeps_nothing(clerk: Visitor, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR, "giaoban.web"):
        answer = clerk.submit("/probe", {"subject": "a", "crash": "what the clerk wrote"}, page="/probe")
    assert answer.status_code == 500
    assert "Hệ thống gặp lỗi" in answer.text
    number = caplog.records[-1].getMessage().removeprefix("Crash ")[:8]
    assert number in answer.text
    assert "what the clerk wrote</li>" in answer.text
    assert clerk.get("/probe/count").text == "1"
    assert answer.headers["content-security-policy"]


def test_the_log_of_a_crash_says_where_but_never_what(
    clerk: Visitor, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR, "giaoban.web"):
        clerk.submit("/probe", {"subject": "a", "crash": "what the clerk wrote"}, page="/probe")
    assert "in POST /probe: RuntimeError" in caplog.text
    assert "probes.py" in caplog.text
    assert "what the clerk wrote" not in caplog.records[-1].getMessage()


def test_every_error_of_the_probes_is_known() -> None:
    assert all(any(base in KINDS for base in type(error).__mro__) for error in ERRORS.values())
