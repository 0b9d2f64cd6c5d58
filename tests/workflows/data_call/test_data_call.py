"""The province asks its wards: they answer, are approved, accepted or sent back; late ones are taken; it closes."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event, current_thread, main_thread
from typing import Any

import orjson
import pytest
import sqlalchemy as sa

from engine.holding import hold_instance
from engine.tables import instance
from tests.stores import BOTH_STORES, ON_POSTGRESQL
from tests.workflows.cycle import at
from tests.workflows.data_call.calling import ANSWER, QUESTIONS, Calling
from workflows.boards.exceptions import exceptions
from workflows.complete_task import complete_task
from workflows.completion import ProblemsFound
from workflows.data_call.own_form import asked_in
from workflows.data_call.words import call_title
from workflows.deployment import deploy_files
from workflows.draft import Origin
from workflows.errors import NotYourRole, NotYours, StalePage
from workflows.house import HOUSE
from workflows.task_forms import form_of_task

WARDS = ("C003", "C004", "C005")


@BOTH_STORES
def test_every_unit_answers_its_head_approves_and_the_caller_accepts(calling: Calling) -> None:
    calling.call()
    for ward in WARDS:
        assert calling.steps.open(calling.part(ward)) == {"answer_call": f"{ward}.reporter"}
        assert calling.steps.task(calling.part(ward), "answer_call").due_at == at(16, 17)
    for number, ward in enumerate(WARDS, 1):
        calling.answer(ward, q1=str(number), q2="yes" if number < 3 else "no")
        assert calling.steps.open(calling.part(ward)) == {"approve_call": f"{ward}.head"}
        assert calling.page().counted["sent"] == number - 1, "before the head approves nothing has been sent"
        calling.approve(ward)
        assert calling.steps.open(calling.part(ward)) == {"check_call": "P01.reporter"}
    for ward in WARDS:
        calling.check(ward)
    page = calling.page()
    assert (page.asked, page.counted["accepted"], page.late) == (3, 3, 0)
    assert [page.sum_of(one, "vi") for one in page.questions] == ["6", "Không 1, Có 2", "Nặng 3", ""]
    assert calling.steps.status(calling.subject) == "completed"
    assert page.row.closed_at == calling.steps.now
    assert calling.steps.told(calling.subject) == [("matter_told", "P01.reporter", at(5, 9))]


def test_where_the_call_does_not_want_it_no_head_approves(calling: Calling) -> None:
    calling.call(approve=False)
    calling.answer("C003")
    assert calling.steps.open(calling.part("C003")) == {"check_call": "P01.reporter"}


def test_a_head_sends_back_what_is_not_right_and_the_desk_mends_it(calling: Calling) -> None:
    calling.call()
    calling.answer("C003")
    calling.approve("C003", "return", reason="Thiếu ngõ 5.")
    assert calling.steps.open(calling.part("C003")) == {"answer_call": "C003.reporter"}
    assert calling.steps.told(calling.part("C003"))[-1][:2] == ("matter_returned", "C003.reporter")
    assert (calling.row("C003").state, calling.row("C003").returns) == ("asked", 0)


@BOTH_STORES
def test_what_the_caller_returns_has_a_new_date_and_keeps_its_reason(calling: Calling) -> None:
    calling.call(approve=False)
    calling.steps.go_to(at(16, 16))
    calling.answer("C003")
    calling.check("C003", "return", reason_code="YC-02", reason="Số quá lớn.")
    part = calling.row("C003")
    assert (part.state, part.returns, part.due_at) == ("asked", 1, at(20, 17))
    assert calling.steps.task(calling.part("C003"), "answer_call").due_at == at(20, 17)
    (line,) = [one for one in calling.page().lines if one.row.unit == "C003"]
    assert (line.stands, line.answers, line.late) == ("returned", None, False)
    assert line.returned.reason == "Số quá lớn."
    with calling.steps.database.read() as session:
        back = exceptions(session, calling.steps.viewer("c003.head"), calling.steps.now).returned
    assert [one.subject for one in back] == [calling.part("C003")]
    calling.answer("C003", q1="2")
    calling.check("C003")
    (line,) = [one for one in calling.page().lines if one.row.unit == "C003"]
    assert (line.stands, (line.answers or {})["q1"], line.late) == ("accepted", 2, False), (
        "the first time counts"
    )


def test_late_answers_are_taken_and_marked_and_nobody_waits_for_the_silent(calling: Calling) -> None:
    calling.call(approve=False)
    calling.answer("C003")
    calling.check("C003")
    calling.steps.go_to(at(19, 9))
    calling.answer("C004")
    calling.steps.go_to(at(30, 17, 1))
    page = calling.page()
    assert (page.counted["accepted"], page.counted["sent"], page.counted["missing"], page.late) == (
        1,
        1,
        1,
        1,
    )
    assert calling.steps.status(calling.subject) == "completed"
    assert calling.steps.open(calling.part("C005")) == {}
    assert calling.steps.open(calling.part("C004")) == {"check_call": "P01.reporter"}, "it is still looked at"
    calling.check("C004")
    assert calling.page().counted["accepted"] == 2


def test_the_caller_closes_it_before_its_time(calling: Calling) -> None:
    calling.call(approve=False)
    calling.answer("C003")
    with pytest.raises(NotYours):
        calling.close("c003.reporter")
    calling.close()
    assert calling.steps.open(calling.part("C004")) == {}
    assert calling.steps.open(calling.part("C003")) == {"check_call": "P01.reporter"}
    assert calling.steps.told(calling.part("C004"))[-1][:2] == ("matter_told", "C004.reporter")
    assert (calling.row("C004").state, calling.row("C003").state) == ("silent", "sent")
    with pytest.raises(StalePage):
        calling.close()
    calling.check("C003")
    assert calling.page().counted["accepted"] == 1


@ON_POSTGRESQL
def test_what_is_sent_while_the_caller_closes_is_still_looked_at(calling: Calling) -> None:
    calling.call(approve=False)
    database, viewer = calling.steps.database, calling.steps.viewer("c003.reporter")
    part, task_key = calling.row("C003"), calling.steps.task(calling.part("C003"), "answer_call").key
    units_read = Event()

    @sa.event.listens_for(database.writer, "after_cursor_execute")
    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if current_thread() is not main_thread() and "FROM data_call_part" in statement:
            units_read.set()

    with ThreadPoolExecutor(1) as beside:
        with database.write() as session:
            hold_instance(session, part.instance_key)
            closing = beside.submit(calling.close)
            assert units_read.wait(60)
            complete_task(session, HOUSE, viewer, task_key, ANSWER, now=calling.steps.now, origin=Origin(0))
        closing.result()
    assert (calling.row("C003").state, calling.row("C004").state) == ("sent", "silent")
    assert calling.steps.open(calling.part("C003")) == {"check_call": "P01.reporter"}


@pytest.mark.parametrize(
    ("more", "asked"),
    [
        ({"whom": "next"}, ["D001", "D002"]),
        ({"whom": "lowest"}, ["C003", "C004", "C005"]),
        ({"whom": "agencies"}, ["P01-SXD"]),
        ({"whom": "chosen", "units": ["C005", "P01-SXD"]}, ["P01-SXD", "C005"]),
    ],
)
def test_the_caller_picks_whom_it_asks(calling: Calling, more: dict[str, Any], asked: list[str]) -> None:
    calling.call(**more)
    assert [line.row.unit for line in calling.page().lines] == asked


@pytest.mark.parametrize(
    ("more", "path"),
    [
        ({"questions": []}, "questions"),
        ({"questions": [{**QUESTIONS[2], "choices": "Nhẹ\nNhẹ"}]}, "questions.0.choices"),
        ({"questions": [QUESTIONS[0], {**QUESTIONS[3], "label": "Họ và tên chủ hộ"}]}, "questions.1.label"),
        ({"questions": [{**QUESTIONS[3], "hint": "Ghi cả số điện thoại"}]}, "questions.0.hint"),
        ({"questions": [{**QUESTIONS[3], "label": "Date of birth"}]}, "questions.0.label"),
        ({"title": "Số điện thoại các hộ ngập"}, "title"),
        ({"what": "Ghi cả họ tên chủ hộ trong phần trả lời."}, "what"),
        ({"due": "2025-05-02"}, "due"),
        ({"due": "2035-05-02"}, "due"),
        ({"whom": "chosen", "units": []}, "units"),
        ({"whom": "chosen", "units": ["D002-XX"]}, "units"),
    ],
)
def test_what_cannot_be_asked_is_said_where_it_stands(
    calling: Calling, more: dict[str, Any], path: str
) -> None:
    with pytest.raises(ProblemsFound) as found:
        calling.call(**more)
    assert path in [problem.path for problem in found.value.problems]


def test_a_form_that_a_process_owner_has_deployed_may_be_sent_and_stays_as_it_was(calling: Calling) -> None:
    number = {"type": "number", "id": "F1", "key": "pumps", "label": "Số máy"}
    titles = {"title_vi": "Máy bơm", "title_en": "Pumps"}
    schema = {"schemaVersion": 19, "type": "default", "id": "call_pumps", "properties": titles}
    form = orjson.dumps({**schema, "components": [{**number, "properties": {"label_en": "Pumps"}}]})
    with calling.steps.database.write() as session:
        deploy_files(session, HOUSE, [("call_pumps.form", form)], actor="owner", now=calling.steps.now)
    calling.call(form="call_pumps", questions=[], approve=False)
    later = form.replace(b'"key":"pumps"', b'"key":"other"')
    with calling.steps.database.write() as session:
        deploy_files(session, HOUSE, [("call_pumps.form", later)], actor="owner", now=calling.steps.now)
    calling.steps.do("c003.reporter", calling.part("C003"), "answer_call", pumps="4")
    page = calling.page()
    assert [page.sum_of(one, "en") for one in page.questions] == ["4"]


def test_what_a_call_asks_is_asked_at_its_own_tasks_alone(calling: Calling) -> None:
    calling.call()
    viewer, key = (
        calling.steps.viewer("c003.reporter"),
        calling.steps.task(calling.part("C003"), "answer_call").key,
    )
    part, database = calling.row("C003"), calling.steps.database
    with database.read() as session:
        assert [one.key for one in form_of_task(session, viewer, key).fields] == ["q1", "q2", "q3", "q4"]
        assert asked_in(session, 0) is None
    with database.write() as session:
        other = sa.update(instance).where(instance.c.key == part.instance_key)
        session.execute(other.values(subject=f"direction:{part.key}"))
        assert [one.key for one in form_of_task(session, viewer, key).fields] == ["remark"]


def test_personal_data_in_an_answer_is_refused(calling: Calling) -> None:
    calling.call()
    with pytest.raises(ProblemsFound) as found:
        calling.answer("C003", q4="Gọi 0912 345 678")
    assert [problem.path for problem in found.value.problems] == ["q4"]


def test_only_a_unit_that_has_others_below_calls(calling: Calling) -> None:
    with pytest.raises(NotYourRole):
        calling.call("p01-sxd.officer")


@BOTH_STORES
def test_the_caller_and_those_above_see_all_and_a_unit_only_its_own(calling: Calling) -> None:
    calling.call("d001.reporter", whom="next")
    seen = {}
    for name in ("p01.leader", "d001.head", "c003.head", "c005.reporter", "d002.head", "admin"):
        try:
            page = calling.page(name)
        except NotYours:
            continue
        seen[name] = (page.whole, [line.row.unit for line in page.lines])
    assert seen == {
        "p01.leader": (True, ["C003", "C004"]),
        "d001.head": (True, ["C003", "C004"]),
        "c003.head": (False, ["C003"]),
        "admin": (True, ["C003", "C004"]),
    }


@BOTH_STORES
def test_calls_are_numbered_by_unit_and_year(calling: Calling) -> None:
    calling.call()
    calling.call()
    assert call_title(calling.page().row)["vi"] == "Yêu cầu 02/2025: Điểm ngập úng"
    calling.call("d001.reporter", whom="next")
    assert call_title(calling.page("d001.reporter").row)["en"] == "Data call 01/2025: Điểm ngập úng"
