from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa

from database.session import Database, Session
from organisation import tables
from organisation.errors import UnitsRefused
from organisation.import_units import ImportReport, import_units
from organisation.routes import agencies_of, subordinates, superior
from organisation.tree import tree
from organisation.units import find_unit, unit_by_handle
from tests.organisation.cast import (
    AFTER,
    AGENCIES,
    BEFORE,
    HEADINGS,
    NOW,
    THREE_TIERS,
    TWO_TIERS,
    WriteFile,
)

DATA = Path(__file__).parents[2] / "organisation" / "data"


def counted(session: Session, table: sa.Table) -> int:
    return session.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()


def test_a_file_of_units_becomes_units_and_routes(session: Session, write_file: WriteFile) -> None:
    report = import_units(session, write_file("three.csv", THREE_TIERS), now=NOW)

    assert report == ImportReport(added=7, merged=0, routes=6)
    ward = find_unit(session, "C003", BEFORE)
    assert (ward.handle, ward.name, ward.type, ward.level, ward.kind) == (
        "C003",
        "Phường 3",
        "phường",
        "commune",
        "unit",
    )
    above = superior(session, ward.key, BEFORE)
    assert above is not None
    assert above.code == "D001"


def test_importing_the_same_files_again_changes_nothing(country: Session, write_file: WriteFile) -> None:
    before = counted(country, tables.unit), counted(country, tables.route)

    reports = [
        import_units(country, write_file(name, text), now=NOW)
        for name, text in (("three.csv", THREE_TIERS), ("two.csv", TWO_TIERS), ("agencies.csv", AGENCIES))
    ]

    assert [(one.added, one.merged, one.routes) for one in reports] == [(0, 7, 0), (0, 4, 0), (0, 2, 0)]
    assert (counted(country, tables.unit), counted(country, tables.route)) == before
    assert counted(country, tables.unit_import) == 6


def test_three_tiers_become_two_by_date(country: Session) -> None:
    old, new = find_unit(country, "C003", BEFORE), find_unit(country, "C003", AFTER)

    assert (old.handle, new.handle) == ("C003", "C003@2025-07-01")
    assert old.key != new.key
    assert [one.code for one in subordinates(country, find_unit(country, "P01", BEFORE).key, BEFORE)] == [
        "D001",
        "D002",
    ]
    assert [one.code for one in subordinates(country, find_unit(country, "P01", AFTER).key, AFTER)] == [
        "C003",
        "C005",
    ]


def test_the_last_day_of_three_tiers_and_the_first_of_two(country: Session) -> None:
    nation = unit_by_handle(country, "VN")

    assert len(tree(country, nation.key, date(2025, 6, 30))) == 7
    assert len(tree(country, nation.key, date(2025, 7, 1))) == 4


def test_the_older_row_imported_later_still_gets_a_handle_of_its_own(
    session: Session, write_file: WriteFile
) -> None:
    import_units(session, write_file("two.csv", TWO_TIERS), now=NOW)
    import_units(session, write_file("three.csv", THREE_TIERS), now=NOW)

    assert find_unit(session, "C003", AFTER).handle == "C003"
    assert find_unit(session, "C003", BEFORE).handle == "C003@until-2025-06-30"


def test_an_agency_stands_beside_every_unit_that_carries_its_hosts_code(country: Session) -> None:
    for day in (BEFORE, AFTER):
        province = find_unit(country, "P01", day)
        assert [one.code for one in agencies_of(country, [province.key], day)] == ["P01-SXD"]
    works = find_unit(country, "P01-SXD", BEFORE)
    assert (works.kind, works.level, works.fields) == (
        "agency",
        None,
        ("order_construction", "infrastructure"),
    )


def test_agencies_imported_before_the_reform_join_the_new_province_when_imported_again(
    session: Session, write_file: WriteFile
) -> None:
    agencies = write_file("agencies.csv", AGENCIES)
    import_units(session, write_file("three.csv", THREE_TIERS), now=NOW)
    import_units(session, agencies, now=NOW)
    import_units(session, write_file("two.csv", TWO_TIERS), now=NOW)

    again = import_units(session, agencies, now=NOW)

    assert again == ImportReport(added=0, merged=2, routes=1)
    province = find_unit(session, "P01", AFTER)
    assert [one.code for one in agencies_of(session, [province.key], AFTER)] == ["P01-SXD"]


def test_a_parent_may_stand_further_down_in_the_file(session: Session, write_file: WriteFile) -> None:
    heading, *lines = THREE_TIERS.strip().split("\n")
    upside_down = "\n".join([heading, *reversed(lines)])

    assert import_units(session, write_file("three.csv", upside_down), now=NOW).routes == 6


REFUSED = {
    "unknown parent": ("C009,D099,commune,Phường 9,phường,,2025-06-30", 9, "no “D099” above it"),
    "a parent of other days": ("C009,D001,commune,Phường 9,phường,2025-07-01,", 9, "no “D001” above it"),
    "a parent of too few days": ("C009,D001,commune,Phường 9,phường,,", 9, "does not exist during all of"),
    "a differing overlap": (
        "C003,D001,commune,Phường Ba,phường,2024-01-01,",
        9,
        "already says something else",
    ),
    "another parent": ("C003,D002,commune,Phường 3,phường,,2025-06-30", 9, "already says something else"),
    "unknown level": ("C009,D001,hamlet,Thôn 9,thôn,,2025-06-30", 9, "no level “hamlet”"),
    "the same level above": ("C009,C003,commune,Phường 9,phường,,2025-06-30", 9, "not a higher level"),
    "no parent below the top": ("C009,,commune,Phường 9,phường,,2025-06-30", 9, "parent is empty"),
    "a bad date": ("C009,D001,commune,Phường 9,phường,,30/06/2025", 9, "dates are not valid"),
    "days the wrong way round": (
        "C009,D001,commune,Phường 9,phường,2025-06-30,2025-01-01",
        9,
        "dates are not valid",
    ),
    "no code": (",D001,commune,Phường 9,phường,,2025-06-30", 9, "code “” is not valid"),
    "a code with a dot": ("C.9,D001,commune,Phường 9,phường,,2025-06-30", 9, "code “C.9” is not valid"),
    "no name": ("C009,D001,commune,,phường,,2025-06-30", 9, "name is empty"),
    "a cell too many": ("C009,D001,commune,Phường 9,phường,,2025-06-30,x", 9, "8 cells"),
    "a cell too long": (f"C009,D001,commune,{'ờ' * 201},phường,,2025-06-30", 9, "name is too long"),
    "a quote left open": ('C009,D001,commune,"Phường 9,phường,,2025-06-30', 9, "not CSV"),
    "a unit above itself": ("C009,C009,commune,Phường 9,phường,,2025-06-30", 9, "C009 → C009"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_a_bad_row_is_refused_with_file_line_and_reason(
    what: str, database: Database, write_file: WriteFile
) -> None:
    line, number, reason = REFUSED[what]
    path = write_file("units.csv", THREE_TIERS + line + "\n")

    with database.write() as session, pytest.raises(UnitsRefused) as refused:
        import_units(session, path, now=NOW)

    assert (refused.value.file, refused.value.line) == ("units.csv", number)
    assert reason in refused.value.reason["en"]
    assert refused.value.text["vi"].startswith(f"units.csv, dòng {number}: ")
    with database.read() as session:
        assert counted(session, tables.unit) == 0
        assert counted(session, tables.route) == 0


def test_a_circle_is_refused_and_names_its_codes(session: Session, write_file: WriteFile) -> None:
    circle = f"""{HEADINGS}
VN,,nation,Việt Nam,nation,,
P01,VN,province,Tỉnh A,tỉnh,,
D001,C003,district,Quận 1,quận,,
C003,D001,commune,Phường 3,phường,,
"""

    with pytest.raises(UnitsRefused) as refused:
        import_units(session, write_file("circle.csv", circle), now=NOW)

    assert refused.value.line == 4
    assert "circle" in refused.value.reason["en"]
    assert (
        "D001 → C003 → D001" in refused.value.reason["en"]
        or "C003 → D001 → C003" in (refused.value.reason["en"])
    )


def test_units_that_lead_to_each_other_on_different_days_are_no_circle(
    session: Session, write_file: WriteFile
) -> None:
    swapped = f"""{HEADINGS}
VN,,nation,Việt Nam,nation,,
P01,VN,province,Tỉnh A,tỉnh,,
D001,P01,district,Quận 1,quận,,2024-12-31
C003,D001,commune,Phường 3,phường,,2024-12-31
C003,P01,district,Quận 3,quận,2025-01-01,
D001,C003,commune,Phường 1,phường,2025-01-01,
"""

    report = import_units(session, write_file("swapped.csv", swapped), now=NOW)

    assert report.added == 6


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("code,parent,level,name,type,valid_from\n", "A column is missing: valid_to"),
        ("", "A column is missing: code"),
        ("code,host,kind,name\n", "A column is missing: fields"),
        (AGENCIES + "P01-X,P01,club,Câu lạc bộ,\n", "The kind must be one of"),
        (AGENCIES + "P01-X,P01,agency,Sở X,Y tế\n", "field of work “Y tế”"),
        (AGENCIES + "P01-X,,agency,Sở X,\n", "host is empty"),
        (AGENCIES + "P01-X,P01-SXD,agency,Sở X,\n", "no “P01-SXD” above it"),
    ],
)
def test_a_file_of_another_shape_is_refused(
    text: str, reason: str, session: Session, write_file: WriteFile
) -> None:
    import_units(session, write_file("three.csv", THREE_TIERS), now=NOW)

    with pytest.raises(UnitsRefused) as refused:
        import_units(session, write_file("other.csv", text), now=NOW)

    assert reason in refused.value.reason["en"]


def test_a_file_that_is_not_text_is_refused(session: Session, tmp_path: Path) -> None:
    path = tmp_path / "units.csv"
    path.write_bytes(HEADINGS.encode() + b"\n\xff\xfe\x00")

    with pytest.raises(UnitsRefused, match=r"units\.csv, line 2: The file is not UTF-8"):
        import_units(session, path, now=NOW)


def test_a_missing_file_is_refused(session: Session, tmp_path: Path) -> None:
    with pytest.raises(UnitsRefused, match="cannot be opened"):
        import_units(session, tmp_path / "nowhere.csv", now=NOW)


def test_a_file_saved_by_a_spreadsheet_with_a_mark_at_its_start_is_read(
    session: Session, write_file: WriteFile
) -> None:
    assert import_units(session, write_file("three.csv", "\ufeff" + THREE_TIERS), now=NOW).added == 7


def test_the_same_line_twice_in_one_file_is_one_unit(session: Session, write_file: WriteFile) -> None:
    twice = THREE_TIERS + "C005,D002,commune,Xã 5,xã,,2025-06-30\n"

    report = import_units(session, write_file("three.csv", twice), now=NOW)

    assert (report.added, report.merged, report.routes) == (7, 1, 6)


def test_progress_is_told_and_ends_at_the_last_row(session: Session, write_file: WriteFile) -> None:
    told: list[tuple[int, int]] = []

    import_units(
        session, write_file("three.csv", THREE_TIERS), now=NOW, progress=lambda *done: told.append(done)
    )

    assert told == [(7, 7)]


def test_the_real_units_of_both_trees_are_imported_and_placed(session: Session) -> None:
    reports = [
        import_units(session, DATA / name, now=NOW)
        for name in ("units_three_tier.csv", "units_two_tier.csv", "agencies_demo.csv")
    ]
    nation = unit_by_handle(session, "VN")
    old, new = tree(session, nation.key, BEFORE), tree(session, nation.key, AFTER)

    assert [one.added for one in reports] == [10_811, 3_355, 19]
    assert reports[1].merged == 1
    assert (len(old), len(new)) == (10_811, 3_356)
    assert (max(one.depth for one in old), max(one.depth for one in new)) == (3, 2)
