from datetime import UTC, datetime, timedelta

import pytest

from database.session import Database
from web.throttle import TRIES_PER_ADDRESS, TRIES_PER_NAME, WINDOW, count_attempt, forget_attempts

NOW = datetime(2026, 11, 16, 9, tzinfo=UTC)
WARD = "192.0.2.7"


def tries(database: Database, count: int, *, name: str = "w3.reporter", address: str = WARD) -> list[bool]:
    with database.write() as session:
        return [count_attempt(session, name, address, NOW) for _ in range(count)]


def may_try(
    database: Database, *, name: str = "w3.reporter", address: str = WARD, now: datetime = NOW
) -> bool:
    with database.write() as session:
        return count_attempt(session, name, address, now)


def test_a_name_has_five_tries_from_one_address(database: Database) -> None:
    assert tries(database, TRIES_PER_NAME + 2) == [True] * TRIES_PER_NAME + [False] * 2
    assert may_try(database, name="w3.head")
    assert may_try(database, address="192.0.2.8")


def test_an_address_has_a_hundred_tries_over_all_names(database: Database) -> None:
    with database.write() as session:
        allowed = [
            count_attempt(session, f"w{ward}.head", WARD, NOW) for ward in range(TRIES_PER_ADDRESS + 1)
        ]
    assert allowed == [True] * TRIES_PER_ADDRESS + [False]
    assert may_try(database, name="w999.head", address="192.0.2.8")


@pytest.mark.parametrize(
    ("waited", "allowed"),
    [
        (WINDOW - timedelta(seconds=1), False),
        (WINDOW, True),
        (WINDOW + timedelta(seconds=1), True),
    ],
)
def test_after_a_quarter_of_an_hour_one_may_try_again(
    database: Database, waited: timedelta, *, allowed: bool
) -> None:
    tries(database, TRIES_PER_NAME)
    assert may_try(database, now=NOW + waited) is allowed


def test_a_right_password_gives_the_address_its_try_back(database: Database) -> None:
    for ward in range(TRIES_PER_ADDRESS + 1):
        assert may_try(database, name=f"w{ward}.head")
        with database.write() as session:
            forget_attempts(session, f"w{ward}.head", WARD)


def test_a_guesser_cannot_walk_through_the_addresses_of_his_own_network(database: Database) -> None:
    for host in range(TRIES_PER_NAME):
        assert may_try(database, address=f"2001:db8:0:1::{host:x}")
    assert not may_try(database, address="2001:db8:0:1:ffff::1")
    assert may_try(database, address="2001:db8:0:2::1")


def test_an_ipv4_address_in_its_long_spelling_is_counted_alone(database: Database) -> None:
    tries(database, TRIES_PER_NAME, address="::ffff:192.0.2.7")
    assert not may_try(database, address="::ffff:192.0.2.7")
    assert may_try(database, address="::ffff:192.0.2.8")


@pytest.mark.parametrize("address", ["", "testclient", "fe80::1%eth0"])
def test_an_address_of_another_kind_is_counted_as_it_is(database: Database, address: str) -> None:
    assert tries(database, TRIES_PER_NAME + 1, address=address)[-1] is False
