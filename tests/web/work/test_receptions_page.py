"""Citizen receptions on pages: the days, a sitting, what is raised at it, and how often units receive."""

import re
from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from fastapi import FastAPI
from httpx2 import Response
from playwright.sync_api import Page

from database.session import Database
from organisation.calendar_overrides import set_override
from tests.web.browsing import Visitor, served
from tests.web.signing_in import SignIn
from tests.web.work.matters import received
from tests.workflows.cycle import Cycle, at
from tests.workflows.reception.received import CLOCK, FLOOD, HELD, NOT_HELD, Received
from web.language import LANGUAGES
from workflows.direction.take_back import take_back
from workflows.house import HOUSE
from workflows.issues.tables import issue, issue_source
from workflows.leafing import PAGE
from workflows.reception.tables import reception, reception_issue

DAYS, NEW = "/receptions/days", "/receptions/new"
TYPED = {name: FLOOD[name] for name in ("summary", "category", "area", "urgency")}


@pytest.fixture
def ward(cycle: Cycle, database: Database) -> Received:
    """Thursday, 15 May: the ward receives."""
    cycle.now = at(15, 9)
    return Received(database, cycle.now, received(database, cycle))


def take(visitor: Visitor, ward: Received, **fields: str) -> Response:
    page = f"/receptions/{ward.key}/issues/new"
    return visitor.submit(page, {**TYPED, "way": "clock", **fields}, page=page)


def marks_in(text: str) -> list[tuple[str, str]]:
    """The hidden fields of the form of a decision."""
    found = re.findall(
        r'<input type="hidden" name="([^"]+)" value="([^"]*)">', text.partition('id="fields"')[2]
    )
    assert "seen" in dict(found)
    return found


def marks_of(visitor: Visitor, page: str) -> list[tuple[str, str]]:
    return marks_in(visitor.get(page).text)


def decide(visitor: Visitor, page: str, fields: dict[str, str]) -> Response:
    return visitor.post_form(page, [*fields.items(), *marks_of(visitor, page)])


def test_a_unit_sets_its_days_and_fewer_than_the_law_wants_are_refused(cycle: Cycle, sign_in: SignIn) -> None:
    cycle.now = at(8, 9)
    head = sign_in("d001.head")
    assert "Điều 13" in head.get(DAYS).text
    refused = head.submit(DAYS, {"do": "set", "days": "10"}, page=DAYS)
    assert refused.status_code == 422
    assert "Chọn ít nhất 2 ngày khác nhau" in refused.text
    done = head.submit(DAYS, {"do": "set", "days": "10, 25", "reason": "Tránh ngày giao ban."}, page=DAYS)
    assert "Đã đặt ngày tiếp." in head.get(done.headers["location"]).text
    assert "ngày 10 và 25 hằng tháng" in head.get("/receptions").text
    assert "Tránh ngày giao ban." in head.get(DAYS).text


def test_a_ward_ticks_a_weekday(cycle: Cycle, sign_in: SignIn) -> None:
    cycle.now = at(8, 9)
    clerk = sign_in("c003.reporter")
    assert clerk.submit(DAYS, {"do": "set", "day": "2"}, page=DAYS).status_code == 303
    assert "thứ Ba hằng tuần" in clerk.get("/receptions").text


@pytest.mark.parametrize(
    ("page", "fields", "field", "words"),
    [
        (DAYS, {}, "days", "Chọn ít nhất 1 ngày, theo Luật"),
        (DAYS, {"day": "2", "reason": "Gọi 0912 345 678"}, "reason", "0912 345 678"),
        (NEW, {"day": "", "reason": "Đông."}, "day", "Chọn ngày tiếp."),
        (NEW, {"day": "2099-05-09", "reason": "Đông."}, "day", "muộn nhất là 07/05/2030"),
        (NEW, {"day": "2025-05-09", "reason": ""}, "reason", "bạn đã gõ 0"),
    ],
)
def test_what_is_to_be_mended_is_said_at_its_field(
    cycle: Cycle, sign_in: SignIn, page: str, fields: dict[str, str], field: str, words: str
) -> None:
    cycle.now = at(8, 9)
    answer = sign_in("c003.reporter").submit(page, {"do": "set", **fields}, page=page)
    assert answer.status_code == 422
    assert re.findall(r'<li><a href="#([a-z]+)">', answer.text) == [field]
    told = answer.text.partition(f'id="{field}-problem"')[2].partition("</p>")[0]
    assert words in told


def test_a_sitting_is_opened_by_hand_once(cycle: Cycle, sign_in: SignIn) -> None:
    cycle.now = at(8, 9)
    clerk, fields = sign_in("c003.reporter"), {"day": "2025-05-09", "reason": "Nhiều người đăng ký."}
    sent = clerk.press_twice(NEW, fields, page=NEW)
    assert {answer.headers["location"] for answer in sent} == {"/receptions/1?done=opened"}
    again = clerk.submit(NEW, fields, page=NEW)
    assert (again.status_code, "đã có buổi tiếp ngày 09/05/2025" in again.text) == (422, True)
    assert "Nhiều người đăng ký." in again.text, "what was typed stays"
    assert clerk.submit(NEW, {**fields, "day": "x"}, page=NEW).status_code == 422


def test_issues_are_taken_down_one_after_the_other_each_with_its_receipt(
    ward: Received, sign_in: SignIn
) -> None:
    clerk = sign_in("c003.receiver")
    sent = take(clerk, ward)
    assert sent.status_code == 303
    shown = clerk.get(sent.headers["location"]).text
    receipt = ward.row(
        sa.select(issue_source.c.receipt)
        .join(issue, issue.c.key == issue_source.c.issue_key)
        .where(issue.c.summary == TYPED["summary"])
    ).receipt
    assert receipt in shown
    assert "Đã ghi vấn đề 4/2025." in shown
    assert f">{TYPED['summary']}</textarea>" not in shown, "the form is empty for the next"


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"summary": ""}, "Ghi vắn tắt vấn đề"),
        ({"summary": "Gọi lại số 0912 345 678"}, "0912 345 678"),
        ({"way": "named", "unit": "", "due": "2025-05-23"}, "Chọn nơi làm"),
        ({"way": "named", "unit": "C003", "due": "2025-05-15"}, "Chọn một ngày sau 15/05/2025"),
        ({"contact": "0912 345 678"}, "Hỏi người gọi có đồng ý"),
    ],
)
def test_what_is_to_be_mended_is_said_and_nothing_is_kept(
    ward: Received, sign_in: SignIn, fields: dict[str, str], words: str
) -> None:
    answer = take(sign_in("c003.receiver"), ward, **fields)
    assert (answer.status_code, words in answer.text) == (422, True)
    assert len(ward.all(issue)) == 3


def test_before_its_day_nothing_is_taken_down(ward: Received, sign_in: SignIn) -> None:
    head = sign_in("c003.head")
    head.submit(NEW, {"day": "2025-05-20", "reason": "Đông."}, page=NEW)
    ward.key = ward.all(reception)[-1].key
    assert "/issues/new" not in head.get(f"/receptions/{ward.key}").text
    page = f"/receptions/{ward.key}/issues/new"
    asked = head.get(page)
    assert (asked.is_error, "từ ngày ấy mới ghi vấn đề" in asked.text) == (True, True)
    answer = head.submit(page, {**TYPED, "way": "clock"}, page=NEW)
    assert (answer.status_code, "từ ngày ấy mới ghi vấn đề" in answer.text) == (422, True)


def test_the_head_decides_afterwards_and_the_page_says_who_and_by_when(
    ward: Received, sign_in: SignIn
) -> None:
    clerk, head = sign_in("c003.receiver"), sign_in("c003.head")
    show, page = f"/receptions/{ward.key}", f"/receptions/{ward.key}/issues/3/decision"
    assert "Chưa có: lãnh đạo sẽ quyết" in clerk.get(show).text
    refused = decide(head, page, {"way": ""})
    assert refused.status_code == 422
    written = {"way": "named", "unit": "C003", "due": "2025-05-22", "what": "Thay bóng."}
    assert decide(clerk, page, written).headers["location"] == f"{show}?done=decided"
    assert "Theo lời lãnh đạo" in clerk.get(show).text
    assert 'value="2025-05-22"' in head.get(page).text, "what the clerk wrote stands there"
    decide(head, page, written)
    text = head.get(show).text
    assert "22/05/2025" in text
    assert text.count("Lãnh đạo giao</a>") == 2
    again = decide(head, page, written)
    assert (again.status_code, "đã được giao" in again.text) == (422, True)


def test_what_was_taken_back_is_decided_anew(ward: Received, sign_in: SignIn) -> None:
    head, show, page = sign_in("c003.head"), f"/receptions/{ward.key}", "/issues/1/decision"
    assert page not in head.get(show).text
    given, viewer = ward.issue(1).direction_key, ward.viewer("c003.head")
    with ward.database.write() as session:
        take_back(session, HOUSE, viewer, given, "Giao nhầm.", now=ward.now)
    assert show + page in head.get(show).text
    assert decide(head, show + page, {"way": "clock"}).status_code == 303


def test_what_a_colleague_decided_meanwhile_is_not_lost_and_pressing_twice_decides_once(
    ward: Received, sign_in: SignIn
) -> None:
    mine, page = sign_in("c003.receiver"), f"/receptions/{ward.key}/issues/3/decision"
    form = [("way", "clock"), *marks_of(mine, page)]
    decide(sign_in("c003.reporter"), page, {"way": "named", "unit": "C003", "due": "2025-05-22", "what": ""})
    refused = mine.post_form(page, form)
    assert (refused.status_code, "vừa có người khác quyết" in refused.text) == (422, True)
    assert ward.issue(3).way == "named"
    form = [("way", "clock"), *marks_in(refused.text)]
    assert [mine.post_form(page, form).status_code for _ in range(2)] == [303, 303]
    assert ward.issue(3).way == "clock"


@pytest.mark.parametrize("language", LANGUAGES)
def test_those_above_see_it_and_change_nothing_others_do_not_see_it(
    ward: Received, sign_in: SignIn, language: str
) -> None:
    show = f"/receptions/{ward.key}"
    above = sign_in("d001.head")
    above.cookies.set("language", language)
    text = above.get(show).text
    assert {"vi": "Tiếp công dân ngày 15/05/2025", "en": "Citizen reception of 15/05/2025"}[language] in text
    assert "/decision" not in text
    assert above.get(f"{show}/issues/new").status_code == 404
    for who in ("c004.head", "c005.head"):
        assert sign_in(who).get(show).status_code == 404


def test_after_the_conclusion_no_form_is_shown_any_more(ward: Received, sign_in: SignIn) -> None:
    ward.go_to(at(16, 9))
    ward.do("c003.reporter", ward.subject, "hold", **HELD)
    ward.decides("c003.head", 3, **CLOCK)
    ward.do("c003.head", ward.subject, "close", conclusion="")
    for page in ("issues/new", "issues/2/decision"):
        answer = sign_in("c003.head").get(f"/receptions/{ward.key}/{page}")
        assert (answer.status_code, "đã kết luận" in answer.text) == (409, True)


def test_a_clerk_is_not_led_to_what_the_head_left_to_the_clock(ward: Received, sign_in: SignIn) -> None:
    show, page = f"/receptions/{ward.key}", f"/receptions/{ward.key}/issues/3/decision"
    assert page in sign_in("c003.receiver").get(show).text
    ward.decides("c003.head", 3, **CLOCK)
    assert page not in sign_in("c003.receiver").get(show).text
    assert page in sign_in("c003.head").get(show).text
    refused = decide(sign_in("c003.receiver"), page, {"way": "named", "unit": "C003", "due": "2025-05-22"})
    assert (refused.status_code, "Lãnh đạo đã quyết định" in refused.text) == (422, True)


def test_a_sitting_that_was_not_held_is_made_up_for_by_one_opened_by_hand(
    cycle: Cycle, database: Database, sign_in: SignIn
) -> None:
    cycle.now = at(8, 9)
    ward = Received(database, cycle.now)
    ward.opens("c003.head", date(2025, 5, 8))
    clerk = sign_in("c003.reporter")
    assert "Tiếp bù cho buổi nào" not in clerk.get(NEW).text
    ward.pump()
    ward.do("c003.reporter", ward.subject, "hold", **NOT_HELD)
    fields = {"day": "2025-05-12", "reason": "Tiếp bù.", "makes_up": str(ward.key)}
    sent = clerk.submit(NEW, fields, page=NEW)
    assert "Tiếp bù cho buổi" in clerk.get(sent.headers["location"]).text
    again = clerk.submit(NEW, {**fields, "day": "2025-05-13"}, page=NEW)
    assert (again.status_code, "đã có buổi bù" in again.text) == (422, True)


def test_a_day_that_has_become_a_day_off_is_said_on_the_page(ward: Received, sign_in: SignIn) -> None:
    ward.opens("c003.head", date(2025, 5, 20))
    show = f"/receptions/{ward.key}"
    assert "đã thành ngày nghỉ" not in sign_in("c003.head").get(show).text
    with ward.database.write() as session:
        set_override(session, date(2025, 5, 20), "off", name="Bão", source="Công điện 1", now=ward.now)
    assert "đã thành ngày nghỉ" in sign_in("c003.head").get(show).text


def test_months_later_the_page_shows_what_became_of_each(ward: Received, sign_in: SignIn) -> None:
    ward.go_to(at(16, 9))
    ward.do("c003.reporter", ward.subject, "hold", **HELD)
    ward.decides("c003.head", 3, **CLOCK)
    ward.do("c003.head", ward.subject, "close", conclusion="Báo cáo hằng tuần.")
    ward.pump()
    given = ward.issue(1).direction_key
    ward.do("c003.reporter", f"direction:{given}", "carry_out", outcome="done", text="Đã thay bóng.")
    ward.do("c003.head", f"direction:{given}", "check_outcome", decision="accept")
    text = sign_in("c003.head").get(f"/receptions/{ward.key}").text
    assert "/papers/" in text
    assert "Báo cáo hằng tuần." in text
    for position in (1, 2, 3):
        due = ward.row(sa.select(issue).where(issue.c.key == position)).due_at
        assert f"{due:%d/%m/%Y}" in text, "once a direction is closed the date of the answer counts"


def test_whoever_carries_the_code_of_a_closed_unit_finds_its_sittings(
    ward: Received, cycle: Cycle, sign_in: SignIn
) -> None:
    cycle.now = at(2, 9, month=7)
    heir, title = sign_in("c003@2025-07-01.head"), "Tiếp công dân ngày 15/05/2025"
    assert title in heir.get("/receptions").text
    ward.do("c003.reporter", ward.subject, "hold", **HELD)
    ward.cut_short(ward.subject)
    assert title in heir.get("/receptions?state=ended").text
    assert title not in sign_in("c005@2025-07-01.head").get("/receptions?state=ended").text


def test_ended_sittings_have_pages(ward: Received, sign_in: SignIn) -> None:
    row = ward.sitting
    same = {
        name: getattr(row, name)
        for name in ("unit_key", "handle", "unit_name", "opened_at", "dates", "due_at")
    }
    days = [date(2024, 1, 1) + timedelta(days=number) for number in range(PAGE + 1)]
    rows = [{**same, "planned_on": day, "meets_on": day, "regular": True, "state": "closed"} for day in days]
    with ward.database.write() as session:
        session.execute(sa.insert(reception), rows)
    clerk = sign_in("c003.receiver")
    first = clerk.get("/receptions?state=ended").text
    assert f"{days[-1]:%d/%m/%Y}" in first
    assert f"{days[0]:%d/%m/%Y}" not in first
    more = first.partition('rel="next" href="')[2].partition('"')[0].replace("&amp;", "&")
    assert f"{days[0]:%d/%m/%Y}" in clerk.get(more).text


def test_issues_of_a_long_sitting_have_pages(ward: Received, sign_in: SignIn) -> None:
    for number in range(PAGE - 2):
        way = "later" if number == PAGE - 3 else "clock"
        ward.raised("c003.reporter", summary=f"Đèn ngõ {number} hỏng.", way=way)
    clerk, last = sign_in("c003.receiver"), f"Đèn ngõ {PAGE - 3} hỏng."
    first = clerk.get(f"/receptions/{ward.key}").text
    assert last not in first
    assert "2 vấn đề chưa có nơi làm và hạn" in first, "one of them stands on the next page"
    more = first.partition('rel="next" href="')[2].partition('"')[0]
    assert last in clerk.get(more).text


def test_a_long_issue_is_cut_in_the_list_and_whole_where_it_is_decided(
    ward: Received, sign_in: SignIn
) -> None:
    long = "Đường liên tổ hư hỏng nặng, nhiều ổ gà sâu. " * 12
    taken = ward.raised("c003.reporter", way="later", summary=long)
    clerk, show = sign_in("c003.receiver"), f"/receptions/{ward.key}"
    assert long.strip() not in clerk.get(show).text
    assert "Đường liên tổ hư hỏng nặng, nhiều ổ gà sâu." in clerk.get(show).text
    assert long.strip() in clerk.get(f"{show}/issues/{taken.key}/decision").text


def test_what_nobody_does_yet_is_told_on_the_first_page_wherever_it_stands(
    ward: Received, sign_in: SignIn
) -> None:
    for number in range(PAGE):
        ward.raised("c003.reporter", **{**CLOCK, "summary": f"Đèn ngõ {number} hỏng."})
    ward.raised("c003.reporter", way="later", summary="Ngõ 60 ngập.")
    clerk = sign_in("c003.receiver")
    first = clerk.get(f"/receptions/{ward.key}").text
    assert "Ngõ 60 ngập." not in first
    assert f"{open_still(ward)} vấn đề chưa có nơi làm và hạn" in first


def open_still(ward: Received) -> int:
    return sum(row.way is None for row in ward.all(reception_issue))


def test_the_task_leads_to_where_issues_are_decided_and_each_step_to_its_issue(
    ward: Received, sign_in: SignIn
) -> None:
    head, show = sign_in("c003.head"), f"/receptions/{ward.key}"
    ward.do("c003.reporter", ward.subject, "hold", **HELD)
    task = head.get(f"/tasks/{ward.task(ward.subject, 'close').key}").text
    assert f'<a class="govuk-link" href="{show}">Ghi và quyết từng vấn đề ở trang của buổi tiếp</a>' in task
    number = next(row for row in ward.all(issue) if row.key == 3).number
    assert f'href="/issues/3">Vấn đề {number}/2025</a>' in head.get(show).text


def test_what_was_taken_down_last_stands_on_top_at_a_long_sitting_too(
    ward: Received, sign_in: SignIn
) -> None:
    for number in range(PAGE - 2):
        ward.raised("c003.reporter", **{**CLOCK, "summary": f"Đèn ngõ {number} hỏng."})
    text = sign_in("c003.receiver").get(f"/receptions/{ward.key}/issues/new").text
    shown = text.partition("Đã ghi")[2]
    assert f"{PAGE + 1}</h2>" in shown
    assert shown.index(f"Đèn ngõ {PAGE - 3} hỏng.") < shown.index("Đèn ngõ 0 hỏng.")


def test_held_of_prescribed_counts_by_law_and_what_was_made_up_for(
    cycle: Cycle, database: Database, sign_in: SignIn
) -> None:
    """Thursdays from 6 May on: 8 held, 15 not held and made up for on Friday, 22 forgotten; 29 is still to come."""
    ward = Received(database, at(5, 9))
    ward.sets("c003.head", "4")
    keys: dict[date, int] = {}
    for day, answers in ((8, HELD), (15, {**NOT_HELD, "make_up_on": "2025-05-16"})):
        ward.go_to(at(day, 9))
        keys = {row.planned_on: row.key for row in ward.all(reception)}
        ward.do("c003.reporter", f"reception:{keys[date(2025, 5, day)]}", "hold", **answers)
    ward.go_to(at(16, 9))
    ward.key = next(row.key for row in ward.all(reception) if row.makes_up)
    ward.raised("c003.reporter", **CLOCK)
    ward.do("c003.reporter", ward.subject, "hold", **HELD)
    ward.go_to(at(23, 9))
    cycle.now = ward.now
    text = sign_in("d001.head").get("/receptions/units?first=2025-05-06&last=2025-05-31").text
    assert "2/3" in text
    assert "đơn vị chưa đặt lịch thì tính theo ngày gợi ý" in text
    assert "0/1 = 0,00 %" in text, "of the issues none is answered"
    assert "14 lượt người, 2 đoàn đông người" in text
    assert "tiếp bù" in text
    assert sign_in("c004.head").get(f"/receptions/units?unit={ward.sitting.unit_key}").status_code == 404


def test_the_page_of_an_issue_leads_to_the_sitting_it_was_raised_at(ward: Received, sign_in: SignIn) -> None:
    assert f'href="/receptions/{ward.key}"' in sign_in("c003.head").get("/issues/1").text


@pytest.mark.parametrize(("who", "answer"), [("p01.leader", 200), ("p01-sxd.officer", 404), ("admin", 404)])
def test_only_those_of_a_unit_of_the_line_are_led_to_what_units_held(
    ward: Received, sign_in: SignIn, who: str, answer: int
) -> None:
    visitor = sign_in(who)
    assert ('href="/receptions/units"' in visitor.get("/receptions").text) == (answer == 200)
    assert visitor.get("/receptions/units").status_code == answer
    assert visitor.get(f"/receptions/{ward.key}").status_code == (404 if who == "p01-sxd.officer" else 200)


def test_a_period_that_makes_no_sense_is_said(sign_in: SignIn) -> None:
    head = sign_in("d001.head")
    for asked in ("first=x", "first=2025-05-31&last=2025-05-01", "first=2020-01-01&last=2025-05-01"):
        answer = head.get(f"/receptions/units?{asked}")
        assert (answer.status_code, "Chọn hai ngày" in answer.text) == (422, True)


def test_a_period_at_the_end_of_all_days_is_empty(sign_in: SignIn) -> None:
    answer = sign_in("d001.head").get("/receptions/units?first=9999-12-31&last=9999-12-31")
    assert answer.status_code == 200


def test_the_board_of_what_a_unit_owes_has_the_sitting(ward: Received, sign_in: SignIn) -> None:
    assert f"/receptions/{ward.key}" in sign_in("c003.head").get("/owed").text


@pytest.mark.browser
def test_a_sitting_in_a_browser_from_its_opening_to_the_notice(
    app: FastAPI, cycle: Cycle, database: Database, page: Page, sign_in: SignIn
) -> None:
    """The head opens it, an issue is raised and named, it is held and concluded, and the notice is there."""
    cycle.now = at(15, 9)
    with served(app) as address:

        def become(who: str) -> None:
            page.context.add_cookies([{"name": "sid", "value": sign_in(who).cookies["sid"], "url": address}])

        become("c003.head")
        page.goto(f"{address}/receptions")
        page.get_by_role("link", name="Mở một buổi bằng tay").click()
        page.locator("[name=day]").fill("2025-05-15")
        page.locator("[name=reason]").fill("Nhiều người đăng ký.")
        page.get_by_role("button", name="Mở buổi tiếp").click()
        cycle.pump()
        page.reload()
        page.get_by_role("link", name="Ghi một vấn đề").click()
        page.locator("[name=summary]").fill("Ngập ở ngõ 5 sau mưa lớn.")
        page.locator("[name=category]").select_option("infrastructure.drainage")
        page.locator("[name=area]").select_option("all")
        page.get_by_label("Lãnh đạo giao ngay").check()
        page.locator("[name=unit]").select_option("C003")
        page.locator("[name=due]").fill("2025-05-23")
        page.get_by_role("button", name="Gửi và ghi vấn đề sau").click()
        page.get_by_text("Đã ghi vấn đề 1/2025.").wait_for()
        page.go_back()
        assert page.locator("[name=summary]").input_value() == "", "what was sent is not sent again"
        become("c003.reporter")
        page.goto(f"{address}/receptions/1")
        page.get_by_role("link", name="Làm tiếp việc này").click()
        page.get_by_label("Đã tiếp").check()
        page.locator("[name=visitors]").fill("7")
        page.get_by_role("button", name="Gửi", exact=True).click()
        become("c003.head")
        page.goto(f"{address}/receptions/1")
        page.get_by_role("link", name="Làm tiếp việc này").click()
        page.locator("[name=conclusion]").fill("Báo cáo hằng tuần.")
        page.get_by_role("button", name="Gửi", exact=True).click()
        cycle.pump()
        page.goto(f"{address}/receptions/1")
        assert page.locator("a[href^='/papers/']").count() == 1
        assert page.get_by_text("Lãnh đạo giao").count() == 1
    with database.read() as session:
        assert session.execute(sa.select(reception_issue.c.direction_key)).scalar_one() is not None
