"""Several tasks of the list at once: each for itself; who is too late is told which, and the rest holds."""

import re

import pytest
import sqlalchemy as sa
from httpx2 import Response

from database.session import Database
from engine.history_tables import history
from engine.tables import task
from organisation.days import local_day
from organisation.postings import post
from organisation.roles import RECEIVER
from organisation.staff import add_staff, find_staff
from organisation.units import find_unit
from tests.web.browsing import Visitor
from tests.web.signing_in import SignIn
from tests.workflows.cycle import PASSWORD, Cycle
from workflows.claim import claim

DESK, HEAD, COLLEAGUE = "d001.receiver", "d001.head", "d001.second"


@pytest.fixture
def colleague(cycle: Cycle, database: Database) -> int:
    """A second receiving officer of District 1; both wards have sent."""
    cycle.submit("C003")
    cycle.submit("C004")
    with database.write() as session:
        key = add_staff(session, COLLEAGUE, PASSWORD, office="Bộ phận tiếp nhận thứ hai", now=cycle.now)
        post(session, key, find_unit(session, "D001", local_day(cycle.now)).key, RECEIVER)
    return key


def holders(database: Database, cycle: Cycle) -> list[str | None]:
    keys = [cycle.task(unit, "accept") for unit in ("C003", "C004")]
    with database.read() as session:
        rows = session.execute(sa.select(task.c.key, task.c.assignee).where(task.c.key.in_(keys)))
        found = {row.key: row.assignee for row in rows}
    return [found[key] for key in keys]


def chosen(cycle: Cycle, *units: str) -> list[tuple[str, str]]:
    return [("task", str(cycle.task(unit, "accept"))) for unit in units]


def together(visitor: Visitor, fields: list[tuple[str, str]], page: str = "/tasks") -> Response:
    return visitor.submit("/tasks/together", fields, page=page)


def test_a_single_task_has_its_own_button_and_no_box_for_several(sign_in: SignIn, cycle: Cycle) -> None:
    cycle.submit("C003")
    desk = sign_in(DESK)
    one = desk.get("/tasks").text
    assert "Phường 3" in one
    assert 'id="together"' not in one
    assert 'name="task"' not in one
    cycle.submit("C004")
    two = desk.get("/tasks").text
    assert 'id="together"' in two
    assert two.count('name="task"') == 2


@pytest.mark.usefixtures("colleague")
def test_the_desk_takes_two_tasks_with_one_button(sign_in: SignIn, cycle: Cycle, database: Database) -> None:
    desk = sign_in(DESK)
    answer = together(desk, [("do", "take"), *chosen(cycle, "C003", "C004")])
    assert answer.headers["location"] == "/tasks?done=taken_together"
    assert "Bạn đã nhận các việc" in desk.get("/tasks?done=taken_together").text
    own = str(cycle.viewer(DESK).staff_key)
    assert holders(database, cycle) == [own, own]


def test_what_a_colleague_took_meanwhile_is_told_by_name_and_the_rest_holds(
    sign_in: SignIn, cycle: Cycle, database: Database, colleague: int
) -> None:
    desk = sign_in(DESK)
    fields = [("do", "take"), *chosen(cycle, "C003", "C004")]
    with database.write() as session:
        claim(session, cycle.viewer(COLLEAGUE), cycle.task("C003", "accept"), now=cycle.now)
    answer = together(desk, fields)
    assert answer.status_code == 409
    summary = re.search(r"govuk-error-summary.*?</ul>", answer.text, re.DOTALL)
    assert summary
    assert "Phường 3, tháng 05/2025" in summary[0]
    assert "Một đồng nghiệp vừa nhận việc này trước bạn" in summary[0]
    assert "Phường 4" not in summary[0]
    assert "1 việc kia đã xong" in summary[0]
    assert holders(database, cycle) == [str(colleague), str(cycle.viewer(DESK).staff_key)]


def test_the_head_hands_tasks_to_a_colleague_and_each_leaves_a_line_of_history(
    sign_in: SignIn, cycle: Cycle, database: Database, colleague: int
) -> None:
    head = sign_in(HEAD)
    assert f'<option value="{colleague}"' in head.get("/tasks?scope=unit").text
    fields = [
        ("do", "hand"),
        ("colleague", str(colleague)),
        ("scope", "unit"),
        *chosen(cycle, "C003", "C004"),
    ]
    answer = together(head, fields, "/tasks?scope=unit")
    assert answer.headers["location"] == "/tasks?scope=unit&done=handed_together"
    assert holders(database, cycle) == [str(colleague)] * 2
    together(head, fields, "/tasks?scope=unit")
    with database.read() as session:
        asked = sa.select(sa.func.count()).select_from(history).where(history.c.what == "assigned")
        assert session.execute(asked).scalar_one() == 2, "handing on what he has already is no change"


def test_only_the_head_hands_over_and_only_to_the_right_office(
    sign_in: SignIn, cycle: Cycle, database: Database, colleague: int
) -> None:
    fields = [("do", "hand"), ("colleague", str(colleague)), *chosen(cycle, "C003")]
    answer = together(sign_in(DESK), fields)
    assert answer.status_code == 409
    assert "Chỉ lãnh đạo đơn vị chuyển được việc" in answer.text
    with database.read() as session:
        reporter = find_staff(session, "d001.reporter")
    assert reporter
    fields = [("do", "hand"), ("colleague", str(reporter.key)), *chosen(cycle, "C003")]
    answer = together(sign_in(HEAD), fields, "/tasks?scope=unit")
    assert "Chọn người đúng vai trò của việc" in answer.text
    assert holders(database, cycle) == [None, None]


@pytest.mark.usefixtures("colleague")
def test_choosing_nothing_is_told_and_more_than_a_page_is_refused(sign_in: SignIn) -> None:
    desk = sign_in(DESK)
    answer = together(desk, [("do", "take")])
    assert answer.status_code == 422
    assert "Chưa chọn việc nào" in answer.text
    assert together(desk, [("do", "take"), *(("task", str(key)) for key in range(1, 51))]).status_code == 409
    answer = together(desk, [("do", "take"), *(("task", str(key)) for key in range(1, 52))])
    assert answer.status_code == 422
    assert "nhiều nhất 50 việc" in answer.text


@pytest.mark.usefixtures("colleague")
def test_a_link_ticks_the_whole_page_without_a_script(sign_in: SignIn) -> None:
    desk = sign_in(DESK)
    assert desk.get("/tasks").text.count(" checked>") == 0
    assert desk.get("/tasks?tick=all").text.count(" checked>") == 2
