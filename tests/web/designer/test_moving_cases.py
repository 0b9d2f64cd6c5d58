"""Cases that run by an older version: how many can be moved, why others cannot, and moving them from the page."""

import re

import pytest
from fastapi import FastAPI

from database.session import Database
from engine.history import verify_history
from tests.web.signing_in import SignIn
from tests.workflows.cycle import OPENS, Cycle
from tests.workflows.designer.drawing import Drawing
from web.app import create_app
from web.settings import Settings
from workflows.deployment import deploy_files, shipped_files
from workflows.house import HOUSE

PAGE = "/designer/running"


@pytest.fixture
def cycle(database: Database) -> Cycle:
    opened = Cycle(database)
    opened.open()
    return opened


@pytest.fixture
def app(database: Database, settings: Settings) -> FastAPI:
    return create_app(database, HOUSE, settings, clock=lambda: OPENS)


def deploy_changed(cycle: Cycle, *changes: tuple[str, str]) -> None:
    """The diagram of reports with some of its texts replaced."""
    ((name, content),) = (file for file in shipped_files() if file[0] == "periodic_report.bpmn")
    text = content.decode()
    for was, now in changes:
        assert was in text
        text = text.replace(was, now)
    with cycle.database.write() as session:
        deploy_files(session, HOUSE, [(name, text.encode())], actor="owner", now=cycle.now)


def deploy_change(cycle: Cycle, was: str, now: str) -> int:
    """The same by a change of the designer: its key."""
    drawing = Drawing(cycle.database)
    change, draft = drawing.change_of("periodic_report.bpmn")
    drawing.save(draft, bytes(drawing.row(draft).content).replace(was.encode(), now.encode()))
    drawing.deploy(change)
    return change


def said(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


RENAMED = ('name="Còn 2 ngày làm việc"', 'name="Còn hai ngày"')


def test_all_reports_of_a_cycle_are_moved_and_go_on_where_they_stood(sign_in: SignIn, cycle: Cycle) -> None:
    cycle.save("C003")
    cycle.draft("C004")
    change = deploy_change(cycle, *RENAMED)
    owner = sign_in("owner")
    page = owner.get(PAGE)
    assert "6 hồ sơ đang chạy theo bản trước; phiên bản 2 đang áp dụng." in said(page.text)
    assert "6 hồ sơ chuyển được." in said(page.text)
    fields = dict(re.findall(r'name="(process|definition)" value="([^"]+)"', page.text))
    owner.submit(PAGE, fields, page=PAGE)
    assert "6 hồ sơ đang chờ chuyển." in said(owner.get(PAGE).text)
    told = "Báo cáo định kỳ của một đơn vị, 6 hồ sơ sang phiên bản 2 Chủ quy trình"
    assert f"Cho chuyển hồ sơ đang chạy: {told}" in said(owner.get(f"/designer/changes/{change}").text)
    cycle.pump()
    assert told in said(owner.get(PAGE).text)
    assert "Mọi hồ sơ đang chạy đều theo bản đang áp dụng." in said(owner.get(PAGE).text)
    cycle.submit("C003")
    cycle.approve("C004")
    cycle.accept("C003", "D001")
    assert cycle.open_elements("C003") == []
    with cycle.database.read() as session:
        assert verify_history(session) == []


def test_those_whose_step_is_gone_stay_and_it_is_said_why(sign_in: SignIn, cycle: Cycle) -> None:
    cycle.draft("C003")
    deploy_changed(cycle, ('id="approve"', 'id="decide"'), ('Ref="approve"', 'Ref="decide"'))
    page = said(sign_in("owner").get(PAGE).text)
    assert "5 hồ sơ chuyển được." in page
    assert (
        "1 hồ sơ chưa chuyển được: đang ở bước “Thủ trưởng duyệt”, phiên bản mới không có bước này." in page
    )


def test_a_page_that_is_older_than_what_is_in_force_moves_nothing(sign_in: SignIn, cycle: Cycle) -> None:
    deploy_changed(cycle, RENAMED)
    owner = sign_in("owner")
    fields = dict(re.findall(r'name="(process|definition)" value="([^"]+)"', owner.get(PAGE).text))
    deploy_changed(cycle, ('name="Còn 2 ngày làm việc"', 'name="Hai ngày nữa"'))
    answer = owner.submit(PAGE, fields, page=PAGE)
    assert answer.status_code == 422
    assert "Đã có phiên bản mới hơn" in said(answer.text)
    assert "đang chờ chuyển" not in said(owner.get(PAGE).text)
    assert "Ai đã cho chuyển" not in said(owner.get(PAGE).text)
    now = dict(re.findall(r'name="(process|definition)" value="([^"]+)"', owner.get(PAGE).text))
    owner.submit(PAGE, now, page=PAGE)
    assert "Ai đã cho chuyển" in said(owner.get(PAGE).text), "no change has put this version into force"


def test_only_whoever_deploys_has_cases_moved(sign_in: SignIn, cycle: Cycle) -> None:
    deploy_changed(cycle, RENAMED)
    assert sign_in("c003.reporter").get(PAGE).status_code == 404
    assert 'name="definition"' in sign_in("owner").get(PAGE).text
