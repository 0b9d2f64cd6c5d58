"""Both agencies answer in time and agree: from the question to the minutes."""

from tests.stores import BOTH_STORES
from tests.workflows.cycle import at
from tests.workflows.verification.joint import BUILDERS, INSPECTORS, Joint
from workflows.papers import latest_paper
from workflows.subject import Subject


@BOTH_STORES
def test_a_lead_and_two_agencies_verify_conclude_and_make_the_minutes(joint: Joint) -> None:
    joint.ask()
    assert joint.open() == [("convene", "D001.reporter")]
    joint.now = at(6, 8)
    joint.convene()
    assert joint.open() == [("verify_part", f"{INSPECTORS}.officer"), ("verify_part", f"{BUILDERS}.officer")]
    joint.now = at(12, 10)
    joint.answer(BUILDERS)
    joint.answer(INSPECTORS, finding="unfounded")
    assert joint.open() == [("conclude", "D001.reporter")]
    joint.conclude()
    assert joint.open() == [("give_opinion", f"{INSPECTORS}.head"), ("give_opinion", f"{BUILDERS}.head")]
    joint.opine(BUILDERS)
    joint.opine(INSPECTORS)
    joint.approve()
    assert joint.open() == []
    assert joint.statuses() == {"completed": 5}
    assert (joint.row.conclusion, joint.row.minutes_number) == ("partly", 1)
    assert joint.row.closed_at == joint.now
    with joint.database.read() as session:
        paper = latest_paper(session, Subject("verification", joint.key), "minutes")
    assert paper is not None
