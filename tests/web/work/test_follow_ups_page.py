"""The monthly control on pages: months, one list red first, what was said, its own task, and the paper."""

from datetime import date

import pytest

from database.session import Database
from tests.web.signing_in import SignIn
from tests.web.work.matters import controlled
from tests.workflows.cycle import Cycle, at
from tests.workflows.issues.handled import SORTED, Handled
from tests.workflows.steps import Steps
from web.language import LANGUAGES


@pytest.fixture
def control(cycle: Cycle, database: Database) -> int:
    cycle.now = at(20, 9)
    flood, lamp = Handled(cycle), Handled(cycle)
    for one, words in ((flood, "Ngập ở ngõ 5 sau mưa lớn."), (lamp, "Đèn đường ngõ 7 hỏng.")):
        one.raised(summary=words)
        one.do("c003.receiver", SORTED)
    cycle.now = at(6, month=6)
    key = controlled(database, "C003", date(2025, 6, 6))
    row = {
        "register": str(flood.key),
        "issue": "-",
        "said": "done",
        "next_step": "Ghi câu trả lời.",
        "next_on": "2025-06-20",
    }
    Steps(database, cycle.now).do("c003.reporter", f"follow_up:{key}", "confirm_issues", issues=[row])
    cycle.now = at(12, month=6)
    Steps(database, at(6, month=6)).go_to(cycle.now)
    return key


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_list_shows_red_first_and_what_was_said_of_the_rest(
    control: int, sign_in: SignIn, language: str
) -> None:
    visitor = sign_in("d001.head")
    visitor.cookies.set("language", language)
    text = visitor.get(f"/follow-ups/{control}").text
    assert text.index("Đèn đường ngõ 7 hỏng") < text.index("Ngập ở ngõ 5") < text.index("Ghi câu trả lời")
    words = {
        "vi": ("Đỏ: không ai xác nhận", "Sổ vấn đề ghi là chưa trả lời", "23 ngày", "1 vấn đề đỏ"),
        "en": (
            "Red: nobody confirmed",
            "The register says that it is not answered",
            "23 days",
            "1 issue is red",
        ),
    }
    for one in words[language]:
        assert one in text
    assert "style=" not in text


def test_whoever_is_in_charge_gets_to_his_tasks_from_there(control: int, sign_in: SignIn) -> None:
    visitor = sign_in("c003.reporter")
    assert f'href="/follow-ups/{control}"' in visitor.get("/follow-ups").text
    text = visitor.get(f"/follow-ups/{control}").text
    assert "Xác nhận vấn đề của đơn vị" in text
    assert "Ghi vào vấn đề" in text
    page = visitor.get(
        text.partition('href="/tasks/')[1][6:] + text.partition('href="/tasks/')[2].partition('"')[0]
    )
    assert "Đèn đường ngõ 7 hỏng" in page.text
    assert "Ngập ở ngõ 5" not in page.text, "it is confirmed"
    assert 'value="remove:issues' not in page.text
    assert 'value="add:issues' not in page.text


def test_only_red_ones_are_shown_on_demand(control: int, sign_in: SignIn) -> None:
    text = sign_in("d001.head").get(f"/follow-ups/{control}?show=red").text
    assert "Đèn đường ngõ 7 hỏng" in text
    assert "Ngập ở ngõ 5" not in text


def test_it_is_printed_and_a_stranger_gets_nothing(control: int, sign_in: SignIn) -> None:
    answer = sign_in("d001.head").get(f"/follow-ups/{control}/list.pdf")
    assert answer.content.startswith(b"%PDF")
    stranger = sign_in("c005.head")
    for path in (f"/follow-ups/{control}", f"/follow-ups/{control}/list.pdf"):
        assert stranger.get(path).status_code == 404
