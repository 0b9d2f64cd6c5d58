"""The notices of an office: unread ones first, opened once, never another office's."""

import pytest

from tests.workflows.cycle import Cycle, at
from workflows.errors import NotYours
from workflows.notices import Notices, follow, mark_opened, notices, unread


def read(cycle: Cycle, username: str, cursor: str | None = None) -> Notices:
    with cycle.database.read() as session:
        return notices(session, cycle.viewer(username), cursor=cursor)


def three_reminders(cycle: Cycle) -> None:
    cycle.open()
    cycle.go_to(at(16, 18))


def test_unread_notices_come_first_and_then_the_newest(cycle: Cycle) -> None:
    three_reminders(cycle)
    before = [row.rule for row in read(cycle, "c003.reporter").rows]
    assert before == ["due", "before_1", "before_2"]
    newest = read(cycle, "c003.reporter").rows[0].key
    with cycle.database.write() as session:
        assert mark_opened(session, cycle.viewer("c003.reporter"), [newest], now=cycle.now) == 1
        assert mark_opened(session, cycle.viewer("c003.reporter"), [newest], now=cycle.now) == 0
    after = read(cycle, "c003.reporter").rows
    assert [(row.rule, row.opened) for row in after] == [
        ("before_1", False),
        ("before_2", False),
        ("due", True),
    ]


def test_following_a_notice_opens_it_and_leads_to_its_report(cycle: Cycle) -> None:
    three_reminders(cycle)
    viewer = cycle.viewer("c003.head")
    (notice,) = read(cycle, "c003.head").rows
    with cycle.database.write() as session:
        page = f"/reports/{cycle.report('C003').key}"
        assert follow(session, viewer, notice.key, now=cycle.now) == page
        assert unread(session, viewer) == 0


def test_another_office_can_neither_follow_nor_mark_it(cycle: Cycle) -> None:
    three_reminders(cycle)
    (notice,) = read(cycle, "c003.head").rows
    stranger = cycle.viewer("c004.head")
    with cycle.database.write() as session:
        assert mark_opened(session, stranger, [notice.key], now=cycle.now) == 0
        with pytest.raises(NotYours):
            follow(session, stranger, notice.key, now=cycle.now)
    assert not read(cycle, "c003.head").rows[0].opened


def test_pages_go_on_from_unread_to_read_without_loss(cycle: Cycle, monkeypatch: pytest.MonkeyPatch) -> None:
    three_reminders(cycle)
    newest = read(cycle, "c003.reporter").rows[0].key
    with cycle.database.write() as session:
        mark_opened(session, cycle.viewer("c003.reporter"), [newest], now=cycle.now)
    monkeypatch.setattr("workflows.notices.PAGE", 1)
    rules, cursor = [], None
    for _ in range(3):
        page = read(cycle, "c003.reporter", cursor)
        rules += [row.rule for row in page.rows]
        cursor = page.next_cursor
    assert (rules, cursor) == (["before_1", "before_2", "due"], None)


@pytest.mark.parametrize("cursor", ["", "u", "x5", "u-1", "o" + "9" * 30])
def test_a_cursor_that_is_none_of_ours_begins_at_the_top(cycle: Cycle, cursor: str) -> None:
    three_reminders(cycle)
    assert len(read(cycle, "c003.reporter", cursor).rows) == 3
