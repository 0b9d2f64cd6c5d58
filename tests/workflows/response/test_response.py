"""Ward 3 responds to a burst water main: one click, every unit has its step, whoever is in charge closes it."""

from typing import Any

import pytest
import sqlalchemy as sa

from organisation.tables import posting
from organisation.units import unit_by_handle
from tests.stores import BOTH_STORES
from tests.workflows.cycle import Cycle, at
from tests.workflows.issues.handled import Handled
from tests.workflows.quick_report.events import Event
from tests.workflows.response.incidents import CLOSING, FENCE, LOOK, LORRY, REPAIR, TELL, VALVE, Flood
from workflows.completion import ProblemsFound
from workflows.deployment import deploy_files, shipped_files
from workflows.errors import NotYourRole, NotYours, Refused, RefusedAt, StalePage
from workflows.house import HOUSE
from workflows.issues.tables import issue
from workflows.kinds import KINDS
from workflows.open_task import find_task
from workflows.papers import papers_of
from workflows.response.begin import beginning_post, plan_at
from workflows.response.matter_kinds import ResponseStepKind
from workflows.response.page import response_page
from workflows.response.paper import response_facts
from workflows.response.rows import may_see
from workflows.response.tables import response_step
from workflows.subject import Subject


@BOTH_STORES
def test_one_click_gives_every_unit_its_step_and_tells_it_at_once(flood: Flood) -> None:
    flood.begun()
    assert flood.states() == ["open", "open", "waiting", "open", "open", "open"]
    assert [flood.step(one).done_by for one in range(1, 7)] == [
        "C003.reporter",
        "P01-SXD.officer",
        "P01-SXD.officer",
        "C003.head",
        "C003.reporter",
        "P01-SXD.officer",
    ]
    assert flood.steps.open(flood.about(VALVE)) == {"confirm": "P01-SXD.officer"}
    assert flood.steps.task(flood.about(VALVE), "confirm").due_at == at(5, 9, 30), "half an hour to confirm"
    assert (flood.step(VALVE).due_at, flood.step(LORRY).due_at) == (at(5, 10), at(5, 17))
    assert flood.steps.told(flood.about(VALVE)) == [
        ("response_step_begun", "P01-SXD.head", at(5, 9)),
        ("response_step_begun", "P01-SXD.officer", at(5, 9)),
    ]
    assert flood.steps.told(flood.about(REPAIR)) == [], "it waits for the valve"
    assert flood.steps.open(flood.subject) == {"lead_response": "C003.receiver"}
    assert ("response_told", "C003.head", at(5, 9)) in flood.steps.told(flood.subject)


@BOTH_STORES
def test_a_step_is_confirmed_and_done_and_the_one_that_waited_begins_then(flood: Flood) -> None:
    flood.begun()
    flood.confirm(VALVE, "Đội sửa chữa đã lên đường.")
    assert flood.step(VALVE).confirmed_at == at(5, 9)
    flood.steps.go_to(at(5, 11))
    flood.carry_out(VALVE, text="Đã khoá van.")
    assert flood.states()[VALVE - 1 : REPAIR] == ["done", "open"]
    repair = flood.step(REPAIR)
    assert (repair.begun_at, repair.due_at) == (at(5, 11), at(6, 11)), "a day from then, late as it begins"
    assert flood.steps.open(flood.about(REPAIR)) == {"confirm": "P01-SXD.officer"}
    told = [one for one in flood.steps.told(flood.subject) if one[1] == "C003.receiver"]
    assert len(told) == 3, "begun, confirmed with a note, done"


@BOTH_STORES
def test_all_steps_are_done_and_it_is_closed_with_its_log(flood: Flood) -> None:
    flood.begun()
    for one in (LOOK, VALVE, REPAIR, FENCE, TELL, LORRY):
        flood.done(one)
    assert set(flood.states()) == {"done"}
    flood.lead(**CLOSING)
    row = flood.row
    assert (row.state, row.outcome, row.closed_at) == ("closed", "resolved", at(5, 9))
    assert (row.conclusion, row.lessons) == (CLOSING["conclusion"], CLOSING["lessons"])
    assert flood.steps.status(flood.subject) == "completed"
    assert flood.steps.status(flood.about(VALVE)) == "completed"
    assert paper_number(flood) == 2, "the plan, and the whole log"
    assert ("response_told", "P01-SXD.officer", at(5, 9)) in flood.steps.told(flood.subject)


@BOTH_STORES
def test_the_log_says_of_each_step_what_came_of_it_and_calls_done_only_what_was_done(flood: Flood) -> None:
    flood.begun()
    flood.done(LOOK)
    for position, outcome in ((FENCE, "impossible"), (TELL, "partly")):
        flood.confirm(position)
        flood.carry_out(position, outcome)
    with flood.steps.database.read() as session:
        steps = response_facts(session, flood.key).steps
    said = {one.number: (one.state, one.done) for one in steps}
    assert said[LOOK] == ("Đã làm xong", True)
    assert said[FENCE] == ("Không làm được", False)
    assert said[TELL] == ("Làm được một phần", False)
    with flood.steps.database.read() as session:
        lead = find_task(
            session, flood.steps.viewer("c003.receiver"), flood.steps.task(flood.subject, "lead_response").key
        )
        _, steps_now = KINDS["response"].matter(session, lead, flood.steps.now).shown
    assert steps_now.heading["en"] == (
        "Steps: waits for the step before: 1; being done: 2; done: 1; partly done: 1; cannot be done: 1"
    )


def paper_number(flood: Flood) -> int:
    with flood.steps.database.read() as session:
        found = papers_of(session, [Subject("response", flood.key)], "response")
    return found[flood.subject].number


@BOTH_STORES
def test_a_step_may_be_skipped_with_a_reason_and_the_next_begins(flood: Flood) -> None:
    flood.begun()
    flood.leave_out(VALVE, "Van đã khoá sẵn.")
    step = flood.step(VALVE)
    assert (step.state, step.reason, step.ended_at) == ("skipped", "Van đã khoá sẵn.", at(5, 9))
    assert flood.steps.status(flood.about(VALVE)) == "completed", "its task is gone"
    assert flood.steps.open(flood.about(REPAIR)) == {"confirm": "P01-SXD.officer"}
    assert ("response_told", "P01-SXD.head", at(5, 9)) in flood.steps.told(flood.subject)
    flood.done(REPAIR)
    flood.confirm(LORRY)
    flood.leave_out(LORRY)
    assert flood.steps.status(flood.about(LORRY)) == "completed", (
        "confirmed already, and skipped all the same"
    )


def test_what_waits_may_be_skipped_and_nothing_begins_by_it(flood: Flood) -> None:
    flood.begun()
    flood.leave_out(REPAIR)
    flood.done(VALVE)
    assert flood.states()[VALVE - 1 : REPAIR] == ["done", "skipped"]


def test_what_has_ended_is_skipped_no_more(flood: Flood) -> None:
    flood.begun()
    flood.confirm(LOOK)
    key = str(flood.step(LOOK).key)
    flood.carry_out(LOOK)
    with pytest.raises((StalePage, ProblemsFound)):
        flood.lead(decision="skip", skip_step=key, skip_reason="x")


@BOTH_STORES
def test_whoever_is_in_charge_adds_a_step_that_begins_at_once(flood: Flood) -> None:
    flood.begun()
    flood.lead(
        decision="add",
        add_unit="D001",
        add_what="Điều máy bơm về ngõ 12.",
        add_hours="200",
        add_reason="Nước tràn vào hầm.",
    )
    added = flood.step(7)
    assert (added.unit, added.state, added.due_at) == ("D001", "open", at(13, 17))
    assert (added.added_reason, added.added_at) == ("Nước tràn vào hầm.", at(5, 9))
    assert flood.steps.open(flood.about(7)) == {"confirm": added.done_by}
    assert flood.row.due_at > at(13, 17), "and there is more time to close it"
    assert flood.steps.task(flood.subject, "lead_response").due_at == flood.row.due_at
    flood.done(7)
    assert flood.step(7).state == "done"


def test_words_that_somebody_added_stand_in_no_title_as_mails_show_it(flood: Flood) -> None:
    flood.begun()
    flood.lead(decision="add", add_unit="D001", add_what="Điều máy bơm về ngõ 12.", add_hours="2")
    kind, keys = ResponseStepKind(), [flood.step(VALVE).key, flood.step(7).key]
    with flood.steps.database.read() as session:
        valve, added = (kind.lines(session, keys)[key].title for key in keys)
    assert valve["vi"].startswith("Sự cố dịch vụ 01/2025: Yêu cầu đơn vị cấp nước khoá van")
    assert added == {
        "vi": "Sự cố dịch vụ 01/2025: bước 7, được thêm",
        "en": "Service incident 01/2025: step 7, added",
    }


def test_what_is_added_for_a_unit_where_nobody_does_such_work_lies_with_whoever_is_in_charge(
    flood: Flood,
) -> None:
    with flood.steps.database.write() as session:
        away = unit_by_handle(session, "D002").key
        session.execute(sa.update(posting).where(posting.c.unit == away).values(role="deployer"))
    flood.begun("p01.receiver", kind="lighting_out", what="Tắt đèn.")
    flood.lead(decision="add", add_unit="D002", add_what="Điều máy bơm về ngõ 12.", add_hours="2")
    added = flood.step(4)
    assert (added.unit, added.done_by) == ("P01", "P01.receiver")
    assert "Huyện 2" in added.instead["vi"]


def test_what_never_began_is_not_late_in_the_log(flood: Flood) -> None:
    flood.begun()
    flood.steps.go_to(at(7, 9))
    flood.lead(**{**CLOSING, "left_reason": "Xong."})
    with flood.steps.database.read() as session:
        late = [one.late for one in response_facts(session, flood.key).steps]
    assert (late[VALVE - 1], late[REPAIR - 1]) == (True, False)


@BOTH_STORES
def test_it_is_closed_over_open_steps_only_with_a_reason(flood: Flood) -> None:
    flood.begun()
    flood.confirm(LORRY)
    with pytest.raises(ProblemsFound) as found:
        flood.lead(**CLOSING)
    assert [one.path for one in found.value.problems] == ["left_reason"]
    flood.lead(**{**CLOSING, "left_reason": "Không cần nữa."})
    assert set(flood.states()) == {"dropped"}
    assert flood.step(LORRY).reason == "Không cần nữa."
    for one in (LOOK, VALVE, LORRY):
        assert flood.steps.status(flood.about(one)) == "completed"
    assert flood.steps.status(flood.subject) == "completed"


def test_a_step_that_was_closed_meanwhile_is_told_so(flood: Flood) -> None:
    flood.begun()
    flood.confirm(LOOK)
    with flood.steps.database.write() as session:
        session.execute(
            sa.update(response_step)
            .where(response_step.c.key == flood.step(LOOK).key)
            .values(state="skipped")
        )
    with pytest.raises(StalePage):
        flood.carry_out(LOOK)


def test_a_unit_with_no_such_agency_does_the_step_itself_and_the_plan_says_so(flood: Flood) -> None:
    flood.begun(kind="waste_left", what="Rác tồn ba ngày ở ngõ 12.")
    step = flood.step(2)
    assert (step.unit, step.done_by) == ("C003", "C003.receiver")
    assert "lĩnh vực" in step.instead["vi"]


def test_the_province_asks_each_unit_below(flood: Flood) -> None:
    flood.begun("p01.receiver", kind="flooded_streets", what="Ngập nhiều tuyến phố.")
    with flood.steps.database.read() as session:
        rows = session.execute(
            sa.select(response_step.c.unit, response_step.c.stage)
            .where(response_step.c.response_key == flood.key)
            .order_by(response_step.c.position)
        ).all()
    last = max(row.stage for row in rows)
    assert [row.unit for row in rows if row.stage == last] == ["D001", "D002"]


def test_units_below_where_nobody_is_are_one_step_of_whoever_is_in_charge(flood: Flood) -> None:
    with flood.steps.database.write() as session:
        away = [unit_by_handle(session, one).key for one in ("C003", "C004")]
        session.execute(sa.delete(posting).where(posting.c.unit.in_(away)))
    flood.begun("d001.receiver", kind="flooded_streets", what="Ngập nhiều tuyến phố.")
    with flood.steps.database.read() as session:
        below = session.execute(
            sa.select(response_step)
            .where(response_step.c.response_key == flood.key)
            .order_by(response_step.c.position.desc())
            .limit(2)
        ).all()
    assert below[0].stage != below[1].stage, "one step, not one for each"
    assert (below[0].done_by, below[0].instead["en"]) == (
        "D001.receiver",
        "Nobody works here yet in 2 units below (Phường 3, Phường 4): whoever is in charge does it.",
    )


def test_a_province_asks_nobody_above_it_and_is_not_warned(flood: Flood) -> None:
    viewer = flood.steps.viewer("p01.receiver")
    with flood.steps.database.read() as session:
        post = beginning_post(viewer, "P01.receiver")
        plan = plan_at(session, post, "bank_slide", flood.steps.now)
    assert [one.doer.unit.handle for one in plan.steps if one.doer.instead] == ["P01", "P01"], (
        "no such agency"
    )
    assert len(plan.steps) == 4


@pytest.mark.parametrize(
    ("field", "more"),
    [
        ("kind", {"kind": "war"}),
        ("area", {"area": "C005"}),
        ("what", {"what": " "}),
        ("what", {"what": "Gọi 0912 345 678."}),
        ("what", {"what": "x" * 2001}),
    ],
)
def test_what_cannot_begin_is_refused_at_its_field(flood: Flood, field: str, more: dict[str, Any]) -> None:
    with pytest.raises(RefusedAt) as found:
        flood.begun(**more)
    assert found.value.field == field


def test_agencies_begin_none(flood: Flood) -> None:
    with pytest.raises(NotYourRole):
        flood.begun("p01-sxd.officer")


@BOTH_STORES
def test_an_issue_has_one_response_at_a_time_and_is_counted_once(cycle: Cycle, flood: Flood) -> None:
    known = Handled(cycle).raised(summary="Ống nước vỡ ở ngõ 12.").key
    flood.begun(about=f"issue:{known}")
    assert (flood.row.issue_key, flood.row.about) == (known, f"issue:{known}")
    with pytest.raises(RefusedAt, match="01/2025"):
        flood.begun(about=f"issue:{known}")
    flood.lead(**{**CLOSING, "left_reason": "Xong."})
    flood.begun(about=f"issue:{known}")
    assert (flood.row.number, flood.row.state) == (2, "running")
    with flood.steps.database.read() as session:
        assert session.execute(sa.select(sa.func.count()).select_from(issue)).scalar_one() == 1


@pytest.mark.parametrize("state", ["answered", "resolved", "closed_unresolved"])
def test_an_issue_that_is_answered_has_no_response_begun_any_more(
    cycle: Cycle, flood: Flood, state: str
) -> None:
    known = Handled(cycle).raised(summary="Ống nước vỡ ở ngõ 12.").key
    with flood.steps.database.write() as session:
        session.execute(sa.update(issue).where(issue.c.key == known).values(state=state))
    with pytest.raises(RefusedAt, match="reopened"):
        flood.begun(about=f"issue:{known}")


@BOTH_STORES
def test_what_began_by_itself_is_linked_to_its_issue_later_and_counted_there(
    cycle: Cycle, flood: Flood
) -> None:
    flood.begun()
    known = Handled(cycle).raised(summary="Ống nước vỡ ở ngõ 12.", category="infrastructure.water").key
    flood.lead(decision="link", issue=str(known))
    assert (flood.row.issue_key, flood.row.about, flood.row.state) == (known, f"issue:{known}", "running")
    with flood.steps.database.read() as session:
        told = [
            one.what["en"]
            for one in response_page(
                session, flood.steps.viewer("c003.head"), flood.key, flood.steps.now
            ).story
        ]
    assert told == ["Response begun", "Linked to an issue"]
    assert flood.steps.open(flood.subject) == {"lead_response": "C003.receiver"}
    with pytest.raises(RefusedAt, match="01/2025"):
        Flood(flood.steps).begun(about=f"issue:{known}")
    with pytest.raises(ProblemsFound):
        flood.lead(decision="link", issue=str(known))


def test_an_issue_of_another_field_or_with_a_response_of_its_own_is_not_linked(
    cycle: Cycle, flood: Flood
) -> None:
    flood.begun()
    light = Handled(cycle).raised(category="environment.waste")
    with pytest.raises(ProblemsFound):
        flood.lead(decision="link", issue=str(light.key))
    taken = Handled(cycle).raised(summary="Ống nước vỡ.", category="infrastructure.water").key
    Flood(flood.steps).begun(about=f"issue:{taken}")
    with pytest.raises(Refused, match="02/2025"):
        flood.lead(decision="link", issue=str(taken))


def test_a_quick_report_leads_to_its_issue(flood: Flood) -> None:
    event = Event(flood.steps)
    event.sent()
    flood.begun(about=f"quick_report:{event.key}")
    assert flood.row.issue_key == event.row.issue_key


@pytest.mark.parametrize(
    "about",
    ["issue:999", f"issue:{'9' * 19}", "quick_report:999", f"quick_report:{'9' * 19}", "report:1", "x"],
)
def test_nothing_is_begun_about_what_one_may_not_see(flood: Flood, about: str) -> None:
    with pytest.raises(NotYours):
        flood.begun(about=about)


@BOTH_STORES
def test_the_unit_those_above_and_those_with_a_step_see_it_and_nobody_else(flood: Flood) -> None:
    flood.begun()
    names = (
        "c003.head",
        "d001.reporter",
        "p01.leader",
        "p01-sxd.officer",
        "c004.head",
        "d002.leader",
        "admin",
    )
    with flood.steps.database.read() as session:
        seen = [
            name
            for name in names
            if may_see(session, flood.steps.viewer(name), flood.key, flood.steps.now.date())
        ]
    assert seen == ["c003.head", "d001.reporter", "p01.leader", "p01-sxd.officer", "admin"]


def test_a_table_that_names_a_place_nobody_knows_is_refused_by_name(flood: Flood) -> None:
    table = dict(shipped_files())["playbooks.dmn"].replace(b'"agency"', b'"king"')
    with flood.steps.database.write() as session:
        deploy_files(session, HOUSE, [("playbooks.dmn", table)], actor="owner", now=at(5))
    with pytest.raises(Refused, match="king"):
        flood.begun()


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        (b"1000000000000", "water_main"),
        (b"9000", "water_main"),
        (b"0.5", "bridge_or_pavement"),
        (b"300", "bridge_or_pavement"),
    ],
)
def test_a_table_with_a_number_that_nobody_can_mean_is_refused_by_its_column(
    flood: Flood, number: bytes, kind: str
) -> None:
    """Hours of the water main, whole working days of the bridge."""
    table = dict(shipped_files())["playbooks.dmn"]
    for known in (b"24", b"10"):
        table = table.replace(b"<text>%b</text>" % known, b"<text>%b</text>" % number)
    with flood.steps.database.write() as session:
        deploy_files(session, HOUSE, [("playbooks.dmn", table)], actor="owner", now=at(5))
    with pytest.raises(Refused, match="within"):
        flood.begun(kind=kind)


def test_a_change_of_the_table_touches_no_response_under_way(flood: Flood) -> None:
    flood.begun()
    table = dict(shipped_files())["playbooks.dmn"].replace(b"<text>24</text>", b"<text>99</text>")
    with flood.steps.database.write() as session:
        deploy_files(session, HOUSE, [("playbooks.dmn", table)], actor="owner", now=at(5))
    flood.done(VALVE)
    assert flood.step(REPAIR).due_at == at(6, 9)
