"""Playing a change on its page: begin, send as an office, let time pass, take back; the house stays as it was."""

import pytest
import sqlalchemy as sa

from database.metadata import metadata
from database.session import Database
from tests.web.designer.player import Player
from tests.web.signing_in import SignIn
from tests.workflows.designer.drawing import NOW, Drawing
from tests.workflows.designer.test_playing_outside import BUYING
from workflows.designer.drafts import add_draft
from workflows.designer.tables import design_draft


@pytest.fixture
def player(sign_in: SignIn, drawing: Drawing) -> Player:
    change, _draft = drawing.change_of("periodic_report.bpmn")
    return Player(sign_in("owner"), change)


def rows(database: Database) -> dict[str, int]:
    """How many rows every table has, the play's own left out."""
    with database.read() as session:
        return {
            name: session.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()
            for name, table in metadata.tables.items()
            if name not in {"design_play", "web_session"}
        }


def test_what_is_changed_is_offered_first(player: Player) -> None:
    said = player.look()
    assert said.index("Báo cáo định kỳ của một đơn vị") < said.index("Xử lý vấn đề")
    assert "Báo cáo định kỳ của một đơn vị Đang sửa" in said
    assert "Tiếp nhận báo cáo nhanh → Báo cáo nhanh" in said, "what is called leads to what calls it"


@pytest.mark.stores("sqlite", "postgresql")
def test_a_report_is_played_and_nothing_of_the_house_is_touched(player: Player, database: Database) -> None:
    before = rows(database)
    player.look("?process=periodic_report")
    said = player.press("begin", period="2025-05")
    assert "Đồng hồ của lần chơi: 07/05/2025 08:00" in said
    assert "Đến lượt ai (2)" in said
    player.press("wait-next")
    said = player.press("submit", overview="Ổn định.", nil_report="true")
    assert "14/05/2025 08:00" in said
    assert "Thủ trưởng duyệt" in said
    assert "Báo cáo tháng 05/2025" in said
    assert "Bước vừa rồi dẫn đến gì “Soạn báo cáo”: đã làm xong. Phường 3" in said
    assert rows(database) == before


def test_what_comes_from_outside_is_answered_on_the_page(player: Player, drawing: Drawing) -> None:
    change = int(player.address.split("/")[3])
    drawing.act(lambda session, viewer: add_draft(session, viewer, change, "buying.bpmn", BUYING, now=NOW))
    player.look("?process=buying")
    said = player.press("begin", unit="commune_1", var_order="A1")
    assert "Thông điệp “bill” từ ngoài, khoá A1" in said
    assert "Biểu thức" in player.press("submit", var_amount="=3+")
    said = player.press("submit", var_amount="7")
    assert "Gặp lỗi “TOO_DEAR”: sơ đồ đi tiếp từ “Vượt dự toán”" in said
    said = player.press("submit", outcome="failed", message="Mạng hỏng")
    assert "Bộ xử lý ngoài “pay-bill” báo không làm được. Mạng hỏng" in said
    player.press("retry")
    assert "Xin thêm kinh phí" in player.press("submit", outcome="error:TOO_DEAR")


def test_a_wrong_answer_is_said_and_what_was_typed_stays(player: Player) -> None:
    player.look("?process=periodic_report")
    player.press("begin", period="2025-05")
    said = player.press("submit", overview="Chữ đã gõ", nil_report="")
    assert player.page.status_code == 422
    assert "Chữ đã gõ" in said
    assert 'class="govuk-error-summary"' in player.page.text


def test_the_last_step_is_taken_back_and_all_begins_anew(player: Player) -> None:
    player.look("?process=periodic_report")
    player.press("begin", period="2025-05")
    player.press("wait-day")
    assert "08/05/2025 08:00" in player.look()
    assert "07/05/2025 08:00" in player.press("back")
    assert "Chơi quy trình nào?" in player.press("restart")


def test_two_windows_do_not_play_into_each_other(player: Player) -> None:
    player.look("?process=periodic_report")
    player.press("begin", period="2025-05")
    elsewhere = Player(player.browser, int(player.address.split("/")[3]))
    elsewhere.press("wait-day")
    said = player.press("wait-day")
    assert player.page.status_code == 422
    assert "ở một trang khác" in said
    assert "08/05/2025 08:00" in said


def test_a_step_that_a_changed_file_forbids_is_named(player: Player, drawing: Drawing) -> None:
    player.look("?process=periodic_report")
    player.press("begin", period="2025-05")
    player.press("submit", overview="Ổn định.", nil_report="true")
    with drawing.database.write() as session:
        content = bytes(session.execute(sa.select(design_draft.c.content)).scalar_one())
        renamed = content.replace(b'"draft"', b'"writing"').replace(b">draft<", b">writing<")
        session.execute(sa.update(design_draft).values(content=renamed))
    said = player.look()
    assert "Bước 2 của lần chơi này không còn làm được" in said
    assert "Lúc đó bộ phận này không có việc nào như vậy." in said
    assert "07/05/2025 08:00" in player.press("cut")


def test_files_that_cannot_be_deployed_say_why(player: Player, drawing: Drawing) -> None:
    with drawing.database.write() as session:
        content = bytes(session.execute(sa.select(design_draft.c.content)).scalar_one())
        broken = content.replace(b"approve_report", b"no_such_form")
        session.execute(sa.update(design_draft).values(content=broken))
    said = player.look("?process=periodic_report")
    assert player.page.status_code == 422
    assert "no_such_form" in said


def test_others_find_nothing(player: Player, sign_in: SignIn) -> None:
    stranger = sign_in("c003.reporter")
    assert stranger.get(player.address).status_code == 404
    assert stranger.get(f"{player.address}/document-1.pdf").status_code == 404
    assert player.browser.get(f"{player.address}/document-1.pdf").status_code == 404
