import random
from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa

from database.session import Session
from organisation.errors import StaffRefused, StaffUnknown
from organisation.postings import end_posting, is_staffed, post, staff_of
from organisation.routes import close_unit, superiors
from organisation.staff import add_staff, switch_off
from organisation.substitutes import end_stand_in, stand_in, stand_ins_for, stand_ins_of
from organisation.units import find_unit
from organisation.viewer import Viewer, viewer_of
from organisation.visibility import in_unit_groups
from tests.organisation.cast import AFTER, BEFORE, NOW

GROUPS = ("C003.reporter", "C003.head", "C004.reporter", "D001.receiver", "operator")


@pytest.fixture(autouse=True)
def _quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody signs in here, and argon2 is slow on purpose."""
    monkeypatch.setattr("organisation.staff.hash_password", lambda _password: "not a hash")


def account(session: Session, username: str, code: str | None, *roles: str) -> int:
    key = add_staff(session, username, "a good password", office=f"Văn phòng {username}", now=NOW)
    for role in roles:
        post(session, key, None if code is None else find_unit(session, code, BEFORE).key, role)
    return key


def seen(session: Session, viewer: Viewer, texts: tuple[str, ...] = GROUPS) -> list[str]:
    rows = sa.union_all(*(sa.select(sa.literal(text).label("text")) for text in texts)).subquery()
    return sorted(session.scalars(sa.select(rows.c.text).where(in_unit_groups(viewer, rows.c.text))))


def test_the_clerk_of_ward_3_acts_for_the_reporters_of_ward_3_only(country: Session) -> None:
    clerk = viewer_of(country, account(country, "c003.reporter", "C003", "reporter"), NOW)

    assert clerk.units() == clerk.units("reporter") == {"C003"}
    assert clerk.units("head") == frozenset()
    assert clerk.unit_keys() == {find_unit(country, "C003", BEFORE).key}
    assert clerk.groups == {"C003.reporter"}
    assert not clerk.is_operator
    assert not clerk.is_owner


def test_my_unit_is_a_predicate_for_queries(country: Session) -> None:
    clerk = viewer_of(country, account(country, "c003.reporter", "C003", "reporter"), NOW)

    assert seen(country, clerk) == ["C003.head", "C003.reporter"]


def test_the_stranger_without_a_posting_sees_nothing(country: Session) -> None:
    stranger = viewer_of(country, account(country, "the.stranger", None), NOW)

    assert stranger.groups == frozenset()
    assert seen(country, stranger, (*GROUPS, "C003")) == []


def test_the_operator_and_owner_of_all_has_groups_without_a_unit(country: Session) -> None:
    admin = viewer_of(country, account(country, "admin", None, "operator", "owner"), NOW)

    assert (admin.is_operator, admin.is_owner, admin.units()) == (True, True, frozenset())
    assert admin.groups == {"operator", "owner"}


def test_the_owner_of_one_units_processes_is_not_the_owner_of_all(country: Session) -> None:
    owner = viewer_of(country, account(country, "p01.owner", "P01", "owner"), NOW)

    assert owner.groups == {"P01.owner"}
    assert not owner.is_owner


def test_a_closed_ward_keeps_its_staff_and_a_cycle_its_line(country: Session) -> None:
    key = account(country, "c004.reporter", "C004", "reporter")
    ward = find_unit(country, "C004", BEFORE)
    close_unit(country, ward, last_day=BEFORE)
    later = NOW + timedelta(days=90)

    assert viewer_of(country, key, later).groups == {"C004.reporter"}
    assert [above.code for above in superiors(country, ward.key, BEFORE)] == ["D001", "P01", "VN"]
    assert superiors(country, ward.key, AFTER) == []


@pytest.mark.parametrize(
    ("now", "held"),
    [
        (datetime(2025, 5, 14, 16, 59, tzinfo=UTC), True),  # 23:59 on the last day, where the ward is
        (datetime(2025, 5, 14, 17, 0, tzinfo=UTC), False),
        (datetime(2025, 5, 11, 16, 59, tzinfo=UTC), False),
        (datetime(2025, 5, 11, 17, 0, tzinfo=UTC), True),
    ],
)
def test_a_posting_holds_from_its_first_day_to_the_end_of_its_last(
    country: Session, now: datetime, *, held: bool
) -> None:
    key = account(country, "c003.reporter", None)
    ward = find_unit(country, "C003", BEFORE)
    post(country, key, ward.key, "reporter", valid_from=date(2025, 5, 12), valid_to=date(2025, 5, 14))

    assert (viewer_of(country, key, now).groups == {"C003.reporter"}) is held


def test_an_ended_posting_is_gone_and_one_not_begun_was_never_there(country: Session) -> None:
    key = account(country, "c003.reporter", None)
    ward = find_unit(country, "C003", BEFORE)
    begun = post(country, key, ward.key, "reporter")
    planned = post(country, key, ward.key, "head", valid_from=AFTER)

    for posting_key in (begun, planned):
        end_posting(country, posting_key, last_day=BEFORE - timedelta(days=1))

    assert viewer_of(country, key, NOW).groups == frozenset()
    assert viewer_of(country, key, NOW - timedelta(days=1)).groups == {"C003.reporter"}
    assert viewer_of(country, key, datetime(2025, 9, 1, tzinfo=UTC)).groups == frozenset()


def test_a_role_nobody_knows_and_a_clerk_of_everywhere_are_refused(country: Session) -> None:
    key = account(country, "c003.reporter", None)

    with pytest.raises(StaffRefused, match="no role king"):
        post(country, key, None, "king")
    with pytest.raises(StaffRefused, match="needs a unit"):
        post(country, key, None, "reporter")


def test_a_switched_off_or_missing_account_is_no_viewer(country: Session) -> None:
    key = account(country, "c003.reporter", "C003", "reporter")
    switch_off(country, key)

    for nobody in (key, 999):
        with pytest.raises(StaffUnknown):
            viewer_of(country, nobody, NOW)


def stood_in(country: Session) -> tuple[int, int, int]:
    clerk = account(country, "c003.reporter", "C003", "reporter")
    colleague = account(country, "c003.receiver", "C003", "receiver")
    key = stand_in(country, for_staff=clerk, by_staff=colleague, first=BEFORE, last=date(2025, 5, 16))
    return clerk, colleague, key


@pytest.mark.parametrize(("days", "stands_in"), [(-1, False), (0, True), (2, True), (3, False)])
def test_a_stand_in_may_do_what_the_absent_clerk_may_within_the_days(
    country: Session, days: int, *, stands_in: bool
) -> None:
    clerk, colleague, _ = stood_in(country)
    now = NOW + timedelta(days=days)

    viewer = viewer_of(country, colleague, now)

    assert ("C003.reporter" in viewer.groups) is stands_in
    assert "C003.receiver" in viewer.groups
    assert viewer_of(country, clerk, now).groups == {"C003.reporter"}


def test_what_a_stand_in_does_is_marked_with_the_absent_office(country: Session) -> None:
    clerk, colleague, _ = stood_in(country)

    viewer = viewer_of(country, colleague, NOW)

    assert viewer.stands_in_for("C003.reporter") == "Văn phòng c003.reporter"
    assert viewer.stands_in_for("C003.receiver") is None
    assert viewer.stands_in_for("C004.reporter") is None
    assert {(one.for_staff, one.until) for one in viewer.postings} == {
        (None, None),
        (clerk, date(2025, 5, 16)),
    }


def test_standing_in_is_not_passed_on(country: Session) -> None:
    _, colleague, _ = stood_in(country)
    third = account(country, "c004.reporter", "C004", "reporter")
    stand_in(country, for_staff=colleague, by_staff=third, first=BEFORE, last=BEFORE)

    assert viewer_of(country, third, NOW).groups == {"C004.reporter", "C003.receiver"}


def test_the_clerk_is_back_early(country: Session) -> None:
    clerk, colleague, key = stood_in(country)
    tomorrow = BEFORE + timedelta(days=1)
    assert [one.stand_in for one in stand_ins_for(country, clerk, BEFORE)] == [colleague]

    end_stand_in(country, key, last_day=BEFORE)

    assert stand_ins_of(country, colleague, BEFORE)[0].absent == clerk
    assert stand_ins_of(country, colleague, tomorrow) == []
    end_stand_in(country, key, last_day=BEFORE - timedelta(days=1))
    assert stand_ins_for(country, clerk, BEFORE) == []


def test_a_stand_in_that_cannot_be_is_refused(country: Session) -> None:
    clerk, colleague, _ = stood_in(country)

    with pytest.raises(StaffRefused, match="somebody else"):
        stand_in(country, for_staff=clerk, by_staff=clerk, first=BEFORE, last=BEFORE)
    with pytest.raises(StaffRefused, match="before the first"):
        stand_in(country, for_staff=clerk, by_staff=colleague, first=AFTER, last=BEFORE)
    with pytest.raises(StaffUnknown):
        stand_in(country, for_staff=clerk, by_staff=999, first=BEFORE, last=BEFORE)


def test_the_head_sees_who_may_take_a_task_stand_ins_included(country: Session) -> None:
    stood_in(country)
    account(country, "c004.reporter", "C004", "reporter")
    switch_off(country, account(country, "c003.left", "C003", "reporter"))

    members = staff_of(country, "C003", BEFORE, "reporter")

    assert [(one.username, one.role) for one in members] == [
        ("c003.receiver", "reporter"),
        ("c003.reporter", "reporter"),
    ]
    assert len(staff_of(country, "C003", BEFORE)) == 3
    assert [one.username for one in staff_of(country, "C003", AFTER, "reporter")] == ["c003.reporter"]


def test_an_office_is_staffed_where_somebody_may_act_in_it_stand_ins_included(country: Session) -> None:
    clerk, colleague, _ = stood_in(country)
    for day in (BEFORE, AFTER):
        for role in ("reporter", "receiver", "head", "leader"):
            for handle in ("C003", "C004", "D001"):
                acts = bool(staff_of(country, handle, day, role))
                assert is_staffed(country, handle, day, role) == acts, (handle, day, role)
    assert is_staffed(country, "C003", BEFORE, "reporter")
    switch_off(country, clerk)
    assert is_staffed(country, "C003", BEFORE, "reporter"), "a colleague stands in"
    switch_off(country, colleague)
    assert is_staffed(country, "C003", BEFORE, "reporter") == bool(
        staff_of(country, "C003", BEFORE, "reporter")
    )


def test_a_viewer_is_made_of_offices_only() -> None:
    assert set(Viewer.__dataclass_fields__) == {"staff_key", "username", "office", "language", "postings"}


@pytest.mark.parametrize("seed", range(8))
def test_a_unit_is_staffed_on_the_days_on_which_somebody_may_act(country: Session, seed: int) -> None:
    chosen = random.Random(seed)  # noqa: S311  # a test, not a secret
    days = [BEFORE + timedelta(days=number) for number in range(10)]
    ward = find_unit(country, "C003", BEFORE)
    staff = [account(country, f"clerk.{number}", None) for number in range(4)]
    for key in staff[:2]:
        first, last = sorted(chosen.sample(days, 2))
        post(
            country,
            key,
            ward.key,
            chosen.choice(("reporter", "head")),
            valid_from=chosen.choice((first, None)),
            valid_to=chosen.choice((last, None)),
        )
    for _ in range(3):
        absent, other = chosen.sample(staff, 2)
        first, last = sorted(chosen.sample(days, 2))
        stand_in(country, for_staff=absent, by_staff=other, first=first, last=last)
    for gone in (None, staff[0], staff[3]):
        if gone is not None:
            switch_off(country, gone)
        for on in days:
            acting = {member.role for member in staff_of(country, "C003", on)}
            assert {role for role in ("reporter", "head") if is_staffed(country, "C003", on, role)} == acting
