"""A caller's contact: kept apart, seen by one unit, and deleted for good."""

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from database.metadata import metadata
from tests.workflows.cycle import Cycle, at
from tests.workflows.issues.handled import ANSWER, FOUND, SORTED, Handled
from tests.workflows.played import Playing
from tests.workflows.steps import Steps
from workflows.callers.contact import Given, contact_problems, forget_contact
from workflows.callers.forgetting import Kept, forget_contacts, kept_contacts
from workflows.callers.tables import issue_contact
from workflows.callers.waiting import callers_of
from workflows.completion import ProblemsFound
from workflows.errors import NotYours
from workflows.house import HOUSE
from workflows.issues.by_hand import reopen_by_hand

PHONE = "0912 345 678"
GIVEN = Given(PHONE, agreed=True)


def a_caller_tells_of_a_flood(cycle: Cycle) -> None:
    cycle.now = at(7)
    Handled(cycle).raised(given=GIVEN)


@pytest.fixture
def flood(played: Playing) -> Handled:
    return Handled.first(played(a_caller_tells_of_a_flood))


def contacts(cycle: Cycle) -> list[str]:
    with cycle.database.read() as session:
        return list(session.scalars(sa.select(issue_contact.c.contact)))


def source(cycle: Cycle) -> int:
    with cycle.database.read() as session:
        return int(session.execute(sa.select(issue_contact.c.source_key)).scalar_one())


def closed(flood: Handled) -> None:
    """Not handled, and the caller has been told so."""
    why = {"reason_code": "not_ours", "reason": "Tranh chấp dân sự.", "evidence": "Công văn 15."}
    flood.do("c003.receiver", {**SORTED, "decision": "none", **why})
    people = Steps(flood.cycle.database, flood.cycle.now)
    people.do("c003.reporter", "answer_delivery:1", "deliver", outcome="delivered", how="phone", note="")


def kept(flood: Handled) -> Kept:
    with flood.cycle.database.read() as session:
        return kept_contacts(session)


def reopened(flood: Handled) -> None:
    """Its unit takes it up again."""
    with flood.cycle.database.write() as session:
        viewer = flood.cycle.viewer("c003.head")
        reopen_by_hand(session, HOUSE, viewer, flood.key, "Chưa xong.", now=flood.cycle.now)


@pytest.mark.parametrize(
    "contact", ["0912345678", "+84 912 345 678", "(024) 3825.1234", "ai.do@example.vn", " 1900 1234 "]
)
def test_a_telephone_or_an_address_may_be_left(contact: str) -> None:
    assert contact_problems(Given(contact, agreed=True)) == []


@pytest.mark.parametrize("contact", ["Ông A 0912345678", "ngõ 5", "12345", "a@b", "1" * 40, "0912345678\x00"])
def test_nothing_else_may(contact: str) -> None:
    assert [one.path for one in contact_problems(Given(contact, agreed=True))] == ["contact"]


def test_without_consent_nothing_is_taken_down(cycle: Cycle) -> None:
    with pytest.raises(ProblemsFound):
        Handled(cycle).raised(given=Given(PHONE))
    Handled(cycle).raised()
    assert contacts(cycle) == []


def test_only_the_unit_that_took_it_down_sees_it(flood: Handled) -> None:
    cycle = flood.cycle
    flood.do("c003.receiver", {**SORTED, "decision": "up", "up_reason": "Thuộc cấp trên."})
    with cycle.database.read() as session:
        for who in ("c003.receiver", "c003.head"):
            assert [one.contact for one in callers_of(session, cycle.viewer(who), flood.key)] == [PHONE]
        for who in ("d001.receiver", "p01.head", "c004.reporter", "admin"):
            assert callers_of(session, cycle.viewer(who), flood.key) == []


def test_a_caller_may_have_it_deleted(flood: Handled) -> None:
    cycle, key = flood.cycle, source(flood.cycle)
    for who in ("d001.head", "c004.head"):
        with cycle.database.write() as session, pytest.raises(NotYours):
            forget_contact(session, cycle.viewer(who), flood.key, key)
    with cycle.database.write() as session:
        forget_contact(session, cycle.viewer("c003.reporter"), flood.key, key)
    assert contacts(cycle) == []


@pytest.mark.parametrize(("seconds", "kept"), [(-1, [PHONE]), (0, []), (1, [])])
def test_it_is_deleted_thirty_days_after_the_issue_has_ended(
    flood: Handled, seconds: int, kept: list[str]
) -> None:
    closed(flood)
    ended = flood.cycle.now
    forget_contacts(flood.cycle.database, ended)
    forget_contacts(flood.cycle.database, ended + timedelta(days=30, seconds=seconds))
    assert contacts(flood.cycle) == kept


def test_an_issue_that_is_handled_keeps_it_but_not_for_ever(flood: Handled) -> None:
    flood.do("c003.receiver", SORTED)
    for day in range(90):
        forget_contacts(flood.cycle.database, at(7) + timedelta(days=day))
    assert contacts(flood.cycle) == [PHONE]
    assert kept(flood) == Kept(1, to_delete=0, oldest=at(7))
    forget_contacts(flood.cycle.database, at(7) + timedelta(days=400))
    assert contacts(flood.cycle) == [], "nothing is kept for ever"


def test_an_operator_is_told_how_many_are_kept_and_will_go_as_it_is_now(flood: Handled) -> None:
    told = [kept(flood)]
    closed(flood)
    told.append(kept(flood))
    reopened(flood)
    told.append(kept(flood))
    assert told == [Kept(1, to_delete=number, oldest=at(7)) for number in (0, 1, 0)]


def test_no_other_table_keeps_it(flood: Handled) -> None:
    cycle = flood.cycle
    flood.do("c003.receiver", SORTED)
    flood.do("c003.reporter", {**FOUND, "decision": "answer"})
    flood.do("c003.reporter", ANSWER)
    flood.do("c003.head", {"decision": "approve"})
    with cycle.database.read() as session:
        for table in metadata.sorted_tables:
            found = any(PHONE in str(row) for row in session.execute(sa.select(table)))
            assert found == (table is issue_contact), table.name


def test_after_the_deletion_the_file_holds_nothing_of_it(flood: Handled) -> None:
    cycle = flood.cycle
    closed(flood)
    forget_contacts(cycle.database, cycle.now)
    forget_contacts(cycle.database, cycle.now + timedelta(days=30))
    with cycle.database.writer.connect() as connection:
        (main,) = (row for row in connection.exec_driver_sql("pragma database_list") if row.name == "main")
    left = [path for path in (Path(main.file), Path(f"{main.file}-wal")) if path.exists()]
    with closing(sqlite3.connect(main.file)) as other:
        other.execute("pragma wal_checkpoint(truncate)")
    assert all(PHONE.encode() not in path.read_bytes() for path in left)
