"""Demo staff for a whole tree at once.

All demo accounts share ONE password, and here also one hash with one salt: a cycle of 557 units needs some
1,700 accounts, and hashing each would take minutes. That is right only in a demo store, where the password is
public by design: with real accounts a shared salt would show who has the same password, so `add_staff` always
hashes anew.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from database.remembering import forget
from database.session import Session
from organisation.days import in_force
from organisation.import_units import Progress
from organisation.passwords import hash_password
from organisation.roles import (
    DEPLOYER,
    HEAD,
    LEADER,
    OFFICER,
    OPERATOR,
    OWNER,
    RECEIVER,
    REPORTER,
    role_title,
)
from organisation.routes import HOST
from organisation.tables import posting, route, staff, unit
from organisation.tree import tree
from organisation.units import COLUMNS, Unit, as_unit

BATCH = 500
ADMIN = "admin"
PROCESS_OWNER = "owner"
PROCESS_DEPLOYER = "deployer"


@dataclass(frozen=True)
class _Seat:
    username: str
    office: str
    posts: tuple[tuple[int | None, str], ...]


def create_demo_staff(
    session: Session,
    root_key: int,
    on: date,
    password: str,
    *,
    now: datetime,
    progress: Progress | None = None,
) -> int:
    """Give every unit of a tree its demo accounts and return how many were added.

    `c00145.reporter`, `.head`, `.receiver` for each unit, `.leader` where units report to it, `.officer` and
    `.head` for the agencies beside them, `admin`, operator and process owner of all, and `owner` and `deployer`, who
    change processes and put them into force. Accounts that exist are left as they are.
    """
    return seat_everybody(session, root_key, on, hash_password(password), now=now, progress=progress)


def seat_everybody(
    session: Session,
    root_key: int,
    on: date,
    shared_hash: str,
    *,
    now: datetime,
    progress: Progress | None = None,
) -> int:
    """The same with a hash that is made already, or with a text that is the hash of no password."""
    missing = _not_yet_there(session, [*_seats(session, root_key, on)])
    for start in range(0, len(missing), BATCH):
        batch = missing[start : start + BATCH]
        _enter(session, batch, shared_hash, now)
        if progress:
            progress(start + len(batch), len(missing))
    return len(missing)


def demo_username(place: Unit, role: str, taken: Collection[str] = ()) -> str:
    """The account of a role at a unit: by its code, or by its handle where another unit has the code too."""
    by_code = f"{place.code}.{role}".lower()
    return by_code if by_code not in taken else f"{place.handle}.{role}".lower()


def _seats(session: Session, root_key: int, on: date) -> Iterator[_Seat]:
    places = tree(session, root_key, on)
    above = {place.parent_key for place in places}
    taken = _usernames_of_others(session, [place.unit.key for place in places])
    for place in places:
        roles = (REPORTER, HEAD, RECEIVER, *((LEADER,) if place.unit.key in above else ()))
        for role in roles:
            yield _seat(place.unit, role, taken)
    for agency in _agencies(session, [place.unit.key for place in places], on):
        yield _seat(agency, OFFICER, taken)
        yield _seat(agency, HEAD, taken)
    yield _Seat(ADMIN, role_title(OPERATOR)["vi"], ((None, OPERATOR), (None, OWNER)))
    yield _Seat(PROCESS_OWNER, role_title(OWNER)["vi"], ((None, OWNER),))
    yield _Seat(PROCESS_DEPLOYER, role_title(DEPLOYER)["vi"], ((None, DEPLOYER),))


def _seat(at: Unit, role: str, taken: Collection[str]) -> _Seat:
    office = f"{role_title(role, at.type)['vi']}, {at.name}"
    return _Seat(demo_username(at, role, taken), office, ((at.key, role),))


def _usernames_of_others(session: Session, unit_keys: Collection[int]) -> frozenset[str]:
    """Demo accounts of units outside this tree: after the reform the same code may be another unit's."""
    query = sa.select(staff.c.username, posting.c.unit).join(posting, posting.c.staff == staff.c.key)
    inside = set(unit_keys)
    return frozenset(row.username for row in session.execute(query) if row.unit not in inside)


def _agencies(session: Session, unit_keys: Collection[int], on: date) -> list[Unit]:
    query = (
        sa.select(route.c.to_unit, *COLUMNS)
        .join_from(route, unit, route.c.from_unit == unit.c.key)
        .where(route.c.line == HOST, in_force(route, on))
        .order_by(unit.c.code)
    )
    inside = set(unit_keys)
    return [as_unit(row) for row in session.execute(query) if row.to_unit in inside]


def _not_yet_there(session: Session, seats: Sequence[_Seat]) -> list[_Seat]:
    known = set(session.scalars(sa.select(staff.c.username)))
    return [seat for seat in seats if seat.username not in known]


def _enter(session: Session, seats: Sequence[_Seat], shared_hash: str, now: datetime) -> None:
    same = {"password_hash": shared_hash, "language": "vi", "active": True, "created_at": now}
    rows = [{"username": seat.username, "office": seat.office, **same} for seat in seats]
    added = session.execute(staff.insert().returning(staff.c.key, staff.c.username), rows)
    keys = {row.username: row.key for row in added}
    posts = [
        {"staff": keys[seat.username], "unit": unit_key, "role": role}
        for seat in seats
        for unit_key, role in seat.posts
    ]
    session.execute(posting.insert(), posts)
    forget(session)
