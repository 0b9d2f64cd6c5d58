"""Directions on pages: giving one, what my unit owes, what is owed to it, and each with its whole way."""

import re
from datetime import timedelta

import pytest
from httpx2 import Response

from database.session import Database
from tests.web.browsing import Visitor
from tests.web.signing_in import SignIn
from tests.web.work.matters import given
from tests.workflows.cycle import Cycle, at
from tests.workflows.steps import Steps
from web.language import LANGUAGES

WHAT = "Nạo vét cống ngõ 12 trước mùa mưa."
PAGE = "/directions/new"
WHOLE = {"do": "give", "unit": "C003", "what": WHAT, "due": "2025-05-30", "acting_in": "D001.head"}


def give(visitor: Visitor, **fields: str) -> Response:
    return visitor.submit(PAGE, {**WHOLE, **fields}, page=PAGE)


def test_a_head_gives_work_and_the_unit_finds_it_among_what_it_owes(cycle: Cycle, sign_in: SignIn) -> None:
    cycle.now = at(8, 9)
    answer = give(sign_in("d001.head"))
    assert (answer.status_code, answer.headers["location"]) == (303, "/directions/1?done=given")
    text = sign_in("c003.reporter").get("/directions").text
    for words in ("Chỉ đạo 01/2025: Nạo vét cống ngõ 12 trước mùa mưa", "Quận 1", "30/05/2025 17:00"):
        assert words in text
    assert 'href="/directions/new"' not in text, "a clerk gives nothing"
    assert "Đang thực hiện" in sign_in("d001.reporter").get("/directions?side=given").text


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"due": "2025-05-02"}, "đã qua"),
        ({"due": ""}, "Chọn hạn hoàn thành"),
        ({"what": "  "}, "Ghi việc cần làm"),
        ({"what": "Nạo vét cống 😀"}, "không in được trong văn bản: 😀"),
        ({"unit": "C005"}, "Chọn một đơn vị cấp dưới"),
        ({"unit": ""}, "Chọn một đơn vị cấp dưới"),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_stays(
    cycle: Cycle, sign_in: SignIn, fields: dict[str, str], words: str
) -> None:
    cycle.now = at(8, 9)
    answer = give(sign_in("d001.head"), **fields)
    assert answer.status_code == 422
    assert words in answer.text
    if "what" not in fields:
        assert WHAT in answer.text


def test_no_unit_is_chosen_until_somebody_chooses(sign_in: SignIn) -> None:
    shown = sign_in("d001.head").get(PAGE).text
    assert re.search(r"<select[^>]*name=.unit.[^>]*>\s*<option value=..( selected)?>Chọn", shown)


def test_a_button_pressed_twice_leads_to_the_same_direction(cycle: Cycle, sign_in: SignIn) -> None:
    cycle.now = at(8, 9)
    sent = sign_in("d001.head").press_twice(PAGE, WHOLE, page=PAGE)
    assert [answer.headers["location"] for answer in sent] == ["/directions/1?done=given"] * 2


def test_it_may_be_about_what_the_giver_sees_and_about_nothing_else(cycle: Cycle, sign_in: SignIn) -> None:
    cycle.now = at(8, 9)
    head = sign_in("d001.head")
    seen, foreign = cycle.report("C003").key, cycle.report("C005").key
    give(head, about=f"report:{seen}")
    give(head, about=f"report:{foreign}")
    assert f'href="/reports/{seen}"' in head.get("/directions/1").text
    assert f'href="/reports/{foreign}"' not in head.get("/directions/2").text
    case = head.get(f"/reports/{seen}").text
    assert 'href="/directions/1"' in case
    assert f'href="/directions/new?about=report:{seen}"' in case
    assert "/directions/new?" not in sign_in("c003.reporter").get(f"/reports/{seen}").text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_direction_shows_each_date_with_its_reason_and_every_step(
    cycle: Cycle, database: Database, sign_in: SignIn, language: str
) -> None:
    cycle.now = at(8, 9)
    with database.write() as session:
        key = given(session, cycle)
    steps = Steps(database, cycle.now)
    steps.do("c003.reporter", f"direction:{key}", "carry_out", outcome="partly", text="Đã nạo vét một nửa.")
    more = {"decision": "extend", "new_due": "2025-07-18", "extend_reason": "Chờ kinh phí quý III."}
    steps.do("d001.head", f"direction:{key}", "check_outcome", **more)
    visitor = sign_in("d001.head")
    visitor.cookies.set("language", language)
    text = visitor.get(f"/directions/{key}").text
    said = {
        "vi": ["18/07/2025 17:00", "gia hạn, trước là 20/06/2025", "Hạn ban đầu", "làm được một phần"],
        "en": ["18/07/2025 17:00", "extended from 20/06/2025 to", "First due", "partly done"],
    }[language]
    for words in (*said, "Chờ kinh phí quý III.", "Đã nạo vét một nửa."):
        assert words in text
    assert "style=" not in text


def test_what_is_open_and_overdue_counts_as_not_on_time(
    cycle: Cycle, database: Database, sign_in: SignIn
) -> None:
    cycle.now = at(8, 9)
    with database.write() as session:
        keys = [given(session, cycle) for _ in range(3)]
    steps = Steps(database, cycle.now)
    for key in keys[:2]:
        steps.do("c003.reporter", f"direction:{key}", "carry_out", outcome="done", text="Đã xong.")
    steps.do("d001.head", f"direction:{keys[0]}", "check_outcome", decision="accept")
    cycle.now = at(20, 17, month=6) + timedelta(minutes=1)
    text = sign_in("c003.head").get("/directions").text
    assert "2/3 = 66,67 %" in text
    assert "1 + 0 + 0 + 1 + 1 = 3" in text


def test_whoever_gave_it_takes_it_back_with_a_reason(
    cycle: Cycle, database: Database, sign_in: SignIn
) -> None:
    cycle.now = at(8, 9)
    with database.write() as session:
        page = f"/directions/{given(session, cycle)}"
    assert "/withdrawal" not in sign_in("c003.head").get(page).text
    head = sign_in("d001.head")
    refused = head.submit(f"{page}/withdrawal", {"reason": " "}, page=page)
    assert refused.status_code == 422
    assert head.submit(f"{page}/withdrawal", {"reason": "Giao nhầm."}, page=page).headers["location"] == page
    assert "Giao nhầm." in sign_in("c003.head").get(page).text
    assert "Đã rút lại" in sign_in("c003.head").get("/directions?state=closed").text
