"""Proposals on pages: the lists of both sides, one with its whole way, and the figures."""

import re
from io import BytesIO

import pytest
import sqlalchemy as sa
from openpyxl import load_workbook

from database.session import Database
from engine.tables import task
from tests.web.signing_in import SignIn
from tests.workflows.cycle import Cycle
from tests.workflows.proposal.proposed import DREDGE, STAFF, Proposed
from tests.workflows.steps import Steps
from web.language import LANGUAGES
from workflows.corrections import open_correction
from workflows.house import HOUSE


@pytest.fixture
def proposed(cycle: Cycle, database: Database) -> Proposed:
    """Ward 3 has proposed two things; District 1 has refused the second."""
    found = Proposed(cycle, Steps(database, cycle.now))
    found.report(DREDGE, STAFF)
    found.decide("refuse", key=2, reason_code="KN-03", reason="Chưa có nguồn kinh phí.")
    return found


def test_the_head_finds_what_to_decide_and_the_ward_what_it_proposed(
    proposed: Proposed, sign_in: SignIn
) -> None:
    assert proposed.states == ["waiting", "refused"]
    text = sign_in("d001.head").get("/proposals").text
    for words in ("Đề xuất 01/2025: Nạo vét cống ngõ 12", "Phường 3", "26/05/2025 17:00", "Chờ quyết định"):
        assert words in text
    assert "Đề xuất 02/2025" not in text
    mine = sign_in("c003.reporter")
    assert "Đề xuất 01/2025" in mine.get("/proposals").text
    assert "Không chấp nhận" in mine.get("/proposals?stage=ended").text
    assert "Đề xuất 0" not in sign_in("d002.head").get("/proposals").text


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_shows_why_it_was_refused_and_every_step(
    proposed: Proposed, sign_in: SignIn, language: str
) -> None:
    visitor = sign_in("c003.reporter")
    visitor.cookies.set("language", language)
    text = visitor.get(f"/proposals/{proposed.rows[1].key}").text
    said = {
        "vi": ["Không chấp nhận", "KN-03 Chưa có nguồn lực", "Vào sổ", "Báo cáo tháng 05/2025, Phường 3"],
        "en": ["Refused", "KN-03 No means for it", "Entered the register", "Report for May 2025, Phường 3"],
    }[language]
    for words in (*said, "Chưa có nguồn kinh phí.", STAFF["what"]):
        assert words in text
    assert "style=" not in text


def test_the_task_that_is_done_says_what_was_decided(proposed: Proposed, sign_in: SignIn) -> None:
    done = proposed.steps.row(
        sa.select(task.c.key).where(task.c.element == "decide", task.c.status == "completed")
    )
    assert "Quyết định: không chấp nhận</h2>" in sign_in("d001.head").get(f"/tasks/{done.key}").text


def test_the_report_leads_to_what_became_of_its_proposals(proposed: Proposed, sign_in: SignIn) -> None:
    text = sign_in("c003.head").get(f"/reports/{proposed.cycle.report('C003').key}").text
    assert [f'href="/proposals/{row.key}"' in text for row in proposed.rows] == [True, True]


def test_who_writes_the_next_report_sees_what_is_open_already_beside_the_list(
    proposed: Proposed, sign_in: SignIn
) -> None:
    cycle = proposed.cycle
    cycle.open("2025-06")
    with cycle.database.read() as session:
        draft = session.execute(_DRAFT_OF_JUNE).scalar_one()
    shown = sign_in("c003.reporter").get(f"/tasks/{draft}").text
    assert f'href="/proposals/{proposed.rows[0].key}"' in shown
    assert "Đề xuất 01/2025" in shown
    assert "Đang chờ hoặc đang làm" in shown
    assert "Đề xuất 02/2025" not in shown, "it was refused: it may be proposed again"


def test_who_corrects_a_report_sees_its_own_proposals_once(proposed: Proposed, sign_in: SignIn) -> None:
    with proposed.cycle.database.write() as session:
        receiver = proposed.cycle.viewer("d001.receiver")
        key = proposed.cycle.report("C003").key
        open_correction(session, HOUSE, receiver, key, "Xem lại.", now=proposed.cycle.now)
    proposed.cycle.pump()
    draft = proposed.cycle.task("C003", "draft")
    shown = sign_in("c003.reporter").get(f"/tasks/{draft}").text
    assert "Nạo vét cống ngõ 12" in shown
    assert "Đang chờ hoặc đang làm" not in shown


_DRAFT_OF_JUNE = (
    sa.select(task.c.key)
    .where(task.c.candidate_group == "C003.reporter", task.c.status == "created")
    .order_by(task.c.key.desc())
    .limit(1)
)


@pytest.mark.parametrize(("who", "status"), [("c004.head", 404), ("d002.head", 404), ("p01.leader", 200)])
def test_others_find_none_of_it(proposed: Proposed, sign_in: SignIn, who: str, status: int) -> None:
    assert sign_in(who).get(f"/proposals/{proposed.rows[0].key}").status_code == status


def test_figures_say_how_many_of_how_many_on_the_page_and_in_the_file(
    proposed: Proposed, sign_in: SignIn
) -> None:
    assert len(proposed.rows) == 2
    head = sign_in("d001.head")
    text = head.get("/proposals/figures").text
    assert "1/2 = 50,00\N{NO-BREAK SPACE}%" in text
    ward = re.search(r'href="(/proposals/figures\?unit=\d+&amp;year=2025)">Phường 3<', text)
    assert ward
    assert "Đề xuất: Phường 3, 2025" in head.get(ward[1].replace("&amp;", "&")).text
    answer = head.get("/proposals/figures.xlsx?year=2025")
    rows = list(load_workbook(BytesIO(answer.content)).worksheets[0].iter_rows(values_only=True))
    assert rows[-1][:3] == ("Cộng", 2, 1)
    assert "Trong năm này chưa có đề xuất nào." in head.get("/proposals/figures?year=2024").text
    assert head.get("/proposals/figures?year=x&unit=y").status_code == 200
