"""Who may direct whom: a leader or a head the units below his own, and the agencies beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from database.session import Session
from organisation.roles import HEAD, LEADER
from organisation.routes import agencies_of
from organisation.tree import tree
from organisation.units import Unit, unit_by_key
from organisation.viewer import Post, Viewer
from workflows.deadlines import ZONE
from workflows.errors import NotYourRole, Refused
from workflows.offices import acting_office, office_of

DIRECTING = (LEADER, HEAD)
"""The roles that direct."""


@dataclass(frozen=True)
class Giver:
    """The office that gives a direction and checks its outcome: a group of a unit, and who acts in it."""

    unit: Unit
    group: str
    office: Mapping[str, str]
    staff_key: int


def directing_posts(viewer: Viewer) -> list[Post]:
    """The offices in which a viewer may direct, each unit and role once."""
    found = {post.group: post for post in viewer.postings if post.role in DIRECTING and post.unit_key}
    return list(found.values())


def giver_of(session: Session, viewer: Viewer, group: str) -> Giver:
    """The viewer as he directs in one of his offices. NotYourRole for any other."""
    post = next((one for one in directing_posts(viewer) if one.group == group), None)
    if post is None or post.unit_key is None:
        raise NotYourRole(
            "Chỉ lãnh đạo đơn vị hoặc lãnh đạo theo dõi được giao việc cho đơn vị khác.",
            "Only the head of a unit or an overseeing leader gives directions to other units.",
        )
    words = acting_office(viewer, group, office_of(session, group))
    return Giver(unit_by_key(session, post.unit_key), group, words, viewer.staff_key)


def units_to_direct(session: Session, unit_key: int, now: datetime) -> Sequence[Unit]:
    """The agencies beside a unit, then all units below it, as they stand today."""
    day = now.astimezone(ZONE).date()
    below = [place.unit for place in tree(session, unit_key, day) if place.depth]
    return [*agencies_of(session, [unit_key], day), *below]


def target_of(session: Session, giver: Giver, handle: str, now: datetime) -> Unit:
    """The unit to be directed. Refused where it is not among those that this office directs."""
    found = next((one for one in units_to_direct(session, giver.unit.key, now) if one.handle == handle), None)
    if found is None:
        raise Refused(
            f"Chọn một đơn vị cấp dưới hoặc cơ quan của {giver.unit.name}.",
            f"Choose a unit below {giver.unit.name} or one of its agencies.",
        )
    return found
