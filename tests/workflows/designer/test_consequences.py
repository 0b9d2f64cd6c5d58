"""Before a deployment it is said which dates move and which running cases can; what runs keeps its own afterwards."""

import re
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from database.session import Database
from tests.workflows.cycle import OPENS, Cycle
from tests.workflows.designer.drawing import Drawing
from workflows.deadlines import ZONE
from workflows.designer.adding import add_blank
from workflows.designer.deploying import dates_that_move
from workflows.designer.deploying.blocks import Listed, Section, Sentence
from workflows.designer.tables import design_day
from workflows.designer.trying import Tried, try_change

WARD = '<outputEntry id="submission_due_commune_offset"><text>'
DISTRICT = '<outputEntry id="submission_due_district_offset"><text>'


@pytest.fixture
def cycle(database: Database) -> Cycle:
    opened = Cycle(database)
    opened.open()
    return opened


def changed(drawing: Drawing, name: str, *texts: tuple[str, str]) -> int:
    change, draft = drawing.change_of(name)
    content = bytes(drawing.row(draft).content).decode()
    for was, now in texts:
        assert was in content
        content = content.replace(was, now)
    drawing.save(draft, content.encode())
    return change


def section(drawing: Drawing, change: int, name: str) -> Section | None:
    return next((one for one in drawing.look(change).sections if one.name == name), None)


def told(found: Section | None, language: str = "en") -> list[str]:
    assert found is not None
    lines: list[Any] = []
    for block in found.blocks:
        lines += [block.text] if isinstance(block, Sentence) else []
        lines += block.items if isinstance(block, Listed) else []
    return [line[language] for line in lines]


def test_the_wards_due_dates_that_move_are_said_with_their_units(drawing: Drawing) -> None:
    change = changed(drawing, "deadlines.dmn", (f"{WARD}2<", f"{WARD}1<"))
    lines = told(section(drawing, change, "dates"))
    assert lines[0].startswith("Due date of the commune level (monthly reports): from day 16 to day 15 in ")
    assert lines[0].endswith("(3 units)")
    assert "Cycles that are open keep their dates; those opened afterwards have the new ones." in lines


def test_a_month_counts_where_it_is_still_to_be_opened_and_has_the_level(drawing: Drawing) -> None:
    """District offices end in June 2025; the cycle of May, once it is open, keeps its dates."""
    wards = changed(drawing, "deadlines.dmn", (f"{WARD}2<", f"{WARD}1<"))
    districts = changed(drawing, "deadlines.dmn", (f"{DISTRICT}4<", f"{DISTRICT}3<"))
    assert counted(drawing, wards) == {"12"}
    assert counted(drawing, districts) == {"2"}
    Cycle(drawing.database).open("2025-05")
    assert counted(drawing, wards) == {"11"}
    monthly = told(section(drawing, districts, "dates"))[0]
    assert monthly.endswith("(monthly reports): from 19/06/2025 to 18/06/2025 (2 units)")


def counted(drawing: Drawing, change: int) -> set[str]:
    """Of how many months it is said that the due date moves in some."""
    monthly, *_ = told(section(drawing, change, "dates"))
    return set(re.findall(r" of (\d+) months", monthly))


def test_thousands_stand_apart_as_each_language_has_them(
    drawing: Drawing, monkeypatch: pytest.MonkeyPatch
) -> None:
    def of_a_nation(*asked: Any, **named: Any) -> Tried:
        tried = try_change(*asked, **named)
        return replace(tried, moved=[replace(one, units=3321) for one in tried.moved])

    monkeypatch.setattr(dates_that_move, "try_change", of_a_nation)
    found = section(drawing, changed(drawing, "deadlines.dmn", (f"{WARD}2<", f"{WARD}1<")), "dates")
    assert told(found)[0].endswith("(3,321 units)")
    assert told(found, "vi")[0].endswith("(3.321 đơn vị)")


def test_only_what_a_change_makes_worse_is_warned_of(drawing: Drawing) -> None:
    sooner = changed(drawing, "deadlines.dmn", (f"{WARD}2<", f"{WARD}1<"))
    assert not [line for line in told(section(drawing, sooner, "dates")) if "collecting" in line]
    later = changed(drawing, "deadlines.dmn", (f"{WARD}2<", f"{WARD}5<"))
    warned = [line for line in told(section(drawing, later, "dates")) if "after the district" in line]
    assert warned[0].startswith(
        "May 2025: The commune is due (21/05/2025 17:00) after the district (20/05/2025"
    )


def test_a_day_off_that_a_change_announces_moves_dates_too(drawing: Drawing) -> None:
    change = changed(drawing, "monthly_report.form", ('"title_en": "', '"title_en": "New '))
    assert section(drawing, change, "dates") is None
    with drawing.database.write() as session:
        day = {"date": date(2025, 5, 16), "kind": "off", "name": "Nghỉ bù", "source": "Thông báo 5"}
        session.execute(design_day.insert().values(change_key=change, **day))
    lines = told(section(drawing, change, "dates"))
    assert any("from day 16 to day 19 in 1 of 12 months" in line for line in lines)


def test_a_table_that_cannot_be_read_is_said_instead_of_dates(drawing: Drawing) -> None:
    change = changed(drawing, "deadlines.dmn", (f"{WARD}2<", f"{WARD}1 +<"))
    found = section(drawing, change, "dates")
    assert found is not None
    assert not found.stops
    assert drawing.look(change).stops, "the finding stands in the way"


def test_running_cases_are_counted_and_those_that_cannot_move_say_why(cycle: Cycle, drawing: Drawing) -> None:
    cycle.draft("C003")
    gone = (('id="approve"', 'id="decide"'), ('Ref="approve"', 'Ref="decide"'))
    change = changed(drawing, "periodic_report.bpmn", *gone)
    lines = told(section(drawing, change, "running"))
    assert lines[0] == "Periodic report of one unit: 5 running cases can be moved, 1 cannot."
    assert lines[1] == "1 case: it stands at “The head approves”, which the new version does not have."


def test_a_diagram_with_errors_is_not_asked_about(cycle: Cycle, drawing: Drawing) -> None:
    assert cycle.open_elements("C003") == ["draft"]
    change = changed(drawing, "periodic_report.bpmn", ("=upcoming(", "=upcomming("))
    assert section(drawing, change, "running") is None


def test_what_a_diagram_names_may_come_with_it(cycle: Cycle, drawing: Drawing) -> None:
    assert cycle.open_elements("C003") == ["draft"]
    change = changed(drawing, "periodic_report.bpmn", ('formId="approve_report"', 'formId="new_approval"'))
    assert section(drawing, change, "running") is None
    drawing.act(lambda session, viewer: add_blank(session, viewer, change, "form", "New approval", now=OPENS))
    assert "running cases can be moved" in told(section(drawing, change, "running"))[0]


def test_an_open_cycle_keeps_its_dates_and_the_next_one_has_the_new(cycle: Cycle, drawing: Drawing) -> None:
    change = changed(drawing, "deadlines.dmn", (f"{WARD}2<", f"{WARD}1<"))
    drawing.deploy(change)
    assert cycle.report("C003").first_due_at.astimezone(ZONE).date() == date(2025, 5, 16)
    assert cycle.report("C003").first_due_at > OPENS
    following = Cycle(cycle.database, datetime(2025, 6, 9, 8, tzinfo=ZONE))
    following.open("2025-06")
    assert following.report("C003").first_due_at.astimezone(ZONE).date() == date(2025, 6, 16)
