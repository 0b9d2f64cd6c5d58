from datetime import timedelta
from pathlib import Path
from time import process_time

import sqlalchemy as sa

from database.session import Session
from organisation import tables
from organisation.demo_staff import create_demo_staff
from organisation.import_units import import_units
from organisation.postings import is_staffed
from organisation.staff import find_staff, sign_in
from organisation.units import find_unit
from organisation.viewer import Viewer, viewer_of
from tests.organisation.cast import AFTER, BEFORE, NOW

DATA = Path(__file__).parents[2] / "organisation" / "data"
PASSWORD = "a demo password"


def viewer(session: Session, username: str) -> Viewer:
    found = find_staff(session, username)
    assert found is not None
    return viewer_of(session, found.key, NOW)


def test_every_unit_of_the_tree_gets_its_demo_staff(country: Session) -> None:
    told: list[tuple[int, int]] = []

    added = create_demo_staff(
        country,
        find_unit(country, "P01", BEFORE).key,
        BEFORE,
        PASSWORD,
        now=NOW,
        progress=lambda *done: told.append(done),
    )

    # three more stand beside the units: admin, owner, deployer
    assert added == 6 * 3 + 3 + 2 * 2 + 3
    assert told == [(added, added)]
    assert viewer(country, "c003.reporter").groups == {"C003.reporter"}
    assert viewer(country, "d001.leader").groups == {"D001.leader"}
    assert viewer(country, "p01-sxd.officer").groups == {"P01-SXD.officer"}
    assert viewer(country, "admin").is_operator
    assert viewer(country, "admin").is_owner
    assert find_staff(country, "c003.leader") is None
    assert sign_in(country, "c003.head", PASSWORD) is not None


def test_whoever_asked_before_who_acts_where_is_told_anew(country: Session) -> None:
    assert not is_staffed(country, "C003", BEFORE, "reporter")
    create_demo_staff(country, find_unit(country, "P01", BEFORE).key, BEFORE, PASSWORD, now=NOW)
    assert is_staffed(country, "C003", BEFORE, "reporter")


def test_an_office_is_named_after_the_kind_of_unit(country: Session) -> None:
    create_demo_staff(country, find_unit(country, "P01", BEFORE).key, BEFORE, PASSWORD, now=NOW)

    assert viewer(country, "c003.head").office == "Lãnh đạo phường, Phường 3"
    assert viewer(country, "d002.head").office == "Lãnh đạo huyện, Huyện 2"
    assert viewer(country, "c005.reporter").office == "Cán bộ tổng hợp, Xã 5"


def test_making_the_demo_staff_again_adds_nobody(country: Session) -> None:
    root = find_unit(country, "P01", BEFORE).key
    create_demo_staff(country, root, BEFORE, PASSWORD, now=NOW)

    assert create_demo_staff(country, root, BEFORE, "another password", now=NOW) == 0
    assert sign_in(country, "admin", PASSWORD) is not None


def test_in_a_store_of_the_new_tree_the_accounts_carry_the_plain_code(country: Session) -> None:
    create_demo_staff(country, find_unit(country, "P01", AFTER).key, AFTER, PASSWORD, now=NOW)

    assert viewer(country, "c003.reporter").groups == {"C003@2025-07-01.reporter"}


def test_two_units_of_one_code_never_share_an_account(country: Session) -> None:
    for day in (BEFORE, AFTER):
        create_demo_staff(country, find_unit(country, "P01", day).key, day, PASSWORD, now=NOW)

    assert viewer(country, "c003.reporter").groups == {"C003.reporter"}
    assert viewer(country, "c003@2025-07-01.reporter").groups == {"C003@2025-07-01.reporter"}


def test_a_province_of_557_units_is_staffed_in_a_moment(session: Session) -> None:
    for name in ("units_three_tier.csv", "agencies_demo.csv"):
        import_units(session, DATA / name, now=NOW)
    began = process_time()

    added = create_demo_staff(session, find_unit(session, "P01", BEFORE).key, BEFORE, PASSWORD, now=NOW)

    assert added == 557 * 3 + 31 + 19 * 2 + 3
    assert timedelta(seconds=process_time() - began) < timedelta(seconds=10)
    hashes = sa.select(sa.func.count(tables.staff.c.password_hash.distinct()))
    assert session.execute(hashes).scalar_one() == 1
