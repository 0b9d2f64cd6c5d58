"""Categories and programmes as operators enter them and forms offer them."""

from datetime import date
from pathlib import Path

import pytest

from forms.schema import load_form
from tests.workflows.cycle import Cycle, at
from workflows.deployment import SHIPPED
from workflows.issues.errors import ListRefused
from workflows.issues.taxonomy import (
    categories,
    category_names,
    fields,
    import_categories,
    import_programmes,
    programmes,
)

HEAD = "code,parent,name_vi,name_en,valid_from,valid_to\n"


def write(folder: Path, text: str) -> Path:
    path = folder / "list.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_first_level_are_the_fields_of_the_monthly_report(cycle: Cycle) -> None:
    form = load_form((SHIPPED[1] / "monthly_report.form").read_bytes())
    asked = {rows.key: one for rows in form.lists for one in rows.fields if one.key == "field"}
    assert asked.keys() == {"issues", "proposals"}
    with cycle.database.read() as session:
        shipped = [(one.value, one.label) for one in fields(session, date(2025, 5, 1))]
    for about, field in asked.items():
        assert [(one.value, one.label) for one in field.options] == shipped, about


def test_a_second_level_stands_under_its_first_and_is_named_with_it(cycle: Cycle) -> None:
    with cycle.database.read() as session:
        offered = [one.value for one in categories(session, date(2025, 5, 1))]
        names = category_names(session, ["environment.waste", "unheard"])
    place = offered.index("environment")
    assert offered[place + 1].startswith("environment.")
    assert names["environment.waste"]["en"] == "Environment and sanitation – Waste collection"
    assert names["unheard"] == {"vi": "unheard", "en": "unheard"}


def test_a_category_is_offered_on_its_days_only(cycle: Cycle, tmp_path: Path) -> None:
    rows = "land,,Đất đai,Land,,\nland.old,land,Cũ,Old,2020-01-01,2024-12-31\n"
    with cycle.database.write() as session:
        assert import_categories(session, write(tmp_path, HEAD + rows)) == 2
        on = {
            day: [one.value for one in categories(session, day)]
            for day in (date(2024, 12, 31), date(2025, 1, 1))
        }
        land = category_names(session, ["land"])["land"]["vi"]
    assert ["land.old" in offered for offered in on.values()] == [True, False]
    assert land == "Đất đai"


@pytest.mark.parametrize(
    "rows",
    [
        "",
        "land.a,missing,A,A,,\n",
        "land.a,,A,A,,\n",
        "Land,,A,A,,\n",
        "land,,,A,,\n",
        "land,,A,A,01/01/2025,\n",
        "land,,A,A,2025-01-02,2025-01-01\n",
        "land,,A,A,,\nland,,B,B,,\n",
    ],
)
def test_a_bad_file_is_refused_whole(cycle: Cycle, tmp_path: Path, rows: str) -> None:
    with cycle.database.write() as session, pytest.raises(ListRefused):
        import_categories(session, write(tmp_path, HEAD + rows))


def test_a_programme_is_offered_in_its_years(cycle: Cycle, tmp_path: Path) -> None:
    text = "code,name_vi,name_en,first_year,last_year\nurban,Đô thị văn minh,Civilised city,2021,2025\n"
    with cycle.database.write() as session:
        import_programmes(session, write(tmp_path, text))
        assert [len(programmes(session, at(1).replace(year=year))) for year in (2020, 2021, 2025, 2026)] == [
            0,
            1,
            1,
            0,
        ]
