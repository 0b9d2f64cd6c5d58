"""Every step of every shipped diagram lies with a unit that has somebody for it, and escalation finds its person.

Looked at in a store where every kind of matter is at work: each task that there ever was, and each office that the
table of escalation may name.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

from bpmn.read import read_definitions
from database.session import Database, Session
from engine.definition_tables import process_definition
from engine.tables import instance, task
from notifications.tables import outbox
from organisation.days import local_day
from organisation.postings import staff_of
from organisation.responsibilities import ALL_FIELDS, set_responsible
from organisation.roles import HEAD, ROLES, split_group
from organisation.staff import find_staff
from organisation.substitutes import stand_in
from organisation.tables import posting, unit
from organisation.units import unit_by_handle
from tests.stores import Stores
from tests.web.work.kept import kept
from tests.web.work.matters import given
from tests.workflows.cycle import Cycle, at, furnish
from tests.workflows.issues.handled import SORTED, Handled
from tests.workflows.steps import Steps
from workflows.direction.give import Order, direct
from workflows.house import HOUSE
from workflows.kinds import KINDS
from workflows.ladder import LATE_2, OFFICES, find_rung
from workflows.subject import REPORT, Subject

MODELS = sorted((Path(__file__).parents[2] / "bpmn" / "models").glob("*.bpmn"))
# a step's group is worked out from a unit and a role, from the desk of a unit, or was settled before
ASSIGNED = re.compile(r'=(?:desk\((?:\w+)\)|\w+ \+ "\.(?P<role>\w+)"|checked_by|in_charge|done_by)')
STANDS_IN = "p01.leader"
OUTSIDE = "VN"
"""What is above the province is not of this installation, and has no staff here."""


def furnish_all(database: Database, folder: Path) -> None:
    """The country, with every kind of matter at work."""
    furnish(database, folder)
    cycle = Cycle(database)
    cycle.open()
    kept(cycle, database)


@pytest.fixture(name="busy")
def _busy(stores: Stores, tmp_path: Path) -> Iterator[Cycle]:
    with stores.opened("sqlite", furnish_all, tmp_path) as opened:
        yield Cycle(opened, now=at(10, month=6))


@pytest.mark.parametrize("path", MODELS, ids=lambda path: path.stem)
def test_every_task_of_a_diagram_says_which_office_of_which_unit_does_it(path: Path) -> None:
    for element in read_definitions(path.read_bytes()).elements:
        if element.type != "userTask":
            continue
        assigned = element.zeebe.groups
        assert assigned is not None, element.id
        found = ASSIGNED.fullmatch(assigned.text)
        assert found, f"{element.id}: {assigned.text}"
        assert found["role"] is None or found["role"] in ROLES, element.id


def test_every_task_there_was_lies_with_a_unit_where_somebody_does_it(busy: Cycle) -> None:
    with busy.database.read() as session:
        rows = session.execute(
            sa.select(task.c.element, task.c.candidate_group, task.c.owner).distinct()
        ).all()
        assert len({row.element for row in rows}) > len(KINDS)
        for row in rows:
            handle, role = split_group(row.candidate_group)
            assert handle, row.element
            assert staff_of(session, handle, local_day(busy.now), role), row.candidate_group


def test_every_instance_there_was_belongs_to_a_unit(busy: Cycle) -> None:
    """What nobody does by hand is answered for by the unit whose instance it is: documents, timers, fan-outs."""
    with busy.database.read() as session:
        handles = set(session.scalars(sa.select(unit.c.handle)))
        rows = session.execute(
            sa.select(process_definition.c.process_id, instance.c.owner)
            .join(process_definition, process_definition.c.key == instance.c.definition_key)
            .distinct()
        ).all()
    assert {row.owner for row in rows} <= handles
    assert len({row.process_id for row in rows}) > len(KINDS) // 2


def matters(session: Session) -> dict[str, list[int]]:
    """The keys of what is at work in the store, by kind."""
    found: dict[str, list[int]] = {}
    for text in session.scalars(sa.select(instance.c.subject).distinct()):
        subject = Subject.of(text)
        if subject and subject.kind != REPORT:
            found.setdefault(subject.kind, []).append(subject.key)
    return found


def offices(cycle: Cycle, word: str | None = None) -> dict[str, Mapping[str, Sequence[str]]]:
    """The offices of each matter, by its subject."""
    with cycle.database.read() as session:
        found = {
            f"{kind}:{key}": KINDS[kind].offices(session, key, cycle.now)
            for kind, keys in matters(session).items()
            for key in keys
        }
    return {subject: one for subject, one in found.items() if word is None or word in one}


def test_every_office_that_may_be_told_has_somebody(busy: Cycle) -> None:
    found = offices(busy)
    with busy.database.read() as session:
        for subject, named in found.items():
            assert set(named) <= OFFICES, subject
            for group in {group for groups in named.values() for group in groups}:
                handle, role = split_group(group)
                if group.startswith("staff:") or handle == OUTSIDE:
                    continue
                assert staff_of(session, handle or "", local_day(busy.now), role), f"{subject}: {group}"


def test_every_kind_that_is_pressed_has_a_leader_to_go_to(busy: Cycle) -> None:
    pressing = {path.stem for path in MODELS if 'type="press"' in path.read_text(encoding="utf-8")}
    with busy.database.read() as session:
        rows = session.execute(
            sa.select(instance.c.subject)
            .join(process_definition, process_definition.c.key == instance.c.definition_key)
            .where(process_definition.c.process_id.in_(pressing - {"periodic_report"}))
        )
        pressed = {text.partition(":")[0] for text in rows.scalars()}
    led = {subject.partition(":")[0] for subject, named in offices(busy).items() if named.get("leader")}
    assert pressed - {"data_call"} <= led, "a data call as a whole is never late: its parts are"
    assert pressed <= KINDS.keys()


def test_the_last_rung_of_every_ladder_goes_past_the_office_that_is_late(busy: Cycle) -> None:
    with busy.database.read() as session:
        for kind in KINDS:
            rung = find_rung(session, kind, LATE_2)
            assert rung is not None, kind
            assert {"leader", "above", "above_head", "lead_head"} & set(rung.tell), kind


def test_what_has_an_urgency_says_it_with_its_field_and_level_to_the_ladder(busy: Cycle) -> None:
    told = {
        "issue": {"category", "urgency", "level"},
        "verification": {"urgency"},
        "verification_part": {"urgency"},
        "quick_report": {"category", "urgency", "level"},
        "quick_receipt": {"category", "urgency", "level"},
        "response": {"category", "level"},
        "response_step": {"category"},
        "proposal": {"level"},
    }
    with busy.database.read() as session:
        at_work = matters(session)
        assert told.keys() <= at_work.keys()
        for kind, keys in at_work.items():
            for key in keys:
                known = {name for name, value in asdict(KINDS[kind].nature(session, key)).items() if value}
                assert told.get(kind, set()) <= known, f"{kind}:{key}"
                assert kind in told or kind == "direction" or not known, f"{kind}:{key}"


def answer_for_all(session: Session, cycle: Cycle) -> None:
    """At every unit its head answers for every field, and is away: somebody stands in."""
    today = local_day(cycle.now)
    stands_in = find_staff(session, STANDS_IN)
    assert stands_in is not None
    heads = session.execute(
        sa.select(posting.c.unit, sa.func.min(posting.c.staff).label("staff"))
        .where(posting.c.role == HEAD, posting.c.valid_to.is_(None) | (posting.c.valid_to >= today))
        .group_by(posting.c.unit)
    ).all()
    for row in heads:
        set_responsible(
            session, row.unit, ALL_FIELDS, row.staff, since=date(2025, 5, 1), actor=None, now=cycle.now
        )
        stand_in(session, for_staff=row.staff, by_staff=stands_in.key, first=today, last=today)


def test_the_leader_of_every_kind_is_who_answers_for_it_and_who_stands_in_for_him(busy: Cycle) -> None:
    with busy.database.write() as session:
        answer_for_all(session, busy)
        stands_in = find_staff(session, STANDS_IN)
        assert stands_in is not None
    found = offices(busy, "leader")
    assert found
    for subject, named in found.items():
        assert all(one.startswith("staff:") for one in named["leader"]), subject
        assert f"staff:{stands_in.key}" in named["leader"], subject
        assert len(set(named["leader"])) > 1, subject


def told(database: Database, about: str) -> set[str]:
    with database.read() as session:
        rows = session.scalars(
            sa.select(outbox.c.recipient).where(
                outbox.c.about == about, outbox.c.words == "matter_late_2", outbox.c.channel == "inbox"
            )
        )
        return set(rows)


def responsible(database: Database, handle: str, field: str, who: str, by: str, now: datetime) -> set[str]:
    """Somebody answers for a field of a unit, and somebody stands in for him all the time."""
    with database.write() as session:
        leader, stands_in = (find_staff(session, name) for name in (who, by))
        assert leader
        assert stands_in
        key = unit_by_handle(session, handle).key
        set_responsible(session, key, field, leader.key, since=date(2025, 5, 1), actor=None, now=now)
        stand_in(
            session,
            for_staff=leader.key,
            by_staff=stands_in.key,
            first=date(2025, 5, 1),
            last=date(2025, 12, 31),
        )
    return {f"staff:{leader.key}", f"staff:{stands_in.key}"}


def test_the_last_rung_of_an_issue_reaches_who_answers_for_its_field_through_his_stand_in(
    cycle: Cycle,
) -> None:
    mine = responsible(cycle.database, "C003", "infrastructure", "c003.head", "c003.receiver", cycle.now)
    other = responsible(cycle.database, "C003", "environment", "c003.reporter", "c003.head", cycle.now)
    issue = Handled(cycle)
    issue.raised()
    cycle.go_to(at(30, month=6))
    found = told(cycle.database, f"issue:{issue.key}")
    assert mine <= found
    assert not (other - mine) & found, "another field's"


def test_the_last_rung_of_a_direction_reaches_who_answers_for_all_of_the_unit_that_gave_it(
    cycle: Cycle,
) -> None:
    mine = responsible(cycle.database, "D001", ALL_FIELDS, "d001.leader", "d001.head", cycle.now)
    cycle.now = at(10, month=6)
    with cycle.database.write() as session:
        key = given(session, cycle)
    steps = Steps(cycle.database, cycle.now)
    steps.go_to(at(30, month=6))
    assert mine <= told(cycle.database, f"direction:{key}")


def test_what_is_done_for_an_issue_is_pressed_on_who_answers_for_the_field_of_the_issue(cycle: Cycle) -> None:
    issue = Handled(cycle)
    issue.raised()
    issue.do("c003.receiver", {**SORTED, "decision": "up", "up_reason": "Nhiều cơ quan."})
    issue.do("d001.receiver", {**SORTED, "decision": "joint", "question": "Vì sao nước rút chậm?"})
    order = Order("C003", "Nạo vét cống.", date(2025, 6, 20), f"issue:{issue.key}")
    with cycle.database.write() as session:
        head = cycle.viewer("d001.head")
        direct(session, HOUSE, head, acting_in="D001.head", order=order, now=cycle.now)
    wanted = {
        "verification": responsible(
            cycle.database, "P01", "infrastructure", "p01.head", STANDS_IN, cycle.now
        ),
        "direction": responsible(cycle.database, "D001", "infrastructure", "d001.head", STANDS_IN, cycle.now),
    }
    responsible(cycle.database, "P01", ALL_FIELDS, "p01.reporter", "p01.receiver", cycle.now)
    responsible(cycle.database, "D001", ALL_FIELDS, "d001.reporter", "d001.receiver", cycle.now)
    found = offices(cycle, "leader")
    assert {kind: set(found[f"{kind}:1"]["leader"]) for kind in wanted} == wanted
