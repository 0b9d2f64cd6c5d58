"""Issues that nobody took down begin by themselves, whatever fails meanwhile."""

from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
import sqlalchemy as sa

from engine.failures import FIRST_PAUSE
from notifications.tables import outbox
from tests.stores import BOTH_STORES
from tests.workflows.cycle import Cycle
from tests.workflows.issues.handled import Handled
from tests.workflows.issues.register import events, issues, report_and_accept
from workflows.house import HOUSE
from workflows.issues.begin import TRIES_UNTOLD, begin_waiting
from workflows.issues.event_words import event_words
from workflows.issues.tables import issue_to_begin


def refuse(*_args: object, **_named: object) -> None:
    raise ValueError


def begin_troubled(cycle: Cycle, monkeypatch: pytest.MonkeyPatch, *moments: datetime) -> None:
    """Begin at these moments what no diagram can be started for."""
    with monkeypatch.context() as broken:
        broken.setattr("workflows.issues.begin.start_matter", refuse)
        for moment in moments:
            begin_waiting(cycle.database, HOUSE, moment)


def told_operators(cycle: Cycle) -> list[Any]:
    with cycle.database.read() as session:
        return list(session.execute(sa.select(outbox).where(outbox.c.rule == "issue_not_begun")))


@BOTH_STORES
def test_an_error_that_passes_loses_no_issue_and_troubles_nobody(
    cycle: Cycle, monkeypatch: pytest.MonkeyPatch
) -> None:
    cycle.open()
    report_and_accept(cycle, {"summary": "Ngập."})
    (flood,) = (Handled(cycle, row.key) for row in issues(cycle))
    begin_troubled(cycle, monkeypatch, cycle.now)
    begin_waiting(cycle.database, HOUSE, cycle.now + FIRST_PAUSE - timedelta(seconds=1))
    assert flood.row.instance_key is None, "it is tried again after a pause, like a job"
    begin_waiting(cycle.database, HOUSE, cycle.now + FIRST_PAUSE)
    assert flood.open() == [("triage", "C003.receiver")]
    assert events(cycle, flood.key)[-1] == ("begun", "")
    assert event_words(SimpleNamespace(what="begun"), str)["vi"] == "Bắt đầu xử lý"
    assert flood.dates()["triage"].at == flood.due(), "counted from when it began"
    assert told_operators(cycle) == []
    with cycle.database.read() as session:
        assert session.execute(sa.select(issue_to_begin)).all() == []


def test_what_does_not_pass_is_told_the_operators_once_a_day_and_tried_on(
    cycle: Cycle, monkeypatch: pytest.MonkeyPatch
) -> None:
    cycle.open()
    report_and_accept(cycle, {"summary": "Ngập."}, {"summary": "Rác."})
    begun = cycle.now
    moments = [begun + timedelta(hours=hours) for hours in range(TRIES_UNTOLD - 1)]
    begin_troubled(cycle, monkeypatch, *moments)
    assert told_operators(cycle) == []
    begin_troubled(cycle, monkeypatch, *(moments[-1] + timedelta(hours=hours) for hours in (1, 2)))
    assert [row.recipient for row in told_operators(cycle)] == ["operator"] * 2, "of each issue once"
    begin_troubled(cycle, monkeypatch, begun + timedelta(days=2))
    assert len(told_operators(cycle)) == 2 * 2
    begin_waiting(cycle.database, HOUSE, begun + timedelta(days=3))
    assert all(Handled(cycle, row.key).open() == [("triage", "C003.receiver")] for row in issues(cycle))
