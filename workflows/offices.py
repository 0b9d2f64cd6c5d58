"""Who is meant, in words: an office is a role in a unit, never a person."""

from collections.abc import Collection, Mapping

import sqlalchemy as sa

from database.prepared import Prepared
from database.remembering import remember
from database.session import Session
from organisation.roles import role_title, split_group
from organisation.tables import unit
from organisation.viewer import Viewer

SYSTEM: Mapping[str, str] = {"vi": "Hệ thống", "en": "The system"}

_UNITS = Prepared(
    sa.select(unit.c.handle, unit.c.name, unit.c.type).where(
        unit.c.handle.in_(sa.bindparam("handles", expanding=True))
    )
)


def offices(session: Session, groups: Collection[str]) -> dict[str, Mapping[str, str]]:
    """Candidate groups in words: {"C00145.head": {"vi": "Lãnh đạo phường, Phường Bồ Đề", "en": ...}}."""
    split = {group: split_group(group) for group in groups}
    handles = sorted({handle for handle, _ in split.values() if handle is not None})
    known = remember(session, ("offices", *handles), lambda: _known(session, handles))
    return {
        group: _words(role, *known.get(handle or "", ("", ""))) for group, (handle, role) in split.items()
    }


def office_of(session: Session, group: str) -> Mapping[str, str]:
    """One candidate group in words."""
    return remember(session, ("office", group), lambda: offices(session, [group])[group])


def _known(session: Session, handles: list[str]) -> Mapping[str, tuple[str, str]]:
    """Name and type of the units of these handles."""
    rows = _UNITS.run(session, {"handles": handles}) if handles else ()
    return {row.handle: (row.name, row.type) for row in rows}


def acting_office(
    viewer: Viewer, acts_in: str, office: Mapping[str, str], *, wrote: bool = False
) -> Mapping[str, str]:
    """The office in which a viewer acts: of a stand-in his own, with the one he stands in for.

    `wrote` says that he decides about what he wrote himself: that is allowed, and told.
    """
    if viewer.stands_in_for(acts_in) is None:
        return office
    also = ("; cũng là người soạn", "; who also wrote it") if wrote else ("", "")
    return {
        "vi": f"{viewer.office} (làm thay {office['vi']}{also[0]})",
        "en": f"{viewer.office} (standing in for {office['en']}{also[1]})",
    }


def _words(role: str, unit_name: str, unit_type: str) -> Mapping[str, str]:
    title = role_title(role, unit_type)
    return {name: f"{words}, {unit_name}" if unit_name else words for name, words in title.items()}
