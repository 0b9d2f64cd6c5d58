"""Whose processes a change may concern: the whole house or any unit, for a unit's owner his own units."""

from datetime import datetime

from database.session import Session
from organisation.roles import OWNER
from organisation.units import find_unit
from organisation.viewer import Viewer
from workflows.deadlines import ZONE
from workflows.designer.rights import require_owner
from workflows.errors import NotYours


def own_places(viewer: Viewer) -> list[tuple[str, str]]:
    """The units whose processes the viewer owns: pairs of handle and name. Empty where he owns those of all."""
    if viewer.is_owner:
        return []
    found = {
        post.unit: post.unit_name or post.unit for post in viewer.postings if post.role == OWNER and post.unit
    }
    return sorted(found.items(), key=lambda pair: pair[1])


def place_for(session: Session, viewer: Viewer, named: str, now: datetime) -> int | None:
    """The unit that a change is to concern; None for the whole house.

    An owner of all processes names it by its code, or nothing; a unit's owner by its handle, or nothing for his
    first. Raises NotYours, UnitUnknown.
    """
    require_owner(viewer)
    if viewer.is_owner:
        clean = named.strip()
        return find_unit(session, clean, now.astimezone(ZONE).date()).key if clean else None
    handles = {post.unit: post.unit_key for post in viewer.postings if post.role == OWNER and post.unit}
    handle = named.strip() or (own_places(viewer)[0][0] if own_places(viewer) else "")
    if handle not in handles:
        raise NotYours
    return handles[handle]
