"""What stands in the way of convening: an agency twice, a day that has passed, nobody at all, a stranger."""

from typing import Any

import pytest

from tests.workflows.cycle import at
from tests.workflows.verification.joint import CONVENED, PARTS, Joint
from workflows.completion import ProblemsFound
from workflows.errors import NotYourRole, Refused
from workflows.house import HOUSE
from workflows.verification.ask import start_verification

FIRST, SECOND = PARTS


def convene(joint: Joint, parts: list[dict[str, Any]]) -> None:
    joint.do("d001.reporter", "convene", {**CONVENED, "parts": parts})


@pytest.fixture
def asked(joint: Joint) -> Joint:
    joint.ask()
    joint.now = at(6, 8)
    return joint


@pytest.mark.parametrize(
    ("parts", "path"),
    [
        ([FIRST, {**SECOND, "agency": FIRST["agency"]}], "parts.1.agency"),
        ([{**FIRST, "agency": "D001"}], "parts.0.agency"),
        ([{**FIRST, "agency": "D002"}], "parts.0.agency"),
        ([], "parts"),
    ],
    ids=["twice", "the lead itself", "no neighbour", "nobody"],
)
def test_it_is_said_which_agency_is_wrong(asked: Joint, parts: list[dict[str, Any]], path: str) -> None:
    with pytest.raises(ProblemsFound) as found:
        convene(asked, parts)
    assert [problem.path for problem in found.value.problems] == [path]
    assert not asked.parts


@pytest.mark.parametrize(("due", "refused"), [("2025-05-05", True), ("2025-05-06", False)])
def test_a_day_that_has_passed_is_no_due_date(asked: Joint, due: str, *, refused: bool) -> None:
    if not refused:
        convene(asked, [{**FIRST, "due": due}])
        return
    with pytest.raises(Refused, match="has passed"):
        convene(asked, [{**FIRST, "due": due}])
    assert asked.row.convened_at is None


def test_nobody_asks_in_the_name_of_another_unit(joint: Joint) -> None:
    question = {"title": "Ngập", "question": "Vì sao?", "lead": "D001", "urgency": "normal"}
    viewer = joint.viewer("c003.reporter")
    with pytest.raises(NotYourRole), joint.database.write() as session:
        start_verification(session, HOUSE, viewer, "C005", question, joint.now)
