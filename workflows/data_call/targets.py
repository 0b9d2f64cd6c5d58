"""Who may call for data, and of whom: an office of a unit, of the units below it and the agencies beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from database.session import Session
from organisation.days import local_day
from organisation.roles import HEAD, LEADER, RECEIVER, REPORTER
from organisation.routes import agencies_of
from organisation.tree import tree
from organisation.units import Unit
from organisation.viewer import Post, Viewer
from workflows.errors import NotYourRole

CALLING = (RECEIVER, REPORTER, HEAD, LEADER)
"""The roles that call for data in the name of their unit."""
BESIDE = ("agency", "oversight", "front")
"""Types of bodies that have nobody below them."""


@dataclass(frozen=True)
class Reach:
    """The units that may be asked: the level right below, all below, and the agencies beside."""

    next: Sequence[Unit]
    below: Sequence[Unit]
    agencies: Sequence[Unit]

    @property
    def lowest(self) -> Sequence[Unit]:
        """Those of the level that is furthest down."""
        last = self.below[-1].level if self.below else None
        return [unit for unit in self.below if unit.level == last]

    @property
    def everybody(self) -> Mapping[str, Unit]:
        """All of them by handle, each once."""
        return {unit.handle: unit for unit in (*self.agencies, *self.below)}

    def chosen(self, whom: str, handles: Sequence[str]) -> list[Unit]:
        """Those whom an answer to “whom” means; `handles` are the single ones that were ticked."""
        if whom == "chosen":
            return [unit for handle, unit in self.everybody.items() if handle in handles]
        return list({"next": self.next, "lowest": self.lowest, "agencies": self.agencies}[whom])


def calling_posts(viewer: Viewer) -> list[Post]:
    """The offices in which a viewer may call for data, each once, his own before those he stands in for."""
    posts = [
        post
        for post in viewer.postings
        if post.unit_key and post.unit_type not in BESIDE and post.role in CALLING
    ]
    posts.sort(key=lambda post: (post.for_staff is not None, CALLING.index(post.role)))
    return list({post.group: post for post in posts}.values())


def calling_post(viewer: Viewer, wanted: str) -> Post:
    """The office that was chosen, else the viewer's first. NotYourRole for one who has none."""
    posts = calling_posts(viewer)
    if not posts:
        raise NotYourRole(
            "Chỉ đơn vị có cấp dưới được yêu cầu cung cấp thông tin.",
            "Only units that have others below them call for data.",
        )
    return next((post for post in posts if post.group == wanted), posts[0])


def reach_of(session: Session, unit_key: int, now: datetime) -> Reach:
    """Whom a unit may ask today. One query for the whole line below it, one for its agencies."""
    day = local_day(now)
    placed = [place for place in tree(session, unit_key, day) if place.depth]
    deep = sorted(placed, key=lambda place: (place.depth, place.unit.code))
    return Reach(
        next=[place.unit for place in deep if place.depth == 1],
        below=[place.unit for place in deep],
        agencies=agencies_of(session, [unit_key], day),
    )
