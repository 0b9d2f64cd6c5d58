"""A leader answers for a field of work of his unit, from a day on; others before and after him."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from database.session import Session
from organisation.demo_staff import create_demo_staff
from organisation.errors import StaffRefused
from organisation.postings import end_posting
from organisation.responsibilities import (
    ALL_FIELDS,
    end_responsibility,
    responsibilities,
    responsible_for,
    set_responsible,
)
from organisation.responsibility_history import responsibility_changes
from organisation.staff import find_staff, switch_off
from organisation.substitutes import acting_for, stand_in
from organisation.tables import posting
from organisation.units import find_unit
from tests.organisation.cast import BEFORE, NOW

DAY = timedelta(days=1)
LATER = BEFORE + 10 * DAY


@pytest.fixture(name="district")
def _district(country: Session) -> int:
    create_demo_staff(country, find_unit(country, "P01", BEFORE).key, BEFORE, "a demo password", now=NOW)
    return find_unit(country, "D001", BEFORE).key


def account(session: Session, username: str) -> int:
    found = find_staff(session, username)
    assert found is not None
    return found.key


def test_the_narrowest_field_that_has_a_leader_counts(country: Session, district: int) -> None:
    head, leader = account(country, "d001.head"), account(country, "d001.leader")
    assert responsible_for(country, district, ["land.clearance", "land"], BEFORE) is None
    set_responsible(country, district, ALL_FIELDS, head, since=BEFORE, actor=None, now=NOW)
    set_responsible(country, district, "land", leader, since=BEFORE, actor=None, now=NOW)
    assert responsible_for(country, district, ["land.clearance", "land"], BEFORE) == leader
    assert responsible_for(country, district, ["traffic"], BEFORE) == head
    assert responsible_for(country, district, [], BEFORE) == head


@pytest.mark.parametrize(
    ("day", "who"), [(LATER - DAY, "d001.head"), (LATER, "d001.leader"), (LATER + DAY, "d001.leader")]
)
def test_whoever_is_set_later_takes_over_on_that_day(
    country: Session, district: int, day: date, who: str
) -> None:
    set_responsible(
        country, district, "land", account(country, "d001.head"), since=BEFORE, actor=None, now=NOW
    )
    set_responsible(
        country, district, "land", account(country, "d001.leader"), since=LATER, actor=None, now=NOW
    )
    assert responsible_for(country, district, ["land"], day) == account(country, who)
    assert [one.username for one in responsibilities(country, [district], BEFORE)] == [
        "d001.head",
        "d001.leader",
    ]


@pytest.mark.parametrize(("days", "kept"), [(-1, ["d001.leader", "d001.head"]), (0, ["d001.leader"])])
def test_who_is_set_for_a_later_day_stays_and_for_the_same_day_gives_way_on_record(
    country: Session, district: int, days: int, kept: list[str]
) -> None:
    head, leader = account(country, "d001.head"), account(country, "d001.leader")
    set_responsible(country, district, "land", head, since=LATER, actor=None, now=NOW)
    set_responsible(country, district, "land", leader, since=LATER + days * DAY, actor=None, now=NOW)
    found = responsibilities(country, [district], BEFORE)
    assert [one.username for one in found] == kept
    assert [one.valid_to for one in found] == [*[LATER - DAY] * (len(kept) - 1), None]
    gone = [one.username for one in responsibility_changes(country, district, most=9) if one.what == "ended"]
    assert gone == ["d001.head"] * (2 - len(kept))


def test_an_ended_responsibility_is_nobodys(country: Session, district: int) -> None:
    key = set_responsible(
        country, district, "land", account(country, "d001.head"), since=BEFORE, actor=None, now=NOW
    )
    end_responsibility(country, key, last_day=LATER, actor=None, now=NOW)
    assert responsible_for(country, district, ["land"], LATER) is not None
    assert responsible_for(country, district, ["land"], LATER + DAY) is None
    later = set_responsible(
        country, district, "land", account(country, "d001.head"), since=LATER + DAY, actor=None, now=NOW
    )
    end_responsibility(country, later, last_day=LATER, actor=None, now=NOW)
    assert responsible_for(country, district, ["land"], LATER + DAY) is None


@pytest.mark.parametrize(
    ("ended", "following", "until"),
    [
        (False, False, None),  # only the later one ended the earlier one: it goes on
        (False, True, LATER + 9 * DAY),  # until the next one
        (True, False, LATER - DAY),  # somebody ended it on that day: it stays ended
    ],
)
def test_when_the_later_one_is_taken_back_the_earlier_one_goes_on(
    country: Session, district: int, *, ended: bool, following: bool, until: date | None
) -> None:
    def set_to(username: str, since: date) -> int:
        who = account(country, username)
        return set_responsible(country, district, "land", who, since=since, actor=None, now=NOW)

    earlier = set_to("d001.head", BEFORE)
    if ended:
        end_responsibility(country, earlier, last_day=LATER - DAY, actor=None, now=NOW)
    later = set_to("d001.leader", LATER)
    if following:
        set_to("d001.head", LATER + 10 * DAY)
    goes_on = end_responsibility(country, later, last_day=BEFORE, actor=None, now=NOW)
    assert goes_on == (None if ended else earlier)
    assert responsibilities(country, [district], BEFORE)[0].valid_to == until
    newest = responsibility_changes(country, district, most=1)[0]
    assert (newest.what, newest.username) == (("ended", "d001.leader") if ended else ("set", "d001.head"))


def test_an_end_is_noted_once(country: Session, district: int) -> None:
    key = set_responsible(
        country, district, "land", account(country, "d001.head"), since=BEFORE, actor=None, now=NOW
    )
    for _ in range(2):
        end_responsibility(country, key, last_day=LATER, actor=None, now=NOW)
    assert [one.what for one in responsibility_changes(country, district, most=9)] == ["ended", "set"]


def test_whoever_has_left_the_unit_answers_for_nothing_and_who_answers_for_the_rest_does(
    country: Session, district: int
) -> None:
    leader, head = account(country, "d001.leader"), account(country, "d001.head")
    for field, who in (("land", leader), (ALL_FIELDS, head)):
        set_responsible(country, district, field, who, since=BEFORE, actor=None, now=NOW)
    left = sa.select(posting.c.key).where(posting.c.staff == leader, posting.c.unit == district)
    for key in country.scalars(left).all():
        end_posting(country, key, last_day=LATER)
    assert responsible_for(country, district, ["land"], LATER) == leader
    assert responsible_for(country, district, ["land"], LATER + DAY) == head
    switch_off(country, head)
    assert responsible_for(country, district, ["land"], LATER + DAY) is None


def test_who_is_posted_elsewhere_cannot_answer_for_a_unit(country: Session, district: int) -> None:
    with pytest.raises(StaffRefused):
        set_responsible(
            country, district, "land", account(country, "c003.head"), since=BEFORE, actor=None, now=NOW
        )


def test_who_stands_in_for_him_is_found(country: Session, district: int) -> None:
    assert district
    head, leader = account(country, "d001.head"), account(country, "d001.leader")
    stand_in(country, for_staff=leader, by_staff=head, first=BEFORE, last=BEFORE)
    assert acting_for(country, leader, BEFORE) == [head]
    assert acting_for(country, leader, BEFORE + DAY) == []
