from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
import sqlalchemy as sa

from database.session import Database, Session, open_database
from notifications.errors import FactsMissing, WordsUnknown
from notifications.inbox_channel import notices_for
from notifications.tables import outbox
from tests.notifications.telling import CLERK, FACTS, HEAD, NOW, remind
from tests.stores import BOTH_STORES

pytestmark = BOTH_STORES


def rows(session: Session) -> int:
    return session.execute(sa.select(sa.func.count()).select_from(outbox)).scalar_one()


def test_a_reminder_leaves_a_row_saying_to_whom_when_and_by_which_rule(session: Session) -> None:
    assert remind(session, CLERK, instance=77) == 1

    (notice,) = notices_for(session, [CLERK, HEAD])
    assert (notice.recipient, notice.rule, notice.words) == (CLERK, "before_2", "remind_before_2")
    assert (notice.created_at, notice.delivered_at, notice.first_opened_at) == (NOW, NOW, None)
    assert (notice.facts, notice.instance, notice.channel) == (FACTS, 77, "inbox")


def test_the_same_event_told_again_tells_nobody_twice(session: Session) -> None:
    assert remind(session, CLERK) == 1
    assert remind(session, CLERK, now=NOW + timedelta(days=1)) == 0

    (notice,) = notices_for(session, [CLERK, HEAD])
    assert notice.created_at == NOW


def test_a_recipient_added_later_is_told_and_the_first_is_not_told_again(session: Session) -> None:
    remind(session, CLERK)

    assert remind(session, CLERK, HEAD) == 1
    assert [one.recipient for one in notices_for(session, [CLERK, HEAD])] == [HEAD, CLERK]


def test_a_recipient_named_twice_is_told_once(session: Session) -> None:
    assert remind(session, CLERK, CLERK) == 1


def test_another_event_about_the_same_report_is_told(session: Session) -> None:
    assert remind(session, CLERK) + remind(session, CLERK, key="report:12/before_1") == 2


def test_a_thousand_recipients_are_told_once_each(session: Session) -> None:
    wards = [f"C{number:05}.reporter" for number in range(1_001)]

    assert remind(session, *wards) == 1_001
    assert remind(session, *wards) == 0
    assert rows(session) == 1_001


def test_nobody_was_told_when_the_step_is_rolled_back(database: Database) -> None:
    def a_step_that_fails() -> None:
        with database.write() as session:
            remind(session)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        a_step_that_fails()
    with database.read() as session:
        assert rows(session) == 0


@pytest.mark.parametrize("processes", [1, 2], ids=["two threads", "two processes' stores"])
def test_rivals_telling_the_same_event_at_once_leave_one_row(
    processes: int, database: Database, store_url: str
) -> None:
    opened = [database, database if processes == 1 else open_database(store_url)]
    ready = Barrier(2)

    def tell(mine: Database) -> int:
        ready.wait()
        told = 0
        for number in range(20):
            with mine.write() as session:
                told += remind(session, CLERK, HEAD, key=f"report:{number}/before_2")
        return told

    with ThreadPoolExecutor(2) as rivals:
        told = sum(rivals.map(tell, opened))

    opened[1].close()
    assert told == 40
    with database.read() as session:
        assert rows(session) == 40


def test_a_notice_that_could_not_be_read_is_never_written(session: Session) -> None:
    with pytest.raises(FactsMissing, match="lack \\['due'\\]"):
        remind(session, facts={"unit": "Phường 3", "period": FACTS["period"]})
    with pytest.raises(FactsMissing, match="no use for \\['phone'\\]"):
        remind(session, facts={**FACTS, "phone": "x"})
    with pytest.raises(WordsUnknown, match="Use one of: accepted, "):
        remind(session, words="gossip")
    assert rows(session) == 0
