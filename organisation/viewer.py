"""Who is looking: an account with the postings it holds today, its own and those it stands in for."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from database.prepared import Prepared
from database.session import Session
from organisation.days import HOME_ZONE, in_force, local_day
from organisation.roles import DEPLOYER, OPERATOR, OWNER, ROLES, WORKER, group
from organisation.staff import staff_by_key, unknown_staff
from organisation.substitutes import StandIn, stand_ins_of
from organisation.tables import posting, unit


@dataclass(frozen=True)
class Post:
    """A role at a unit (None: everywhere).

    `for_staff` and `for_office` say for whom it is stood in, and `until` on which day that ends.
    """

    unit_key: int | None
    unit: str | None
    unit_name: str | None
    role: str
    for_staff: int | None = None
    for_office: str | None = None
    until: date | None = None
    unit_type: str = ""

    @property
    def group(self) -> str:
        """The candidate group of this post: "C00145.reporter"."""
        return group(self.unit, self.role)


@dataclass(frozen=True)
class Viewer:
    """An account and what it may do today.

    The days of a posting govern, not those of its unit: a unit closed in the middle of a cycle keeps its
    staff and its tasks.
    """

    staff_key: int
    username: str
    office: str
    language: str
    postings: tuple[Post, ...]

    @cached_property
    def groups(self) -> frozenset[str]:
        """The groups whose tasks the viewer may claim: {"C00145.reporter"}."""
        return frozenset(post.group for post in self.postings)

    @cached_property
    def accounts(self) -> frozenset[int]:
        """The accounts whose work the viewer does today: the own one, and those it stands in for."""
        return frozenset({self.staff_key, *(post.for_staff for post in self.postings if post.for_staff)})

    def units(self, role: str | None = None) -> frozenset[str]:
        """The handles of the units where the viewer is posted, in one role or in any."""
        return frozenset(post.unit for post in self.postings if post.unit and role in {None, post.role})

    def unit_keys(self, role: str | None = None) -> frozenset[int]:
        """The keys of the same units."""
        return frozenset(
            post.unit_key for post in self.postings if post.unit_key and role in {None, post.role}
        )

    @cached_property
    def unit_groups(self) -> frozenset[str]:
        """All groups of the viewer's units: what "my unit" shows."""
        return frozenset(group(handle, role) for handle in self.units() for role in ROLES)

    @property
    def is_operator(self) -> bool:
        """Whether the viewer runs the installation."""
        return group(None, OPERATOR) in self.groups

    @property
    def is_owner(self) -> bool:
        """Whether the viewer owns the processes of all units."""
        return group(None, OWNER) in self.groups

    @cached_property
    def designs(self) -> bool:
        """Whether the viewer owns or deploys processes, of all units or of one."""
        return any(post.role in {OWNER, DEPLOYER} for post in self.postings)

    @property
    def may_work_from_outside(self) -> bool:
        """Whether the viewer may take jobs of outside workers and send messages."""
        return group(None, WORKER) in self.groups or self.is_operator or self.is_owner

    def stands_in_for(self, wanted: str) -> str | None:
        """The office the viewer acts for when acting in this group, or None when it is the viewer's own."""
        posts = [post for post in self.postings if post.group == wanted]
        own = not posts or any(post.for_staff is None for post in posts)
        return None if own else posts[0].for_office


# every request asks this
_POSTINGS = Prepared(
    sa.select(posting.c.staff, posting.c.unit, posting.c.role, unit.c.handle, unit.c.name, unit.c.type)
    .outerjoin(unit, unit.c.key == posting.c.unit)
    .where(
        posting.c.staff.in_(sa.bindparam("accounts", expanding=True)), in_force(posting, sa.bindparam("day"))
    )
    .order_by(posting.c.key)
)


def viewer_of(session: Session, staff_key: int, now: datetime, zone: ZoneInfo = HOME_ZONE) -> Viewer:
    """The viewer behind an account at a moment. Raises StaffUnknown when it is missing or switched off."""
    account = staff_by_key(session, staff_key)
    if not account.active:
        raise unknown_staff()
    today = local_day(now, zone)
    absent = {row.absent: row for row in stand_ins_of(session, staff_key, today)}
    found = _POSTINGS.run(session, {"accounts": [staff_key, *absent], "day": today})
    posts = tuple(_post(row, absent.get(row.staff)) for row in found)
    return Viewer(account.key, account.username, account.office, account.language, posts)


def _post(row: Any, standing_in: StandIn | None) -> Post:
    own = Post(row.unit, row.handle, row.name, row.role, unit_type=row.type or "")
    if standing_in is None:
        return own
    return replace(
        own,
        for_staff=standing_in.absent,
        for_office=standing_in.absent_office,
        until=standing_in.valid_to,
    )
