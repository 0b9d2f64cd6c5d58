from datetime import timedelta

import pytest

from database.session import Session
from notifications import inbox_channel
from notifications.inbox_channel import find_notice, mark_opened, notices_for, unread_count
from notifications.tables import outbox
from tests.notifications.telling import CLERK, HEAD, NOW, STRANGER, remind
from tests.stores import BOTH_STORES

pytestmark = BOTH_STORES

LATER = NOW + timedelta(hours=1)


def told(session: Session, count: int) -> list[int]:
    for number in range(count):
        remind(session, CLERK, key=f"report:{number}/before_2")
    return [one.key for one in notices_for(session, [CLERK])]


def test_the_clerk_reads_what_was_told_to_the_group_newest_first(session: Session) -> None:
    told(session, 3)
    remind(session, HEAD)

    keys = [one.key for one in notices_for(session, [CLERK])]

    assert len(keys) == 3
    assert keys == sorted(keys, reverse=True)
    assert len(notices_for(session, {CLERK, HEAD})) == 4


def test_the_stranger_and_a_viewer_without_groups_read_nothing(session: Session) -> None:
    told(session, 1)

    for nobody in ([STRANGER], [], frozenset[str]()):
        assert notices_for(session, nobody) == []
        assert unread_count(session, nobody) == 0


def test_the_next_page_begins_after_the_last_row_of_the_one_above(session: Session) -> None:
    keys = told(session, 5)

    first = notices_for(session, [CLERK], limit=2)
    second = notices_for(session, [CLERK], limit=2, after=(False, first[-1].key))

    assert [one.key for one in (*first, *second)] == keys[:4]


def test_an_opened_notice_is_read_for_the_office_and_keeps_its_first_time(session: Session) -> None:
    newest, *older = told(session, 3)

    assert mark_opened(session, [CLERK], [newest], now=NOW) == 1
    assert mark_opened(session, [CLERK], [newest], now=LATER) == 0

    found = notices_for(session, [CLERK])
    assert [one.key for one in found] == [*older, newest], "what nobody has opened comes first"
    assert found[-1].first_opened_at == NOW
    assert [one.key for one in notices_for(session, [CLERK], after=(False, older[-1]))] == [newest]
    assert notices_for(session, [CLERK], after=(True, newest)) == []
    assert unread_count(session, [CLERK]) == 2


def test_the_stranger_cannot_open_what_was_told_to_others(session: Session) -> None:
    keys = told(session, 1)

    assert mark_opened(session, [STRANGER], keys, now=NOW) == 0
    assert mark_opened(session, [], keys, now=NOW) == 0
    assert unread_count(session, [CLERK]) == 1


def test_one_notice_is_found_by_its_own_office_only(session: Session) -> None:
    (key,) = told(session, 1)

    found = find_notice(session, [CLERK], key)
    assert found is not None
    assert found.about == "report:12"
    assert find_notice(session, [STRANGER], key) is None
    assert find_notice(session, [], key) is None


def test_counting_stops_at_the_cap(session: Session) -> None:
    told(session, 4)

    assert [unread_count(session, [CLERK], cap=cap) for cap in (3, 4, 5)] == [3, 4, 4]


def test_rows_of_other_channels_are_not_in_the_inbox(session: Session) -> None:
    told(session, 1)
    session.execute(outbox.update().values(channel="email"))

    assert notices_for(session, [CLERK]) == []
    assert unread_count(session, [CLERK]) == 0


def test_pages_of_several_offices_hold_every_notice_once_what_is_unopened_first(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = told(session, 4)
    for number in range(4):
        remind(session, HEAD, key=f"report:{number}/due")
    mark_opened(session, [CLERK], keys[1:3], now=NOW)
    offices = [CLERK, HEAD, STRANGER]
    whole = notices_for(session, offices)
    expected = sorted(whole, key=lambda one: (one.first_opened_at is not None, -one.key))
    assert [one.key for one in whole] == [one.key for one in expected]
    assert len(whole) == 8
    for at_once in (1, 2, 400):
        monkeypatch.setattr(inbox_channel, "OWNERS_AT_ONCE", at_once)
        for size in (1, 3, 6, 8):
            found: list[int] = []
            after: tuple[bool, int] | None = None
            while page := notices_for(session, offices, limit=size, after=after):
                found += [one.key for one in page]
                after = (page[-1].first_opened_at is not None, page[-1].key)
            assert found == [one.key for one in whole]
