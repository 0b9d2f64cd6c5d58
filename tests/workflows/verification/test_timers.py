"""Every timer of a verification, with a clock that is moved: who is told when, who is waited for, who is not."""

from datetime import timedelta

import sqlalchemy as sa

from engine.tables import incident, timer
from tests.workflows.cycle import at
from tests.workflows.verification.joint import BUILDERS, CONVENED, INSPECTORS, Joint
from workflows.verification.minutes import minutes_facts


def nothing_is_left(joint: Joint) -> None:
    assert joint.open() == []
    with joint.database.read() as session:
        assert session.execute(sa.select(timer.c.element)).all() == []
        assert session.execute(sa.select(incident.c.error)).all() == []


def test_a_lead_that_does_not_convene_is_pressed_four_times_and_its_question_stays(joint: Joint) -> None:
    joint.ask()
    assert joint.row.due_at == joint.row.convene_by == at(7, 17)
    joint.go_to(at(16))
    about = f"verification:{joint.key}"
    assert joint.told(about) == {
        "matter_assigned": ["D001.reporter"],
        "matter_before": ["D001.reporter"],
        "matter_due": ["D001.head", "D001.reporter"],
        "matter_late_1": ["D001.head", "D001.reporter"],
        "matter_late_2": ["D001.head", "P01.leader", "P01.receiver"],
    }
    assert joint.open() == [("convene", "D001.reporter")]


def test_a_late_agency_is_pressed_and_blocks_nobody_and_its_answer_is_kept(joint: Joint) -> None:
    joint.ask()
    joint.now = at(6, 8)
    joint.convene()
    joint.now = at(12, 10)
    joint.answer(BUILDERS)
    joint.go_to(at(15, 16))
    assert ("conclude", "D001.reporter") not in joint.open()
    joint.go_to(at(15, 17))
    assert ("conclude", "D001.reporter") in joint.open()
    late = joint.parts[INSPECTORS]
    assert joint.told(f"verification_part:{late.key}") == {
        "matter_assigned": [f"{INSPECTORS}.officer"],
        "matter_before": [f"{INSPECTORS}.officer"],
        "matter_due": [f"{INSPECTORS}.head", f"{INSPECTORS}.officer"],
        "matter_late_1": [f"{INSPECTORS}.head", f"{INSPECTORS}.officer", "D001.reporter"],
    }
    joint.go_to(at(16, 9))
    assert joint.told(f"verification_part:{late.key}")["matter_late_2"] == [
        f"{INSPECTORS}.head",
        "D001.head",
        "D001.leader",
        "D001.receiver",
        "D001.reporter",
    ]
    joint.answer(INSPECTORS, finding="unfounded")
    joint.conclude()
    joint.opine(BUILDERS)
    joint.opine(INSPECTORS, "Vật liệu đã được dọn trước khi kiểm tra.")
    joint.approve()
    nothing_is_left(joint)
    with joint.database.read() as session:
        first, second = minutes_facts(session, joint.key, joint.now).agencies
    assert (first.answered, first.stance) == ("on_time", "agree")
    assert (second.answered, second.late_by, second.finding) == (
        "after_collecting",
        "trễ 2 ngày làm việc",
        "Không đúng",
    )
    assert (second.stance, second.reason) == ("dissent", "Vật liệu đã được dọn trước khi kiểm tra.")


def test_nobody_answers_and_nobody_has_an_opinion_yet_it_is_concluded_and_every_task_closes(
    joint: Joint,
) -> None:
    joint.ask()
    joint.now = at(6, 8)
    joint.convene()
    joint.go_to(at(15, 18))
    joint.conclude()
    assert joint.row.opinions_until == at(20, 17)
    assert not any(part.ended for part in joint.parts.values())
    joint.go_to(at(20, 16))
    assert ("approve_minutes", "D001.head") not in joint.open()
    joint.go_to(at(20, 18))
    joint.approve()
    assert joint.row.closed_at == at(20, 18)
    assert all(part.ended for part in joint.parts.values())
    with joint.database.read() as session:
        facts = minutes_facts(session, joint.key, joint.now)
    assert [(agency.answered, agency.stance) for agency in facts.agencies] == [("none", "none")] * 2
    assert len(joint.open()) == 4  # an answer and an opinion of each may still come
    joint.go_to(at(29, 16))
    assert len(joint.open()) == 4
    joint.go_to(at(29, 17))
    assert [element for element, _ in joint.open()] == ["give_opinion", "give_opinion"]
    joint.go_to(at(3, 17, month=6))
    nothing_is_left(joint)
    late = joint.told(f"verification_part:{joint.parts[BUILDERS].key}")["matter_late_2"]
    assert f"{BUILDERS}.head" in late
    assert joint.statuses() == {"completed": 5}


def test_an_agency_without_an_opinion_is_pressed_four_times_and_its_task_closes_last(joint: Joint) -> None:
    joint.ask()
    joint.now = at(6, 8)
    joint.convene()
    joint.answer(BUILDERS)
    joint.answer(INSPECTORS)
    joint.conclude()
    joint.opine(BUILDERS)
    silent = joint.opinion_of(INSPECTORS)
    joint.go_to(joint.row.opinions_until + timedelta(minutes=1))
    joint.approve()
    joint.go_to(at(28, 16))
    assert joint.told(f"verification_opinion:{silent}") == {
        "matter_assigned": [f"{INSPECTORS}.head"],
        "matter_before": [f"{INSPECTORS}.head"],
        "matter_due": [f"{INSPECTORS}.head"],
        "matter_late_1": [f"{INSPECTORS}.head", "D001.reporter"],
        "matter_late_2": [f"{INSPECTORS}.head", "D001.head", "D001.leader", "D001.receiver", "D001.reporter"],
    }
    joint.go_to(at(3, 17, month=6))
    nothing_is_left(joint)


def test_an_agency_that_is_silent_then_answers_after_the_minutes_is_kept_all_the_same(joint: Joint) -> None:
    joint.ask()
    joint.now = at(6, 8)
    joint.convene()
    joint.answer(BUILDERS)
    joint.go_to(at(15, 18))
    joint.conclude()
    joint.opine(BUILDERS)
    joint.go_to(at(20, 18))
    joint.approve()
    joint.go_to(at(21, 9))
    joint.answer(INSPECTORS)
    joint.opine(INSPECTORS)
    nothing_is_left(joint)
    assert joint.parts[INSPECTORS].answered_at == at(21, 9)
    assert joint.opinions()[1][:3] == (1, INSPECTORS, "agree")


def test_a_lead_that_does_not_conclude_is_pressed(joint: Joint) -> None:
    joint.ask()
    joint.now = at(6, 8)
    joint.convene()
    joint.answer(BUILDERS)
    joint.answer(INSPECTORS)
    assert joint.row.due_at == joint.row.conclude_by == at(22, 17)
    joint.go_to(at(28))
    assert list(joint.told(f"verification:{joint.key}")) == [
        "matter_assigned",
        "matter_before",
        "matter_due",
        "matter_late_1",
        "matter_late_2",
    ]


def test_one_date_for_each_agency_and_collecting_waits_for_the_last(joint: Joint) -> None:
    joint.ask()
    joint.now = at(6, 8)
    first, second = CONVENED["parts"]
    parts = [first, {**second, "due": "2025-05-20"}]
    joint.do("d001.reporter", "convene", {**CONVENED, "parts": parts})
    assert [part.due_at for part in joint.parts.values()] == [at(13, 17), at(20, 17)]
    assert joint.row.collect_until == at(22, 17)
