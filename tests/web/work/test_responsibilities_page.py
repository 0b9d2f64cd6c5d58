"""Who answers for a field: leaders and heads set it for their unit, everybody there reads it, each change stays."""

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa
from httpx2 import Response

from database.session import Database, Session
from notifications.tables import outbox
from organisation.days import local_day
from organisation.responsibilities import responsibilities, responsible_for, set_responsible
from organisation.staff import find_staff
from organisation.tables import responsibility, responsibility_change
from organisation.units import unit_by_handle
from tests.web.browsing import Visitor
from tests.web.signing_in import SignIn
from tests.workflows.cycle import Cycle
from workflows import responsibilities as pages_of_histories

HEAD, LEADER, CLERK = "d001.head", "d001.leader", "d001.reporter"


def key_of(database: Database, username: str) -> int:
    with database.read() as session:
        found = find_staff(session, username)
    assert found
    return found.key


def unit_key(session: Session) -> int:
    return unit_by_handle(session, "D001").key


def set_to(
    visitor: Visitor,
    database: Database,
    who: str,
    since: object,
    *,
    area: str = "environment",
    unit: str = "D001",
) -> Response:
    fields = {"unit": unit, "area": area, "staff": str(key_of(database, who)), "since": str(since)}
    return visitor.submit("/responsibilities", fields, page="/responsibilities")


@pytest.mark.parametrize("who", [HEAD, LEADER])
def test_whoever_leads_the_unit_sets_it_and_it_is_told_and_kept(
    sign_in: SignIn, cycle: Cycle, database: Database, who: str
) -> None:
    today = local_day(cycle.now)
    answer = set_to(sign_in(who), database, LEADER, today)
    assert answer.headers["location"] == "/responsibilities?unit=D001&done=set"
    with database.read() as session:
        unit = unit_by_handle(session, "D001")
        assert responsible_for(session, unit.key, ["environment"], today) == key_of(database, LEADER)
        told = session.scalars(
            sa.select(outbox.c.recipient).where(outbox.c.words == "made_responsible")
        ).all()
        (change,) = session.execute(sa.select(responsibility_change)).all()
    assert list(told) == [f"staff:{key_of(database, LEADER)}"]
    assert (change.what, change.actor) == ("set", key_of(database, who))
    text = sign_in(CLERK).get("/responsibilities").text
    assert LEADER in text
    assert "Kết thúc ngay" not in text, "only who leads may end it"


def test_the_next_one_follows_from_his_day_on_and_both_stand_in_the_history(
    sign_in: SignIn, cycle: Cycle, database: Database
) -> None:
    today, head = local_day(cycle.now), sign_in(HEAD)
    set_to(head, database, LEADER, today)
    set_to(head, database, HEAD, today + timedelta(days=3))
    with database.read() as session:
        unit = unit_by_handle(session, "D001")
        found = [
            responsible_for(session, unit.key, ["environment"], today + timedelta(days=days))
            for days in (2, 3)
        ]
    assert found == [key_of(database, LEADER), key_of(database, HEAD)]
    text = head.get("/responsibilities").text
    assert "chưa bắt đầu" in text
    assert text.count("Vệ sinh môi trường: ") >= 2


def test_an_end_is_at_once_and_stays_on_record(sign_in: SignIn, cycle: Cycle, database: Database) -> None:
    head = sign_in(HEAD)
    set_to(head, database, LEADER, local_day(cycle.now))
    answer = head.submit("/responsibilities/1/end", {}, page="/responsibilities")
    assert answer.headers["location"] == "/responsibilities?unit=D001&done=ended"
    with database.read() as session:
        unit = unit_by_handle(session, "D001")
        assert responsible_for(session, unit.key, ["environment"], local_day(cycle.now)) is None
        rows = session.scalars(sa.select(responsibility_change.c.what).order_by(responsibility_change.c.key))
        assert list(rows) == ["set", "ended"]
    assert "Chưa ai được phân công" in head.get("/responsibilities").text


def test_who_was_set_for_later_stays_and_the_page_and_the_notice_say_until_when(
    sign_in: SignIn, cycle: Cycle, database: Database
) -> None:
    today, head = local_day(cycle.now), sign_in(HEAD)
    set_to(head, database, HEAD, today + timedelta(days=20))
    answer = set_to(head, database, LEADER, today)
    assert "đến hết ngày trước khi người đã đặt" in head.get(answer.headers["location"]).text
    with database.read() as session:
        found = [
            (one.username, one.valid_to) for one in responsibilities(session, [unit_key(session)], today)
        ]
        facts = session.scalars(sa.select(outbox.c.facts).order_by(outbox.c.key)).all()
    assert found == [(LEADER, today + timedelta(days=19)), (HEAD, None)]
    assert facts[1]["since"]["en"] == "07/05/2025 to 26/05/2025"
    answer = head.submit("/responsibilities/1/end", {}, page="/responsibilities")
    assert "vẫn tiếp tục" in head.get(answer.headers["location"]).text
    with database.read() as session:
        (goes_on,) = responsibilities(session, [unit_key(session)], today)
        facts = session.scalars(sa.select(outbox.c.facts).order_by(outbox.c.key)).all()
    assert (goes_on.username, goes_on.valid_to) == (LEADER, None)
    assert facts[2]["since"]["en"] == "07/05/2025"


def test_each_history_goes_on_by_pages(
    sign_in: SignIn, cycle: Cycle, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages_of_histories, "PAGE", 2)
    today, who = local_day(cycle.now), key_of(database, HEAD)
    with database.write() as session:
        for days in range(4, 0, -1):
            first = today - timedelta(days=days)
            set_responsible(
                session, unit_key(session), "environment", who, since=first, actor=who, now=cycle.now
            )
    head = sign_in(HEAD)
    start = head.get("/responsibilities").text
    for history, lines in (("before", [2, 1]), ("changed", [2, 2])):
        next_page = head.get(f"/responsibilities?unit=D001&{history}=2").text
        assert f'href="/responsibilities?unit=D001&amp;{history}=2#{history}"' in start
        assert f'id="{history}" open' in next_page
        assert f'href="/responsibilities?unit=D001&amp;{history}=1#{history}"' in next_page
        lists = [re.search(f'id="{history}".*?</ul>', text, re.DOTALL) for text in (start, next_page)]
        assert [found[0].count("Vệ sinh môi trường: ") for found in lists if found] == lines


def test_a_button_pressed_twice_sets_it_and_tells_it_once(
    sign_in: SignIn, cycle: Cycle, database: Database
) -> None:
    fields = {"unit": "D001", "area": "environment", "staff": str(key_of(database, LEADER))}
    fields["since"] = str(local_day(cycle.now))
    answers = sign_in(HEAD).press_twice("/responsibilities", fields, page="/responsibilities")
    assert {answer.headers["location"] for answer in answers} == {"/responsibilities?unit=D001&done=set"}
    with database.read() as session:
        told = sa.select(outbox.c.key).where(outbox.c.words == "made_responsible")
        assert len(session.scalars(told).all()) == 1
        assert len(session.execute(sa.select(responsibility_change)).all()) == 1


@pytest.mark.parametrize(
    ("area", "who", "days", "says"),
    [
        ("no.such", LEADER, 0, "Chọn một lĩnh vực."),
        ("environment", "c003.head", 0, "Chọn một người đang làm việc ở đơn vị này."),
        ("environment", LEADER, -1, "Ngày bắt đầu không được trước hôm nay."),
        ("environment", LEADER, 367, "Ngày bắt đầu quá xa"),
    ],
)
def test_what_cannot_be_set_is_said_at_its_field_and_nothing_typed_is_lost(
    sign_in: SignIn, cycle: Cycle, database: Database, area: str, who: str, days: int, says: str
) -> None:
    since = local_day(cycle.now) + timedelta(days=days)
    answer = set_to(sign_in(HEAD), database, who, since, area=area)
    assert answer.status_code == 422
    assert says in answer.text
    assert f'value="{since}"' in answer.text
    with database.read() as session:
        assert session.execute(sa.select(responsibility)).all() == []


def test_a_day_that_is_none_is_refused(sign_in: SignIn, database: Database) -> None:
    answer = set_to(sign_in(HEAD), database, LEADER, "hôm nay")
    assert answer.status_code == 422
    assert "Ghi ngày" in answer.text


@pytest.mark.parametrize(
    ("who", "status"), [(CLERK, 404), ("c003.head", 404), ("d002.head", 404), ("p01.head", 404)]
)
def test_nobody_else_sets_it(
    sign_in: SignIn, cycle: Cycle, database: Database, who: str, status: int
) -> None:
    assert set_to(sign_in(who), database, LEADER, local_day(cycle.now)).status_code == status
    with database.read() as session:
        assert session.execute(sa.select(responsibility)).all() == []


def test_a_unit_above_reads_it_and_one_beside_does_not(sign_in: SignIn) -> None:
    assert sign_in("p01.head").get("/responsibilities?unit=D001").status_code == 200
    assert sign_in("d002.head").get("/responsibilities?unit=D001").status_code == 404
    assert sign_in("admin").get("/responsibilities?unit=D001").status_code == 200
