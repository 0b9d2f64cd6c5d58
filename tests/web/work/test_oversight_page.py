"""Oversight on pages: a head sends an issue from its page, the body sees its case and nothing else."""

import pytest

from database.session import Database
from tests.web.signing_in import SignIn
from tests.web.work.matters import overseen
from tests.workflows.cycle import Cycle, at
from tests.workflows.issues.handled import SORTED, Handled
from tests.workflows.steps import Steps
from web.language import LANGUAGES


@pytest.fixture
def issue(cycle: Cycle) -> int:
    cycle.now = at(20, 9)
    handled = Handled(cycle)
    handled.raised()
    handled.do("c003.receiver", SORTED)
    return handled.key


def test_a_head_sends_an_issue_from_its_page_and_what_is_refused_stays(
    cycle: Cycle, issue: int, sign_in: SignIn
) -> None:
    head = sign_in("c003.head")
    assert f'href="/oversight/new?issue={issue}"' in head.get(f"/issues/{issue}").text
    assert "/oversight/new" not in sign_in("c003.reporter").get(f"/issues/{issue}").text
    fields = {"issue": str(issue), "body": "D001-TTQ", "reason": " ", "do": "send"}
    refused = head.submit("/oversight/new", fields, page=f"/oversight/new?issue={issue}")
    assert refused.status_code == 422
    assert 'id="reason-problem"' in refused.text
    assert 'id="body-problem"' not in refused.text
    sent = head.submit(
        "/oversight/new", fields | {"reason": "Để quá lâu."}, page=f"/oversight/new?issue={issue}"
    )
    assert sent.status_code == 303
    cycle.pump()
    text = head.get(sent.headers["location"]).text
    assert "Thanh tra quận" in text
    assert "Để quá lâu." in text
    page = head.get(f"/issues/{issue}").text
    assert "Chuyển cơ quan giám sát: Thanh tra quận" in page
    assert "/oversight/new" not in page, "one body looks at it already"


def test_no_body_is_chosen_beforehand_and_the_field_says_that_one_is_wanted(
    issue: int, sign_in: SignIn
) -> None:
    head, page = sign_in("c003.head"), f"/oversight/new?issue={issue}"
    assert '<option value="" selected>Chọn</option>' in head.get(page).text
    fields = {"issue": str(issue), "body": "", "reason": "Để quá lâu.", "do": "send"}
    refused = head.submit("/oversight/new", fields, page=page)
    assert refused.status_code == 422
    assert 'id="body-problem"' in refused.text
    assert "Để quá lâu." in refused.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_body_sees_its_case_with_the_history_and_not_the_issue(
    cycle: Cycle, database: Database, issue: int, sign_in: SignIn, language: str
) -> None:
    case = overseen(database, cycle, issue)
    officer = sign_in("d001-ttq.officer")
    officer.cookies.set("language", language)
    assert f'href="/oversight/{case}"' in officer.get("/oversight").text
    text = officer.get(f"/oversight/{case}").text
    assert f"/issues/{issue}" not in text
    assert officer.get(f"/issues/{issue}").status_code == 404
    paper = "/papers/" + text.partition('href="/papers/')[2].partition('"')[0]
    assert officer.get(paper).content.startswith(b"%PDF")
    Steps(database, cycle.now).do(
        "d001-ttq.officer", f"oversight:{case}", "give_view", opinion="none", text="Đang làm đúng kế hoạch."
    )
    assert "Đang làm đúng kế hoạch." in officer.get(f"/oversight/{case}").text
    ward = sign_in("c003.head")
    assert "Đang làm đúng kế hoạch." in ward.get(f"/issues/{issue}").text
    assert f"/issues/{issue}" in ward.get(f"/oversight/{case}").text
