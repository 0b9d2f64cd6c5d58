"""What heads send back: an answer to its officer, a draft to the lead, and then all are asked anew."""

from tests.workflows.cycle import at
from tests.workflows.verification.joint import BUILDERS, DRAFT, INSPECTORS, Joint
from workflows.kinds import KINDS
from workflows.open_task import find_task
from workflows.verification.minutes import minutes_facts

BACK = {"decision": "return", "reason": "Chưa nêu ai dỡ phần lấn."}


def convened(joint: Joint) -> None:
    joint.ask()
    joint.now = at(6, 8)
    joint.convene()


def test_an_answer_that_its_head_sends_back_is_no_answer_yet(joint: Joint) -> None:
    convened(joint)
    found = {"finding": "partly", "text": "Lấn.", "evidence": "Đo."}
    joint.do(f"{BUILDERS.lower()}.officer", "verify_part", found)
    joint.do(f"{BUILDERS.lower()}.head", "approve_part", BACK)
    part = joint.parts[BUILDERS]
    assert part.answered_at is None
    assert joint.told(f"verification_part:{part.key}")["matter_returned"] == [f"{BUILDERS}.officer"]
    viewer = joint.viewer(f"{BUILDERS.lower()}.officer")
    with joint.database.read() as session:
        facts = find_task(session, viewer, joint.task(viewer.username, "verify_part"))
        matter = KINDS["verification_part"].matter(session, facts, joint.now)
    assert matter.returned is not None
    assert matter.returned.reason == BACK["reason"]
    joint.answer(BUILDERS)
    assert joint.parts[BUILDERS].answered_at == joint.now


def test_a_draft_that_goes_back_is_put_to_every_agency_again_and_both_rounds_stay(joint: Joint) -> None:
    convened(joint)
    joint.answer(BUILDERS)
    joint.answer(INSPECTORS)
    joint.conclude()
    joint.opine(BUILDERS, "Cống không hẹp.")
    joint.go_to(at(9, 17))  # the inspectors say nothing
    joint.do("d001.head", "approve_minutes", BACK)
    assert joint.row.minutes_number is None
    assert joint.told(f"verification:{joint.key}")["matter_returned"] == ["D001.reporter"]
    joint.do("d001.reporter", "conclude", {**DRAFT, "text": "Tường rào lấn hành lang."})
    assert joint.opinions() == [
        (1, BUILDERS, "dissent", "completed"),
        (1, INSPECTORS, None, "terminated"),
        (2, BUILDERS, None, "active"),
        (2, INSPECTORS, None, "active"),
    ]
    joint.opine(BUILDERS)
    joint.opine(INSPECTORS)
    joint.approve()
    with joint.database.read() as session:
        facts = minutes_facts(session, joint.key, joint.now)
    assert (facts.drafts, facts.conclusion_text) == (2, "Tường rào lấn hành lang.")
    assert [agency.stance for agency in facts.agencies] == ["agree", "agree"]
    assert joint.open() == []


def test_the_next_minutes_of_a_lead_get_the_next_number(joint: Joint) -> None:
    numbers = []
    for _ in range(2):
        convened(joint)
        joint.answer(BUILDERS)
        joint.answer(INSPECTORS)
        joint.conclude()
        joint.opine(BUILDERS)
        joint.opine(INSPECTORS)
        joint.approve()
        numbers.append((joint.row.minutes_year, joint.row.minutes_number))
        joint.now = at(20)
    assert numbers == [(2025, 1), (2025, 2)]
