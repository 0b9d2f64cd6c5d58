import pytest
import sqlalchemy as sa

from database.session import Session
from organisation import passwords, tables
from organisation.errors import StaffRefused, StaffUnknown
from organisation.staff import (
    add_staff,
    find_staff,
    set_language,
    set_password,
    sign_in,
    staff_by_key,
    switch_off,
)
from tests.organisation.cast import NOW

OFFICE = "Cán bộ tổng hợp, Phường 3"


def the_clerk(session: Session) -> int:
    return add_staff(session, "C003.Reporter", "a good password", office=OFFICE, now=NOW)


def test_an_account_holds_an_office_and_no_name(session: Session) -> None:
    clerk = staff_by_key(session, the_clerk(session))

    assert (clerk.username, clerk.office, clerk.language, clerk.active) == (
        "c003.reporter",
        OFFICE,
        "vi",
        True,
    )
    assert not {"name", "full_name", "email", "phone"} & set(tables.staff.c.keys())


def test_the_clerk_signs_in_with_the_password_in_any_letter_case_of_the_name(session: Session) -> None:
    key = the_clerk(session)

    assert sign_in(session, " C003.reporter ", "a good password") == key


@pytest.mark.parametrize(
    ("username", "password"),
    [("c003.reporter", "a wrong password"), ("the.stranger", "a good password"), ("", "")],
)
def test_a_wrong_name_or_password_gives_the_same_nothing(
    session: Session, username: str, password: str
) -> None:
    the_clerk(session)

    assert sign_in(session, username, password) is None


def test_an_unknown_account_costs_as_much_hashing_as_a_known_one(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashed: list[str] = []
    monkeypatch.setattr(passwords, "hash_password", hashed.append)

    assert sign_in(session, "the.stranger", "a good password") is None
    assert hashed == ["a good password"]


def test_a_switched_off_account_does_not_sign_in(session: Session) -> None:
    key = the_clerk(session)
    switch_off(session, key)

    assert sign_in(session, "c003.reporter", "a good password") is None
    assert staff_by_key(session, key).active is False


def test_a_megabyte_of_password_is_refused_unhashed(session: Session) -> None:
    the_clerk(session)

    assert sign_in(session, "c003.reporter", "x" * 1_000_000) is None


def test_a_hash_of_another_kind_never_matches(session: Session) -> None:
    key = the_clerk(session)
    session.execute(tables.staff.update().values(password_hash="plain"))

    assert sign_in(session, "c003.reporter", "plain") is None
    assert staff_by_key(session, key).active


def test_two_accounts_with_one_password_have_different_hashes(session: Session) -> None:
    for name in ("c003.reporter", "c003.head"):
        add_staff(session, name, "a good password", office=OFFICE, now=NOW)

    hashes = session.scalars(sa.select(tables.staff.c.password_hash)).all()

    assert len(set(hashes)) == 2
    assert all(text.startswith("$argon2id$") for text in hashes)


@pytest.mark.parametrize(
    ("username", "password", "office", "language", "reason"),
    [
        ("c003.reporter", "a good password", OFFICE, "vi", "exists"),
        ("C003.REPORTER", "a good password", OFFICE, "vi", "exists"),
        ("phường.3", "a good password", OFFICE, "vi", "plain letters"),
        ("x", "a good password", OFFICE, "vi", "2 to 60"),
        ("c003.head", "seven77", OFFICE, "vi", "8 to 200"),
        ("c003.head", "x" * 201, OFFICE, "vi", "8 to 200"),
        ("c003.head", "a good password", "  ", "vi", "State the office"),
        ("c003.head", "a good password", OFFICE, "fr", "vi or en"),
    ],
)
def test_an_account_that_cannot_be_is_refused_with_the_reason(
    session: Session, username: str, password: str, office: str, language: str, reason: str
) -> None:
    the_clerk(session)

    with pytest.raises(StaffRefused, match=reason):
        add_staff(session, username, password, office=office, now=NOW, language=language)


def test_a_new_password_replaces_the_old_one(session: Session) -> None:
    key = the_clerk(session)
    set_password(session, key, "another password")

    assert sign_in(session, "c003.reporter", "a good password") is None
    assert sign_in(session, "c003.reporter", "another password") == key
    with pytest.raises(StaffRefused):
        set_password(session, key, "short")


def test_somebody_reads_english_from_now_on(session: Session) -> None:
    key = the_clerk(session)
    set_language(session, key, "en")

    assert staff_by_key(session, key).language == "en"
    with pytest.raises(StaffRefused):
        set_language(session, key, "xx")


def test_an_account_nobody_opened_is_unknown(session: Session) -> None:
    assert find_staff(session, "the.stranger") is None
    with pytest.raises(StaffUnknown):
        staff_by_key(session, 999)
