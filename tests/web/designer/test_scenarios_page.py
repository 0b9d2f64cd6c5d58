"""Scenarios: a play is kept, run before a deployment, and counts for what is changed later."""

from dataclasses import dataclass

import pytest
import sqlalchemy as sa

from tests.web.designer.player import Player, text_of
from tests.web.signing_in import SignIn
from tests.workflows.designer.drawing import Drawing
from workflows.designer.scenarios.tables import design_scenario_run
from workflows.designer.tables import design_draft

WARD = '<outputEntry id="submission_due_commune_offset"><text>'


@dataclass
class House:
    """The owner in a house where changes are played."""

    sign_in: SignIn
    drawing: Drawing

    def play(self, change: int) -> Player:
        """The first notice is played: nobody writes, and the wards are reminded."""
        player = Player(self.sign_in("owner"), change)
        player.look("?process=periodic_report")
        player.press("begin", period="2025-05")
        player.press("wait-next")
        return player

    def keep(self, change: int, title: str = "Phường được nhắc") -> str:
        """The same, kept as a scenario."""
        player = self.play(change)
        fields = {"title": title, "check": "tasks"}
        return player.press("save", f"/designer/changes/{change}/scenarios", **fields)

    def keep_whole(self, change: int) -> None:
        """A scenario of which everything counts."""
        player = self.play(change)
        pairs = [
            ("title", "Nhắc đúng ngày"),
            ("do", "save"),
            *(("check", one) for one in ("tasks", "dates", "told")),
        ]
        token = player.browser.token_in(player.page.text)
        player.browser.post_form(f"/designer/changes/{change}/scenarios", [*pairs, ("_token", token)])

    def scenarios(self, change: int) -> Player:
        return Player(self.sign_in("owner"), change, "scenarios")

    def deploy_page(self, change: int) -> Player:
        return Player(self.sign_in("owner"), change, "deploy")

    def due_earlier(self, change: int) -> None:
        """The wards are due a day earlier in this change."""
        self.alter(change, f"{WARD}2<", f"{WARD}1<")

    def alter(self, change: int, old: str, new: str) -> None:
        """Put other words into the only draft of a change."""
        with self.drawing.database.write() as session:
            row = session.execute(sa.select(design_draft).where(design_draft.c.change_key == change)).one()
            content = bytes(row.content).decode().replace(old, new).encode()
            session.execute(
                sa.update(design_draft).where(design_draft.c.key == row.key).values(content=content)
            )


@pytest.fixture
def house(sign_in: SignIn, drawing: Drawing) -> House:
    return House(sign_in, drawing)


@pytest.mark.stores("sqlite", "postgresql")
def test_a_scenario_is_kept_run_and_in_force_for_later_changes(house: House) -> None:
    first, _draft = house.drawing.change_of("periodic_report.bpmn", title="Đợt một")
    house.alter(first, "Thủ trưởng duyệt", "Lãnh đạo duyệt")
    said = house.keep(first)
    assert "Đã lưu kịch bản." in said
    assert "Chưa chạy" in said
    assert "chưa chạy với các tệp hiện nay" in house.deploy_page(first).look()
    said = house.scenarios(first).press("run")
    assert "Đúng như mong đợi" in said
    page = house.deploy_page(first)
    assert "1 trong 1 kịch bản diễn ra đúng như mong đợi." in page.look()
    said = page.press("deploy", reason="Thử kịch bản.")
    assert "Phường được nhắc: đúng như mong đợi" in said, "it is kept with the deployment"
    second, _draft = house.drawing.change_of("deadlines.dmn", title="Đợt hai")
    later = house.scenarios(second)
    assert "Phường được nhắc" in later.look()
    assert "Chưa có kịch bản." in later.press("drop"), "an owner of all processes takes away what is in force"


def test_what_comes_otherwise_stops_until_somebody_answers_for_it(house: House) -> None:
    change, _draft = house.drawing.change_of("deadlines.dmn")
    house.keep_whole(change)
    house.due_earlier(change)
    page = house.scenarios(change)
    said = page.press("run")
    assert (
        "“Soạn báo cáo” → Cán bộ tổng hợp, Phường 3: hạn mong đợi 16/05/2025 17:00, nay là 15/05/2025 17:00."
        in said
    )
    assert "lúc mong đợi 14/05/2025 08:00, nay là 13/05/2025 08:00." in said
    deploy = house.deploy_page(change)
    assert "0 trong 1 kịch bản diễn ra đúng như mong đợi." in deploy.look()
    assert 'value="deploy"' not in deploy.page.text
    assert "Ghi lý do" in page.press("accept", why=" ")
    assert "Các tệp đã thay đổi" in page.press("accept", why="Vì", seen="what came before")
    assert "Khác, đã chấp nhận" in page.press("accept", why="Phường nộp sớm một ngày theo công văn.")
    deploy.look()
    assert 'value="deploy"' in deploy.page.text
    assert "được chấp nhận vì: Phường nộp sớm một ngày theo công văn." in text_of(deploy.page.text)


def test_what_came_can_be_what_is_expected_from_now_on(house: House) -> None:
    change, _draft = house.drawing.change_of("deadlines.dmn")
    house.keep_whole(change)
    house.due_earlier(change)
    page = house.scenarios(change)
    page.press("run")
    assert "Các tệp đã thay đổi" in page.press("renew", seen="what came before")
    said = page.press("renew")
    assert "Đúng như mong đợi" in said
    assert said.count("Nhắc đúng ngày") < 6, "the old one is not beside it"


def test_a_step_that_cannot_be_done_any_more_is_a_difference(house: House) -> None:
    change, _draft = house.drawing.change_of("periodic_report.bpmn")
    player = Player(house.sign_in("owner"), change)
    player.look("?process=periodic_report")
    player.press("begin", period="2025-05")
    player.press("submit", overview="Ổn định.", nil_report="true")
    player.press("save", f"/designer/changes/{change}/scenarios", title="Phường gửi", check="tasks")
    with house.drawing.database.write() as session:
        content = bytes(session.execute(sa.select(design_draft.c.content)).scalar_one())
        renamed = content.replace(b'"draft"', b'"writing"').replace(b">draft<", b">writing<")
        session.execute(sa.update(design_draft).values(content=renamed))
    said = house.scenarios(change).press("run")
    assert "Bước 2 (“draft”, Cán bộ tổng hợp, " in said


def test_a_scenario_is_played_step_by_step_and_taken_away(house: House) -> None:
    change, _draft = house.drawing.change_of("periodic_report.bpmn")
    house.keep(change)
    page = house.scenarios(change)
    assert "14/05/2025 08:00" in page.press("play")
    page = house.scenarios(change)
    assert "Chưa có kịch bản." in page.press("drop")


def test_without_a_name_or_a_play_nothing_is_kept(house: House) -> None:
    change, _draft = house.drawing.change_of("periodic_report.bpmn")
    player = house.play(change)
    there = f"/designer/changes/{change}/scenarios"
    assert "Nhập tên" in player.press("save", there, title="", check="tasks")
    player.look()
    assert "Chọn ít nhất một điều" in player.press("save", there, title="Tên")
    player.look()
    player.press("restart")
    assert "Chơi thử trước" in player.press("save", there, title="Tên", check="tasks")


def test_a_play_that_a_changed_file_breaks_off_is_not_kept(house: House) -> None:
    change, _draft = house.drawing.change_of("periodic_report.bpmn")
    player = Player(house.sign_in("owner"), change)
    player.look("?process=periodic_report")
    player.press("begin", period="2025-05")
    player.press("submit", overview="Ổn định.", nil_report="true")
    house.alter(change, "=unit + &#34;.reporter&#34;", "=unit + &#34;.head&#34;")
    said = player.press("save", f"/designer/changes/{change}/scenarios", title="Phường gửi", check="tasks")
    assert "Bước 2 (“Soạn báo cáo”, Cán bộ tổng hợp, " in said
    assert "không làm được: Lúc đó bộ phận này không có việc nào như vậy." in said
    assert "Chưa có kịch bản." in said


def test_what_comes_as_expected_needs_nobody_to_answer_for_it(house: House) -> None:
    change, _draft = house.drawing.change_of("periodic_report.bpmn")
    house.keep(change)
    page = house.scenarios(change)
    page.press("run")
    with house.drawing.database.read() as session:
        scenario = str(session.execute(sa.select(design_scenario_run.c.scenario_key)).scalar_one())
    page.press("accept", scenario=scenario, why="Vì sao không?")
    assert page.page.status_code == 404
    with house.drawing.database.read() as session:
        assert session.execute(sa.select(design_scenario_run.c.accepted_why)).scalar_one() is None
