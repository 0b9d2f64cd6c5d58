"""The ladder of escalation: when each rung is reached, by one table for every kind of matter."""

import re
from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import datetime, timedelta

import pytest

from engine.host import CallContext
from tests.workflows.cycle import Cycle, at
from tests.workflows.issues.handled import Handled
from workflows.deadlines import working_calendar
from workflows.deployment import deploy_files, shipped_files
from workflows.errors import Refused
from workflows.house import HOUSE
from workflows.kinds import KINDS
from workflows.ladder import RUNGS, find_rung, moment_of
from workflows.matter import Nature
from workflows.vocabulary import VOCABULARY

DUE = at(16, 17)


def test_every_rung_lies_where_the_table_says(cycle: Cycle) -> None:
    with cycle.database.read() as session:
        found = {name: find_rung(session, "direction", name) for name in RUNGS}
        reached = {
            name: moment_of(working_calendar(session, at(7)), rung, DUE)
            for name, rung in found.items()
            if rung
        }
    assert reached == {"before": at(15, 8), "due": DUE, "late_1": at(19, 8), "late_2": at(21, 8)}


def test_a_ladder_of_hours_counts_by_the_clock_or_as_offices_work(cycle: Cycle) -> None:
    reached = {}
    with cycle.database.read() as session:
        for ladder in ("quick_receipt_now", "quick_receipt"):
            found = {name: find_rung(session, ladder, name) for name in RUNGS}
            reached[ladder] = [
                moment_of(working_calendar(session, at(7)), rung, DUE) for rung in found.values() if rung
            ]
    assert reached == {
        "quick_receipt_now": [at(16, 16, 30), DUE, at(16, 18), at(16, 20)],
        "quick_receipt": [at(16, 16), DUE, at(19, 10), at(19, 17)],
    }


@pytest.mark.parametrize(("now", "armed"), [(at(15, 7, 59), True), (at(15, 8), False), (at(15, 8, 1), False)])
def test_a_rung_that_has_passed_is_not_armed(cycle: Cycle, now: object, *, armed: bool) -> None:
    with cycle.database.read() as session:
        rung = VOCABULARY["rung"](CallContext(session, now))  # type: ignore[arg-type]
        assert (rung("direction", "before", DUE.isoformat()) is not None) == armed
        assert rung("direction", "no such rung", DUE.isoformat()) is None
        assert rung("direction", "before", None) is None


def test_a_table_that_names_an_office_nobody_knows_is_refused_by_name(cycle: Cycle) -> None:
    table = dict(shipped_files())["escalation.dmn"].replace(b'"own own_head"', b'"own boss"')
    with cycle.database.write() as session:
        deploy_files(session, HOUSE, [("escalation.dmn", table)], actor="owner", now=at(7))
    with cycle.database.read() as session, pytest.raises(Refused, match="boss"):
        find_rung(session, "direction", "due")


@pytest.mark.parametrize(
    ("nature", "reached"),
    [
        (Nature(), [at(15, 8), DUE, at(19, 8), at(21, 8)]),
        (Nature("infrastructure", "urgent", "commune"), [at(15, 8), DUE, at(19, 8), at(21, 8)]),
        (Nature("infrastructure", "very", "commune"), [at(16, 15), DUE, at(19, 9), at(19, 8)]),
        (Nature("environment", "flash", None), [at(16, 15), DUE, at(19, 9), at(19, 8)]),
    ],
)
def test_an_issue_of_great_urgency_has_a_ladder_of_its_own(
    cycle: Cycle, nature: Nature, reached: Sequence[datetime]
) -> None:
    with cycle.database.read() as session:
        found = [find_rung(session, "issue", name, nature) for name in RUNGS]
        assert [moment_of(working_calendar(session, at(7)), rung, DUE) for rung in found if rung] == reached
        of_directions = [find_rung(session, "direction", name, nature) for name in RUNGS]
        assert of_directions == [find_rung(session, "direction", name) for name in RUNGS]


@pytest.mark.parametrize("column", ["category", "urgency", "level"])
def test_a_row_may_be_for_a_field_an_urgency_or_a_level(cycle: Cycle, column: str) -> None:
    """The row of all matters that are due, narrowed to one nature: others have no such rung any more."""
    wanted = {"category": "infrastructure", "urgency": "normal", "level": "commune"}
    place = f'<inputEntry id="escalation_due_{column}"><text>-'.encode()
    narrowed = place[:-1] + f'"{wanted[column]}"'.encode()
    shipped = dict(shipped_files())["escalation.dmn"]
    assert shipped.count(place) == 1
    with cycle.database.write() as session:
        table = [("escalation.dmn", shipped.replace(place, narrowed))]
        deploy_files(session, HOUSE, table, actor="owner", now=at(7))
    issue = Handled(cycle)
    issue.raised()
    with cycle.database.read() as session:
        nature = KINDS["issue"].nature(session, issue.key)
        assert asdict(nature) == wanted
        assert find_rung(session, "issue", "due", nature) is not None
        assert find_rung(session, "issue", "due", replace(nature, **{column: "other"})) is None
        assert find_rung(session, "issue", "due") is None


def test_a_table_from_before_there_were_natures_still_serves(cycle: Cycle) -> None:
    shipped = dict(shipped_files())["escalation.dmn"]
    for column in ("category", "urgency", "level"):
        shipped = re.sub(
            rb'<input id="escalation_in_%s".*?</input>' % column.encode(), b"", shipped, flags=re.DOTALL
        )
        shipped = re.sub(
            rb'<inputEntry id="escalation_\w+_%s">.*?</inputEntry>' % column.encode(), b"", shipped
        )
    with cycle.database.write() as session:
        deploy_files(session, HOUSE, [("escalation.dmn", shipped)], actor="owner", now=at(7))
    with cycle.database.read() as session:
        rung = find_rung(session, "direction", "late_1", Nature("infrastructure", "very", "commune"))
    assert rung
    assert rung.days == 1


def test_the_desk_of_a_unit_without_officers_is_whoever_reports(cycle: Cycle) -> None:
    with cycle.database.read() as session:
        desk = VOCABULARY["desk"](CallContext(session, at(7) + timedelta(hours=1)))
        assert desk("C003") == "C003.reporter"
        assert desk("P01-SXD") == "P01-SXD.officer"
