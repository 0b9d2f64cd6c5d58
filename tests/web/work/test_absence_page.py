"""Being away: one sets it himself, or the head for his staff; the colleague's list says for whom."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from httpx2 import Response

from database.session import Database
from organisation.days import local_day
from organisation.staff import find_staff
from organisation.tables import substitute, substitute_change
from tests.web.browsing import Visitor
from tests.web.signing_in import SignIn
from tests.workflows.cycle import Cycle

CLERK, HEAD, DESK = "c003.reporter", "c003.head", "c003.receiver"


def key_of(database: Database, username: str) -> int:
    with database.read() as session:
        found = find_staff(session, username)
    assert found
    return found.key


def away(
    visitor: Visitor, database: Database, absent: str, by: str, first: date | str, last: date | str
) -> Response:
    keys = {"absent": str(key_of(database, absent)), "by": str(key_of(database, by))}
    return visitor.submit("/absence", {**keys, "first": str(first), "last": str(last)}, page="/absence")


def test_a_clerk_is_away_and_a_colleague_does_his_tasks(
    sign_in: SignIn, cycle: Cycle, database: Database
) -> None:
    today = local_day(cycle.now)
    answer = away(sign_in(CLERK), database, CLERK, DESK, today, today + timedelta(days=2))
    assert answer.headers["location"] == "/absence?done=set"
    text = sign_in(DESK).get("/tasks").text
    assert "Báo cáo tháng 05/2025" in text
    assert "bạn làm thay Cán bộ tổng hợp" in text
    assert "Kết thúc ngay" not in sign_in(DESK).get("/absence").text, (
        "only he himself and the head may end it"
    )


def test_back_early_nobody_stands_in_any_more_and_both_changes_stay_on_record(
    sign_in: SignIn, cycle: Cycle, database: Database
) -> None:
    clerk, today = sign_in(CLERK), local_day(cycle.now)
    away(clerk, database, CLERK, DESK, today, today + timedelta(days=2))
    assert clerk.submit("/absence/1/end", {}, page="/absence").headers["location"] == "/absence?done=ended"
    assert "Báo cáo tháng" not in sign_in(DESK).get("/tasks").text
    with database.read() as session:
        assert session.execute(sa.select(substitute)).all() == []
        rows = session.execute(sa.select(substitute_change).order_by(substitute_change.c.key)).all()
    assert [row.what for row in rows] == ["set", "ended"]
    assert {row.actor for row in rows} == {key_of(database, CLERK)}
    text = clerk.get("/absence").text
    assert "Hiện không có ai làm thay" in text
    assert text.count("thay Cán bộ tổng hợp, Phường 3") == 2


def test_the_head_sets_it_for_his_staff_and_nobody_else_does(
    sign_in: SignIn, cycle: Cycle, database: Database
) -> None:
    today = local_day(cycle.now)
    assert away(sign_in(HEAD), database, CLERK, HEAD, today, today).status_code == 303
    for username, absent in ((DESK, CLERK), ("c004.head", CLERK), ("d001.head", CLERK), (CLERK, HEAD)):
        answer = away(sign_in(username), database, absent, username, today, today)
        assert answer.status_code == 422, username
        assert "Bạn đặt được lịch vắng của mình" in answer.text
    assert sign_in("c004.head").submit("/absence/1/end", {}, page="/absence").status_code == 404


def test_who_stands_in_for_the_head_does_not_decide_who_stands_in(
    sign_in: SignIn, cycle: Cycle, database: Database
) -> None:
    today = local_day(cycle.now)
    away(sign_in(HEAD), database, HEAD, DESK, today, today)
    answer = away(sign_in(DESK), database, HEAD, DESK, today, today + timedelta(days=90))
    assert answer.status_code == 422


@pytest.mark.parametrize(
    ("first", "last", "by", "words"),
    [
        (-1, 1, DESK, "Ngày đầu không được trước hôm nay."),
        (2, 1, DESK, "Ngày cuối trước ngày đầu."),
        (0, 367, DESK, "nhiều nhất một năm"),
        (0, 1, CLERK, "Hãy chọn một người khác làm thay."),
        (0, 1, "c004.reporter", "phải cùng đơn vị"),
    ],
)
def test_days_and_people_that_make_no_sense_are_refused_and_stay_typed(
    sign_in: SignIn, cycle: Cycle, database: Database, first: int, last: int, by: str, words: str
) -> None:
    today = local_day(cycle.now)
    begins, ends = today + timedelta(days=first), today + timedelta(days=last)
    answer = away(sign_in(CLERK), database, CLERK, by, begins, ends)
    assert answer.status_code == 422
    assert words in answer.text
    assert f'value="{begins}"' in answer.text
    with database.read() as session:
        assert session.execute(sa.select(substitute)).all() == []


@pytest.mark.parametrize(("days", "status"), [(365, 303), (366, 303), (367, 422)])
def test_an_absence_lasts_at_most_a_year(
    sign_in: SignIn, cycle: Cycle, database: Database, days: int, status: int
) -> None:
    today = local_day(cycle.now)
    answer = away(sign_in(CLERK), database, CLERK, DESK, today, today + timedelta(days=days))
    assert answer.status_code == status


def test_a_day_may_be_typed_as_it_is_written_here(sign_in: SignIn, cycle: Cycle, database: Database) -> None:
    today = local_day(cycle.now)
    answer = away(
        sign_in(CLERK), database, CLERK, DESK, f"{today:%d/%m/%Y}", f"{today.day}/{today.month}/{today.year}"
    )
    assert answer.status_code == 303
    with database.read() as session:
        found = session.execute(sa.select(substitute.c.valid_from, substitute.c.valid_to)).one()
    assert tuple(found) == (today, today)


@pytest.mark.parametrize("typed", ["31/02/2025", "5/2025", "20/05/25", "20250520x"])
def test_what_is_no_day_is_refused_and_asked_for_as_days_are_written_here(
    sign_in: SignIn, database: Database, typed: str
) -> None:
    answer = away(sign_in(CLERK), database, CLERK, DESK, typed, typed)
    assert answer.status_code == 422
    assert "ví dụ 20/05/2025" in answer.text
    assert f'value="{typed}"' in answer.text


def test_a_day_that_is_none_is_asked_for_again(sign_in: SignIn, database: Database) -> None:
    answer = away(sign_in(CLERK), database, CLERK, DESK, "hôm nay", "mai")
    assert answer.status_code == 422
    assert "Ghi ngày, ví dụ" in answer.text
    assert 'value="hôm nay"' in answer.text


def test_both_are_told_with_their_accounts_and_nobody_stands_in_for_himself(
    sign_in: SignIn, cycle: Cycle, database: Database
) -> None:
    today, clerk = local_day(cycle.now), sign_in(CLERK)
    away(clerk, database, CLERK, DESK, today, today)
    text = clerk.get("/absence").text
    assert "Cán bộ tổng hợp, Phường 3 (c003.reporter)" in text
    assert "(c003.receiver) làm thay" in text
    assert f'<option value="{key_of(database, CLERK)}"' not in text
