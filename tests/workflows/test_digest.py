"""One mail a working day at the hour somebody chose, if there is anything to say."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier
from typing import Any

import pytest
import sqlalchemy as sa

from database.session import open_database
from notifications.tables import delivery, outbox, preference
from tests.stores import BOTH_STORES
from tests.workflows.cycle import Cycle, at
from tests.workflows.mailing import queued, wants_mail
from workflows.deadlines import working_calendar
from workflows.digest import next_digest, plan_digest, write_digests
from workflows.staff_account import close_account

SECOND = timedelta(seconds=1)

pytestmark = BOTH_STORES


def wants_digest(cycle: Cycle, username: str = "c003.reporter", **wishes: Any) -> int:
    key = wants_mail(cycle.database, username, **{"mode": "digest", **wishes})
    with cycle.database.write() as session:
        plan_digest(session, key, cycle.now)
    return key


def digests(cycle: Cycle) -> list[tuple[dict[str, Any], list[dict[str, Any]]]]:
    with cycle.database.read() as session:
        rows = session.execute(
            sa.select(outbox.c.facts, delivery.c.lines)
            .join(delivery, delivery.c.key == outbox.c.key)
            .where(outbox.c.rule == "digest")
            .order_by(outbox.c.key)
        )
        return [(row.facts, row.lines) for row in rows]


def written_at(cycle: Cycle, moment: datetime) -> int:
    """How many digests there are after a round at a moment."""
    write_digests(cycle.database, moment)
    return len(digests(cycle))


def test_a_digest_is_written_at_its_hour_and_not_a_second_before(cycle: Cycle) -> None:
    cycle.open()
    wants_digest(cycle)
    hour = at(8, 7, 30)
    assert [written_at(cycle, hour + each) for each in (-SECOND, timedelta(), SECOND)] == [0, 1, 1]


def test_it_says_what_waits_what_is_late_and_what_came_back(cycle: Cycle) -> None:
    cycle.open()
    cycle.submit("C003")
    cycle.send_back("C003", "D001")
    wants_digest(cycle)
    write_digests(cycle.database, at(8, 7, 30))
    ((facts, lines),) = digests(cycle)
    assert facts == {"day": "08/05/2025", "waiting": 1, "late": 0, "returned": 1}
    (line,) = lines
    assert line["link"] == f"/tasks/{cycle.task('C003', 'draft')}"
    assert line["text"]["vi"].startswith("Soạn báo cáo tháng 05/2025: Phường 3, hạn ")
    assert line["text"]["en"].startswith("Draft the report for May 2025: Phường 3, due ")
    for moment in (at(28, 3), at(28, 7, 30)):
        write_digests(cycle.database, moment)
    assert digests(cycle)[-1][0]["late"] == 1


def test_with_nothing_to_say_there_is_no_mail_and_the_next_day_is_planned(cycle: Cycle) -> None:
    key = wants_digest(cycle)
    assert written_at(cycle, at(8, 7, 30)) == 0
    with cycle.database.read() as session:
        planned = sa.select(preference.c.next_digest_at).where(preference.c.staff_key == key)
        assert session.execute(planned).scalar_one() == at(9, 7, 30)


@pytest.mark.parametrize(
    ("now", "following"),
    [
        (at(8, 7, 29), at(8, 7, 30)),
        (at(8, 7, 30), at(9, 7, 30)),
        (at(8, 7, 31), at(9, 7, 30)),
        (at(9, 7, 30), at(12, 7, 30)),  # over Saturday and Sunday
        (at(10, 7, 0), at(12, 7, 30)),
        (at(29, 8, 0, month=8), at(3, 7, 30, month=9)),  # over the national day
    ],
)
def test_the_next_one_comes_on_a_working_day(cycle: Cycle, now: datetime, following: datetime) -> None:
    with cycle.database.read() as session:
        assert next_digest("07:30", now, working_calendar(session, now)) == following


def test_after_a_downtime_over_night_the_day_s_own_digest_comes_and_no_other(cycle: Cycle) -> None:
    cycle.open()
    wants_digest(cycle)
    assert written_at(cycle, at(9, 3)) == 0
    assert written_at(cycle, at(9, 7, 30)) == 1


def test_a_downtime_in_the_morning_only_delays_it(cycle: Cycle) -> None:
    cycle.open()
    wants_digest(cycle)
    assert written_at(cycle, at(8, 15)) == 1


def test_another_hour_on_the_same_day_brings_no_second_one(cycle: Cycle) -> None:
    cycle.open()
    wants_digest(cycle)
    assert written_at(cycle, at(8, 7, 30)) == 1
    cycle.now = at(8, 9)
    wants_digest(cycle, digest_at="16:00")
    assert written_at(cycle, at(8, 16)) == 1
    assert written_at(cycle, at(9, 16)) == 2


@pytest.mark.parametrize("wishes", [{"mode": "at_once"}, {"mode": "never"}, {"address": None}])
def test_nobody_gets_one_who_does_not_want_it_or_has_no_address(cycle: Cycle, wishes: dict[str, Any]) -> None:
    cycle.open()
    wants_digest(cycle, **wishes)
    assert written_at(cycle, at(8, 7, 30)) == 0


def test_a_closed_account_gets_none(cycle: Cycle) -> None:
    cycle.open()
    wants_digest(cycle)
    with cycle.database.write() as session:
        close_account(session, "c003.reporter")
    assert written_at(cycle, at(8, 7, 30)) == 0


def test_eight_processes_write_it_once(cycle: Cycle) -> None:
    cycle.open()
    for name in ("c003.reporter", "c004.reporter"):
        wants_digest(cycle, name)
    opened = [open_database(cycle.database.url) for _ in range(8)]
    ready = Barrier(8)

    def write(number: int) -> None:
        ready.wait()
        write_digests(opened[number], at(8, 7, 30))

    with ThreadPoolExecutor(8) as rivals:
        list(rivals.map(write, range(8)))
    for one in opened:
        one.close()
    assert len(digests(cycle)) == len(queued(cycle.database)) == 2
