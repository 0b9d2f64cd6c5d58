"""The draft of a quarter: its numbers lead to their sources, another number asks why, and issues are carried up."""

import re

import pytest

from tests.web.signing_in import SignIn
from tests.web.work.test_task_page import to_mend
from tests.workflows.cycle import ANSWERS, Cycle, at
from tests.workflows.quarter import issue

NUMBERS = {
    "issues_total": "2",
    "mentions_total": "9",
    "issues_answered": "1",
    "issues_forwarded": "0",
    "issues_open": "1",
    "issues_urgent": "0",
}


@pytest.fixture
def quarter(cycle: Cycle) -> Cycle:
    """Ward 3's May is accepted, and the quarter open."""
    cycle.submit("C003", {**ANSWERS, "issues": [issue(4), issue(5, "answered")]})
    cycle.accept("C003", "D001")
    cycle.now = at(10, month=6)
    cycle.open("2025-Q2")
    return cycle


def test_a_draft_begins_with_what_was_added_up_and_says_from_where(quarter: Cycle, sign_in: SignIn) -> None:
    page = sign_in("c003.reporter").get(f"/tasks/{quarter.task('C003', 'draft')}").text
    for name, value in NUMBERS.items():
        assert re.search(rf'name="{name}"[^>]*value="{value}"', page), name
    assert "đã tiếp nhận 1/3" in page
    assert "Không mở kỳ:" in page
    assert re.search(r'<a class="govuk-link" href="/reports/\d+">Tháng 05/2025</a>: <b>9</b>', page)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_one_source_is_one_report_and_a_quarter_has_its_article(
    quarter: Cycle, sign_in: SignIn, language: str
) -> None:
    clerk = sign_in("c003.reporter")
    clerk.cookies.set("language", language)
    page = clerk.get(f"/tasks/{quarter.task('C003', 'draft')}").text
    heading = {"vi": "Báo cáo quý II/2025", "en": "Report for the second quarter of 2025"}
    added = {"vi": "Máy cộng: 9, từ 1 báo cáo", "en": "Added up: 9, from 1 report<"}
    assert heading[language] in page
    assert added[language] in page


def test_a_number_leads_down_to_its_issues_and_those_to_the_register(quarter: Cycle, sign_in: SignIn) -> None:
    clerk, report = sign_in("c003.reporter"), quarter.report("C003").key
    draft = clerk.get(f"/tasks/{quarter.task('C003', 'draft')}").text
    address = f"/reports/{report}/numbers/mentions_total?version=1"
    assert f'href="{address}"' in draft
    page = clerk.get(address).text
    assert re.findall(r'<b class="nowrap">(\d+)</b>', page) == ["4", "5"]
    assert re.search(r'href="/issues/\d+">Vấn đề 1/2025</a>', page)
    assert re.search(r'href="/versions/\d+">Phường 3, tháng 05/2025</a>', page)
    within = re.search(r'href="(/reports/\d+/numbers/mentions_total\?version=1&amp;in=\d+)"', page)
    assert within
    assert "Về số chung" in clerk.get(within[1].replace("&amp;", "&")).text
    assert clerk.get(f"/reports/{report}/numbers/mentions_total?version=1&in=999").status_code == 404
    assert clerk.get(f"/reports/{report}/numbers/overview").status_code == 404
    assert clerk.get(f"/reports/{report}/numbers/mentions_total?version=3").status_code == 404
    assert sign_in("d001.receiver").get(address).status_code == 404, "a draft"


def test_another_number_asks_for_a_reason_and_is_sent_with_it(quarter: Cycle, sign_in: SignIn) -> None:
    clerk, key = sign_in("c003.reporter"), quarter.task("C003", "draft")
    fields = {**NUMBERS, "mentions_total": "10", "overview": "Ổn định.", "nil_report": "", "_revision": "0"}
    chosen = {f"issues.0.{name}": str(value) for name, value in issue(4).items()}
    sent = {**fields, **chosen, "do": "submit"}
    asked = clerk.submit(f"/tasks/{key}", sent, page=f"/tasks/{key}")
    assert "Vì sao khác 9?" in to_mend(clerk, asked)
    sent |= {"_revision": "1", "reason-mentions_total": "l" * 501}
    long = clerk.submit(f"/tasks/{key}", sent, page=f"/tasks/{key}")
    assert long.status_code == 422
    assert "nhiều nhất 500 ký tự; bạn đã gõ 501" in long.text
    assert "l" * 501 in long.text
    given = clerk.submit(f"/tasks/{key}", {**sent, "reason-mentions_total": "Đến sau."}, page=f"/tasks/{key}")
    assert given.status_code == 303
    page = sign_in("c003.head").get(f"/tasks/{quarter.task('C003', 'approve')}").text
    assert "máy cộng: 9" in page
    assert "Đến sau." in page


def test_issues_are_carried_once_and_may_be_merged(quarter: Cycle, sign_in: SignIn) -> None:
    clerk, key = sign_in("c003.reporter"), quarter.task("C003", "draft")
    address = f"/tasks/{key}/issues"
    page = clerk.get(address).text
    keys = re.findall(r'name="issue" value="(\d+)"', page)
    assert len(keys) == 2
    pairs = [("_revision", "0"), ("do", "merge"), *(("issue", one) for one in keys)]
    merged = clerk.submit(address, pairs, page=address)
    assert merged.status_code == 303
    draft = clerk.get(merged.headers["location"]).text
    assert "Đã gộp thành một vấn đề" in draft
    assert re.search(r'name="issues.0.mentions"[^>]*value="9"', draft), "4 + 5 mentions"
    assert f'name="issues.0.origins" value="{" ".join(sorted(keys, key=int))}"' in draft
    assert "Không còn vấn đề nào" in clerk.get(address).text
    again = clerk.submit(
        address, [("_revision", "1"), ("do", "carry"), ("issue", keys[0])], page=f"/tasks/{key}"
    )
    assert again.status_code == 422


def test_the_issues_of_a_report_are_nobody_else_s_to_choose(quarter: Cycle, sign_in: SignIn) -> None:
    key = quarter.task("C003", "draft")
    assert sign_in("c004.reporter").get(f"/tasks/{key}/issues").status_code == 404
    quarter.key = 1
    assert sign_in("c004.reporter").get(f"/tasks/{quarter.task('C004', 'draft')}/issues").status_code == 404
