"""Reviews on pages: who has sent, the report, the lessons; and the register with what is to come."""

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa

from database.session import Database
from tests.web.signing_in import SignIn
from tests.web.work.matters import SYMBOL, play, reviewed
from tests.workflows.cycle import Cycle, at
from tests.workflows.steps import Steps
from web.language import LANGUAGES
from workflows.leafing import PAGE
from workflows.review.tables import review as table


@pytest.fixture
def review(cycle: Cycle, database: Database) -> int:
    cycle.now = at(10, month=6)
    with database.write() as session:
        return reviewed(session, cycle)


def test_a_review_that_waits_says_for_whom_and_how_its_dates_came_about(review: int, sign_in: SignIn) -> None:
    visitor = sign_in("d001.reporter")
    assert f'href="/reviews/{review}"' in visitor.get("/reviews").text
    text = visitor.get(f"/reviews/{review}").text
    for words in (
        "Sơ kết sau 2,5 năm: 07/2023/QĐ-UBND",
        "Lập đề cương",
        "có hiệu lực 01/01/2023 + 2 năm 6 tháng = 01/07/2025",
        "Làm tiếp việc này",
    ):
        assert words in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_of_it_is_there_for_the_owner_and_the_own_part_for_a_unit(
    cycle: Cycle, database: Database, review: int, sign_in: SignIn, language: str
) -> None:
    play(Steps(database, cycle.now), review)
    own, ward = sign_in("d001.head"), sign_in("c003.head")
    for visitor in (own, ward):
        visitor.cookies.set("language", language)
    text = own.get(f"/reviews/{review}").text
    for words in ("(2/2)", "(0/1)", "Phường 3", "Phường 4", "Bố trí đủ người tiếp nhận", "/papers/"):
        assert words in text
    seen = ward.get(f"/reviews/{review}").text
    assert "Phường 3" in seen
    assert "Phường 4" not in seen
    assert "Bố trí đủ người tiếp nhận" in seen, "its own work"
    assert "style=" not in text + seen


def more_like(database: Database, number: int, closed: int) -> list[int]:
    """So many more reviews, each due a day later; the last of them are closed. Returns their keys."""
    with database.write() as session:
        row = dict(session.execute(sa.select(table)).mappings().one())
        del row["key"]
        rows = [
            row
            | {"instance_key": None, "closed_at": row["opened_at"] if each > number - closed else None}
            | {name: row[name] + timedelta(days=each) for name in ("day", "due_at")}
            for each in range(1, number + 1)
        ]
        return [
            session.execute(sa.insert(table).values(one).returning(table.c.key)).scalar_one() for one in rows
        ]


def test_every_review_is_on_a_page_what_is_open_and_due_first_at_the_top(
    database: Database, review: int, sign_in: SignIn
) -> None:
    *open_keys, older, newer = more_like(database, PAGE + 1, closed=2)
    visitor = sign_in("d001.head")
    pages = [visitor.get(f"/reviews?page={page}").text for page in (1, 2)]
    found = [[int(key) for key in re.findall(r'href="/reviews/(\d+)"', text)] for text in pages]
    assert found == [[review, *open_keys], [newer, older]]
    assert ['href="/reviews?page=2"' in text for text in pages] == [True, False]


def test_its_document_is_for_those_who_see_it(
    cycle: Cycle, database: Database, review: int, sign_in: SignIn
) -> None:
    play(Steps(database, cycle.now), review)
    page = sign_in("d001.head").get(f"/reviews/{review}").text
    address = page.partition('href="/papers/')[2].partition('"')[0]
    assert sign_in("c004.reporter").get(f"/papers/{address}").content.startswith(b"%PDF")
    assert sign_in("c005.reporter").get(f"/papers/{address}").status_code == 404


def test_the_register_tells_what_was_opened_and_what_is_to_come(review: int, sign_in: SignIn) -> None:
    text = sign_in("c005.reporter").get("/legal-bases").text
    for words in (
        SYMBOL,
        'tính đến ngày <span class="nowrap">14/12/2025</span>',
        f'href="/reviews/{review}"',
    ):
        assert words in text
