"""Who is written to: the holders of the offices that were told, as far as they want it."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from database.session import open_database
from organisation.postings import post
from tests.stores import BOTH_STORES
from tests.workflows.cycle import Cycle, at
from tests.workflows.mailing import account, passed_on, queued, wants_mail
from workflows.passing_on import pass_on
from workflows.staff_account import close_account, let_stand_in

pytestmark = BOTH_STORES


@pytest.fixture
def reminded(cycle: Cycle) -> Cycle:
    """Ward 3's clerk wants mail; two working days before the due date has just come."""
    wants_mail(cycle.database, "c003.reporter")
    cycle.open()
    cycle.go_to(at(14, 9))
    return cycle


def test_a_reminder_is_written_to_the_clerk_who_wants_it_and_leads_to_his_task(reminded: Cycle) -> None:
    key = account(reminded.database, "c003.reporter")
    task = reminded.task("C003", "draft")
    assert passed_on(reminded) == [("before_2", f"staff:{key}", f"/tasks/{task}")]
    assert len(passed_on(reminded)) == 1, "passing on again adds nothing"


def test_nobody_is_written_to_who_has_confirmed_no_address(cycle: Cycle) -> None:
    wants_mail(cycle.database, "c003.reporter", address=None)
    cycle.open()
    cycle.go_to(at(14, 9))
    assert passed_on(cycle) == []


def test_an_address_that_does_not_work_is_not_used_again(cycle: Cycle) -> None:
    wants_mail(cycle.database, "c003.reporter", refused_at=at(8))
    cycle.open()
    cycle.go_to(at(14, 9))
    assert passed_on(cycle) == []


@pytest.mark.parametrize(
    ("wishes", "told"),
    [
        ({"mode": "at_once"}, ["before_2", "before_1", "due", "after_1"]),
        ({"mode": "escalations"}, ["after_1"]),
        ({"mode": "never"}, []),
        ({"mode": "digest"}, []),
        ({"mode": "by_kind", "kinds": {"reminders": "digest"}}, ["after_1"]),
        ({"mode": "by_kind", "kinds": {"escalations": "never"}}, ["before_2", "before_1", "due"]),
    ],
)
def test_each_gets_what_he_chose(cycle: Cycle, wishes: dict[str, object], told: list[str]) -> None:
    wants_mail(cycle.database, "c003.reporter", **wishes)
    cycle.open()
    cycle.go_to(at(19, 18))
    assert [rule for rule, _, _ in passed_on(cycle)] == told


def test_whoever_stands_in_is_written_to_on_his_days_only(cycle: Cycle) -> None:
    key = wants_mail(cycle.database, "c004.reporter")
    with cycle.database.write() as session:
        let_stand_in(
            session, "c003.reporter", "c004.reporter", first=at(15).date(), last=at(15).date(), now=cycle.now
        )
    cycle.open()
    cycle.go_to(at(14, 9))
    own = [("before_2", f"staff:{key}", f"/tasks/{cycle.task('C004', 'draft')}")]
    assert passed_on(cycle) == own
    cycle.go_to(at(15, 9))
    for_both = {f"/tasks/{cycle.task(unit, 'draft')}" for unit in ("C003", "C004")}
    assert {link for rule, _, link in passed_on(cycle) if rule == "before_1"} == for_both


def test_whoever_holds_two_of_the_offices_told_gets_one_mail(cycle: Cycle) -> None:
    key = wants_mail(cycle.database, "c003.reporter")
    cycle.open()
    with cycle.database.write() as session:
        post(session, key, cycle.report("C003").unit_key, "head")
    cycle.go_to(at(16, 18))
    assert [rule for rule, _, _ in passed_on(cycle)].count("due") == 1


def test_an_account_that_is_closed_is_not_written_to(reminded: Cycle) -> None:
    with reminded.database.write() as session:
        close_account(session, "c003.reporter")
    assert passed_on(reminded) == []


def test_the_head_is_led_to_what_waits_for_him_and_the_clerk_to_the_report(cycle: Cycle) -> None:
    head, clerk = (wants_mail(cycle.database, name) for name in ("c003.head", "c003.reporter"))
    cycle.open()
    cycle.draft("C003")
    approve = cycle.task("C003", "approve")
    assert passed_on(cycle) == [("approve_waiting", f"staff:{head}", f"/tasks/{approve}")]
    cycle.approve("C003")
    cycle.accept("C003", "D001")
    report = f"/reports/{cycle.report('C003').key}"
    assert ("accepted", f"staff:{clerk}", report) in passed_on(cycle)


def test_eight_processes_pass_a_notice_on_once(reminded: Cycle) -> None:
    opened = [open_database(reminded.database.url) for _ in range(8)]
    ready = Barrier(8)

    def go(number: int) -> None:
        ready.wait()
        pass_on(opened[number], reminded.now)

    with ThreadPoolExecutor(8) as rivals:
        list(rivals.map(go, range(8)))
    for one in opened:
        one.close()
    assert len(queued(reminded.database)) == 1
