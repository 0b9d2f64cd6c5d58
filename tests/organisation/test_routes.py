from datetime import date

import pytest
import sqlalchemy as sa

from database.session import Session
from organisation import tables
from organisation.errors import RouteCircle, RouteRefused, UnitUnknown
from organisation.routes import close_unit, set_route, subordinates, superior, superiors
from organisation.tree import tree
from organisation.units import find_unit, unit_by_handle, unit_by_key
from tests.organisation.cast import AFTER, BEFORE

MAY_1 = date(2025, 5, 1)
APRIL_30 = date(2025, 4, 30)


def code_above(session: Session, code: str, day: date) -> str | None:
    above = superior(session, find_unit(session, code, BEFORE).key, day)
    return None if above is None else above.code


def test_a_tree_places_each_unit_below_the_one_it_reports_to(country: Session) -> None:
    province = find_unit(country, "P01", BEFORE)

    placed = tree(country, province.key, BEFORE)

    assert [(one.unit.code, one.depth) for one in placed] == [
        ("P01", 0),
        ("D001", 1),
        ("C003", 2),
        ("C004", 2),
        ("D002", 1),
        ("C005", 2),
    ]
    district, ward = placed[1], placed[2]
    assert placed[0].parent_key is None
    assert ward.parent_key == district.unit.key
    assert ward.path == f"/{province.key}/{district.unit.key}/{ward.unit.key}/"


def test_a_ward_is_a_tree_of_one(country: Session) -> None:
    ward = find_unit(country, "C003", BEFORE)

    assert [one.unit for one in tree(country, ward.key, BEFORE)] == [ward]


def test_the_way_up_names_every_unit_above_nearest_first(country: Session) -> None:
    ward = find_unit(country, "C003", BEFORE)

    assert [above.code for above in superiors(country, ward.key, BEFORE)] == ["D001", "P01", "VN"]


def test_the_top_of_the_line_reports_to_nobody(country: Session) -> None:
    assert superior(country, unit_by_handle(country, "VN").key, BEFORE) is None


def test_a_ward_moved_to_another_district_reports_there_from_that_day_on(country: Session) -> None:
    set_route(country, find_unit(country, "C003", BEFORE), find_unit(country, "D002", BEFORE), since=MAY_1)

    assert code_above(country, "C003", APRIL_30) == "D001"
    assert code_above(country, "C003", MAY_1) == "D002"
    assert code_above(country, "C003", date(2025, 6, 30)) == "D002"
    assert code_above(country, "C003", AFTER) is None


def test_what_was_planned_for_later_gives_way_to_a_new_route(country: Session) -> None:
    ward = find_unit(country, "C003", BEFORE)
    set_route(country, ward, find_unit(country, "D002", BEFORE), since=date(2025, 6, 1))
    set_route(country, ward, find_unit(country, "D002", BEFORE), since=MAY_1)

    own = sa.select(tables.route).where(tables.route.c.from_unit == ward.key)
    assert len(country.execute(own).all()) == 2
    assert code_above(country, "C003", date(2025, 6, 1)) == "D002"


def test_a_route_to_a_unit_of_other_days_is_refused(country: Session) -> None:
    with pytest.raises(RouteRefused, match="do not both exist"):
        set_route(country, find_unit(country, "C003", BEFORE), find_unit(country, "P01", AFTER), since=MAY_1)


def test_a_route_that_would_close_a_circle_is_refused_with_its_codes(country: Session) -> None:
    with pytest.raises(RouteCircle) as refused:
        set_route(
            country, find_unit(country, "D001", BEFORE), find_unit(country, "C003", BEFORE), since=MAY_1
        )

    assert set(refused.value.codes) == {"D001", "C003"}
    assert "D001" in refused.value.text["vi"]


def test_a_circle_that_begins_only_later_is_refused_today(country: Session) -> None:
    d1, d2 = find_unit(country, "D001", BEFORE), find_unit(country, "D002", BEFORE)
    set_route(country, d2, d1, since=date(2025, 6, 1))

    with pytest.raises(RouteCircle):
        set_route(country, d1, d2, since=MAY_1)


def test_a_tree_over_a_circle_in_the_store_names_it_instead_of_turning_forever(country: Session) -> None:
    d1, ward = find_unit(country, "D001", BEFORE), find_unit(country, "C003", BEFORE)
    above_d1 = tables.route.update().where(tables.route.c.from_unit == d1.key)
    country.execute(above_d1.values(to_unit=ward.key))

    with pytest.raises(RouteCircle) as found:
        tree(country, d1.key, BEFORE)
    assert found.value.codes == ("C003", "D001")
    with pytest.raises(RouteCircle) as met:
        superiors(country, ward.key, BEFORE)
    assert set(met.value.codes) == {"C003", "D001"}


def test_a_unit_with_two_superiors_is_named_and_not_placed_twice(country: Session) -> None:
    ward, d2 = find_unit(country, "C003", BEFORE), find_unit(country, "D002", BEFORE)
    country.execute(tables.route.insert().values(from_unit=ward.key, to_unit=d2.key, line="report"))

    with pytest.raises(RouteCircle) as found:
        tree(country, find_unit(country, "P01", BEFORE).key, BEFORE)
    assert "C003" in found.value.codes


def test_a_closed_ward_leaves_the_line_the_day_after_its_last(country: Session) -> None:
    ward = find_unit(country, "C004", BEFORE)
    district = find_unit(country, "D001", BEFORE)

    close_unit(country, ward, last_day=APRIL_30)

    assert [one.code for one in subordinates(country, district.key, APRIL_30)] == ["C003", "C004"]
    assert [one.code for one in subordinates(country, district.key, MAY_1)] == ["C003"]
    with pytest.raises(UnitUnknown):
        find_unit(country, "C004", MAY_1)
    assert unit_by_key(country, ward.key).valid_to == APRIL_30


def test_a_district_with_wards_is_not_closed_before_they_have_another_superior(country: Session) -> None:
    district = find_unit(country, "D001", BEFORE)

    with pytest.raises(RouteRefused, match="2 units still report to D001"):
        close_unit(country, district, last_day=APRIL_30)

    for code in ("C003", "C004"):
        set_route(country, find_unit(country, code, BEFORE), find_unit(country, "D002", BEFORE), since=MAY_1)
    close_unit(country, district, last_day=APRIL_30)
    assert code_above(country, "C003", MAY_1) == "D002"


def test_a_unit_is_not_closed_on_a_day_on_which_it_does_not_exist(country: Session) -> None:
    with pytest.raises(RouteRefused, match="does not exist on"):
        close_unit(country, find_unit(country, "C004", BEFORE), last_day=AFTER)


def test_a_unit_nobody_knows_is_told_in_both_languages(country: Session) -> None:
    with pytest.raises(UnitUnknown) as unknown:
        unit_by_handle(country, "C999")

    assert "C999" in unknown.value.text["vi"]
    assert "C999" in unknown.value.text["en"]
