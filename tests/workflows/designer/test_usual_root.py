"""For whom a change is tried when nobody says."""

from database.session import Database
from organisation.units import find_unit
from tests.workflows.cycle import OPENS
from workflows.designer.trying import usual_root
from workflows.tables import cycle, cycle_unit


def test_a_district_that_opened_its_own_cycle_last_does_not_hide_the_province(database: Database) -> None:
    with database.write() as session:
        for key, (root, asked) in enumerate([("P01", 3), ("D001", 2)], start=900):
            top = find_unit(session, root, OPENS.date())
            times = {"opened_at": OPENS, "closes_at": OPENS, "tree_on": OPENS.date()}
            kind = {"definition": "periodic_report", "report_kind": "monthly", "period": f"2025-0{key - 895}"}
            row = {"key": key, "root_unit_key": top.key, "calendar": "vn", "warnings": [], **kind, **times}
            session.execute(cycle.insert().values(row))
            for place in range(asked):
                named = {"handle": f"{root}-{place}", "name": root, "level": "commune", "search": ""}
                stands = {"depth": place, "path": str(place), "subordinates": 0, "due_at": OPENS}
                unit = {"cycle_key": key, "unit_key": place + 1, **named, **stands}
                session.execute(cycle_unit.insert().values(unit))
        assert usual_root(session) == "P01"
